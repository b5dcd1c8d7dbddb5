import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { shipDay } from "#app/domain/days.ts";
import { dayFromNow, locationOf, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { allowTransfers, transferOf } from "#test/transfer-acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
  await allowTransfers(world);
});
afterAll(() => world?.close());

const handled = (day: string) => shipDay(day, { handlingDays: 1, workingDays: [1, 2, 3, 4, 5] });
const shipsIn = (days: number) => handled(dayFromNow(world, days));

let pack: StockedVariant;
beforeEach(async () => {
  pack = await stockedVariant(world, { title: `Pack ${crypto.randomUUID()}`, available: 0 });
  await world.settled();
});

/** What the order owes, and when its first line ships. */
const owes = async (order: { backorders(): Promise<unknown> }) => {
  await world.settled();
  const said = (await order.backorders()) as {
    owed: number;
    lines: { owed: number; ships_by: string | null }[];
  };
  return { owed: said.owed, day: said.lines[0]?.ships_by ?? null };
};
const deliveries = async () => {
  await world.settled();
  const rows = await world.app.db.delivery.findMany({
    where: { shop: demoShop, origin: { not: "own" } },
    orderBy: { deliveryId: "asc" },
  });
  const lines = await world.app.db.deliveryLine.findMany({
    where: { shop: demoShop, itemId: tail(pack.itemId) },
  });
  return rows.flatMap((d) => {
    const line = lines.find((l) => l.deliveryId === d.deliveryId);
    return line
      ? [
          {
            id: d.deliveryId,
            status: d.status,
            confirmed: d.confirmed,
            day: d.expectedOn?.toISOString().slice(0, 10) ?? null,
            units: line.quantity,
            received: line.received,
          },
        ]
      : [];
  });
};

