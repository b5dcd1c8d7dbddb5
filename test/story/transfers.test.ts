import type { BrowserContext, Locator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayIn, shipDay } from "#app/domain/days.ts";
import type { StaffVariant } from "./staff-shop.ts";
import { Stage, aDesk, soon, toClose, toOpen } from "./stage.ts";

/** Goods that Shopify knows of: the merchant allows the app to read them, and somebody moves their arrival. */
let stage: Stage;
let person: BrowserContext;
let pack: StaffVariant;

beforeAll(async () => {
  stage = await Stage.open();
  pack = await stage.staff.addProduct({ title: "Trail pack", available: 0 });
  person = await stage.browser.newContext(aDesk);
}, toOpen);

afterAll(() => stage?.close(), toClose);

const today = () => dayIn("Europe/Berlin", new Date());
const handled = (day: string) => shipDay(day, { handlingDays: 1, workingDays: [1, 2, 3, 4, 5] });

async function shopperSees(page: Page, shipsBy: string): Promise<void> {
  const seen = async () => {
    await page.goto(`${stage.demo.addresses.storefront}/products/${pack.handle}`);
    return page.locator("[data-shipsby-state]").getAttribute("data-ships-by");
  };
  await expect.poll(seen, { timeout: soon, interval: 250 }).toBe(shipsBy);
}

test("a shipment that arrives later is known everywhere within seconds, and the merchant decides what to tell", async () => {
  const [merchant, shopper] = [await person.newPage(), await person.newPage()];
  const order = await stage.staff.order(pack, 2);
  const [first, later] = [addDays(today(), 10), addDays(today(), 24)];
  await stage.staff.sendTransfer(pack, 10, `${first}T09:00:00Z`);

  // The merchant lets the app read transfers, in Shopify's own dialog.
  const incoming = await stage.openApp(merchant, "/app/incoming");
  await incoming.getByText("Use the dates of your Shopify transfers").waitFor();
  await incoming.getByRole("button", { name: "Allow access" }).click();
  await merchant.getByRole("button", { name: /update|allow|grant/i }).click();
  await incoming.getByRole("link", { name: "#T0001-1" }).first().waitFor({ timeout: soon });
  await shopperSees(shopper, handled(first));
  const told = { promised: handled(first) };
  await expect
    .poll(() => stage.staff.backorders(order), { timeout: soon })
    .toMatchObject({ lines: [{ ships_by: handled(first), ...told }] });

  // Somebody moves the arrival in Shopify's admin.
  await merchant.goto(stage.admin("/transfers"));
  await merchant.getByLabel("Arrival of #T0001-1").fill(later);
  await merchant.getByRole("button", { name: "Change arrival" }).click();
  await shopperSees(shopper, handled(later));
  await expect
    .poll(() => stage.staff.backorders(order), { timeout: soon })
    .toMatchObject({ lines: [{ ships_by: handled(later), ...told }] });

  const home = await stage.openApp(merchant, "/app");
  await home.getByText("Decide what to tell 1 order").waitFor();
  await home.getByText(/14 days later/).waitFor();
  await home.getByRole("button", { name: /^Tell 1 customer now/ }).click();
  await expect
    .poll(() => stage.staff.backorders(order), { timeout: soon })
    .toMatchObject({ lines: [{ ships_by: handled(later), promised: handled(later) }] });
  await home.getByText("Decide what to tell").first().waitFor({ state: "detached", timeout: soon });
}, 120_000);

test("whoever has only a keyboard is in the form that a button opens, and back on the button after Escape", async () => {
  const merchant = await person.newPage();
  const listed = await stage.openApp(merchant, "/app/backorders");
  await listed
    .getByRole("link", { name: /^#\d+$/ })
    .first()
    .click({ timeout: soon });
  const order = merchant.frameLocator("iframe");
  const change = order.getByRole("button", { name: "Change promised date of Trail pack" });
  const date = order.getByRole("textbox", { name: "Promised" });
  await change.waitFor({ timeout: soon });

  // A key that is pressed before the page listens is pressed again.
  const opened = async () => {
    await change.press("Enter", { timeout: 1000 }).catch(() => null);
    return hasFocus(date);
  };
  await expect.poll(opened, { timeout: 2 * soon }).toBe(true);
  await date.press("Escape");
  await expect.poll(() => hasFocus(change), { timeout: soon }).toBe(true);
}, 120_000);

const hasFocus = (there: Locator) =>
  there.evaluate((e) => e === document.activeElement, undefined, { timeout: 1000 }).catch(() => false);
