import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { useReread } from "#app/components/use-reread.ts";

const { revalidate } = vi.hoisted(() => ({ revalidate: vi.fn() }));
vi.mock("@remix-run/react", () => ({ useRevalidator: () => ({ revalidate }) }));
vi.mock("react", async (real) => ({ ...(await real<object>()), useCallback: (f: unknown) => f }));

const router = { state: { navigation: { state: "idle" }, fetchers: new Map<string, { state: string }>() } };
beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal("window", { __remixRouter: router });
  revalidate.mockClear();
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

// A form's answer is lost if the page is asked for again while it is under way.
test.each([
  ["a form that leads elsewhere", (state: string) => (router.state.navigation = { state })],
  ["a form in place", (state: string) => void router.state.fetchers.set("a form", { state })],
])("a page is read again once %s was answered, also for a button that is gone", (_what, becomes) => {
  const reread = useReread();
  becomes("submitting");
  reread();
  vi.advanceTimersByTime(3000);
  expect(revalidate).not.toHaveBeenCalled();
  becomes("idle");
  vi.advanceTimersByTime(1000);
  expect(revalidate).toHaveBeenCalledTimes(1);
});
