import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { arrivalRetried, arrivalTakenBack, arrivalWritten } from "#app/flows/arrival-written.server.ts";
import { deliveryCancelled, deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryCounted } from "#app/flows/delivery-received.server.ts";
import { deliverySplit } from "#app/flows/delivery-split.server.ts";
import { actionUndone, undoForeseen } from "#app/flows/delivery-undone.server.ts";
import { linePinned } from "#app/flows/line-pinned.server.ts";
import { openWrites, writesOf } from "#app/database/stock-writes.server.ts";
import { shipDay } from "#app/domain/days.ts";
import type { Counted } from "#app/domain/delivery-state.ts";
import {
  countIn,
  dayFromNow,
  enterDelivery,
  orderOf,
  stockedVariant,
  tail,
  type StockedVariant,
} from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;

beforeAll(async () => {
  world = await testWorld();
  await world.install();
});
afterAll(() => world?.close());

let n = 0;
async function waitedFor(owed: number, coming: { quantity: number; days: number }) {
  const variant = await stockedVariant(world, { title: `Lamp ${++n}`, available: 0 });
  await world.settled();
  const order = owed > 0 ? await orderOf(world, [{ variant, quantity: owed }]) : null;
  const { deliveryId, expectedOn } = await enterDelivery(world, variant, {
    ...coming,
    reference: `PO-${n}`,
  });
  await world.settled();
  return { variant, order, deliveryId, expectedOn: expectedOn!, itemId: tail(variant.itemId) };
}
const lines = (deliveryId: string) => world.app.db.deliveryLine.findMany({ where: { deliveryId } });
const delivery = (deliveryId: string) => world.app.db.delivery.findFirstOrThrow({ where: { deliveryId } });
const book = (itemId: string) => world.app.db.availability.findFirstOrThrow({ where: { itemId } });
const lastAction = async (deliveryId: string) =>
  (
    await world.app.db.deliveryChange.findFirstOrThrow({
      where: { deliveryId, undoneAt: null },
      orderBy: { seq: "desc" },
    })
  ).actionId;
const count = (itemId: string, of: Partial<Counted>): Counted[] => [
  { itemId, arrived: 0, damaged: 0, rest: "stays", ...of },
];
const available = async (variant: StockedVariant) =>
  (
    await world.staff<{
      inventoryItem: { inventoryLevel: { quantities: { quantity: number }[] } };
    }>(
      `query ($id: ID!, $at: ID!) { inventoryItem(id: $id) { inventoryLevel(locationId: $at) { quantities(names: ["available"]) { quantity } } } }`,
      { id: variant.itemId, at: variant.locationId },
    )
  ).inventoryItem.inventoryLevel.quantities[0]!.quantity;

