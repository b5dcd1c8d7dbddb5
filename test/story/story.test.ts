import { chmodSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Browser, BrowserContext, FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayIn, shipDay } from "#app/domain/days.ts";
import { startDemo, type RunningDemo } from "#test/shopify-stand-in/demo.ts";
import { launchBrowser } from "#test/shopify-stand-in/screens/browser.ts";
import { StaffShop, type StaffVariant } from "./staff-shop.ts";

/**
 * The main job as people live it, with nothing taken apart: the demo's launcher, the real app in its own process,
 * a browser, and a staff member who only knows Shopify's official API.
 */
// The product promises five seconds; a busy test machine gets more. `npm run bench` measures it.
const soon = 20_000;
let dataDir: string;
let demo: RunningDemo;
let browser: Browser;
let person: BrowserContext;
let staff: StaffShop;
let pack: StaffVariant;
/** The day that the delivery of the first test gives. */
let dated: string;

beforeAll(async () => {
  dataDir = mkdtempSync(join(tmpdir(), "story-"));
  chmodSync(dataDir, 0o755); // as root, PostgreSQL runs as another user
  demo = await startDemo({ dataDir, port: "free", fill: null, logLevel: "warn" });
  staff = new StaffShop(demo.addresses.graphql, demo.addresses.token);
  pack = await staff.addProduct({ title: "Trail pack", available: 3 });
  browser = await launchBrowser();
  person = await browser.newContext({ viewport: { width: 1280, height: 900 } });
}, 240_000);

afterAll(async () => {
  await browser?.close();
  await demo?.stop();
  rmSync(dataDir, { recursive: true, force: true });
}, 60_000);

const theNotice = "[data-shipsby-state]";
const productPage = (locale = "") => `${demo.addresses.storefront}${locale}/products/${pack.handle}`;
const appPage = (path: string) =>
  `${demo.addresses.admin}/store/${demo.addresses.shop.split(".")[0]}/apps/shipsby${path}`;

const inEnglish = (day: string) =>
  new Intl.DateTimeFormat("en-US", { day: "numeric", month: "short", timeZone: "UTC" }).format(new Date(day));

async function shopperSees(
  page: Page,
  expected: { state: string; shipsBy?: string | null },
  within = soon,
): Promise<void> {
  const seen = async () => {
    await page.goto(productPage());
    const notice = page.locator(theNotice);
    return {
      state: await notice.getAttribute("data-shipsby-state"),
      shipsBy: await notice.getAttribute("data-ships-by"),
    };
  };
  await expect.poll(seen, { timeout: within, interval: 250 }).toEqual({ shipsBy: null, ...expected });
}

/** The app inside the admin's frame. */
async function openApp(page: Page, path: string): Promise<FrameLocator> {
  await page.goto(appPage(path));
  return page.frameLocator("iframe");
}

