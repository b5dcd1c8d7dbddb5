import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { CauseFound } from "#app/domain/cause.ts";
import { causeSaid } from "#app/flows/cause-said.server.ts";
import { deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryEntered } from "#app/flows/delivery-entered.server.ts";
import { deliveryCounted } from "#app/flows/delivery-received.server.ts";
import { keptBackSet } from "#app/flows/kept-back-set.server.ts";
import { madeToOrderSet } from "#app/flows/made-to-order-set.server.ts";
import { recount } from "#app/flows/recount.server.ts";
import { supplierChosen } from "#app/flows/supplier-chosen.server.ts";
import { supplierAdded } from "#app/flows/supplier-saved.server.ts";
import {
  dayFromNow,
  orderOf,
  stockedVariant,
  productLeadTime,
  tail,
  type PlacedOrder,
  type StockedVariant,
} from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let early: PlacedOrder;
let alpine: string;
beforeAll(async () => {
  world = await testWorld();
  const old = await stockedVariant(world, { title: "Old lamp", available: 0 });
  early = await orderOf(world, [{ variant: old, quantity: 2 }]);
  await world.install();
  const added = await supplierAdded(world.app, demoShop, {
    name: "Alpine Gear",
    leadTimeDays: null,
    dates: "stated",
  });
  if (added === "name_taken") throw new Error("The shop has no supplier yet.");
  alpine = added.supplierId;
}, 60_000);
afterAll(() => world?.close());

const day = 86_400_000;
async function item(title: string, available: number, policy: "CONTINUE" | "DENY" = "CONTINUE") {
  const variant = await stockedVariant(world, { title, available, policy });
  await world.settled();
  return variant;
}

async function bought(variant: StockedVariant, quantity = 1): Promise<PlacedOrder> {
  const order = await orderOf(world, [{ variant, quantity }]);
  await world.settled();
  return order;
}

const rowOf = (order: PlacedOrder) =>
  world.app.db.owedCause.findFirst({ where: { shop: demoShop, orderId: tail(order.id) } });

async function causeOf(order: PlacedOrder): Promise<CauseFound | null> {
  return ((await rowOf(order))?.evidence as CauseFound | undefined) ?? null;
}

async function fromAlpine(variant: StockedVariant, reference: string, quantity: number, days: number) {
  const { deliveryId } = await deliveryEntered(world.app, demoShop, {
    ...{ itemId: tail(variant.itemId), locationId: tail(variant.locationId), supplierId: alpine },
    ...{ quantity, expectedOn: dayFromNow(world, days), reference },
  });
  await world.settled();
  return deliveryId;
}

/** The supplier moves it some days after it was entered: on the same day it would be a typing mistake. */
async function movedTo(deliveryId: string, days: number): Promise<void> {
  const createdAt = new Date(world.app.now().getTime() - 5 * day);
  await world.app.db.delivery.updateMany({ where: { shop: demoShop, deliveryId }, data: { createdAt } });
  await deliveryChanged(world.app, demoShop, deliveryId, { expectedOn: dayFromNow(world, days) });
  await world.settled();
}