describe("a receipt", () => {
  test("of a part leaves the rest on its way, and its damaged units count as come", async () => {
    const { deliveryId, itemId } = await waitedFor(0, { quantity: 10, days: 9 });
    await deliveryCounted(world.app, demoShop, deliveryId, {
      counts: count(itemId, { arrived: 3, damaged: 1 }),
    });
    await world.settled();
    expect(await lines(deliveryId)).toMatchObject([{ quantity: 10, received: 4, damaged: 1 }]);
    expect((await book(itemId)).coming).toBe(6);
  });

  test("of a part is what the units on the shelf came from, and so is the rest later", async () => {
    const { variant, deliveryId, itemId } = await waitedFor(5, { quantity: 8, days: 9 });
    for (const units of [2, 3]) {
      await deliveryCounted(world.app, demoShop, deliveryId, { counts: count(itemId, { arrived: units }) });
      await countIn(world, variant, units);
      await world.settled();
    }
    const arrivals = await world.app.db.arrival.findMany({ where: { itemId }, orderBy: { seq: "asc" } });
    expect(arrivals.map((a) => [a.units, a.deliveryId])).toEqual([
      [2, deliveryId],
      [3, deliveryId],
    ]);
  });

  test("that is sent again because its answer was lost is one receipt, also after it was taken back", async () => {
    const { deliveryId, itemId } = await waitedFor(0, { quantity: 10, days: 9 });
    const receiptId = randomUUID();
    const send = () =>
      deliveryCounted(world.app, demoShop, deliveryId, {
        counts: count(itemId, { arrived: 4 }),
        receiptId,
      });
    const same = { actionId: receiptId, writeId: null };
    const both = await Promise.all([send(), send()]);
    expect(both).toHaveLength(2);
    for (const before of [false, true]) expect(both).toContainEqual({ ...same, before });
    expect(await lines(deliveryId)).toMatchObject([{ received: 4 }]);
    await actionUndone(world.app, demoShop, receiptId, deliveryId);
    expect(await send()).toEqual({ ...same, before: true });
    expect(await lines(deliveryId)).toMatchObject([{ received: 0 }]);
    await world.settled();
  });

  test("that is short closes what is not coming, and whoever waited loses the date (H16)", async () => {
    const { deliveryId, itemId, order } = await waitedFor(5, { quantity: 5, days: 9 });
    await deliveryCounted(world.app, demoShop, deliveryId, { counts: count(itemId, { rest: "gone" }) });
    await world.settled();
    expect(await delivery(deliveryId)).toMatchObject({ status: "cancelled" });
    expect((await book(itemId)).coming).toBe(0);
    expect(await order!.backorders()).toMatchObject({ lines: [{ owed: 5, ships_by: null }] });
  });

  test("with the rest on another day moves the delivery, or divides it where other items stay", async () => {
    const { deliveryId, itemId } = await waitedFor(0, { quantity: 10, days: 9 });
    const later = dayFromNow(world, 30);
    await deliveryCounted(world.app, demoShop, deliveryId, {
      counts: count(itemId, { arrived: 4, rest: "later" }),
      later,
    });
    expect(await delivery(deliveryId)).toMatchObject({ statedOn: new Date(`${later}T00:00:00Z`) });
    const other = await stockedVariant(world, { title: `Other ${n}`, available: 0 });
    await world.app.db.deliveryLine.create({
      data: { shop: demoShop, deliveryId, itemId: tail(other.itemId), quantity: 7 },
    });
    const last = dayFromNow(world, 50);
    await deliveryCounted(world.app, demoShop, deliveryId, {
      counts: count(itemId, { arrived: 1, rest: "later" }),
      later: last,
    });
    const part = await world.app.db.delivery.findFirstOrThrow({ where: { reference: `PO-${n} (2)` } });
    expect(part.statedOn).toEqual(new Date(`${last}T00:00:00Z`));
    expect(await lines(part.deliveryId)).toMatchObject([{ itemId, quantity: 5, received: 0 }]);
    expect((await lines(deliveryId)).find((l) => l.itemId === itemId)).toMatchObject({
      quantity: 5,
      received: 5,
    });
    await world.settled();
  });

  test("of more than was ordered is taken and said, and nothing is left to come (E9)", async () => {
    const { variant, deliveryId, itemId } = await waitedFor(0, { quantity: 10, days: 9 });
    await deliveryCounted(world.app, demoShop, deliveryId, { counts: count(itemId, { arrived: 12 }) });
    await countIn(world, variant, 12);
    await world.settled();
    expect(await delivery(deliveryId)).toMatchObject({ status: "received" });
    expect(await lines(deliveryId)).toMatchObject([{ quantity: 10, received: 12 }]);
    expect(await book(itemId)).toMatchObject({ coming: 0, free: 12 });
    const said = await world.app.db.why.findMany({ where: { productId: tail(variant.productId) } });
    expect(said.map((w) => w.because)).toContainEqual(
      expect.objectContaining({ kind: "delivery_received", units: 12, over: 2 }),
    );
  });

  test("keeps what came when fewer turn out to be ordered (D23)", async () => {
    const { deliveryId, itemId } = await waitedFor(0, { quantity: 35, days: 9 });
    await deliveryCounted(world.app, demoShop, deliveryId, { counts: count(itemId, { arrived: 10 }) });
    await deliveryChanged(world.app, demoShop, deliveryId, { itemId, quantity: 10 });
    await world.settled();
    expect(await lines(deliveryId)).toMatchObject([{ quantity: 20, received: 10 }]);
    expect((await book(itemId)).coming).toBe(10);
  });

  test("that is undone gives everybody back what waited (E8)", async () => {
    const { deliveryId, itemId, order, expectedOn } = await waitedFor(5, { quantity: 5, days: 9 });
    const done = await deliveryCounted(world.app, demoShop, deliveryId, {
      counts: count(itemId, { arrived: 5 }),
    });
    await world.settled();
    if (done === "not_found") throw new Error(done);
    await actionUndone(world.app, demoShop, done.actionId, deliveryId);
    await world.settled();
    expect(await delivery(deliveryId)).toMatchObject({ status: "coming" });
    expect(await lines(deliveryId)).toMatchObject([{ quantity: 5, received: 0, receivedOn: null }]);
    const shipsBy = shipDay(expectedOn, { handlingDays: 1, workingDays: [1, 2, 3, 4, 5] });
    expect(await order!.backorders()).toMatchObject({ lines: [{ owed: 5, ships_by: shipsBy }] });
  });

  test("of another shop's delivery, or of an item that it does not bring, is none", async () => {
    const { deliveryId, itemId } = await waitedFor(0, { quantity: 10, days: 9 });
    const receipt = { counts: count(itemId, { arrived: 5 }) };
    expect(await deliveryCounted(world.app, "other.myshopify.com", deliveryId, receipt)).toBe("not_found");
    expect(
      await deliveryCounted(world.app, demoShop, deliveryId, { counts: count("1", { arrived: 5 }) }),
    ).toBe("not_found");
  });
});

