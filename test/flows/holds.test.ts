import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { shipDay } from "#app/domain/days.ts";
import { deliveryReceived } from "#app/flows/delivery-received.server.ts";
import { holdsOfOrders } from "#app/database/holds.server.ts";
import { reconcileAsked } from "#app/flows/reconcile-asked.server.ts";
import { releaseSettingsSaved } from "#app/flows/release-settings-saved.server.ts";
import { holdScopes } from "#app/domain/release-form.ts";
import {
  countIn,
  enterDelivery,
  locationOf,
  orderOf,
  stockedVariant,
  tail,
  type PlacedOrder,
  type StockedVariant,
} from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import {
  holdsIn,
  isOurs,
  partsOf,
  staffHolds,
  staffMerges,
  staffMoves,
  staffReleases,
  staffSplits,
  type HeldUnits,
} from "#test/hold-acts.ts";

let world: TestWorld;
let pack: StockedVariant;
const placed: PlacedOrder[] = [];
const off = { on: false, review: false, wholeOrders: false };
const on = { ...off, on: true };

beforeAll(async () => {
  world = await testWorld();
  await world.install();
  world.shopify.grantOptionalScopes(demoShop, [...holdScopes]);
  await releaseSettingsSaved(world.app, demoShop, on);
});
afterAll(() => world?.close());
beforeEach(async () => {
  pack = await stockedVariant(world, { title: `Pack ${crypto.randomUUID()}`, available: 3 });
});
afterEach(async () => {
  delete world.meddle.before;
  delete world.meddle.after;
  // So that the next test's jobs are about its own orders.
  for (const order of placed.splice(0)) await order.cancel().catch(() => {});
  await world.settled();
});

const held = (order: PlacedOrder) => holdsIn(world, order.id);
async function orders(quantity: number): Promise<PlacedOrder> {
  const order = await orderOf(world, [{ variant: pack, quantity }]);
  placed.push(order);
  return order;
}
const five = () => orders(5);

describe("a shop that wants what waits on hold", () => {
  test("has exactly the waiting part of an order on hold", async () => {
    const order = await five();
    await world.settled();
    expect(await held(order)).toEqual<HeldUnits[]>([{ units: 2, ours: true }]);
  });

  test("says beside the hold why, and the day that was known", async () => {
    const { expectedOn } = await enterDelivery(world, pack, { quantity: 2, days: 9 });
    const order = await five();
    await world.settled();
    const [hold] = (await partsOf(world, order.id)).flatMap((p) => p.holds);
    const [year, month, day] = shipDay(expectedOn!, { handlingDays: 1, workingDays: [1, 2, 3, 4, 5] })
      .split("-")
      .map(Number);
    const name = new Intl.DateTimeFormat("en-US", { month: "long" }).format(new Date(year!, month! - 1));
    expect(hold).toMatchObject({ handle: "shipsby-waiting", reason: "INVENTORY_OUT_OF_STOCK" });
    expect(hold!.reasonNotes).toContain(`expected to ship by ${name} ${day}, ${year}`);
  });

  test("has nothing on hold of an order that can ship", async () => {
    const order = await orders(3);
    await world.settled();
    expect(await held(order)).toEqual([]);
  });

  test("releases it when the units are here", async () => {
    const order = await five();
    await world.settled();
    await pack.setAvailable(0);
    await world.settled();
    expect(await held(order)).toEqual([]);
  });

  test("releases what is here of it, and holds the rest", async () => {
    const order = await five();
    await world.settled();
    await pack.setAvailable(-1);
    await world.settled();
    expect(await held(order)).toEqual([{ units: 1, ours: true }]);
  });

  test("leaves what waits on hold at every moment of it", async () => {
    const order = await five();
    await world.settled();
    const seen: number[] = [];
    world.meddle.after = async ({ operation }) => {
      if (!operation.includes("Hold")) return;
      seen.push((await held(order)).reduce((sum, h) => sum + h.units, 0));
    };
    await pack.setAvailable(-1);
    await world.settled();
    delete world.meddle.after;
    expect(await held(order)).toEqual([{ units: 1, ours: true }]);
    expect(Math.min(...seen)).toBe(1);
  });

  test("that changes its mind releases all of ours", async () => {
    const order = await five();
    await world.settled();
    await releaseSettingsSaved(world.app, demoShop, off);
    await world.settled();
    expect(await held(order)).toEqual([]);
    expect(await world.app.db.hold.count({ where: { orderId: tail(order.id) } })).toBe(0);
    await releaseSettingsSaved(world.app, demoShop, on);
  });
});