describe("why an order is owed is found when it begins", () => {
  test("what was owed before the app came is not known, and not guessed", async () => {
    expect(await causeOf(early)).toEqual({ cause: "not_known", because: "first_count" });
  });

  test("an order that the shelf serves has no cause", async () => {
    expect(await rowOf(await bought(await item("Plenty", 5), 2))).toBeNull();
  });

  test("sold on purpose ahead of a delivery; a slip later on does not change that", async () => {
    const pack = await item("Pack", 0);
    const coming = await fromAlpine(pack, "PO-1", 5, 9);
    const order = await bought(pack, 2);
    const found = { cause: "sold_ahead", reference: "PO-1", expectedOn: dayFromNow(world, 9) };
    expect(await causeOf(order)).toMatchObject(found);
    expect(await rowOf(order)).toMatchObject({ supplierId: alpine });
    await movedTo(coming, 20);
    expect(await causeOf(order)).toMatchObject(found);
  });

  test("a supplier who moved its delivery is the cause of as many units as should be here", async () => {
    const pack = await item("Late pack", 0);
    await supplierChosen(world.app, demoShop, tail(pack.productId), alpine);
    const coming = await fromAlpine(pack, "PO-7", 3, -2);
    await movedTo(coming, 10);
    const blamed = await bought(pack, 3);
    const ownSale = await bought(pack, 1);
    const days = { due: dayFromNow(world, -2), statedOn: dayFromNow(world, 10) };
    expect(await causeOf(blamed)).toMatchObject({
      ...{ cause: "late_supplier", reference: "PO-7", supplier: "Alpine Gear", units: 3, short: false },
      ...days,
    });
    expect(await rowOf(blamed)).toMatchObject({ supplierId: alpine, units: 3, said: null });
    expect(await causeOf(ownSale)).toEqual({ cause: "not_known", because: "no_dated_supply" });
  });

  test("a delivery that came short is the cause of what it lacked", async () => {
    const pack = await item("Short pack", 0);
    const coming = await fromAlpine(pack, "PO-8", 5, 1);
    const counts = [{ itemId: tail(pack.itemId), arrived: 3, damaged: 0, rest: "gone" as const }];
    await deliveryCounted(world.app, demoShop, coming, { counts });
    await pack.setAvailable(3);
    await world.settled();
    await bought(pack, 3);
    const order = await bought(pack);
    expect(await causeOf(order)).toMatchObject({
      cause: "late_supplier",
      reference: "PO-8",
      short: true,
      units: 2,
    });
  });

  test("stock that is counted down under an order is the cause, and of the next one too", async () => {
    const tent = await item("Tent", 5);
    const order = await bought(tent, 4);
    expect(await rowOf(order)).toBeNull();
    await tent.setAvailable(-2);
    await world.settled();
    const found = { cause: "stock_fell", units: 3, on: dayFromNow(world, 0) };
    expect(await causeOf(order)).toMatchObject(found);
    expect(await causeOf(await bought(tent))).toMatchObject(found);
    expect(await causeOf(await bought(tent))).toMatchObject({ cause: "not_known" });
  });

  test("stock that fell and rose again is no cause any more", async () => {
    const tent = await item("Found tent", 3);
    await tent.setAvailable(1);
    await world.settled();
    await tent.setAvailable(3);
    await world.settled();
    expect(await causeOf(await bought(tent, 4))).toMatchObject({ cause: "not_known" });
  });

  test("parcels that leave, and orders that are canceled, are no stock correction", async () => {
    const stove = await item("Stove", 6);
    const [sent, canceled] = [await bought(stove, 2), await bought(stove, 2)];
    await sent.ship();
    await canceled.cancel();
    const atOnce = await orderOf(world, [{ variant: stove, quantity: 2 }]);
    await atOnce.ship();
    await world.settled();
    const fallen = { shop: demoShop, itemId: tail(stove.itemId), fell: { gt: 0 } };
    expect(await world.app.db.shortage.count({ where: fallen })).toBe(0);
    expect(await causeOf(await bought(stove, 5))).toMatchObject({ cause: "not_known" });
  });

  test("a till's sale that is heard of after its stock is no stock correction after all", async () => {
    const stove = await item("Till stove", 3);
    const waiting = await bought(stove, 3);
    // The stock webhook of the sale comes at once, that of the order later.
    await stove.setAvailable(-2);
    await world.settled();
    expect(await causeOf(waiting)).toMatchObject({ cause: "stock_fell", units: 2 });
    await soldBefore(stove, 2, 0, false);
    await recount(world.app, demoShop, tail(stove.itemId));
    expect(await causeOf(waiting)).toEqual({ cause: "not_known", because: "had_units" });
    expect(await causeOf(await bought(stove))).toMatchObject({ cause: "not_known" });
  });

  test("where Shopify counts other units than the orders do, nothing is called a correction", async () => {
    const stove = await item("Drifting stove", 3);
    const waiting = await bought(stove, 3);
    // Two of them left with an order whose webhooks were lost.
    const level = { onHand: 1, committed: 1, available: 0 };
    await world.app.db.stockLevel.updateMany({ where: { itemId: tail(stove.itemId) }, data: level });
    await recount(world.app, demoShop, tail(stove.itemId));
    world.shopify.clock.advance(6_000);
    await recount(world.app, demoShop, tail(stove.itemId));
    expect(await causeOf(waiting)).toEqual({ cause: "not_known", because: "had_units" });
    await world.app.db.stockLevel.updateMany({
      where: { itemId: tail(stove.itemId) },
      data: { onHand: 3, committed: 3, available: 0 },
    });
    await recount(world.app, demoShop, tail(stove.itemId));
  });

  test("units that are kept for the shop floor from now on are no stock correction", async () => {
    const tent = await item("Shown tent", 5);
    const choice = { itemId: tail(tent.itemId), locationId: tail(tent.locationId), units: 3, readers: 0 };
    await keptBackSet(world.app, demoShop, choice);
    await world.settled();
    const fallen = { shop: demoShop, itemId: choice.itemId, fell: { gt: 0 } };
    expect(await world.app.db.shortage.count({ where: fallen })).toBe(0);
    expect(await causeOf(await bought(tent, 6))).toMatchObject({ cause: "not_known" });
  });

  test("what stops at zero and was sold all the same was oversold", async () => {
    expect(await causeOf(await bought(await item("Last mug", 1, "DENY"), 3))).toEqual({ cause: "oversold" });
  });

  test("what is made to order, or ordered in when it is sold, is owed by design", async () => {
    const kayak = await item("Kayak", 0);
    await madeToOrderSet(world.app, demoShop, { productId: tail(kayak.productId), days: 12 });
    const rope = await item("Rope", 0);
    await productLeadTime(world.app, demoShop, tail(rope.productId), 14);
    await world.settled();
    expect(await causeOf(await bought(kayak))).toEqual({ cause: "made_to_order", days: 12 });
    expect(await causeOf(await bought(rope))).toEqual({ cause: "lead_time", days: 14 });
  });

  test("a split, a move or a second shortage of the same line is no new debt", async () => {
    const tent = await item("Old tent", 1);
    const order = await bought(tent, 3);
    const first = await rowOf(order);
    await tent.setAvailable(0);
    await world.settled();
    await tent.setAvailable(-3);
    await world.settled();
    expect(await rowOf(order)).toEqual(first);
  });
});

