import { createHash } from "node:crypto";
import { getDirectiveValues, GraphQLError, type GraphQLResolveInfo } from "graphql";
import type { ExecutionContext, Resolver, Resolvers } from "./context.ts";

/** Since 2026-04 these refuse to run without a key. The SDL does not say so; see schema/README. */
export const KEY_REQUIRED = [
  "inventoryActivate",
  "inventoryAdjustQuantities",
  "inventoryMoveQuantities",
  "inventorySetOnHandQuantities",
  "inventorySetQuantities",
  "inventoryShipmentAddItems",
  "inventoryShipmentCreate",
  "inventoryShipmentCreateInTransit",
  "inventoryShipmentReceive",
  "inventoryTransferCreate",
  "inventoryTransferCreateAsReadyToShip",
  "inventoryTransferDuplicate",
  "inventoryTransferSetItems",
  "locationActivate",
  "locationDeactivate",
  "refundCreate",
];

const REMEMBERED_MS = 24 * 3600_000;

type Remembered = { input: string; result: unknown; at: number };

// Per shop and in memory: a restart of the stand-in forgets, as Shopify does after a day.
const byShop = new WeakMap<object, Map<string, Remembered>>();

/** Wraps the mutations that need a key: same key and input answer the first result, without a second effect. */
export function withIdempotency(resolvers: Resolvers): Resolvers {
  const mutations = Object.entries(resolvers.Mutation ?? {}).map(([name, resolve]) => [
    name,
    KEY_REQUIRED.includes(name) ? once(name, resolve) : resolve,
  ]);
  return { ...resolvers, Mutation: Object.fromEntries(mutations) };
}

function once(name: string, resolve: Resolver): Resolver {
  return async (source, args, ctx, info) => {
    const key = keyOf(info);
    const seen = rememberedIn(ctx);
    const input = createHash("sha256").update(JSON.stringify(args)).digest("hex");
    const known = seen.get(`${name} ${key}`);
    if (known && ctx.now().getTime() - known.at < REMEMBERED_MS) {
      return known.input === input ? known.result : mismatch();
    }
    const result = await resolve(source, args, ctx, info);
    if (!hasUserErrors(result)) seen.set(`${name} ${key}`, { input, result, at: ctx.now().getTime() });
    return result;
  };
}

function keyOf(info: GraphQLResolveInfo): string {
  const definition = info.schema.getDirective("idempotent")!;
  const values = getDirectiveValues(definition, info.fieldNodes[0]!, info.variableValues);
  const key = String(values?.key ?? "");
  if (!values) throw refusal("The @idempotent directive is required for this mutation but was not provided.");
  if (key.trim() === "") throw refusal("The key of the @idempotent directive must not be blank.");
  return key;
}

function refusal(message: string): GraphQLError {
  return new GraphQLError(message, { extensions: { code: "BAD_REQUEST" } });
}

function mismatch() {
  const message = "The same idempotency key cannot be used with different operation parameters.";
  return { userErrors: [{ field: null, message, code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" }] };
}

function rememberedIn(ctx: ExecutionContext): Map<string, Remembered> {
  const found = byShop.get(ctx.shop) ?? new Map<string, Remembered>();
  byShop.set(ctx.shop, found);
  return found;
}

function hasUserErrors(result: unknown): boolean {
  return ((result as { userErrors?: unknown[] } | null)?.userErrors?.length ?? 0) > 0;
}
