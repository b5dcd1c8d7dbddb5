import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arrivalPage } from "#app/database/pages/arrival.server.ts";
import { arrivalsPage } from "#app/database/pages/arrivals.server.ts";
import { picksOf } from "#app/domain/pick-list.ts";
import { deliveryOfLinesEntered } from "#app/flows/delivery-entered.server.ts";
import { deliveryCounted } from "#app/flows/delivery-received.server.ts";
import { actionUndone } from "#app/flows/delivery-undone.server.ts";
import { dayFromNow, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { allowTransfers, transferOf } from "#test/transfer-acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

/** Goods arrive as deliveries of several items; Shopify's stock rises item by item. */
let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
  await allowTransfers(world);
});
afterAll(() => world?.close());

let n = 0;
/** Two items for which people wait: one unit of each for the first order, one of the pack for the second. */
async function twoItems() {
  const pack = await stockedVariant(world, { title: `Pack ${++n}`, available: 0 });
  const lamp = await stockedVariant(world, { title: `Lamp ${n}`, available: 0 });
  const one = (variant: StockedVariant) => ({ variant, quantity: 1 });
  const both = await orderOf(world, [one(pack), one(lamp)]);
  await world.settled();
  const onlyPack = await orderOf(world, [one(pack)]);
  await world.settled();
  return { pack, lamp, both: tail(both.id), onlyPack: tail(onlyPack.id) };
}
type TwoItems = Awaited<ReturnType<typeof twoItems>>;

const coming = async ({ pack, lamp }: TwoItems) =>
  deliveryOfLinesEntered(
    world.app,
    demoShop,
    { locationId: tail(pack.locationId), reference: `PO-${n}`, expectedOn: dayFromNow(world, 5) },
    [pack, lamp].map(({ itemId }) => ({ itemId: tail(itemId), quantity: 4 })),
  );
async function countedIn(deliveryId: string, arrived: Map<StockedVariant, number>): Promise<string> {
  const counts = [...arrived].map(([{ itemId }, units]) => ({
    ...{ itemId: tail(itemId), arrived: units, damaged: 0, rest: "stays" as const },
  }));
  const done = await deliveryCounted(world.app, demoShop, deliveryId, { counts });
  if (done === "not_found") throw new Error(done);
  await world.settled();
  return done.actionId;
}
/** Shopify's stock rises by so many units of an item that nobody had. */
async function rises(variant: StockedVariant, owed: number, units: number): Promise<void> {
  await variant.setAvailable(units - owed);
  await world.settled();
}
/** What is known now of the arrivals of these items. */
async function groups({ pack, lamp }: TwoItems) {
  const mine = await world.app.db.arrival.findMany({
    where: { shop: demoShop, itemId: { in: [tail(pack.itemId), tail(lamp.itemId)] } },
  });
  const { rows } = await arrivalsPage(world.app.db, demoShop, null);
  return rows.filter((row) => mine.some((a) => String(a.seq) === row.id));
}
const page = async (id: string) => (await arrivalPage(world.app.db, demoShop, id))!;
const picked = async (id: string) =>
  picksOf((await page(id)).orders).map(
    ({ item, units, stillOwed }) => `${units} ${item.split(" ")[0]}, ${stillOwed} owed`,
  );

describe("what arrives of a delivery", () => {
  test("is one arrival of all its items, and an order that waited for two is complete when both came", async () => {
    const of = await twoItems();
    const { deliveryId } = await coming(of);
    await countedIn(
      deliveryId,
      new Map([
        [of.pack, 2],
        [of.lamp, 1],
      ]),
    );
    await rises(of.pack, 2, 2);
    const [half] = await groups(of);
    expect(half).toMatchObject({ items: 1, deliveryId, certain: true });
    expect(await picked(half!.id)).toEqual(["1 Pack, 1 owed", "1 Pack, 0 owed"]);

    await rises(of.lamp, 1, 1);
    expect(await groups(of)).toMatchObject([{ id: half!.id, items: 2, units: 3, taken: 3, orders: 2 }]);
    const { orders } = await page(half!.id);
    expect(orders.map((o) => [o.orderId, o.stillOwed, o.lines.length])).toEqual([
      [of.both, 0, 2],
      [of.onlyPack, 0, 1],
    ]);
    expect(await picked(half!.id)).toEqual(["1 Lamp, 0 owed", "1 Pack, 0 owed", "1 Pack, 0 owed"]);

    // Whichever of its items an address names.
    const [, lamps] = await world.app.db.arrival.findMany({
      where: { shop: demoShop, deliveryId },
      orderBy: { seq: "asc" },
    });
    expect((await page(String(lamps!.seq))).id).toBe(half!.id);
    expect(await arrivalPage(world.app.db, "other.myshopify.com", half!.id)).toBeNull();
  });

  test("may have been counted in Shopify before anybody receives it here", async () => {
    const of = await twoItems();
    const { deliveryId } = await coming(of);
    await rises(of.pack, 2, 2);
    await rises(of.lamp, 1, 1);
    expect(await groups(of)).toMatchObject([{ deliveryId: null }, { deliveryId: null }]);
    await countedIn(
      deliveryId,
      new Map([
        [of.pack, 2],
        [of.lamp, 1],
      ]),
    );
    expect(await groups(of)).toMatchObject([{ items: 2, deliveryId, certain: true }]);
  });

  test("may come in parts, which are looked at together", async () => {
    const of = await twoItems();
    const { deliveryId } = await coming(of);
    await countedIn(deliveryId, new Map([[of.pack, 1]]));
    await rises(of.pack, 2, 1);
    await countedIn(deliveryId, new Map([[of.pack, 1]]));
    await rises(of.pack, 1, 1);
    expect(await groups(of)).toMatchObject([{ items: 1, units: 2, taken: 2, orders: 2 }]);
  });

  test("is by itself again once the receipt is taken back", async () => {
    const of = await twoItems();
    const { deliveryId } = await coming(of);
    const actionId = await countedIn(
      deliveryId,
      new Map([
        [of.pack, 2],
        [of.lamp, 1],
      ]),
    );
    await rises(of.pack, 2, 2);
    await rises(of.lamp, 1, 1);
    await actionUndone(world.app, demoShop, actionId, deliveryId);
    await world.settled();
    expect(await groups(of)).toMatchObject([
      { items: 1, deliveryId: null },
      { items: 1, deliveryId: null },
    ]);
  });

  test("is known of a transfer that is received in Shopify", async () => {
    const of = await twoItems();
    const sent = await transferOf(world, [of.pack, of.lamp], { quantity: 4 });
    const shipment = await sent.ship(4, 3);
    await world.settled();
    await shipment.receive(2);
    await world.settled();
    expect(await groups(of)).toMatchObject([
      { items: 2, deliveryId: shipment.deliveryId, certain: true, units: 4, taken: 3, orders: 2 },
    ]);
  });
});

describe("stock that rises by itself", () => {
  test("is an arrival of its own, and at most probably of a delivery that was received there", async () => {
    const of = await twoItems();
    const { deliveryId } = await coming(of);
    await countedIn(deliveryId, new Map([[of.pack, 1]]));
    await rises(of.pack, 2, 1);
    await rises(of.pack, 1, 1);
    await rises(of.lamp, 1, 1);
    expect(await groups(of)).toMatchObject([
      { items: 1, deliveryId: null },
      { items: 1, deliveryId, certain: false, units: 1 },
      { items: 1, deliveryId, certain: true, units: 1 },
    ]);
  });
});