test("more is sold than ever: the first orders beyond the usual are a surge", async () => {
  const lamp = await item("Headlamp", 14);
  for (const week of [1, 2, 3, 4, 5]) await soldBefore(lamp, 2, week);
  const order = await bought(lamp, 15);
  // Where the app came just now nobody knows what is usual.
  const { importedAt } = await world.app.db.shop.findUniqueOrThrow({ where: { shop: demoShop } });
  expect(await causeOf(order)).toMatchObject({ cause: "not_known" });
  await knownSince(new Date(world.app.now().getTime() - 60 * day));
  const other = await item("Other headlamp", 14);
  for (const week of [1, 2, 3, 4, 5]) await soldBefore(other, 2, week);
  expect(await causeOf(await bought(other, 15))).toEqual({ cause: "demand_surge", sold: 15, usual: 1 });
  await knownSince(importedAt);
});

const knownSince = (importedAt: Date | null) =>
  world.app.db.shop.update({ where: { shop: demoShop }, data: { importedAt } });

let sales = 0;
/** An order that was placed and shipped so many weeks ago. */
async function soldBefore(
  variant: StockedVariant,
  quantity: number,
  week: number,
  counted = true,
): Promise<void> {
  const { db } = world.app;
  const id = String(++sales);
  const [shop, itemId, locationId] = [demoShop, tail(variant.itemId), tail(variant.locationId)];
  const at = new Date(world.app.now().getTime() - (7 * week + 3) * day);
  await db.salesOrder.create({ data: { shop, orderId: id, name: `#${id}`, placedAt: at, updatedAt: at } });
  await db.orderLine.create({ data: { shop, lineId: id, orderId: id, title: "Headlamp", quantity } });
  const ids = { fulfillmentLineId: id, fulfillmentOrderId: id, orderId: id, lineId: id };
  const left = { remaining: 0, status: "CLOSED", counted };
  await db.fulfillmentLine.create({ data: { shop, ...ids, itemId, locationId, ...left } });
}

test("staff say another cause and take it back; what was found stays known", async () => {
  const order = await bought(await item("Cup", 0));
  const row = await rowOf(order);
  const line = { orderId: row!.orderId, lineId: row!.lineId };
  expect(await causeSaid(world.app, demoShop, line, "demand_surge")).toBe("said");
  expect(await rowOf(order)).toEqual({ ...row, said: "demand_surge" });
  expect(await causeSaid(world.app, demoShop, line, null)).toBe("said");
  expect(await rowOf(order)).toEqual(row);
  const why = await world.app.db.why.findMany({
    where: { shop: demoShop, orderId: line.orderId, because: { path: ["kind"], equals: "cause_set" } },
    orderBy: { seq: "asc" },
  });
  expect(why.map((w) => w.because)).toEqual([
    { kind: "cause_set", from: "not_known", to: "demand_surge" },
    { kind: "cause_set", from: "demand_surge", to: "not_known" },
  ]);
  expect(await causeSaid(world.app, demoShop, { ...line, orderId: "1" }, "other")).toBe("not_found");
});
