import { fetchForTests } from "#test/setup/shopify-fetch.ts";

// Before shopify-api is imported, which keeps the fetch that it finds.
globalThis.fetch = fetchForTests(globalThis.fetch);
