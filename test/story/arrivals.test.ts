import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import { addDays, dayIn } from "#app/domain/days.ts";
import type { StaffVariant } from "./staff-shop.ts";
import { Stage, aDesk, soon, toClose, toOpen } from "./stage.ts";

/** Goods arrive, and exactly the orders that waited longest are released, by the merchant's click. */
let stage: Stage;
let tent: StaffVariant;
let lantern: StaffVariant;
let merchant: Page;
const orders: string[] = [];

beforeAll(async () => {
  stage = await Stage.open();
  tent = await stage.staff.addProduct({ title: "Tent", available: 0 });
  const { locationId } = tent;
  lantern = await stage.staff.addProduct({ title: "Lantern", sku: "LA-1", available: 0, locationId });
  merchant = await stage.browser.newPage(aDesk);
}, toOpen);

afterAll(() => stage?.close(), toClose);

type Hold = { id: string; reason: string };
type Part = { id: string; fulfillmentHolds: Hold[] };
async function partsOf(orderId: string): Promise<Part[]> {
  const { order } = await stage.staff.ask<{ order: { fulfillmentOrders: { nodes: Part[] } } }>(
    `query ($id: ID!) { order(id: $id) { fulfillmentOrders(first: 5) { nodes { id fulfillmentHolds { id reason } } } } }`,
    { id: orderId },
  );
  return order.fulfillmentOrders.nodes;
}
const reasonsOf = async (orderId: string) =>
  (await partsOf(orderId)).flatMap((p) => p.fulfillmentHolds.map((h) => h.reason)).sort();

test(
  "three orders wait for a tent each, and are on hold once the merchant wants it",
  { timeout: 120_000 },
  async () => {
    for (let n = 0; n < 3; n++) orders.push(await stage.staff.order(tent, 1));
    await expect.poll(() => stage.staff.backorders(orders[2]!), { timeout: soon }).toMatchObject({ owed: 1 });
    expect(await reasonsOf(orders[0]!)).toEqual([]);

    const settings = await stage.openApp(merchant, "/app/settings/release");
    await settings.getByRole("button", { name: "Allow access" }).click();
    await merchant.getByRole("dialog").getByRole("button", { name: "Update" }).click();
    const wanted = settings.getByLabel("Put what is owed on hold in Shopify");
    await expect.poll(() => wanted.isEnabled(), { timeout: soon }).toBe(true);
    await wanted.check();
    await settings.getByText("3 units of 3 orders would be put on hold now.").waitFor();
    await settings.getByText("Let me release them").click();
    await merchant
      .getByRole("region", { name: "Unsaved changes" })
      .getByRole("button", { name: "Save" })
      .click();
    for (const order of orders)
      await expect.poll(() => reasonsOf(order), { timeout: soon }).toEqual(["INVENTORY_OUT_OF_STOCK"]);
  },
);

test("two arrive: the two oldest are named, and only they are released", { timeout: 120_000 }, async () => {
  // Somebody else has doubts about the second order.
  await stage.staff.ask(
    `mutation ($id: ID!) { fulfillmentOrderHold(id: $id, fulfillmentHold: { reason: HIGH_RISK_OF_FRAUD }) {
      userErrors { message } } }`,
    { id: (await partsOf(orders[1]!))[0]!.id },
  );
  await stage.staff.adjust(tent, 2);
  await stage.says(merchant, "/app/arrivals", /2 units arrived and are still on hold/);

  const list = merchant.frameLocator("iframe");
  await list.getByRole("link", { name: "Tent" }).click();
  const got = list.getByRole("listitem");
  await list.getByRole("heading", { name: "2 units of Tent" }).waitFor();
  expect(await got.allInnerTexts()).toEqual([
    expect.stringMatching(/takes 1 unit[^]*Waited longest/),
    expect.stringMatching(/takes 1 unit[^]*Waited next longest/),
    expect.stringMatching(/needs 1 more unit: others came first/),
  ]);
  await list.getByRole("button", { name: "Release 2 units" }).click();

  await expect.poll(() => reasonsOf(orders[0]!), { timeout: soon }).toEqual([]);
  await expect.poll(() => reasonsOf(orders[1]!), { timeout: soon }).toEqual(["HIGH_RISK_OF_FRAUD"]);
  expect(await reasonsOf(orders[2]!)).toEqual(["INVENTORY_OUT_OF_STOCK"]);
});

test("a delivery of two items is received, and released as one", { timeout: 180_000 }, async () => {
  const both = await stage.staff.orderOfEach([tent, lantern]);
  await expect.poll(() => reasonsOf(both), { timeout: soon }).toEqual(["INVENTORY_OUT_OF_STOCK"]);

  const added = await stage.openApp(merchant, "/app/incoming/new");
  await added.getByLabel("Reference").fill("PO-118");
  await added.getByLabel("Expected on").fill(addDays(dayIn("Europe/Berlin", new Date()), 5));
  for (const [i, sku] of ["TP-1", "LA-1"].entries()) {
    if (i > 0) await added.getByRole("button", { name: "Add item" }).click();
    await added.getByLabel(`SKU of item ${i + 1}`).fill(sku);
    await added.getByLabel(`Units of item ${i + 1}`).fill("2");
  }
  await added.getByRole("button", { name: "Add delivery" }).click();
  const app = merchant.frameLocator("iframe");
  await app.getByRole("link", { name: "Receive" }).click();
  const arrived = app.getByLabel("Arrived", { exact: true });
  for (const field of [arrived.first(), arrived.last()]) await field.fill("2");
  await app.getByRole("button", { name: "Save arrival" }).click();
  await app.getByText("2 units ordered, 2 received").first().waitFor();
  for (const item of [tent, lantern]) await stage.staff.adjust(item, 2);

  await stage.says(merchant, "/app/arrivals", /PO-118: 2 items[^]*4 units/);
  await app.getByRole("link", { name: "PO-118: 2 items" }).click();
  await app.getByRole("heading", { name: "PO-118: 4 units of 2 items" }).waitFor();
  await expect
    .poll(() => app.getByRole("listitem").allInnerTexts(), { timeout: soon })
    .toEqual([
      expect.stringMatching(/takes 1 unit. Complete now[^]*1 unit of Tent: Waited longest/),
      expect.stringMatching(/takes 2 units. Complete now[^]*1 unit of Lantern: Waited longest/),
    ]);
  await app.getByRole("link", { name: "Pick list" }).click();
  await expect.poll(() => app.getByRole("row").count(), { timeout: soon }).toBe(4);
  await merchant.goBack();
  await app.getByRole("button", { name: "Release 3 units" }).click();
  for (const order of [orders[2]!, both])
    await expect.poll(() => reasonsOf(order), { timeout: soon }).toEqual([]);
});