const reasons = async (order: PlacedOrder) =>
  (
    await world.app.db.why.findMany({
      where: { shop: demoShop, orderId: tail(order.id) },
      orderBy: { seq: "asc" },
    })
  )
    .map((w) => w.because as { kind: string; because?: { kind: string; reason?: string } })
    .flatMap((b) => (b.kind === "hold" ? [b.because!.reason ?? b.because!.kind] : []));

test("scenario M9: whole orders only: an order keeps units that would make a younger one whole", async () => {
  await pack.setAvailable(0);
  const [old, young] = [await orders(6), await orders(5)];
  await releaseSettingsSaved(world.app, demoShop, { ...on, wholeOrders: true });
  await world.settled();
  // Five are here: they would make the younger order whole, and stay with the older one.
  await pack.setAvailable(-6);
  await world.settled();
  expect(await held(old)).toEqual([{ units: 6, ours: true }]);
  expect(await held(young)).toEqual([{ units: 5, ours: true }]);
  expect(await young.backorders()).toMatchObject({ owed: 5 });
  // The sixth makes the older one whole; nothing is left for the younger.
  await pack.setAvailable(-5);
  await world.settled();
  expect(await held(old)).toEqual([]);
  expect(await held(young)).toEqual([{ units: 5, ours: true }]);
  await releaseSettingsSaved(world.app, demoShop, on);
});

test("scenario C11: whole orders only: of ten, the six that came wait for the other four", async () => {
  await pack.setAvailable(0);
  await releaseSettingsSaved(world.app, demoShop, { ...on, wholeOrders: true });
  const order = await orders(10);
  await enterDelivery(world, pack, { quantity: 6, days: 5, reference: "PO-6" });
  const last = await enterDelivery(world, pack, { quantity: 4, days: 9, reference: "PO-4" });
  await world.settled();
  const shipsBy = shipDay(last.expectedOn!, { handlingDays: 1, workingDays: [1, 2, 3, 4, 5] });
  expect(await order.backorders()).toMatchObject({ owed: 10, lines: [{ ships_by: shipsBy }] });
  expect(await held(order)).toEqual([{ units: 10, ours: true }]);

  await arrived("PO-6", 6);
  expect(await order.backorders()).toMatchObject({ owed: 4, lines: [{ ships_by: shipsBy }] });
  expect(await held(order)).toEqual([{ units: 10, ours: true }]);

  await arrived("PO-4", 4);
  expect(await order.backorders()).toMatchObject({ owed: 0 });
  expect(await held(order)).toEqual([]);
  await releaseSettingsSaved(world.app, demoShop, on);
});

async function arrived(reference: string, quantity: number): Promise<void> {
  const { db } = world.app;
  const { deliveryId } = await db.delivery.findFirstOrThrow({ where: { shop: demoShop, reference } });
  await countIn(world, pack, quantity);
  await deliveryReceived(world.app, demoShop, deliveryId, { itemId: tail(pack.itemId), quantity });
  await world.settled();
}

describe("holds of others", () => {
  test("stay when ours go, whoever came first", async () => {
    const order = await orders(4);
    await world.settled();
    const waits = (await partsOf(world, order.id)).find((p) => p.holds.some(isOurs))!;
    await staffHolds(world, waits);
    await world.settled();
    await pack.setAvailable(2);
    await world.settled();
    expect(await held(order)).toEqual([{ units: 1, ours: false }]);
  });

  test("on a part that could ship leave the waiting part without ours, and the order says so", async () => {
    const order = await orders(3);
    await world.settled();
    await staffHolds(world, (await partsOf(world, order.id))[0]!);
    await pack.setAvailable(-1);
    await world.settled();
    expect(await held(order)).toEqual([{ units: 3, ours: false }]);
    expect(await reasons(order)).toEqual(["held_by_others"]);
  });

  test("make the line yield where paid orders come first; ours does not", async () => {
    await world.app.db.shop.update({ where: { shop: demoShop }, data: { paidFirst: true } });
    try {
      const older = await five();
      const younger = await orders(1);
      await world.settled();
      await pack.setAvailable(-1);
      await world.settled();
      expect(await held(older)).toEqual([]);
      expect(await held(younger)).toEqual([{ units: 1, ours: true }]);
    } finally {
      await world.app.db.shop.update({ where: { shop: demoShop }, data: { paidFirst: false } });
    }
  });
});

