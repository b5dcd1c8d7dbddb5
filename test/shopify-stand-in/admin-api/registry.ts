import type { DocumentNode, ExecutionResult, GraphQLResolveInfo, OperationDefinitionNode } from "graphql";
import type { ExecutionContext, Resolver, Resolvers } from "./context.ts";
import { reportCost, reserveCost } from "./cost-accounting.ts";
import { withIdempotency } from "./idempotent.ts";
import { checkLimits } from "./limits.ts";
import { checkAccess } from "./scopes.ts";
import { resolvers as shop } from "./shop.ts";

/** The resolvers of each noun. A field may be registered once only. */
const nouns: Resolvers[] = [shop];

/** Asked before every field is resolved; throws to refuse it. */
export const fieldGuards: ((source: unknown, ctx: ExecutionContext, info: GraphQLResolveInfo) => void)[] = [
  checkAccess,
  checkLimits,
];

export type Request = {
  document: DocumentNode;
  operation: OperationDefinitionNode;
  variables: Record<string, unknown>;
};

/** Asked before an operation runs; answers a result to refuse it. */
export const requestGuards: ((request: Request, ctx: ExecutionContext) => ExecutionResult | undefined)[] = [
  reserveCost,
];

/** Run after an operation, in order; each may add to the result. */
export const answerSteps: ((
  result: ExecutionResult,
  request: Request,
  ctx: ExecutionContext,
) => ExecutionResult)[] = [reportCost];

const byField = new Map<string, Resolver>();

export function resolverOf(type: string, field: string): Resolver | undefined {
  if (byField.size === 0) merge();
  return byField.get(`${type}.${field}`);
}

function merge(): void {
  for (const resolvers of nouns.map(withIdempotency)) {
    for (const [type, fields] of Object.entries(resolvers)) {
      for (const [field, resolver] of Object.entries(fields)) {
        if (byField.has(`${type}.${field}`)) throw new Error(`${type}.${field} is registered twice`);
        byField.set(`${type}.${field}`, resolver);
      }
    }
  }
}
