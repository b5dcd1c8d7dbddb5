import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { addDays } from "#app/domain/days.ts";
import type { Evidence } from "#app/domain/learned.ts";
import { deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryConfirmed } from "#app/flows/delivery-confirmed.server.ts";
import { deliveryEntered, deliveryOfLinesEntered } from "#app/flows/delivery-entered.server.ts";
import { deliveryReceived } from "#app/flows/delivery-received.server.ts";
import { supplierChosen } from "#app/flows/supplier-chosen.server.ts";
import { supplierRemoved } from "#app/flows/supplier-removed.server.ts";
import { supplierAdded, supplierChanged } from "#app/flows/supplier-saved.server.ts";
import { dayFromNow, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let pack: StockedVariant;
let lamp: StockedVariant;
let supplierId: string;
let coming: string;
let today: string;
const fjellverk = { name: "Fjellverk", leadTimeDays: null, dates: "learned" as const };

beforeAll(async () => {
  world = await testWorld();
  pack = await stockedVariant(world, { title: "Trail pack", available: 0 });
  lamp = await stockedVariant(world, { title: "Headlamp", available: 0 });
  await world.install();
  await orderOf(world, [{ variant: pack, quantity: 5 }]);
  today = dayFromNow(world, 0);
  const added = await supplierAdded(world.app, demoShop, fjellverk);
  if (added === "name_taken") throw new Error("The shop has no supplier yet.");
  supplierId = added.supplierId;
  for (const error of [0, 1, 2, 3]) await arrived(error);
  ({ deliveryId: coming } = await enter({ expectedOn: dayFromNow(world, 10), reference: "PO-118" }));
  await world.settled();
}, 60_000);
afterAll(() => world?.close());

function enter(it: {
  expectedOn: string | null;
  reference: string;
  confirmed?: boolean;
  orderedOn?: string;
}) {
  return deliveryEntered(world.app, demoShop, {
    itemId: tail(pack.itemId),
    locationId: tail(pack.locationId),
    quantity: 10,
    supplierId,
    ...it,
  });
}

/** A delivery that came so many days after its stated day, some weeks ago. */
async function arrived(error: number): Promise<void> {
  const stated = addDays(today, -40 + error);
  const { deliveryId } = await enter({ expectedOn: stated, reference: `late by ${error}` });
  const arrival = { itemId: tail(pack.itemId), quantity: 10, arrivedOn: addDays(stated, error) };
  await deliveryReceived(world.app, demoShop, deliveryId, arrival);
}

async function delivery(deliveryId = coming) {
  const row = await world.app.db.delivery.findFirstOrThrow({ where: { shop: demoShop, deliveryId } });
  const day = (column: Date | null) => column?.toISOString().slice(0, 10) ?? null;
  return {
    expectedOn: day(row.expectedOn),
    statedOn: day(row.statedOn),
    firstStatedOn: day(row.firstStatedOn),
    evidence: row.evidence as Evidence | null,
  };
}

/** Everything that was written so far about orders and products. */
const written = () =>
  Promise.all([world.app.db.why.count(), world.app.db.effect.aggregate({ _sum: { version: true } })]);

describe("a supplier whose four deliveries came up to three days late", () => {
  test("is expected three days after the day it states, and shoppers are told that day", async () => {
    const { evidence, ...dates } = await delivery();
    expect(dates).toEqual({
      expectedOn: dayFromNow(world, 13),
      statedOn: dayFromNow(world, 10),
      firstStatedOn: dayFromNow(world, 10),
    });
    expect(evidence).toMatchObject({ group: "item", n: 4, days: 3, longer: null });
    const { because } = await world.app.db.availability.findFirstOrThrow({
      where: { shop: demoShop, variantId: tail(pack.variantId) },
    });
    expect(because).toMatchObject({ kind: "delivery_free", expectedOn: dayFromNow(world, 13) });
  });

  test("nothing is written when nothing was learned", async () => {
    const before = await written();
    await supplierChanged(world.app, demoShop, supplierId, { ...fjellverk, name: "Fjellverk AS" });
    await world.settled();
    expect(await written()).toEqual(before);
  });

  test("is expected when it says as soon as the merchant chooses so, and the why-log tells", async () => {
    await supplierChanged(world.app, demoShop, supplierId, { ...fjellverk, dates: "stated" });
    await world.settled();
    expect(await delivery()).toMatchObject({ expectedOn: dayFromNow(world, 10), evidence: null });
    const [why] = await world.app.db.why.findMany({
      where: {
        shop: demoShop,
        productId: tail(pack.productId),
        because: { path: ["kind"], equals: "delivery_learned" },
      },
      orderBy: { seq: "desc" },
    });
    expect(why?.because).toMatchObject({ from: dayFromNow(world, 13), to: dayFromNow(world, 10) });
    await supplierChanged(world.app, demoShop, supplierId, fjellverk);
    expect((await delivery()).expectedOn).toBe(dayFromNow(world, 13));
  });

  test("one more arrival teaches something about all that is to come", async () => {
    await arrived(8);
    await world.settled();
    expect(await delivery()).toMatchObject({
      expectedOn: dayFromNow(world, 18),
      evidence: { n: 5, days: 8 },
    });
  });

  test("what it states later is the new day to count from; what it stated first stays", async () => {
    world.shopify.clock.advance(86_400_000);
    await world.beat();
    const first = (await delivery()).firstStatedOn;
    await deliveryChanged(world.app, demoShop, coming, { expectedOn: dayFromNow(world, 20) });
    await world.settled();
    expect(await delivery()).toMatchObject({
      expectedOn: dayFromNow(world, 28),
      statedOn: dayFromNow(world, 20),
      firstStatedOn: first,
    });
  });

  test("without a stated day, the day of the order and past lead times give an estimate", async () => {
    const { deliveryId } = await enter({ expectedOn: null, orderedOn: today, reference: "PO-119" });
    // Nothing is known of when the past ones were ordered.
    expect(await delivery(deliveryId)).toMatchObject({ expectedOn: null, evidence: null });
  });
});

describe("what it did not send in time", () => {
  test("is expected at midnight by those that came even later, then by nobody", async () => {
    const { deliveryId } = await enter({ expectedOn: dayFromNow(world, 1), reference: "PO-120" });
    expect((await delivery(deliveryId)).expectedOn).toBe(dayFromNow(world, 9));
    await pass(4);
    // Three days late: of five, those that came after three days or more remain, 3 and 8.
    expect(await delivery(deliveryId)).toMatchObject({
      expectedOn: dayFromNow(world, 5),
      evidence: { longer: 2, n: 5 },
    });
    await pass(6);
    expect(await delivery(deliveryId)).toMatchObject({
      expectedOn: dayFromNow(world, -9),
      evidence: null,
    });
    const { shipsBy } = await world.app.db.availability.findFirstOrThrow({
      where: { shop: demoShop, variantId: tail(pack.variantId) },
    });
    expect(shipsBy === null || shipsBy.toISOString().slice(0, 10) >= dayFromNow(world, 0)).toBe(true);
  });

  async function pass(days: number): Promise<void> {
    world.shopify.clock.advance(days * 86_400_000);
    await world.beat();
    await world.settled();
  }
});

describe("a draft", () => {
  test("promises nothing until it is confirmed, and what it says then was stated first", async () => {
    const { deliveryId } = await enter({
      expectedOn: dayFromNow(world, 3),
      reference: "PO-121",
      confirmed: false,
    });
    await world.settled();
    expect((await delivery(deliveryId)).firstStatedOn).toBeNull();
    expect(await covers(deliveryId)).toBe(0);
    expect(await deliveryConfirmed(world.app, demoShop, deliveryId)).toBe("confirmed");
    await world.settled();
    expect((await delivery(deliveryId)).firstStatedOn).toBe(dayFromNow(world, 3));
    expect(await covers(deliveryId)).toBe(5);
    expect(await deliveryConfirmed(world.app, demoShop, deliveryId)).toBe("not_found");
  });

  const covers = async (deliveryId: string) =>
    (await world.app.db.cover.aggregate({ where: { shop: demoShop, deliveryId }, _sum: { quantity: true } }))
      ._sum.quantity ?? 0;
});

test("a delivery of several items is received when the last of them is", async () => {
  const lines = [
    { itemId: tail(pack.itemId), quantity: 2 },
    { itemId: tail(lamp.itemId), quantity: 3 },
  ];
  const words = { locationId: tail(pack.locationId), reference: "PO-122", expectedOn: null };
  const { deliveryId } = await deliveryOfLinesEntered(world.app, demoShop, words, lines);
  const status = async () =>
    (await world.app.db.delivery.findFirstOrThrow({ where: { shop: demoShop, deliveryId } })).status;
  await deliveryReceived(world.app, demoShop, deliveryId, lines[0]!);
  expect(await status()).toBe("coming");
  await deliveryReceived(world.app, demoShop, deliveryId, lines[1]!);
  expect(await status()).toBe("received");
  const received = await world.app.db.deliveryLine.findMany({ where: { shop: demoShop, deliveryId } });
  expect(received.map((l) => l.receivedOn?.toISOString().slice(0, 10))).toEqual([
    dayFromNow(world, 0),
    dayFromNow(world, 0),
  ]);
});

describe("suppliers", () => {
  test("give their products a lead time, before the shop's", async () => {
    const added = await supplierAdded(world.app, demoShop, {
      name: "Nordlys",
      leadTimeDays: 9,
      dates: "stated",
    });
    if (added === "name_taken") throw new Error("Nobody has this name.");
    const productId = tail(lamp.productId);
    expect(await supplierChosen(world.app, demoShop, productId, added.supplierId)).toBe("chosen");
    await world.settled();
    const { because } = await world.app.db.availability.findFirstOrThrow({
      where: { shop: demoShop, productId },
    });
    expect(because).toEqual({ kind: "lead_time", days: 9, setOn: "supplier" });
    expect(await supplierRemoved(world.app, demoShop, added.supplierId)).toBe("in_use");
    await supplierChosen(world.app, demoShop, productId, null);
    expect(await supplierRemoved(world.app, demoShop, added.supplierId)).toBe("removed");
  });

  test("of one shop are nobody's in another", async () => {
    expect(await supplierChosen(world.app, "other.myshopify.com", "1", supplierId)).toBe("not_found");
    expect(await supplierChanged(world.app, "other.myshopify.com", supplierId, fjellverk)).toBe("not_found");
  });

  test("have each their own name, in whatever letters", async () => {
    expect(await supplierAdded(world.app, demoShop, { ...fjellverk, name: "fjellVERK" })).toBe("name_taken");
    expect(await supplierChanged(world.app, demoShop, supplierId, fjellverk)).toBe("changed");
  });
});