test("a shopper buys more than there is, and everybody learns the truth", { timeout: 180_000 }, async () => {
  const shopper = await person.newPage();
  const merchant = await person.newPage();
  const faults: string[] = [];
  for (const page of [shopper, merchant]) page.on("pageerror", (error) => faults.push(error.message));
  await shopperSees(shopper, { state: "in_stock" });

  // She wants five; three are there and the shop goes on selling.
  await shopper.getByLabel("Quantity").fill("5");
  await shopper.getByRole("button", { name: "Add to cart" }).click();
  await shopper.getByLabel(/e-?mail/i).fill("mara@example.com");
  await shopper.getByRole("button", { name: /buy|pay|place/i }).click();
  await shopper
    .getByText(/thank you/i)
    .first()
    .waitFor();
  const order = await staff.newestOrder();

  await expect
    .poll(() => staff.backorders(order.id), { timeout: soon })
    .toMatchObject({ owed: 2, lines: [{ owed: 2, outstanding: 5, ships_by: null }] });
  await expect.poll(() => staff.tags(order.id), { timeout: soon }).toContain("Backorder");
  await shopperSees(shopper, { state: "backorder" });
  await shopper.getByText("Date to be confirmed").waitFor();

  // The merchant sees it at home, follows the number to the list, and the list to the order.
  const home = await openApp(merchant, "/app");
  await home.getByRole("link", { name: "2 units" }).first().click();
  await home.getByRole("link", { name: order.name }).click();
  await home.getByText("2 of 5 units").waitFor();
  await home.getByText(/Owed 2 of 5/).waitFor();

  // Ten are coming. The date is a Sunday: unpacked on Monday, shipped on Tuesday.
  const today = dayIn("Europe/Berlin", new Date());
  let arrival = addDays(today, 14);
  while (new Date(`${arrival}T00:00:00Z`).getUTCDay() !== 0) arrival = addDays(arrival, 1);
  const shipsBy = shipDay(arrival, { handlingDays: 1, workingDays: [1, 2, 3, 4, 5] });
  expect(shipsBy).toBe(addDays(arrival, 2));
  dated = shipsBy;
  const product = await openApp(merchant, `/app/products/${pack.productNumber}`);
  const form = product.getByRole("form", { name: "Add delivery" });
  await form.getByLabel("Units").fill("0");
  await form.getByLabel("Reference").fill("PO-118");
  await form.getByLabel("Expected on").fill(arrival);
  await form.getByRole("button", { name: "Add delivery" }).click();
  await form.getByText("Enter a whole number, 1 or more.").waitFor();
  expect(await form.getByLabel("Reference").inputValue()).toBe("PO-118");
  await form.getByLabel("Units").fill("10");
  await form.getByRole("button", { name: "Add delivery" }).click();
  await product
    .getByText(`ships by ${inEnglish(shipsBy)}`)
    .first()
    .waitFor();

  await shopperSees(shopper, { state: "backorder", shipsBy });
  await expect
    .poll(() => staff.backorders(order.id), { timeout: soon })
    .toMatchObject({ owed: 2, lines: [{ ships_by: shipsBy }] });
  await shopper.goto(productPage("/de"));
  const inGerman = new Intl.DateTimeFormat("de", { day: "numeric", month: "long", timeZone: "UTC" }).format(
    new Date(shipsBy),
  );
  await shopper.getByText(inGerman).first().waitFor();

  // Without JavaScript the same page says the same.
  const plain = await browser.newContext({ javaScriptEnabled: false });
  const plainPage = await plain.newPage();
  await shopperSees(plainPage, { state: "backorder", shipsBy });
  await plain.close();

  // Cancelled: three are there again, and nobody is owed anything.
  await staff.cancel(order.id);
  await shopperSees(shopper, { state: "in_stock" });
  await expect
    .poll(() => staff.backorders(order.id), { timeout: soon })
    .toMatchObject({ owed: 0, lines: [] });
  await expect.poll(() => staff.tags(order.id), { timeout: soon }).not.toContain("Backorder");
  expect(faults).toEqual([]);
});

test("doubled and shuffled webhooks end in the same state", { timeout: 60_000 }, async () => {
  await staff.post(demo.addresses.faults, { duplicate: true, reorder: true, seed: 11 });
  const page = await person.newPage();
  const order = await staff.order(pack, 5);
  await expect.poll(() => staff.backorders(order), { timeout: 2 * soon }).toMatchObject({ owed: 2 });
  await shopperSees(page, { state: "backorder", shipsBy: dated }, 2 * soon);
  await staff.cancel(order);
  await shopperSees(page, { state: "in_stock" }, 2 * soon);
  await staff.post(demo.addresses.faults, {});
});

test("with every webhook lost, one reconciliation finds it all", { timeout: 90_000 }, async () => {
  await staff.post(demo.addresses.faults, { drop: true });
  const page = await person.newPage();
  const order = await staff.order(pack, 5);
  expect(await staff.backorders(order)).toBeNull();
  await staff.post(demo.addresses.clock, { advance: "2m" });
  await expect.poll(() => staff.backorders(order), { timeout: 4 * soon }).toMatchObject({ owed: 2 });
  await staff.cancel(order);
  await staff.post(demo.addresses.clock, { advance: "2m" });
  await shopperSees(page, { state: "in_stock" }, 4 * soon);
  await staff.post(demo.addresses.faults, {});
});
