import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { ClientError, GraphQLClient, type Variables } from "graphql-request";
import { setTimeout as pause } from "node:timers/promises";
import { ShopAccessLost, ShopifyRefused, ShopifyUnavailable } from "./errors.ts";
import { watchSilence } from "./silence.ts";
import { makeBucket, type Bucket } from "./throttle.ts";
import { apiVersion } from "./version.ts";

/** A GraphQL error entry as Shopify sends it, for callers that can use a part of an answer. */
export type Complaint = { message: string; code: string | undefined; path: string };

export type Admin = {
  /** The whole answer or an error: ShopifyRefused (asking again is useless) or ShopifyUnavailable (later). */
  request<T, V extends Variables>(document: TypedDocumentNode<T, V>, variables: V): Promise<T>;
  /** What could be read, beside what could not. */
  requestPart<T, V extends Variables>(
    document: TypedDocumentNode<T, V>,
    variables: V,
  ): Promise<{ data: T | null; complaints: Complaint[] }>;
};

type Answer<T> = {
  data: T | null;
  errors?: { message: string; path?: unknown[]; extensions?: { code?: string } }[];
  extensions?: { cost?: Cost };
};
type Cost = {
  requestedQueryCost: number;
  actualQueryCost: number | null;
  throttleStatus: { maximumAvailable: number; currentlyAvailable: number; restoreRate: number };
};

const attempts = 5;
/** A wait longer than this goes back to the queue: one shop's throttle must not hold another shop's worker. */
const patienceSeconds = 3;

/** Errors inside Shopify that arrive as HTTP 200. */
const brokenCodes = ["INTERNAL_SERVER_ERROR", "TIMEOUT"];

/**
 * One client per shop over graphql-request. Cost-aware: waits for points before it asks, and remembers what
 * Shopify says is left. THROTTLED arrives as HTTP 200; the library of Shopify does not retry it, this does.
 */
export function makeAdmin(options: {
  token: (shop: string, refused?: string) => Promise<string>;
  onCost?: (shop: string, points: number) => void;
  /** An answer of the Admin API takes far less than a second as a rule. */
  answerWithinMs?: number;
}): (shop: string) => Admin {
  const buckets = new Map<string, Bucket>();
  const silence = watchSilence();

  async function ask<T, V extends Variables>(
    shop: string,
    document: TypedDocumentNode<T, V>,
    variables: V,
  ): Promise<Answer<T>> {
    let bucket = buckets.get(shop);
    if (!bucket) buckets.set(shop, (bucket = makeBucket()));
    const silentFor = silence.secondsToWait(shop);
    if (silentFor > 0) throw new ShopifyUnavailable(`Shopify does not answer for ${shop}`, silentFor);
    let refused: string | undefined;
    let last: unknown;
    for (let attempt = 1; attempt <= attempts; attempt++) {
      const wait = bucket.secondsUntilFree();
      if (wait > patienceSeconds) throw new ShopifyUnavailable(`${shop} has no API points left`, wait);
      if (wait > 0) await pause(wait * 1000);
      const token = await options.token(shop, refused);
      try {
        const answer = await send(shop, token, document, variables, options.answerWithinMs);
        silence.answered(shop);
        const cost = answer.extensions?.cost;
        if (cost) {
          bucket.update(cost.throttleStatus);
          options.onCost?.(shop, cost.actualQueryCost ?? 0);
        }
        const codes = (answer.errors ?? []).map((e) => e.extensions?.code ?? "");
        if (codes.some((code) => brokenCodes.includes(code))) throw new Error(answer.errors![0]!.message);
        if (!codes.includes("THROTTLED")) return answer;
        const missing = cost ? cost.requestedQueryCost - cost.throttleStatus.currentlyAvailable : 100;
        const seconds = jitter(Math.max(0.2, missing / (cost?.throttleStatus.restoreRate ?? 50)));
        if (seconds > patienceSeconds) throw new ShopifyUnavailable(`${shop} is throttled`, seconds);
        last = new ShopifyUnavailable(`${shop} is throttled`, seconds);
        await pause(seconds * 1000);
      } catch (error) {
        if (error instanceof ShopifyRefused || error instanceof ShopifyUnavailable) throw error;
        const status = error instanceof ClientError ? error.response.status : undefined;
        if (status !== undefined && status < 500) silence.answered(shop);
        if (status === 401 && !refused) {
          refused = token;
          continue;
        }
        if (status === 401 || status === 403)
          throw new ShopAccessLost(`${shop} refused our token`, 60, { cause: error });
        if (status === 402 || status === 423 || status === 404) {
          throw new ShopifyUnavailable(`${shop} is closed (HTTP ${status})`, 300, { cause: error });
        }
        if (status !== undefined && status < 500 && status !== 429) {
          throw new ShopifyRefused(`Shopify answered HTTP ${status}`, String(status), { cause: error });
        }
        last = error;
        if (isTimeout(error)) break;
        if (attempt < attempts) await pause(1000 * jitter(Math.min(patienceSeconds, 0.25 * 2 ** attempt)));
      }
    }
    if (last instanceof ShopifyUnavailable) throw last;
    silence.silent(shop);
    throw new ShopifyUnavailable(`Shopify did not answer for ${shop}`, 10, { cause: last });
  }

  return (shop) => ({
    async request(document, variables) {
      const { data, errors } = await ask(shop, document, variables);
      const first = errors?.[0];
      if (first) throw new ShopifyRefused(first.message, first.extensions?.code);
      if (data === null || data === undefined)
        throw new ShopifyUnavailable("Shopify sent an answer without data");
      return data;
    },
    async requestPart(document, variables) {
      const { data, errors } = await ask(shop, document, variables);
      const complaints = (errors ?? []).map((e) => ({
        message: e.message,
        code: e.extensions?.code,
        path: (e.path ?? []).join("."),
      }));
      return { data: data ?? null, complaints };
    },
  });
}

async function send<T, V extends Variables>(
  shop: string,
  token: string,
  document: TypedDocumentNode<T, V>,
  variables: V,
  answerWithinMs: number | undefined,
): Promise<Answer<T>> {
  const client = new GraphQLClient(`https://${shop}/admin/api/${apiVersion}/graphql.json`, {
    headers: { "X-Shopify-Access-Token": token },
    errorPolicy: "all",
    signal: AbortSignal.timeout(answerWithinMs ?? 10_000),
  });
  const answer = await client.rawRequest<T>(document as never, variables as never);
  return answer as unknown as Answer<T>;
}

function isTimeout(error: unknown): boolean {
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  return cause instanceof Error && cause.name === "TimeoutError";
}

function jitter(seconds: number): number {
  return seconds * (0.75 + Math.random() * 0.5);
}

/** userErrors are a "no" in the answer's data. */
export function refuseUserErrors(
  what: string,
  errors: { message: string; code?: string | null; field?: unknown }[] | undefined,
): void {
  const first = errors?.[0];
  if (first) throw new ShopifyRefused(`${what}: ${first.message}`, first.code ?? undefined);
}
