import type { Browser, BrowserContextOptions, Page } from "playwright-core";
import { expect } from "vitest";

export const themes = ["dawn", "vintage", "modern"];
export const phone = { width: 320, height: 740 };
export const desktop = { width: 1280, height: 800 };

/** A shopper's visit to the store: a page, and what a good page does not do. */
export type Visit = {
  page: Page;
  /** Paths of everything asked for, without the theme's own files. */
  requests: string[];
  /** Errors in the page and its console. Nothing may be left in here at the end. */
  problems: string[];
  /** The sum of layout shifts, counting also those soon after an input. */
  shift(): Promise<number>;
  leave(): Promise<void>;
};

export async function visit(
  browser: Browser,
  url: string,
  options: BrowserContextOptions = {},
): Promise<Visit> {
  const context = await browser.newContext({ viewport: desktop, ...options });
  const page = await context.newPage();
  const requests: string[] = [];
  const problems: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!pathname.startsWith("/cdn/theme")) requests.push(pathname);
  });
  page.on("pageerror", (error) => problems.push(error.message));
  page.on("console", (message) => {
    if (message.type() === "error") problems.push(message.text());
  });
  await page.addInitScript(() => {
    const seen = { shift: 0 };
    Object.assign(window, { seen });
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as (PerformanceEntry & { value: number })[])
        seen.shift += entry.value;
    }).observe({ type: "layout-shift", buffered: true });
  });
  await page.goto(url);
  return {
    page,
    requests,
    problems,
    shift: () => page.evaluate(() => (window as unknown as { seen: { shift: number } }).seen.shift),
    async leave() {
      await context.close();
      expect(problems).toEqual([]);
    },
  };
}

/** Chooses as a shopper would, in whatever way the theme offers. */
export async function choose(page: Page, theme: string, value: string): Promise<void> {
  if (theme === "dawn") await page.getByRole("radio", { name: value, exact: true }).check({ force: true });
  if (theme === "vintage") await page.locator("#variant-select").selectOption({ label: value });
  if (theme === "modern") await page.getByRole("button", { name: value, exact: true }).click();
}

/** Waits until the notice speaks of a variant in this state. */
export const stateIs = (page: Page, state: string): Promise<void> =>
  page.locator(`[data-shipsby-state="${state}"]`).waitFor({ state: "attached" });

export const longDate = (day: string, locale = "en"): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: "long", timeZone: "UTC" }).format(new Date(day));
