import {
  execute,
  getOperationAST,
  GraphQLError,
  parse,
  validate,
  type DocumentNode,
  type ExecutionResult,
} from "graphql";
import type { StandInCore } from "../core.ts";
import type { ShopState } from "../shop/state.ts";
import type { Caller, ExecutionContext } from "./context.ts";
import { answerSteps, requestGuards, type Request } from "./registry.ts";
import { resolveField } from "./resolve-field.ts";
import { adminSchema } from "./schema.ts";
import { resolveType } from "./typed.ts";

export type GraphQLRequest = { query: string; variables?: object | null; operationName?: string | null };

/** Runs one Admin API operation for a caller, with everything Shopify would check around it. */
export async function executeAdmin(
  standIn: StandInCore,
  shop: ShopState,
  caller: Caller,
  { query, variables, operationName }: GraphQLRequest,
): Promise<ExecutionResult> {
  const document = documentOf(query);
  if ("errors" in document) return { errors: document.errors };

  const operation = getOperationAST(document.document, operationName);
  if (!operation)
    return { errors: [new GraphQLError("No operation with that name was found in the document.")] };

  const ctx: ExecutionContext = {
    standIn,
    shop,
    caller,
    now: () => standIn.clock.now(),
    emit: (topic, payload) => shop.world.emit(topic, () => payload),
    searchWarnings: [],
  };
  const request: Request = {
    document: document.document,
    operation,
    variables: { ...(variables as Record<string, unknown>) },
  };
  for (const guard of requestGuards) {
    const refusal = guard(request, ctx);
    if (refusal) return refusal;
  }

  let result = await execute({
    schema: adminSchema(),
    document: request.document,
    operationName: operation.name?.value ?? null,
    variableValues: request.variables,
    contextValue: ctx,
    rootValue: {},
    fieldResolver: resolveField,
    typeResolver: resolveType,
  });
  if (operation.operation === "mutation") standIn.changed();
  if (ctx.searchWarnings.length > 0) {
    result = { ...result, extensions: { ...result.extensions, search: ctx.searchWarnings } };
  }
  for (const step of answerSteps) result = step(result, request, ctx);
  return result;
}

type Parsed = { document: DocumentNode } | { errors: readonly GraphQLError[] };
const parsed = new Map<string, Parsed>();

function documentOf(query: string): Parsed {
  const known = parsed.get(query);
  if (known) return known;
  if (parsed.size > 500) parsed.clear();
  const result = parseAndValidate(query);
  parsed.set(query, result);
  return result;
}

function parseAndValidate(query: string): Parsed {
  try {
    const document = parse(query);
    const errors = validate(adminSchema(), document);
    return errors.length > 0 ? { errors } : { document };
  } catch (error) {
    if (error instanceof GraphQLError) return { errors: [error] };
    throw error;
  }
}
