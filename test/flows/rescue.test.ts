import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { elsewhere } from "#app/database/pages/places.server.ts";
import { holdScopes } from "#app/domain/release-form.ts";
import { releaseSettingsSaved } from "#app/flows/release-settings-saved.server.ts";
import { lineMoved } from "#app/flows/rescue-moved.server.ts";
import { transferDrafted } from "#app/flows/transfer-drafted.server.ts";
import { draftScopes } from "#app/domain/suggestions.ts";
import { transferScopes } from "#app/domain/native-supply.ts";
import {
  locationOf,
  orderOf,
  stockedVariant,
  tail,
  type PlacedOrder,
  type StockedVariant,
} from "#test/acts.ts";
import { holdsIn, partsOf, staffHolds } from "#test/hold-acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

// Five are ordered in Berlin, where three are; Lyon has four that nobody wants.
let world: TestWorld;
let pack: StockedVariant;
let order: PlacedOrder;
let lyon: string;

beforeAll(async () => {
  world = await testWorld();
  await world.install();
  lyon = await locationOf(world, "Lyon");
});
afterAll(() => world?.close());
beforeEach(async () => {
  world.shopify.grantOptionalScopes(demoShop, [...holdScopes]);
  pack = await stockedVariant(world, { title: `Pack ${crypto.randomUUID()}`, available: 3 });
  order = await orderOf(world, [{ variant: pack, quantity: 5 }]);
  await world.settled();
  await stockInLyon(4);
  await world.settled();
});
afterEach(async () => {
  await order.cancel();
  await releaseSettingsSaved(world.app, demoShop, { on: false, review: false, wholeOrders: false });
  await world.settled();
});

async function stockInLyon(units: number): Promise<void> {
  await world.staff(
    `mutation ($item: ID!, $at: ID!, $units: Int!, $key: String!) {
      inventoryActivate(inventoryItemId: $item, locationId: $at, available: $units) @idempotent(key: $key) { userErrors { message } } }`,
    { item: pack.itemId, at: lyon, units, key: crypto.randomUUID() },
  );
}

async function move() {
  const { fulfillmentLineId } = await world.app.db.owedLine.findFirstOrThrow({
    where: { shop: demoShop, orderId: tail(order.id) },
  });
  return lineMoved(world.app, demoShop, tail(order.id), { fulfillmentLineId, toLocationId: tail(lyon) });
}
const owed = () =>
  world.app.db.owedLine
    .findMany({ where: { shop: demoShop, orderId: tail(order.id) } })
    .then((lines) => lines.reduce((sum, l) => sum + l.owed, 0));

test("what waits goes to the place that has it, and nothing is owed any more", async () => {
  expect(await move()).toBe("moved");
  await world.settled();
  expect(await owed()).toBe(0);
  const units = (await partsOf(world, order.id)).map((p) => [tail(p.locationId), p.lines[0]!.remaining]);
  expect(units.sort()).toEqual(
    [
      [tail(pack.locationId), 3],
      [tail(lyon), 2],
    ].sort(),
  );
});

test("what we hold is moved with its hold, which is taken off there", async () => {
  await releaseSettingsSaved(world.app, demoShop, { on: true, review: false, wholeOrders: false });
  await world.settled();
  expect(await holdsIn(world, order.id)).toEqual([{ units: 2, ours: true }]);
  expect(await move()).toBe("moved");
  await world.settled();
  expect(await holdsIn(world, order.id)).toEqual([]);
  expect(await owed()).toBe(0);
});

describe("where fewer lie free than we hold", () => {
  beforeEach(async () => {
    await releaseSettingsSaved(world.app, demoShop, { on: true, review: false, wholeOrders: false });
    await stockOf(lyon, -3);
    await world.settled();
    expect(await holdsIn(world, order.id)).toEqual([{ units: 2, ours: true }]);
  });

  test("they are moved, and what still waits stays on hold by us", async () => {
    expect(await move()).toBe("moved");
    await world.settled();
    expect(await owed()).toBe(1);
    expect(await holdsIn(world, order.id)).toEqual([{ units: 1, ours: true }]);
    const inLyon = (await partsOf(world, order.id)).filter((p) => p.locationId === lyon);
    expect(inLyon.map((p) => [p.status, p.lines[0]!.remaining])).toEqual([["OPEN", 1]]);
    const why = await world.app.db.why.findMany({ where: { shop: demoShop, orderId: tail(order.id) } });
    expect(JSON.stringify(why.map((w) => w.because))).not.toContain("let_go");
  });

  test("no moment of it finds what still waits free to be shipped", async () => {
    const before = world.asked.length;
    expect(await move()).toBe("moved");
    expect(world.asked.slice(before).filter((a) => a.operation.startsWith("Move"))).toMatchObject([
      { operation: "MoveHeldUnits" },
    ]);
    expect(await holdsIn(world, order.id)).toEqual([{ units: 1, ours: true }]);
  });

  test("a hold of staff beside ours keeps all of it where it is, and stays", async () => {
    const held = (await partsOf(world, order.id)).find((p) => p.holds.length > 0)!;
    await staffHolds(world, held);
    await world.settled();
    expect(await move()).toBe("held_by_others");
    await world.settled();
    expect(await holdsIn(world, order.id)).toHaveLength(2);
    expect(await owed()).toBe(2);
  });

  test("a process that dies right after its request leaves it moved, held and owed as it is", async () => {
    world.meddle.after = async ({ operation }) => {
      if (operation !== "MoveHeldUnits") return;
      delete world.meddle.after;
      throw new Error("killed");
    };
    await expect(move()).rejects.toThrow();
    await world.settled();
    expect(await owed()).toBe(1);
    expect(await holdsIn(world, order.id)).toEqual([{ units: 1, ours: true }]);
  });
});