test("what staff release by hand stays released as long as it is owed, and is held for the next debt", async () => {
  const order = await five();
  await world.settled();
  const waits = (await partsOf(world, order.id)).find((p) => p.holds.some(isOurs))!;
  await staffReleases(world, waits.id);
  await world.settled();
  await pack.setAvailable(-3);
  await world.settled();
  expect(await held(order)).toEqual([]);
  expect(await reasons(order)).toEqual(["placed", "let_go"]);
  await pack.setAvailable(0);
  await world.settled();
  await pack.setAvailable(-1);
  await world.settled();
  expect(await held(order)).toEqual([{ units: 1, ours: true }]);
});

test("what staff released stays released when other lines of its fulfillment order are held later", async () => {
  const tent = await stockedVariant(world, { title: `Tent ${crypto.randomUUID()}`, available: 3 });
  const order = await orderOf(world, [
    { variant: pack, quantity: 5 },
    { variant: tent, quantity: 3 },
  ]);
  placed.push(order);
  await pack.setAvailable(-5);
  await world.settled();
  expect(await held(order)).toEqual([{ units: 5, ours: true }]);
  const released = (await partsOf(world, order.id)).find((p) => p.holds.length > 0)!;
  await staffReleases(world, released.id);
  const parts = await partsOf(world, order.id);
  await staffMerges(world, [released, ...parts.filter((p) => p.id !== released.id)]);
  await world.settled();
  await tent.setAvailable(-3);
  await world.settled();
  expect(await held(order)).toEqual([{ units: 3, ours: true }]);
  const rows = await world.app.db.hold.findMany({
    where: { orderId: tail(order.id) },
    orderBy: { state: "asc" },
  });
  expect(rows).toMatchObject([{ state: "held" }, { state: "let_go" }]);
  expect(new Set(rows.map((r) => r.fulfillmentOrderId)).size).toBe(1);
  // And so it is when all is counted again.
  await reconcileAsked(world.app, demoShop);
  await world.settled();
  expect(await held(order)).toEqual([{ units: 3, ours: true }]);
});

test("more that is left of a line has its order looked at again, also within the second of our hold", async () => {
  const order = await five();
  await world.settled();
  const id = tail(order.id);
  const known = async () => (await holdsOfOrders(world.app.db, demoShop, [id])).get(id);
  const before = await known();
  const left = { where: { orderId: id, remaining: 2 } };
  const { count } = await world.app.db.fulfillmentLine.updateMany({ ...left, data: { remaining: 3 } });
  expect(count).toBe(1);
  expect(await known()).not.toEqual(before);
});

describe("a hold whose writer died", () => {
  const dieAfter = (operation: string) => {
    world.meddle.after = (asked) => {
      if (asked.operation !== operation) return;
      delete world.meddle.after;
      throw new Error("killed");
    };
  };

  test("before it was noted is found again, and not doubled", async () => {
    dieAfter("HoldUnits");
    const order = await five();
    await world.settled();
    expect(await held(order)).toEqual([{ units: 2, ours: true }]);
    const rows = await world.app.db.hold.findMany({ where: { orderId: tail(order.id) } });
    expect(rows).toMatchObject([{ state: "held" }]);
    await pack.setAvailable(0);
    await world.settled();
    expect(await held(order)).toEqual([]);
  });

  test("between releasing it and holding the rest holds the rest", async () => {
    const order = await five();
    await world.settled();
    dieAfter("HoldAnew");
    await pack.setAvailable(-1);
    await world.settled();
    expect(await held(order)).toEqual([{ units: 1, ours: true }]);
    expect(await reasons(order)).not.toContain("let_go");
  });

  test("before the shop changed its mind is released all the same", async () => {
    dieAfter("HoldUnits");
    world.meddle.before = (asked) => {
      if (asked.operation === "HoldsOfOrder" && !world.meddle.after) throw new Error("and stays dead");
    };
    const order = await five();
    await expect.poll(async () => (await held(order)).length, { timeout: 10_000 }).toBe(1);
    await releaseSettingsSaved(world.app, demoShop, off);
    delete world.meddle.before;
    await world.settled();
    expect(await held(order)).toEqual([]);
    await releaseSettingsSaved(world.app, demoShop, on);
  });
});

