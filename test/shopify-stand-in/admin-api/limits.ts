import { getArgumentValues, GraphQLError, isNonNullType, type GraphQLResolveInfo } from "graphql";

import type { ExecutionContext } from "./context.ts";

const MOST = 250;

/** metafieldsSet answers too long a list with a user error; a product's variants may be 2,048. */
const COUNT_THEMSELVES = ["metafieldsSet", "productSet"];

/** Shopify's limits on what one field may ask for: page sizes and the length of input lists. */
export function checkLimits(_source: unknown, ctx: ExecutionContext, info: GraphQLResolveInfo): void {
  const isMutation = info.parentType.name === "Mutation";
  if (!isMutation && !isConnection(info)) return;
  const definition = info.parentType.getFields()[info.fieldName]!;
  const args = getArgumentValues(definition, info.fieldNodes[0]!, info.variableValues);
  if (isMutation) {
    if (!COUNT_THEMSELVES.includes(info.fieldName)) checkLists(args);
  } else if (!ctx.bulk) checkPage(args, info.fieldName);
}

function isConnection(info: GraphQLResolveInfo): boolean {
  const type = isNonNullType(info.returnType) ? info.returnType.ofType : info.returnType;
  return String(type).endsWith("Connection");
}

function checkPage(args: Record<string, unknown>, field: string): void {
  const { first, last } = args as { first?: number | null; last?: number | null };
  if (first == null && last == null) throw refuse(`${field}: you must provide one of first or last`);
  if (first != null && last != null) throw refuse(`${field}: providing both first and last is not supported`);
  const name = first == null ? "last" : "first";
  const asked = (first ?? last)!;
  if (asked < 0) throw refuse(`${field}: ${name} cannot be less than zero`);
  if (asked > MOST) throw refuse(`${field}: ${name} cannot exceed ${MOST}`);
}

function checkLists(value: unknown): void {
  if (value === null || typeof value !== "object") return;
  if (Array.isArray(value) && value.length > MOST) {
    const message = `The input array size of ${value.length} is greater than the maximum allowed of ${MOST}.`;
    throw new GraphQLError(message, { extensions: { code: "MAX_INPUT_SIZE_EXCEEDED" } });
  }
  for (const one of Object.values(value)) checkLists(one);
}

function refuse(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });
}
