import type { FrameLocator, Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayIn } from "#app/domain/days.ts";
import type { StaffVariant } from "./staff-shop.ts";
import { Stage, aPhone, soon, toClose, toOpen } from "./stage.ts";

/** A pallet arrives: somebody stands before it with a phone and a scanner. */
let stage: Stage;
let pack: StaffVariant;
let phone: Page;

beforeAll(async () => {
  stage = await Stage.open();
  pack = await stage.staff.addProduct({ title: "Trail pack", available: 0 });
  phone = await stage.browser.newPage(aPhone);
}, toOpen);

afterAll(() => stage?.close(), toClose);

const available = async () =>
  (
    await stage.staff.ask<{ inventoryItem: { inventoryLevel: { quantities: { quantity: number }[] } } }>(
      `query ($id: ID!, $at: ID!) { inventoryItem(id: $id) { inventoryLevel(locationId: $at) { quantities(names: ["available"]) { quantity } } } }`,
      { id: pack.itemId, at: pack.locationId },
    )
  ).inventoryItem.inventoryLevel.quantities[0]!.quantity;

const offline = (is: boolean) => phone.context().setOffline(is);
const kept = "Kept on this phone. It is sent when you are connected again.";
const addressOf = async (app: FrameLocator) =>
  new URL(await app.locator("html").evaluate(() => location.href)).pathname;

test(
  "units are counted in on a phone, added to Shopify's stock by choice, and taken back",
  { timeout: 180_000 },
  async () => {
    const faults: string[] = [];
    phone.on("pageerror", (error) => faults.push(error.message));
    await expect
      .poll(async () => (await stage.openApp(phone, "/app/products")).getByText("Trail pack").count(), {
        timeout: soon,
      })
      .toBeGreaterThan(0);
    const added = await stage.openApp(phone, "/app/incoming/new");
    await added.getByLabel("Reference").fill("PO-118");
    await added.getByLabel("Expected on").fill(addDays(dayIn("Europe/Berlin", new Date()), 5));
    await added.getByLabel("SKU of item 1").fill("TP-1");
    await added.getByLabel("Units of item 1").fill("10");
    await added.getByRole("button", { name: "Add delivery" }).click();

    // Nobody has allowed it yet, and nothing is written unless somebody does.
    const app = phone.frameLocator("iframe");
    await app.getByRole("link", { name: "Receive" }).click();
    await app.getByRole("button", { name: "Let Shipsby add arrived units" }).click();
    await phone.getByRole("dialog").getByRole("button", { name: "Update" }).click();
    const box = app.getByLabel("Add the units to your stock in Shopify");
    await box.waitFor({ timeout: soon });

    // The scanner types a code and presses Enter; a wrong one is said, and nothing that was typed is lost.
    const scan = app.getByLabel("Scan or type a SKU");
    await scan.fill("OTHER");
    await scan.press("Enter");
    await app.getByText("No item of this delivery has the SKU OTHER.").waitFor();
    await scan.fill("tp-1");
    await scan.press("Enter");
    const arrived = app.getByLabel("Arrived", { exact: true });
    await expect.poll(() => arrived.evaluate((field) => field === document.activeElement)).toBe(true);
    await phone.keyboard.type("4x");
    await app.getByLabel("Damaged").fill("1");
    expect(await box.isChecked()).toBe(false);
    await box.check();
    await app.getByRole("button", { name: "Save arrival" }).click();
    await app.getByText("Enter a whole number up to 1,000,000.").waitFor();
    expect(await app.getByLabel("Damaged").inputValue()).toBe("1");
    await arrived.fill("4");
    await app.getByText("In Shopify 0 available, then 4.").waitFor();
    for (const name of ["Save arrival", "Not yet"]) {
      const size = await app
        .getByText(name, { exact: true })
        .locator("xpath=ancestor-or-self::*[self::button or self::a][1]")
        .boundingBox();
      expect(size!.height).toBeGreaterThanOrEqual(44);
    }
    await app.getByText("5 of 10 units counted").waitFor();

    // The phone loses its connection: nothing is lost, and it is sent by itself when there is one again.
    await offline(true);
    await app.getByRole("button", { name: "Save arrival" }).click();
    await app.getByText(kept).waitFor();
    expect(await arrived.isDisabled()).toBe(true);
    await app.getByRole("button", { name: "Change the count" }).click();
    await app.getByText(kept).waitFor({ state: "detached" });
    expect(await arrived.inputValue()).toBe("4");
    await app.getByRole("button", { name: "Save arrival" }).click();
    await app.getByText(kept).waitFor();
    await offline(false);
    await app.getByText("What you counted on this phone was sent and is saved.").waitFor({ timeout: soon });
    await app.getByRole("link", { name: "See PO-118" }).click();
    await app.getByText("10 units ordered, 5 received, 1 damaged").waitFor({ timeout: soon });
    expect(await available()).toBe(4);

    await app.getByRole("button", { name: /^Undo: Arrival/ }).click();
    await app
      .getByText("Units that Shipsby added to your stock in Shopify for it are taken off again.")
      .waitFor();
    await app.getByRole("button", { name: "Undo now" }).click();
    await app.getByText("10 units ordered, 0 received").waitFor();
    expect(await available()).toBe(0);
    const wide = await app.locator("html").evaluate((page) => page.scrollWidth - page.clientWidth);
    expect(wide).toBe(0);
    expect(faults).toEqual([]);
  },
);