test("units that went meanwhile are not moved twice", async () => {
  expect(await move()).toBe("moved");
  await world.settled();
  const lineId = (await world.app.db.fulfillmentLine.findFirstOrThrow({ where: { orderId: tail(order.id) } }))
    .fulfillmentLineId;
  const again = { fulfillmentLineId: lineId, toLocationId: tail(lyon) };
  expect(await lineMoved(world.app, demoShop, tail(order.id), again)).toBe("changed");
});

test("without the permission nothing is moved, and that is said", async () => {
  world.shopify.revokeOptionalScopes(demoShop, [...holdScopes]);
  expect(await move()).toBe("no_access");
});

test("an order of another shop cannot be moved", async () => {
  const { fulfillmentLineId } = await world.app.db.owedLine.findFirstOrThrow({ where: { shop: demoShop } });
  const asked = { fulfillmentLineId, toLocationId: tail(lyon) };
  expect(await lineMoved(world.app, "other.myshopify.com", tail(order.id), asked)).toBe("changed");
});

const drafts = () =>
  world.staff<{ inventoryTransfers: { nodes: Drafted[] } }>(
    `{ inventoryTransfers(first: 50, query: "status:DRAFT") { nodes { name status note
       origin { name } destination { name } lineItems(first: 5) { nodes { totalQuantity inventoryItem { id } } } } } }`,
  );
type Drafted = {
  name: string;
  status: string;
  note: string | null;
  origin: { name: string };
  destination: { name: string };
  lineItems: { nodes: { totalQuantity: number; inventoryItem: { id: string } }[] };
};

async function ask(key: string = crypto.randomUUID()) {
  const { fulfillmentLineId } = await world.app.db.owedLine.findFirstOrThrow({
    where: { shop: demoShop, orderId: tail(order.id) },
  });
  const asked = { fulfillmentLineId, fromLocationId: tail(lyon), key };
  return transferDrafted(world.app, demoShop, tail(order.id), asked);
}

async function ofThePack(): Promise<Drafted[]> {
  const { inventoryTransfers } = await drafts();
  return inventoryTransfers.nodes.filter((t) => t.lineItems.nodes[0]?.inventoryItem.id === pack.itemId);
}

test("what lies free elsewhere is drafted as a transfer to where it is owed, and nothing moves", async () => {
  world.shopify.grantOptionalScopes(demoShop, [...draftScopes, ...transferScopes]);
  const key = crypto.randomUUID();
  const drafted = await ask(key);
  expect(await ask(key), "a second click").toEqual(drafted);
  await world.settled();
  expect(await ofThePack()).toEqual([
    expect.objectContaining({
      ...(drafted as { name: string }),
      status: "DRAFT",
      note: expect.stringMatching(/^For #/),
      origin: { name: "Lyon" },
      destination: { name: "Berlin" },
      lineItems: { nodes: [expect.objectContaining({ totalQuantity: 2 })] },
    }),
  ]);
  expect(await owed()).toBe(2);
  const [place] = await elsewhere(world.app.db, demoShop, { orderId: tail(order.id) });
  expect(await ask(), "from another tab").toBe("drafted");
  expect(place, "the page leads to it instead of drafting another").toMatchObject({
    draft: { ...(drafted as { name: string }), units: 2 },
  });
  const why = await world.app.db.why.findMany({ where: { shop: demoShop, orderId: tail(order.id) } });
  expect(JSON.stringify(why.map((w) => w.because))).toContain("transfer_drafted");
});

test("without the permission no transfer is drafted, and that is said", async () => {
  world.shopify.revokeOptionalScopes(demoShop, [...draftScopes]);
  expect(await ask()).toBe("no_access");
  expect(await ofThePack()).toEqual([]);
});

test("units that went meanwhile are not transferred", async () => {
  world.shopify.grantOptionalScopes(demoShop, [...draftScopes]);
  const { fulfillmentLineId } = await world.app.db.owedLine.findFirstOrThrow({ where: { shop: demoShop } });
  await stockOf(lyon, -4);
  await world.settled();
  const asked = { fulfillmentLineId, fromLocationId: tail(lyon), key: crypto.randomUUID() };
  expect(await transferDrafted(world.app, demoShop, tail(order.id), asked)).toBe("changed");
});

async function stockOf(locationId: string, delta: number): Promise<void> {
  await world.staff(
    `mutation ($item: ID!, $at: ID!, $delta: Int!, $key: String!) {
      inventoryAdjustQuantities(input: { name: "available", reason: "correction",
        changes: [{ inventoryItemId: $item, locationId: $at, delta: $delta, changeFromQuantity: null }] }) @idempotent(key: $key) { userErrors { message } } }`,
    { item: pack.itemId, at: locationId, delta, key: crypto.randomUUID() },
  );
}
