import { routeFetch } from "#test/shopify-stand-in/preload/route-fetch.ts";

/** globalThis: the setup file and a test file need not share their modules. */
const place = globalThis as { standInUrl?: string | undefined };

/** Shopify's hosts lead to the stand-in that the test started; no other host can be reached. */
export function fetchForTests(real: typeof fetch): typeof fetch {
  return (input, init) => routeFetch(real, place.standInUrl ?? "http://no-stand-in.invalid")(input, init);
}

export function shopifyIsAt(url: string | undefined): void {
  place.standInUrl = url;
}
