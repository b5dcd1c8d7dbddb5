import { createHmac, timingSafeEqual } from "node:crypto";

/** A request that came through a shop's app proxy: Shopify vouches for the shop and for nothing else. */
export type Proxied = { shop: string; pathPrefix: string };

const windowSeconds = 90;

/**
 * Checks Shopify's signature of a storefront request. Not with the library: it sorts parameters by locale where Shopify
 * sorts by bytes, and renews tokens on the way, so that a shopper would wait for, and fail with, the Admin API.
 * docs/decisions/030-waiting-list.md
 */
export function readProxied(url: string, secrets: string[], now: Date): Proxied | null {
  const params = new URLSearchParams(new URL(url).search);
  const single = ["shop", "timestamp", "signature", "path_prefix"];
  if (single.some((name) => params.getAll(name).length !== 1)) return null;
  const signature = params.get("signature")!;
  params.delete("signature");
  if (!secrets.some((secret) => isSigned(params, signature, secret))) return null;

  const timestamp = params.get("timestamp")!;
  const age = now.getTime() / 1000 - Number(timestamp);
  if (!/^\d{1,12}$/.test(timestamp) || Math.abs(age) > windowSeconds) return null;
  const shop = params.get("shop")!;
  const pathPrefix = params.get("path_prefix")!;
  if (!/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(shop)) return null;
  return /^\/[\w-]+\/[\w-]+$/.test(pathPrefix) ? { shop, pathPrefix } : null;
}

/** Pairs "k=v", repeated ones with their values joined by commas, sorted by their bytes and joined with nothing. */
function isSigned(params: URLSearchParams, signature: string, secret: string): boolean {
  const pairs = [...new Set(params.keys())].map((name) =>
    Buffer.from(`${name}=${params.getAll(name).join(",")}`),
  );
  const text = Buffer.concat(pairs.sort((a, b) => Buffer.compare(a, b)));
  const expected = Buffer.from(createHmac("sha256", secret).update(text).digest("hex"));
  const given = Buffer.from(signature);
  return given.length === expected.length && timingSafeEqual(given, expected);
}
