import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayIn } from "#app/domain/days.ts";
import type { StaffVariant } from "./staff-shop.ts";
import { Stage, soon, toClose, toOpen } from "./stage.ts";

/** What shoppers do on the storefront, with the real app behind it. */
let stage: Stage;
let lamp: StaffVariant;

beforeAll(async () => {
  stage = await Stage.open();
  lamp = await stage.staff.addProduct({ title: "Lamp", available: 0 });
}, toOpen);

afterAll(() => stage?.close(), toClose);

const sell = (policy: "CONTINUE" | "DENY") =>
  stage.staff.ask(
    `mutation ($id: ID!, $variants: [ProductVariantsBulkInput!]!) {
       productVariantsBulkUpdate(productId: $id, variants: $variants) { userErrors { message } } }`,
    { id: lamp.productId, variants: [{ id: lamp.variantId, inventoryPolicy: policy }] },
  );

async function openProduct(page: Page, state: string, locale = ""): Promise<void> {
  const seen = async () => {
    await page.goto(`${stage.demo.addresses.storefront}${locale}/products/${lamp.handle}`);
    return page.locator("[data-shipsby-state]").getAttribute("data-shipsby-state");
  };
  await expect.poll(seen, { timeout: soon, interval: 250 }).toBe(state);
}

test(
  "the app answers shoppers who ask to be told, with and without a script",
  { timeout: 120_000 },
  async () => {
    await sell("DENY");
    const page = await stage.browser.newPage();
    await openProduct(page, "out_of_stock");
    // The app learns of the product on its own; until then it answers that this did not work.
    const ask = async () => {
      await page.getByLabel("Email", { exact: true }).fill("ada@example.com");
      await page.getByRole("button", { name: "Notify me" }).click();
      await page.locator("[data-done], .shipsby__problem:not(:empty)").first().waitFor();
      return page.locator(".shipsby__done output").innerText();
    };
    await expect.poll(ask, { timeout: soon, interval: 2_000 }).toMatch(/We'll email you a link|on the list/);

    const plain = await stage.browser.newContext({ javaScriptEnabled: false });
    const plainPage = await plain.newPage();
    await openProduct(plainPage, "out_of_stock", "/de");
    await plainPage.getByLabel("E-Mail").fill("bob@example.com");
    await plainPage.getByRole("button", { name: "Benachrichtigen" }).click();
    await plainPage.getByRole("status").waitFor();
    expect(await plainPage.getByRole("status").innerText()).toMatch(/Link zur Bestätigung|auf der Liste/);
    expect(await plainPage.locator("header.bar").isVisible()).toBe(true);
    await plain.close();
  },
);

test("the order carries what the shopper read before buying", { timeout: 120_000 }, async () => {
  await sell("CONTINUE");
  const page = await stage.browser.newPage();
  await openProduct(page, "backorder");
  await page.getByRole("button", { name: "Add to cart" }).click();
  await page
    .getByRole("group", { name: "On backorder in your cart" })
    .getByText("Date to be confirmed")
    .waitFor();
  await page.getByLabel("Email").fill("ada@example.com");
  await page.getByRole("button", { name: "Buy" }).click();
  await page.getByText("Thank you").first().waitFor();
  const { orders } = await stage.staff.ask<{
    orders: { nodes: { lineItems: { nodes: { customAttributes: { key: string; value: string }[] }[] } }[] };
  }>(
    `{ orders(first: 1, reverse: true, sortKey: CREATED_AT) { nodes { lineItems(first: 1) { nodes { customAttributes { key value } } } } } }`,
  );
  expect(orders.nodes[0]!.lineItems.nodes[0]!.customAttributes).toEqual([
    { key: "Ships by", value: "Date to be confirmed" },
    { key: "_ships_by", value: "unknown" },
  ]);
});

const oneLine = (text: string) => text.replace(/\s+/g, " ");

test(
  "the date that the shopper read is promised, and stands on the order's page",
  { timeout: 120_000 },
  async () => {
    const owed = await stage.staff.newestOrder();
    await expect.poll(() => stage.staff.backorders(owed.id), { timeout: soon }).toMatchObject({ owed: 1 });
    const merchant = await stage.browser.newPage();
    const app = await stage.openApp(merchant, `/app/products/${lamp.productNumber}`);
    const form = app.getByRole("form", { name: "Add delivery" });
    await form.getByLabel("Units").fill("10");
    await form.getByLabel("Reference").fill("PO-118");
    await form.getByLabel("Expected on").fill(addDays(dayIn("Europe/Berlin", new Date()), 20));
    await form.getByRole("button", { name: "Add delivery" }).click();

    const shopper = await stage.browser.newPage();
    const notice = shopper.locator("[data-shipsby-state]");
    const shown = async () => {
      await shopper.goto(`${stage.demo.addresses.storefront}/products/${lamp.handle}`);
      return notice.getAttribute("data-ships-by");
    };
    await expect.poll(shown, { timeout: soon, interval: 250 }).toMatch(/^20/);
    const day = new Date((await notice.getAttribute("data-ships-by"))!);
    await shopper.getByRole("button", { name: "Add to cart" }).click();
    await shopper.getByLabel("Email").fill("bob@example.com");
    await shopper.getByRole("button", { name: "Buy" }).click();
    await shopper.getByText("Thank you").first().waitFor();

    const { id } = await stage.staff.newestOrder();
    const date = new Intl.DateTimeFormat("en-US", { day: "numeric", month: "short", timeZone: "UTC" }).format(
      day,
    );
    const facts = async () => {
      await stage.openApp(merchant, `/app/orders/${id.split("/").at(-1)}`);
      await app.getByRole("heading", { level: 1 }).waitFor();
      const rows = app.locator(".shipsby-facts > div");
      return (await rows.allInnerTexts())
        .map(oneLine)
        .filter((row) => /^(Promised|Shown at checkout)/.test(row));
    };
    await expect
      .poll(facts, { timeout: soon, interval: 500 })
      .toEqual([`Promised ${date}`, `Shown at checkout ${date}`]);
    await app
      .getByText(/Promised on the product page/)
      .first()
      .waitFor();
  },
);