describe("a transfer is a delivery", () => {
  test("a draft promises nothing, ready to ship covers without a day, and its shipment gives the day", async () => {
    const order = await orderOf(world, [{ variant: pack, quantity: 4 }]);
    const transfer = await transferOf(world, [pack], { quantity: 10, draft: true });
    // Shopify sends no webhook for a draft.
    await world.app.nudge([{ queue: "read", shop: demoShop, what: "transfer", id: tail(transfer.id) }]);
    expect(await deliveries()).toMatchObject([{ id: transfer.deliveryId, confirmed: false, units: 10 }]);
    expect(await owes(order)).toEqual({ owed: 4, day: null });

    await transfer.ready();
    expect(await deliveries()).toMatchObject([{ confirmed: true, day: null, status: "coming" }]);
    expect(await owes(order)).toEqual({ owed: 4, day: null });

    const shipment = await transfer.ship(6, 9);
    expect(await deliveries()).toEqual([
      {
        id: shipment.deliveryId,
        status: "coming",
        confirmed: true,
        day: dayFromNow(world, 9),
        units: 6,
        received: 0,
      },
      { id: transfer.deliveryId, status: "coming", confirmed: true, day: null, units: 4, received: 0 },
    ]);
    expect(await owes(order)).toEqual({ owed: 4, day: shipsIn(9) });
    expect(await pack.published()).toEqual({ state: "backorder", ships_by: shipsIn(9), left: 2 });
  });

  test("what is counted in serves the orders, and is on its way no more", async () => {
    const order = await orderOf(world, [{ variant: pack, quantity: 4 }]);
    const transfer = await transferOf(world, [pack], { quantity: 6 });
    const shipment = await transfer.ship(6, 5);
    await world.settled();
    await shipment.receive(3);
    expect(await owes(order)).toEqual({ owed: 1, day: shipsIn(5) });
    expect(await deliveries()).toMatchObject([{ units: 6, received: 3, status: "coming" }]);
    await shipment.receive(3);
    expect(await owes(order)).toMatchObject({ owed: 0 });
    expect(await deliveries()).toMatchObject([{ units: 6, received: 6, status: "received" }]);
  });

  test("units that were rejected are not coming any more", async () => {
    const order = await orderOf(world, [{ variant: pack, quantity: 6 }]);
    const transfer = await transferOf(world, [pack], { quantity: 6 });
    const shipment = await transfer.ship(6, 5);
    await world.settled();
    await shipment.receive(2, "REJECTED");
    await world.settled();
    const lines = await world.app.db.owedLine.findMany({ where: { orderId: tail(order.id) } });
    expect(lines).toMatchObject([{ owed: 6, uncovered: 2 }]);
  });

  test("a canceled transfer and a deleted shipment end", async () => {
    const order = await orderOf(world, [{ variant: pack, quantity: 2 }]);
    const transfer = await transferOf(world, [pack], { quantity: 2 });
    const shipment = await transfer.ship(2, 4);
    expect(await owes(order)).toEqual({ owed: 2, day: shipsIn(4) });
    await shipment.remove();
    expect(await deliveries()).toMatchObject([
      { id: shipment.deliveryId, status: "cancelled" },
      { id: transfer.deliveryId, status: "coming", units: 2, day: null },
    ]);
    await transfer.cancel();
    expect(await deliveries()).toMatchObject([{ status: "cancelled" }, { status: "cancelled" }]);
    await world.settled();
    const lines = await world.app.db.owedLine.findMany({ where: { orderId: tail(order.id) } });
    expect(lines).toMatchObject([{ uncovered: 2 }]);
  });

  test("scenario E12: between two places of the shop, units leave one shelf and come to the other", async () => {
    const order = await orderOf(world, [{ variant: pack, quantity: 5 }]);
    expect(await owes(order)).toEqual({ owed: 5, day: null });
    const hamburg = await locationOf(world, "Hamburg");
    await world.staff(
      `mutation ($item: ID!, $at: ID!, $key: String!) { inventoryActivate(inventoryItemId: $item, locationId: $at, available: 5)
        @idempotent(key: $key) { userErrors { message } } }`,
      { item: pack.itemId, at: hamburg, key: crypto.randomUUID() },
    );
    const level = async (locationId: string) => {
      await world.settled();
      return world.app.db.stockLevel.findFirstOrThrow({
        where: { itemId: tail(pack.itemId), locationId: tail(locationId) },
      });
    };
    expect(await level(hamburg)).toMatchObject({ onHand: 5, available: 5, unavailable: 0 });
    const transfer = await transferOf(world, [pack], { quantity: 5, from: hamburg });
    expect(await level(hamburg)).toMatchObject({ onHand: 5, available: 0, unavailable: 5 });
    await transfer.ship(5, 4);
    expect(await level(hamburg)).toMatchObject({ onHand: 0, available: 0, unavailable: 0 });
    expect(await level(pack.locationId)).toMatchObject({ incoming: 5, onHand: 0, available: -5 });
    expect(await world.app.db.drift.count({ where: { itemId: tail(pack.itemId) } })).toBe(0);
    expect(await owes(order)).toEqual({ owed: 5, day: shipsIn(4) });
    const lines = await world.app.db.owedLine.findMany({ where: { orderId: tail(order.id) } });
    expect(lines).toMatchObject([{ owed: 5, uncovered: 0 }]);
  });

  test("scenario E16: a receipt whose webhooks come twice and in any order counts once", async () => {
    const order = await orderOf(world, [{ variant: pack, quantity: 6 }]);
    const transfer = await transferOf(world, [pack], { quantity: 5 });
    const shipment = await transfer.ship(5, 4);
    await world.settled();
    world.shopify.faults.set({ duplicate: true, reorder: 1500, seed: 7 });
    try {
      await shipment.receive(5);
      await world.settled();
    } finally {
      world.shopify.faults.set({});
    }
    // And once more, long after.
    await world.app.nudge([{ queue: "read", shop: demoShop, what: "transfer", id: tail(transfer.id) }]);
    await world.settled();
    expect(await owes(order)).toMatchObject({ owed: 1 });
    expect(await deliveries()).toMatchObject([{ units: 5, received: 5, status: "received" }]);
    const { db } = world.app;
    const arrived = await db.arrival.findMany({ where: { shop: demoShop, itemId: tail(pack.itemId) } });
    expect(arrived.map((a) => a.units)).toEqual([5]);
    const why = await db.why.findMany({ where: { shop: demoShop, productId: tail(pack.productId) } });
    const said = why.map((w) => w.because as { kind: string; units?: number });
    expect(said.filter((b) => b.kind === "delivery_received").map((b) => b.units)).toEqual([5]);
  });

  test("a later arrival moves the order's day at once", async () => {
    const order = await orderOf(world, [{ variant: pack, quantity: 2 }]);
    const transfer = await transferOf(world, [pack], { quantity: 2 });
    const shipment = await transfer.ship(2, 4);
    expect(await owes(order)).toEqual({ owed: 2, day: shipsIn(4) });
    await shipment.arrivesIn(14);
    expect(await owes(order)).toEqual({ owed: 2, day: shipsIn(14) });
    expect(
      await world.app.db.deliveryMove.findMany({ where: { deliveryId: shipment.deliveryId } }),
    ).toMatchObject([{ fromOn: new Date(dayFromNow(world, 4)) }]);
    // However soon it moves, what was stated first is what its punctuality is measured by.
    expect(
      await world.app.db.delivery.findFirst({ where: { deliveryId: shipment.deliveryId } }),
    ).toMatchObject({
      firstStatedOn: new Date(dayFromNow(world, 4)),
      statedOn: new Date(dayFromNow(world, 14)),
    });
    await shipment.arrivesIn(4);
    expect(await owes(order)).toEqual({ owed: 2, day: shipsIn(4) });
    expect(await world.app.db.deliveryMove.count({ where: { deliveryId: shipment.deliveryId } })).toBe(0);
  });
});
