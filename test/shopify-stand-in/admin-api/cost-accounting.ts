import { getVariableValues, Kind, type ExecutionResult, type FragmentDefinitionNode } from "graphql";
import type { ShopState } from "../shop/state.ts";
import type { ExecutionContext } from "./context.ts";
import { actualCost, requestedCost } from "./cost.ts";
import type { Request } from "./registry.ts";
import { adminSchema } from "./schema.ts";
import {
  giveBack,
  MOST_POINTS,
  newBucket,
  take,
  throttled,
  throttleStatus,
  tooExpensive,
} from "./throttle.ts";
import type { Bucket } from "./throttle.ts";

const buckets = new WeakMap<ShopState, Bucket>();
const reserved = new WeakMap<Request, number>();

/** Before an operation: reserves what it may cost, or refuses it. Staff pays nothing. */
export function reserveCost(request: Request, ctx: ExecutionContext): ExecutionResult | undefined {
  const requested = requestedCost(request.operation, planOf(request));
  reserved.set(request, requested);
  if (ctx.caller.kind === "staff") return undefined;
  if (requested > MOST_POINTS) return tooExpensive(requested);
  const bucket = bucketOf(ctx);
  const status = throttleStatus(bucket, ctx.shop.shop.plan, ctx.now());
  if (ctx.standIn.faults.settings().throttle)
    return throttled(requested, { ...status, currentlyAvailable: 0 });
  return take(bucket, ctx.shop.shop.plan, requested, ctx.now()) ? undefined : throttled(requested, status);
}

/** After it: gives back what was not used and tells the price in `extensions.cost`. */
export function reportCost(
  result: ExecutionResult,
  request: Request,
  ctx: ExecutionContext,
): ExecutionResult {
  const requestedQueryCost = reserved.get(request) ?? 0;
  const actualQueryCost = actualCost(request.operation, planOf(request), result.data);
  const bucket = bucketOf(ctx);
  if (ctx.caller.kind === "app") giveBack(bucket, requestedQueryCost - actualQueryCost);
  const status = throttleStatus(bucket, ctx.shop.shop.plan, ctx.now());
  const cost = { requestedQueryCost, actualQueryCost, throttleStatus: status };
  return { ...result, extensions: { ...result.extensions, cost } };
}

function bucketOf(ctx: ExecutionContext): Bucket {
  const found = buckets.get(ctx.shop) ?? newBucket(ctx.shop.shop.plan, ctx.now());
  buckets.set(ctx.shop, found);
  return found;
}

function planOf({ document, operation, variables }: Request) {
  const schema = adminSchema();
  const values = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  const fragments = document.definitions.filter(
    (one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION,
  );
  return {
    schema,
    fragments: Object.fromEntries(fragments.map((one) => [one.name.value, one])),
    variables: values.coerced ?? variables,
  };
}
