import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayIn, shipDay } from "#app/domain/days.ts";
import { startDemo, type RunningDemo } from "#test/shopify-stand-in/demo.ts";
import { launchBrowser } from "#test/shopify-stand-in/screens/browser.ts";
import { StaffShop, type StaffVariant } from "./staff-shop.ts";

/** Goods that Shopify knows of: the merchant allows the app to read them, and somebody moves their arrival. */
const soon = 20_000;
let dataDir: string;
let demo: RunningDemo;
let browser: Browser;
let person: BrowserContext;
let staff: StaffShop;
let pack: StaffVariant;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "story-"));
  chmodSync(dataDir, 0o755); // as root, PostgreSQL runs as another user
  demo = await startDemo({ dataDir, port: "free", fill: null, logLevel: "warn" });
  staff = new StaffShop(demo.addresses.graphql, demo.addresses.token);
  pack = await staff.addProduct({ title: "Trail pack", available: 0 });
  browser = await launchBrowser();
  person = await browser.newContext({ viewport: { width: 1280, height: 900 } });
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

const store = () => `${demo.addresses.admin}/store/${demo.addresses.shop.split(".")[0]}`;
const today = () => dayIn("Europe/Berlin", new Date());
const handled = (day: string) => shipDay(day, { handlingDays: 1, workingDays: [1, 2, 3, 4, 5] });

async function openApp(page: Page, path: string): Promise<FrameLocator> {
  await page.goto(`${store()}/apps/shipsby${path}`);
  return page.frameLocator("iframe");
}

async function shopperSees(page: Page, shipsBy: string): Promise<void> {
  const seen = async () => {
    await page.goto(`${demo.addresses.storefront}/products/${pack.handle}`);
    return page.locator("[data-shipsby-state]").getAttribute("data-ships-by");
  };
  await expect.poll(seen, { timeout: soon, interval: 250 }).toBe(shipsBy);
}

test("a shipment that arrives later is known everywhere within seconds, and the merchant decides what to tell", async () => {
  const [merchant, shopper] = [await person.newPage(), await person.newPage()];
  const order = await staff.order(pack, 2);
  const [first, later] = [addDays(today(), 10), addDays(today(), 24)];
  await staff.sendTransfer(pack, 10, `${first}T09:00:00Z`);

  // The merchant lets the app read transfers, in Shopify's own dialog.
  const incoming = await openApp(merchant, "/app/incoming");
  await incoming.getByText("Use the dates of your Shopify transfers").waitFor();
  await incoming.getByRole("button", { name: "Allow access" }).click();
  await merchant.getByRole("button", { name: /update|allow|grant/i }).click();
  await incoming.getByRole("link", { name: "#T0001-1" }).first().waitFor({ timeout: soon });
  await shopperSees(shopper, handled(first));
  const told = { promised: handled(first) };
  await expect
    .poll(() => staff.backorders(order), { timeout: soon })
    .toMatchObject({ lines: [{ ships_by: handled(first), ...told }] });

  // Somebody moves the arrival in Shopify's admin.
  await merchant.goto(`${store()}/transfers`);
  await merchant.getByLabel("Arrival of #T0001-1").fill(later);
  await merchant.getByRole("button", { name: "Change arrival" }).click();
  await shopperSees(shopper, handled(later));
  await expect
    .poll(() => staff.backorders(order), { timeout: soon })
    .toMatchObject({ lines: [{ ships_by: handled(later), ...told }] });

  const home = await openApp(merchant, "/app");
  await home.getByText("Decide what to tell 1 order").waitFor();
  await home.getByText(/14 days later/).waitFor();
  await home.getByRole("button", { name: /^Tell 1 customer now/ }).click();
  await expect
    .poll(() => staff.backorders(order), { timeout: soon })
    .toMatchObject({ lines: [{ ships_by: handled(later), promised: handled(later) }] });
  await home.getByText("Decide what to tell").first().waitFor({ state: "detached", timeout: soon });
}, 120_000);
