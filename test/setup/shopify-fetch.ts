import { routeFetch } from "#test/shopify-stand-in/preload/route-fetch.ts";

/** globalThis: the setup file and a test file need not share their modules. */
const place = globalThis as { standInUrl?: string | undefined; silentShop?: string | undefined };

/** Shopify's hosts lead to the stand-in that the test started; no other host can be reached. */
export function fetchForTests(real: typeof fetch): typeof fetch {
  return (input, init) => {
    const { hostname } = new URL(input instanceof Request ? input.url : input);
    if (hostname === place.silentShop) return hang(init?.signal);
    return routeFetch(real, place.standInUrl ?? "http://no-stand-in.invalid")(input, init);
  };
}

export function shopifyIsAt(url: string | undefined): void {
  place.standInUrl = url;
}

/** Shopify takes what it is asked for this shop, and never answers. */
export function shopIsSilent(domain: string | undefined): void {
  place.silentShop = domain;
}

function hang(signal: AbortSignal | null | undefined): Promise<never> {
  return new Promise((_, reject) => signal?.addEventListener("abort", () => reject(signal.reason as Error)));
}