describe("a part that comes another day", () => {
  test("is a delivery of its own, with the pins that no longer fit, and can be joined again", async () => {
    const { deliveryId, itemId, order } = await waitedFor(6, { quantity: 10, days: 9 });
    const owed = await world.app.db.owedLine.findFirstOrThrow({ where: { itemId } });
    await linePinned(world.app, demoShop, tail(order!.id), {
      lineId: owed.lineId,
      deliveryId,
      units: 6,
      kind: "pin",
    });
    const later = dayFromNow(world, 40);
    const made = await deliverySplit(world.app, demoShop, deliveryId, {
      parts: [{ itemId, units: 8 }],
      statedOn: later,
    });
    if (typeof made === "string") throw new Error(made);
    await world.settled();
    const pins = async (of: string) =>
      (await world.app.db.peg.findMany({ where: { deliveryId: of } })).map((p) => p.quantity);
    expect([await pins(deliveryId), await pins(made.deliveryId)]).toEqual([[2], [4]]);
    expect((await book(itemId)).coming).toBe(10);
    const seen = await undoForeseen(world.app, demoShop, await lastAction(deliveryId), deliveryId);
    expect(seen).toMatchObject({ lines: [{ orderId: tail(order!.id) }], told: 0 });
    await actionUndone(world.app, demoShop, await lastAction(deliveryId), deliveryId);
    await world.settled();
    expect(await pins(deliveryId)).toEqual([6]);
    expect(await delivery(made.deliveryId)).toMatchObject({ status: "cancelled" });
    expect((await book(itemId)).coming).toBe(10);
  });

  test("leaves something behind: all of a delivery is moved, not divided", async () => {
    const { deliveryId, itemId } = await waitedFor(0, { quantity: 10, days: 9 });
    for (const units of [10, 11])
      expect(
        await deliverySplit(world.app, demoShop, deliveryId, { parts: [{ itemId, units }], statedOn: null }),
      ).toBe("all_or_nothing");
  });
});

describe("what was done today", () => {
  test("is taken back one after the other, the newest first", async () => {
    const { deliveryId, expectedOn } = await waitedFor(0, { quantity: 10, days: 9 });
    await deliveryChanged(world.app, demoShop, deliveryId, { expectedOn: dayFromNow(world, 20) });
    const first = await lastAction(deliveryId);
    await deliveryCancelled(world.app, demoShop, deliveryId);
    const second = await lastAction(deliveryId);
    expect(await actionUndone(world.app, demoShop, first, deliveryId)).toBe("newer");
    expect(await actionUndone(world.app, "other.myshopify.com", second, deliveryId)).toBe("gone");
    expect(await actionUndone(world.app, demoShop, second, deliveryId)).toEqual({
      deliveryIds: [deliveryId],
    });
    expect(await delivery(deliveryId)).toMatchObject({ status: "coming" });
    await actionUndone(world.app, demoShop, first, deliveryId);
    expect(await delivery(deliveryId)).toMatchObject({ statedOn: new Date(`${expectedOn}T00:00:00Z`) });
    await world.settled();
  });
});

