import type { BrowserContext, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayIn, shipDay } from "#app/domain/days.ts";
import type { StaffVariant } from "./staff-shop.ts";
import { Stage, aDesk, soon, toClose, toOpen } from "./stage.ts";

/**
 * The main job as people live it, with nothing taken apart: the demo's launcher, the real app in its own process,
 * a browser, and a staff member who only knows Shopify's official API.
 */
let stage: Stage;
let person: BrowserContext;
let pack: StaffVariant;
/** The day that the delivery of the first test gives. */
let dated: string;

beforeAll(async () => {
  stage = await Stage.open();
  pack = await stage.staff.addProduct({ title: "Trail pack", available: 3 });
  person = await stage.browser.newContext(aDesk);
}, toOpen);

afterAll(() => stage?.close(), toClose);

const theNotice = "[data-shipsby-state]";
const productPage = (locale = "") => `${stage.demo.addresses.storefront}${locale}/products/${pack.handle}`;

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
  const order = await stage.staff.newestOrder();

  await expect
    .poll(() => stage.staff.backorders(order.id), { timeout: soon })
    .toMatchObject({ owed: 2, lines: [{ owed: 2, outstanding: 5, ships_by: null }] });
  await expect.poll(() => stage.staff.tags(order.id), { timeout: soon }).toContain("Backorder");
  await shopperSees(shopper, { state: "backorder" });
  await shopper.getByText("Date to be confirmed").waitFor();

  // The merchant sees it at home, follows the number to the list, and the list to the order.
  const home = await stage.openApp(merchant, "/app");
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
  const product = await stage.openApp(merchant, `/app/products/${pack.productNumber}`);
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
    .poll(() => stage.staff.backorders(order.id), { timeout: soon })
    .toMatchObject({ owed: 2, lines: [{ ships_by: shipsBy }] });
  await shopper.goto(productPage("/de"));
  const inGerman = new Intl.DateTimeFormat("de", { day: "numeric", month: "long", timeZone: "UTC" }).format(
    new Date(shipsBy),
  );
  await shopper.getByText(inGerman).first().waitFor();

  // Without JavaScript the same page says the same.
  const plain = await stage.browser.newContext({ javaScriptEnabled: false });
  const plainPage = await plain.newPage();
  await shopperSees(plainPage, { state: "backorder", shipsBy });
  await plain.close();

  // Cancelled: three are there again, and nobody is owed anything.
  await stage.staff.cancel(order.id);
  await shopperSees(shopper, { state: "in_stock" });
  await expect
    .poll(() => stage.staff.backorders(order.id), { timeout: soon })
    .toMatchObject({ owed: 0, lines: [] });
  await expect.poll(() => stage.staff.tags(order.id), { timeout: soon }).not.toContain("Backorder");
  expect(faults).toEqual([]);
});

test("doubled and shuffled webhooks end in the same state", { timeout: 60_000 }, async () => {
  await stage.staff.post(stage.demo.addresses.faults, { duplicate: true, reorder: true, seed: 11 });
  const page = await person.newPage();
  const order = await stage.staff.order(pack, 5);
  await expect.poll(() => stage.staff.backorders(order), { timeout: 2 * soon }).toMatchObject({ owed: 2 });
  await shopperSees(page, { state: "backorder", shipsBy: dated }, 2 * soon);
  await stage.staff.cancel(order);
  await shopperSees(page, { state: "in_stock" }, 2 * soon);
  await stage.staff.post(stage.demo.addresses.faults, {});
});

test("with every webhook lost, one reconciliation finds it all", { timeout: 90_000 }, async () => {
  await stage.staff.post(stage.demo.addresses.faults, { drop: true });
  const page = await person.newPage();
  const order = await stage.staff.order(pack, 5);
  expect(await stage.staff.backorders(order)).toBeNull();
  await stage.staff.post(stage.demo.addresses.clock, { advance: "2m" });
  await expect.poll(() => stage.staff.backorders(order), { timeout: 4 * soon }).toMatchObject({ owed: 2 });
  await stage.staff.cancel(order);
  await stage.staff.post(stage.demo.addresses.clock, { advance: "2m" });
  await shopperSees(page, { state: "in_stock" }, 4 * soon);
  await stage.staff.post(stage.demo.addresses.faults, {});
});
