import { GraphQLError, type ExecutionResult } from "graphql";
import type { Shop } from "../shop/model.ts";

/** Points per second that come back, by the shop's plan; the bucket holds twenty seconds of it. */
const RESTORE_RATES: Record<Shop["plan"], number> = {
  Standard: 100,
  Advanced: 200,
  Plus: 1000,
  Enterprise: 2000,
};
const BUCKET_SECONDS = 20;
const RATE_LIMITS = "https://shopify.dev/api/usage/rate-limits";

/** No single operation may ask for more, whatever the plan. */
export const MOST_POINTS = 1000;

export type Bucket = { available: number; at: number };
export type ThrottleStatus = { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };

/** A full bucket. */
export function newBucket(plan: Shop["plan"], now: Date): Bucket {
  return { available: RESTORE_RATES[plan] * BUCKET_SECONDS, at: now.getTime() };
}

/** What is in the bucket now. */
export function throttleStatus(bucket: Bucket, plan: Shop["plan"], now: Date): ThrottleStatus {
  const restoreRate = RESTORE_RATES[plan];
  const maximumAvailable = restoreRate * BUCKET_SECONDS;
  const restored = (Math.max(0, now.getTime() - bucket.at) / 1000) * restoreRate;
  bucket.available = Math.min(maximumAvailable, bucket.available + restored);
  bucket.at = now.getTime();
  return { maximumAvailable, currentlyAvailable: Math.floor(bucket.available), restoreRate };
}

/** Takes the points, or says no when they are not there. */
export function take(bucket: Bucket, plan: Shop["plan"], points: number, now: Date): boolean {
  if (throttleStatus(bucket, plan, now).currentlyAvailable < points) return false;
  bucket.available -= points;
  return true;
}

/** Gives back what was reserved and not used. */
export function giveBack(bucket: Bucket, points: number): void {
  bucket.available += points;
}

/** HTTP 200 all the same: a client that only looks at the status misses it. */
export function throttled(requestedQueryCost: number, status: ThrottleStatus): ExecutionResult {
  return {
    errors: [
      new GraphQLError("Throttled", { extensions: { code: "THROTTLED", documentation: RATE_LIMITS } }),
    ],
    extensions: { cost: { requestedQueryCost, actualQueryCost: null, throttleStatus: status } },
  };
}

export function tooExpensive(cost: number): ExecutionResult {
  const message =
    `Query cost is ${cost}, which exceeds the single query max cost limit (${MOST_POINTS}).\n\n` +
    `See ${RATE_LIMITS} for more information on how the cost of a query is calculated.\n\n` +
    "To query larger amounts of data with fewer limits, bulk operations should be used instead.";
  const extensions = { code: "MAX_COST_EXCEEDED", cost, maxCost: MOST_POINTS, documentation: RATE_LIMITS };
  return { errors: [new GraphQLError(message, { extensions })] };
}