describe("with every webhook lost", () => {
  test("what staff release by hand is noticed by the nightly check", async () => {
    world.shopify.faults.set({ drop: 1 });
    const order = await five();
    await reconcileAsked(world.app, demoShop);
    await world.settled();
    const part = (await partsOf(world, order.id)).find((p) => p.holds.length > 0)!;
    await staffReleases(world, part.id);
    await reconcileAsked(world.app, demoShop);
    await world.settled();
    world.shopify.faults.set({});
    const rows = await world.app.db.hold.findMany({ where: { orderId: tail(order.id) } });
    expect(rows.map((r) => r.state)).toEqual(["let_go"]);
  });
});

describe("what staff do to fulfillment orders", () => {
  test("a split and a merge of what can ship change no hold", async () => {
    const order = await five();
    await world.settled();
    const ships = (await partsOf(world, order.id)).find((p) => p.holds.length === 0)!;
    await staffSplits(world, ships, 1);
    await world.settled();
    expect(await held(order)).toEqual([{ units: 2, ours: true }]);
    await staffMerges(
      world,
      (await partsOf(world, order.id)).filter((p) => p.holds.length === 0),
    );
    await world.settled();
    expect(await held(order)).toEqual([{ units: 2, ours: true }]);
  });

  test("a move to a place that has the units takes our hold off", async () => {
    const order = await five();
    await world.settled();
    const paris = await locationOf(world, "Paris");
    await stockAt(paris, 4);
    await world.settled();
    await staffMoves(
      world,
      (await partsOf(world, order.id)).find((p) => p.holds.length > 0)!,
      paris,
    );
    await world.settled();
    expect(await held(order)).toEqual([]);
    expect(await world.app.db.owedLine.count({ where: { orderId: tail(order.id) } })).toBe(0);
  });

  test("a refund of what waits leaves nothing of ours", async () => {
    const order = await orders(4);
    await world.settled();
    await order.cancel();
    await world.settled();
    expect(await held(order)).toEqual([]);
    expect(await world.app.db.hold.count({ where: { orderId: tail(order.id) } })).toBe(0);
  });
});

test("what a fulfillment service was asked to ship is left alone, and the order says so", async () => {
  world.meddle.before = ({ operation }) => {
    if (operation !== "HoldsOfOrder") return;
    // A fulfillment service's order: no mutation of the stand-in's asks for one.
    for (const part of Object.values(world.shopify.shops.get(demoShop)!.fulfillmentOrders))
      if (part.status === "OPEN") part.requestStatus = "ACCEPTED";
  };
  const order = await five();
  await world.settled();
  expect(await held(order)).toEqual([]);
  expect(await reasons(order)).toEqual(["requested"]);
  expect(await order.backorders()).toMatchObject({ owed: 2 });
});

describe("a shop that does not allow it any more", () => {
  test("is told so on the order, and its units are still owed", async () => {
    world.shopify.revokeOptionalScopes(demoShop, [...holdScopes]);
    try {
      const order = await five();
      await world.settled();
      expect(await held(order)).toEqual([]);
      expect(new Set(await reasons(order))).toEqual(new Set(["no_access"]));
    } finally {
      world.shopify.grantOptionalScopes(demoShop, [...holdScopes]);
    }
  });
});

async function stockAt(locationId: string, quantity: number): Promise<void> {
  await world.staff(
    `mutation ($item: ID!, $at: ID!, $units: Int!, $key: String!) {
      inventoryActivate(inventoryItemId: $item, locationId: $at, available: $units) @idempotent(key: $key) { userErrors { message } } }`,
    { item: pack.itemId, at: locationId, units: quantity, key: crypto.randomUUID() },
  );
}
