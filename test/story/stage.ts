import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, FrameLocator, Page } from "playwright-core";
import { expect } from "vitest";
import { startDemo, type RunningDemo } from "#test/shopify-stand-in/demo.ts";
import { launchBrowser } from "#test/shopify-stand-in/screens/browser.ts";
import { StaffShop } from "./staff-shop.ts";

/** The product promises five seconds; a busy test machine gets more. `npm run bench` measures it. */
export const soon = 20_000;
/** How long a stage may take to open: the launcher builds nothing, but starts a database and two processes. */
export const toOpen = 240_000;
export const toClose = 60_000;

export const aDesk = { viewport: { width: 1280, height: 900 } };
export const aPhone = { viewport: { width: 375, height: 812 } };

/**
 * What a story plays on, with nothing taken apart: the demo's launcher with an empty shop, the real app in its own
 * processes, a browser, and a staff member who only knows Shopify's official API.
 */
export class Stage {
  readonly demo: RunningDemo;
  readonly browser: Browser;
  readonly staff: StaffShop;
  private readonly dataDir: string;

  private constructor(demo: RunningDemo, browser: Browser, dataDir: string) {
    this.demo = demo;
    this.browser = browser;
    this.dataDir = dataDir;
    this.staff = new StaffShop(demo.addresses.graphql, demo.addresses.token);
  }

  static async open(): Promise<Stage> {
    const dataDir = mkdtempSync(join(tmpdir(), "story-"));
    chmodSync(dataDir, 0o755); // as root, PostgreSQL runs as another user
    const demo = await startDemo({ dataDir, port: "free", fill: null, logLevel: "warn" });
    return new Stage(demo, await launchBrowser(), dataDir);
  }

  async close(): Promise<void> {
    await this.browser.close();
    await this.demo.stop();
    rmSync(this.dataDir, { recursive: true, force: true });
  }

  /** An address of the shop's admin. */
  admin(path: string): string {
    return `${this.demo.addresses.admin}/store/${this.demo.addresses.shop.split(".")[0]}${path}`;
  }

  /** A page of the app inside the admin's frame. */
  async openApp(page: Page, path: string): Promise<FrameLocator> {
    await page.goto(this.admin(`/apps/shipsby${path}`));
    return page.frameLocator("iframe");
  }

  /** Somebody reads a page of the app until it says so. */
  async says(page: Page, path: string, sentence: string | RegExp): Promise<void> {
    const read = async () => (await this.openApp(page, path)).locator("main").innerText({ timeout: soon });
    await expect.poll(read, { timeout: 2 * soon, interval: 500 }).toMatch(sentence);
  }
}