test(
  "what was counted is there again: to be corrected after an undo, and when the page was closed",
  { timeout: 120_000 },
  async () => {
    const app = phone.frameLocator("iframe");
    const arrived = app.getByLabel("Arrived", { exact: true });
    await app.getByRole("link", { name: "Receive" }).click();
    await app.getByText("What you counted before is filled in.").waitFor({ timeout: soon });
    expect(await arrived.inputValue()).toBe("4");
    await app.getByRole("button", { name: "Start over" }).click();
    await app.getByText("0 of 10 units counted").waitFor();
    await app.getByRole("button", { name: "All arrived: Trail pack" }).click();
    await app.getByRole("button", { name: "One fewer of Trail pack" }).click();
    await app.getByText("9 of 10 units counted").waitFor();

    await stage.openApp(phone, await addressOf(app));
    await app.getByText("What you counted before is filled in.").waitFor({ timeout: soon });
    expect(await arrived.inputValue()).toBe("9");
  },
);

test(
  "a count whose answer was lost is sent again by itself, and is one receipt",
  { timeout: 120_000 },
  async () => {
    const app = phone.frameLocator("iframe");
    let sent = 0;
    await phone.route(/receive\.data/, async (route) => {
      if (route.request().method() !== "POST" || sent++ > 0) return route.continue();
      // It arrives, and nobody hears so.
      await route.fetch();
      await route.abort();
    });
    await app.getByRole("button", { name: "Save arrival" }).click();
    await app.getByText(kept).waitFor({ timeout: soon });
    // The server may have it: it can't be changed any more.
    expect(await app.getByRole("button", { name: "Change the count" }).count()).toBe(0);
    await app
      .getByText("What you counted on this phone was sent and is saved.")
      .waitFor({ timeout: 2 * soon });
    await phone.unroute(/receive\.data/);
    expect(sent).toBe(2);
    await app.getByRole("link", { name: "See PO-118" }).click();
    await app.getByText("10 units ordered, 9 received").waitFor({ timeout: soon });
  },
);

test(
  "a count kept while the page was closed is sent when it is opened again, and a refusal says what was counted",
  { timeout: 180_000 },
  async () => {
    const app = phone.frameLocator("iframe");
    const address = await addressOf(app);
    const countOffline = async (units: string) => {
      await stage.openApp(phone, `${address}/receive`);
      await app.getByLabel("Arrived", { exact: true }).fill(units, { timeout: soon });
      await offline(true);
      await app.getByRole("button", { name: "Save arrival" }).click();
      await app.getByText(kept).waitFor();
      await phone.goto("about:blank");
      await offline(false);
    };
    // One of ten is still to come: two came.
    await countOffline("2");
    await stage.openApp(phone, `${address}/receive`);
    await app.getByText("What you counted on this phone was sent and is saved.").waitFor({ timeout: soon });
    await app.getByRole("link", { name: "See PO-118" }).click();
    await app.getByText("11 received").waitFor({ timeout: soon });

    await app
      .getByRole("button", { name: /^Undo: Arrival/ })
      .first()
      .click();
    await app.getByRole("button", { name: "Undo now" }).click();
    await app.getByText("10 units ordered, 9 received").waitFor({ timeout: soon });
    await countOffline("1");
    // Meanwhile somebody at a desk cancels what is still to come.
    await stage.openApp(phone, address);
    await app.getByRole("button", { name: "Cancel delivery" }).click();
    await app.getByRole("button", { name: "Cancel PO-118" }).click();
    await app.getByRole("link", { name: "Receive" }).waitFor({ state: "detached", timeout: soon });
    await stage.openApp(phone, `${address}/receive`);
    await app.getByText("What you counted was not saved").waitFor({ timeout: soon });
    await app.getByText("1 of Trail pack").waitFor();
    await app.getByRole("button", { name: "Remove it from this phone" }).click();
    await app.getByText("There is nothing to receive").waitFor();
  },
);