describe("units that are written to Shopify", () => {
  const written = async (
    of: { variant: StockedVariant; deliveryId: string; itemId: string },
    from: number,
  ) => {
    const done = await deliveryCounted(world.app, demoShop, of.deliveryId, {
      counts: count(of.itemId, { arrived: 4, damaged: 1 }),
      write: { [of.itemId]: from },
    });
    if (done === "not_found" || !done.writeId) throw new Error("nothing to write");
    return { actionId: done.actionId, writeId: done.writeId };
  };

  test("need the merchant's permission, and say so without it", async () => {
    const of = await waitedFor(0, { quantity: 10, days: 9 });
    const { writeId, actionId } = await written(of, 0);
    expect(await arrivalWritten(world.app, demoShop, writeId)).toBe("refused");
    expect((await writesOf(world.app.db, demoShop, actionId))[0]!.problem).toContain("write_inventory");
    expect(await available(of.variant)).toBe(0);
    world.shopify.grantOptionalScopes(demoShop, ["write_inventory"]);
    await world.settled();
    expect(await arrivalRetried(world.app, demoShop, writeId)).toBe("written");
    expect(await available(of.variant)).toBe(4);
    await world.settled();
  });

  test("are asked for once, however often the receipt is sent", async () => {
    const { deliveryId, itemId } = await waitedFor(0, { quantity: 10, days: 9 });
    const receipt = {
      counts: count(itemId, { arrived: 4 }),
      write: { [itemId]: 0 },
      receiptId: randomUUID(),
    };
    const first = await deliveryCounted(world.app, demoShop, deliveryId, receipt);
    if (first === "not_found") throw new Error(first);
    expect(first).toMatchObject({ writeId: expect.any(String) as string, before: false });
    expect(await deliveryCounted(world.app, demoShop, deliveryId, receipt)).toEqual({
      ...first,
      before: true,
    });
  });

  test("are added once, however often a process dies before it noted that", async () => {
    const of = await waitedFor(0, { quantity: 10, days: 9 });
    const { writeId } = await written(of, 0);
    world.meddle.after = ({ operation }) => {
      if (operation === "AddArrivedUnits") throw new Error("power cut");
    };
    await expect(arrivalWritten(world.app, demoShop, writeId)).rejects.toThrow("power cut");
    await expect(arrivalRetried(world.app, demoShop, writeId)).rejects.toThrow("power cut");
    delete world.meddle.after;
    expect(await available(of.variant)).toBe(4);
    expect(await arrivalRetried(world.app, demoShop, writeId)).toBe("written");
    expect(await arrivalRetried(world.app, demoShop, writeId)).toBe("gone");
    expect(await available(of.variant)).toBe(4);
    await world.settled();
  });

  test("are not added where the stock moved meanwhile; both numbers are kept for a person", async () => {
    const of = await waitedFor(0, { quantity: 10, days: 9 });
    const { writeId, actionId } = await written(of, 0);
    await of.variant.setAvailable(3);
    expect(await arrivalWritten(world.app, demoShop, writeId)).toBe("stale");
    expect(await available(of.variant)).toBe(3);
    expect((await writesOf(world.app.db, demoShop, actionId))[0]!.lines).toEqual([
      { itemId: of.itemId, units: 4, from: 0, found: 3 },
    ]);
    expect(await arrivalRetried(world.app, demoShop, writeId)).toBe("written");
    expect(await available(of.variant)).toBe(7);
    await world.settled();
  });

  test("are taken off again when the receipt is undone, which waits until it is known what happened", async () => {
    const of = await waitedFor(0, { quantity: 10, days: 9 });
    const { writeId, actionId } = await written(of, 0);
    expect(await actionUndone(world.app, demoShop, actionId, of.deliveryId)).toBe("unsettled");
    await arrivalWritten(world.app, demoShop, writeId);
    await of.variant.setAvailable(6);
    await actionUndone(world.app, demoShop, actionId, of.deliveryId);
    expect(await arrivalTakenBack(world.app, demoShop, actionId)).toBe("written");
    expect(await available(of.variant)).toBe(2);
    expect(await arrivalTakenBack(world.app, demoShop, actionId)).toBeNull();
    await world.settled();
  });

  test("wait for a person to take them off where the process died right after the receipt was undone", async () => {
    const of = await waitedFor(0, { quantity: 10, days: 9 });
    const { writeId, actionId } = await written(of, 0);
    await arrivalWritten(world.app, demoShop, writeId);
    await actionUndone(world.app, demoShop, actionId, of.deliveryId);
    const [left] = await openWrites(world.app.db, demoShop, of.deliveryId);
    expect(left).toMatchObject({ state: "asked", lines: [{ units: -4, from: 4 }] });
    expect(await arrivalRetried(world.app, demoShop, left!.writeId)).toBe("written");
    expect(await available(of.variant)).toBe(0);
    expect(await openWrites(world.app.db, demoShop, of.deliveryId)).toEqual([]);
    await world.settled();
  });
});
