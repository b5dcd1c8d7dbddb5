import { afterEach, beforeEach, expect, vi, type MockInstance } from "vitest";
import { fetchForTests } from "./shopify-fetch.ts";

// Before shopify-api is imported, which keeps the fetch that it finds.
globalThis.fetch = fetchForTests(globalThis.fetch);

/** An error on the console that nobody expected is a failure; a test that expects one spies on it itself. */
let spy: MockInstance<typeof console.error>;
beforeEach(() => {
  spy = vi.spyOn(console, "error");
});
afterEach(() => {
  const calls = spy.mock.calls.map((call) => call.map(String).join(" "));
  spy.mockRestore();
  expect(calls, "console.error was called: expect it in the test or remove its cause").toEqual([]);
});
