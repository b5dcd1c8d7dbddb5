import type { DocumentNode, ExecutionResult, GraphQLResolveInfo, OperationDefinitionNode } from "graphql";
import type { ExecutionContext, Resolver, Resolvers } from "./context.ts";
import { reportCost, reserveCost } from "./cost-accounting.ts";
import { withIdempotency } from "./idempotent.ts";
import { checkLimits } from "./limits.ts";
import { checkAccess } from "./scopes.ts";
import { resolvers as appInstallation } from "./app-installation.ts";
import { resolvers as bulkOperations } from "./bulk-operations.ts";
import { resolvers as collections } from "./collections.ts";
import { resolvers as customers } from "./customers.ts";
import { resolvers as draftOrders } from "./draft-orders.ts";
import { resolvers as fulfillmentOrderChanges } from "./fulfillment-order-changes.ts";
import { resolvers as fulfillmentOrders } from "./fulfillment-orders.ts";
import { resolvers as fulfillments } from "./fulfillments.ts";
import { resolvers as inventory } from "./inventory.ts";
import { resolvers as locations } from "./locations.ts";
import { resolvers as metafieldDefinitions } from "./metafield-definitions.ts";
import { resolvers as metafields } from "./metafields.ts";
import { resolvers as nodes } from "./nodes.ts";
import { resolvers as orderChanges } from "./order-changes.ts";
import { resolvers as orderEdits } from "./order-edits.ts";
import { resolvers as orders } from "./orders.ts";
import { resolvers as productChanges } from "./product-changes.ts";
import { resolvers as products } from "./products.ts";
import { resolvers as shipments } from "./shipments.ts";
import { resolvers as shop } from "./shop.ts";
import { resolvers as tags } from "./tags.ts";
import { resolvers as transfers } from "./transfers.ts";
import { resolvers as variants } from "./variants.ts";

/** The resolvers of each noun. A field may be registered once only. */
const nouns: Resolvers[] = [
  appInstallation,
  bulkOperations,
  collections,
  customers,
  draftOrders,
  fulfillmentOrderChanges,
  fulfillmentOrders,
  fulfillments,
  inventory,
  locations,
  metafieldDefinitions,
  metafields,
  nodes,
  orderChanges,
  orderEdits,
  orders,
  productChanges,
  products,
  shipments,
  shop,
  tags,
  transfers,
  variants,
];

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
