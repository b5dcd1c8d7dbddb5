import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { dateChangesSince } from "#app/database/date-changes.server.ts";
import { orderPage } from "#app/database/pages/order.server.ts";
import { shopSettings } from "#app/database/pages/shop.server.ts";
import { expectedOfOrder } from "#app/database/published.server.ts";
import { dateKinds, type DateKind, type DateValue } from "#app/domain/date-rules.ts";
import { addDays } from "#app/domain/days.ts";
import type { Level } from "#app/domain/level.ts";
import { collectionRead } from "#app/flows/collection-read.server.ts";
import { dateRuleForeseen, dateRuleSet, dateRuleUndone } from "#app/flows/date-rules-set.server.ts";
import {
  dayFromNow,
  enterDelivery,
  orderOf,
  stockedVariant,
  tail,
  type PlacedOrder,
  type StockedVariant,
} from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let tent: StockedVariant;
let waiting: PlacedOrder;
let tents: string;

beforeAll(async () => {
  world = await testWorld();
  await world.install();
});
afterAll(() => world?.close());

beforeEach(async () => {
  tent = await stockedVariant(world, { title: `Tent ${crypto.randomUUID()}`, available: 0 });
  waiting = await orderOf(world, [{ variant: tent, quantity: 2 }]);
  await enterDelivery(world, tent, { quantity: 5, days: 20 });
  tents = await collectionWith("Tents", tent);
  await world.settled();
});
afterEach(() => world.app.db.dateRule.deleteMany({ where: { shop: demoShop } }));

async function collectionWith(title: string, ...variants: StockedVariant[]): Promise<string> {
  const { collectionCreate } = await world.staff<{ collectionCreate: { collection: { id: string } } }>(
    "mutation ($input: CollectionInput!) { collectionCreate(input: $input) { collection { id } userErrors { message } } }",
    { input: { title, products: variants.map((v) => v.productId) } },
  );
  await collectionRead(world.app, demoShop, tail(collectionCreate.collection.id));
  return tail(collectionCreate.collection.id);
}
const at = (level: Level, target: string) => ({ level, targets: level === "shop" ? [""] : [target] });
const asked = (level: Level, target: string, value: DateValue) => ({
  where: at(level, target),
  kind: value.kind,
  value,
});
async function set(level: Level, target: string, value: DateValue): Promise<void> {
  await dateRuleSet(world.app, demoShop, asked(level, target, value));
  await world.settled();
}
async function remove(level: Level, target: string, kind: DateKind): Promise<void> {
  await dateRuleSet(world.app, demoShop, { where: at(level, target), kind, value: null });
  await world.settled();
}
const handling = (days: number): DateValue => ({ kind: "handling", days });
const buffer = (days: number): DateValue => ({ kind: "buffer", days });
const leadTime = (days: number): DateValue => ({ kind: "lead_time", days });
const everyDay = (more: object = {}): DateValue => ({
  kind: "calendar",
  calendar: { workingDays: [1, 2, 3, 4, 5, 6, 7], keepsClosed: true, closed: [], ...more },
});
const lineOf = async (order: PlacedOrder) =>
  ((await order.backorders()) as { lines: { ships_by: string | null }[] }).lines[0]!;
const shipsBy = async (order = waiting) => (await lineOf(order)).ships_by;
const productShipsBy = async (variant = tent) =>
  ((await variant.published()) as { ships_by?: string }).ships_by;
const arrives = () => dayFromNow(world, 20);

test("what is still owed of a deleted product leaves as it would have", async () => {
  await set("variant", tail(tent.variantId), everyDay());
  await set("product", tail(tent.productId), handling(2));
  const before = await shipsBy();
  await tent.remove();
  await world.settled();
  const { lines } = await expectedOfOrder(world.app.db, demoShop, tail(waiting.id), world.app.now());
  expect(lines.map((l) => l.expected)).toEqual([before]);
  expect(await shipsBy()).toBe(before);
  await remove("variant", tail(tent.variantId), "calendar");
  await remove("product", tail(tent.productId), "handling");
  const { lines: then } = await expectedOfOrder(world.app.db, demoShop, tail(waiting.id), world.app.now());
  expect(then.map((l) => l.expected)).toEqual([await shipsBy()]);
});

describe("a handling of its own", () => {
  test("moves what shoppers see, what the order says and what staff see, all to the same day", async () => {
    await set("product", tail(tent.productId), everyDay());
    await set("product", tail(tent.productId), handling(4));
    const day = addDays(arrives(), 4);
    expect(await productShipsBy()).toBe(day);
    expect(await shipsBy()).toBe(day);
    const { calendar } = await shopSettings(world.app.db, demoShop);
    const now = world.app.now();
    const page = await orderPage(world.app.db, demoShop, tail(waiting.id), calendar, now);
    expect(page?.owed[0]?.shipsBy).toBe(day);
    const { lines } = await expectedOfOrder(world.app.db, demoShop, tail(waiting.id), now);
    expect(lines[0]?.expected).toBe(day);
  });

  test("of a variant comes before its product's, and that before its collection's", async () => {
    await set("collection", tents, everyDay());
    await set("collection", tents, handling(6));
    expect(await shipsBy()).toBe(addDays(arrives(), 6));
    await set("product", tail(tent.productId), handling(3));
    expect(await shipsBy()).toBe(addDays(arrives(), 3));
    await set("variant", tail(tent.variantId), handling(0));
    expect(await shipsBy()).toBe(arrives());
    await remove("variant", tail(tent.variantId), "handling");
    expect(await shipsBy()).toBe(addDays(arrives(), 3));
  });

  test("of the collection that was set last counts, and a product that leaves it is as before", async () => {
    const sale = await collectionWith("Sale", tent);
    await set("product", tail(tent.productId), everyDay());
    await set("collection", tents, handling(6));
    world.shopify.clock.advance(1000);
    await set("collection", sale, handling(2));
    expect(await shipsBy()).toBe(addDays(arrives(), 2));
    await world.staff(
      "mutation ($id: ID!, $products: [ID!]!) { collectionRemoveProducts(id: $id, productIds: $products) { userErrors { message } } }",
      { id: `gid://shopify/Collection/${sale}`, products: [tent.productId] },
    );
    await collectionRead(world.app, demoShop, sale);
    await world.settled();
    expect(await shipsBy()).toBe(addDays(arrives(), 6));
    expect(await productShipsBy()).toBe(addDays(arrives(), 6));
  });

  test("says nothing about other products", async () => {
    const other = await stockedVariant(world, { title: `Stove ${crypto.randomUUID()}`, available: 0 });
    const order = await orderOf(world, [{ variant: other, quantity: 1 }]);
    await enterDelivery(world, other, { quantity: 5, days: 20 });
    await world.settled();
    const before = await shipsBy(order);
    world.asked.length = 0;
    await set("product", tail(tent.productId), handling(9));
    expect(await shipsBy(order)).toBe(before);
    expect(JSON.stringify(world.asked)).not.toContain(tail(order.id));
  });
});

describe("a buffer", () => {
  test("is added for the whole shop, and another one for a product", async () => {
    await set("product", tail(tent.productId), everyDay());
    await set("shop", "", buffer(3));
    expect(await shipsBy()).toBe(addDays(arrives(), 4));
    await set("product", tail(tent.productId), buffer(0));
    expect(await shipsBy()).toBe(addDays(arrives(), 1));
  });
});

describe("a lead time", () => {
  test("of a collection dates what no delivery covers, and the product's own comes before it", async () => {
    const lamp = await stockedVariant(world, { title: `Lamp ${crypto.randomUUID()}`, available: 0 });
    const lamps = await collectionWith("Lamps", lamp);
    const order = await orderOf(world, [{ variant: lamp, quantity: 1 }]);
    await set("product", tail(lamp.productId), everyDay());
    expect(await shipsBy(order)).toBeNull();
    await set("collection", lamps, leadTime(10));
    expect(await shipsBy(order)).toBe(dayFromNow(world, 11));
    expect(await productShipsBy(lamp)).toBe(dayFromNow(world, 11));
    await set("product", tail(lamp.productId), leadTime(4));
    expect(await shipsBy(order)).toBe(dayFromNow(world, 5));
    await set("variant", tail(lamp.variantId), leadTime(2));
    expect(await shipsBy(order)).toBe(dayFromNow(world, 3));
  });
});

describe("a calendar of its own", () => {
  test("has its working days and closed days", async () => {
    const closed = [{ first: arrives(), last: addDays(arrives(), 1), name: "Inventory" }];
    await set("collection", tents, everyDay({ closed }));
    expect(await shipsBy()).toBe(addDays(arrives(), 3));
  });
});

describe("before it is saved", () => {
  test.each([
    ["handling", handling(7)],
    ["buffer", buffer(11)],
    ["calendar", everyDay()],
  ] as const)("the preview of a %s shows what saving does then, and changes nothing", async (_, value) => {
    const of = asked("collection", tents, value);
    const before = await shipsBy();
    const foreseen = await dateRuleForeseen(world.app, demoShop, of);
    await world.settled();
    expect(await shipsBy()).toBe(before);
    expect(await world.app.db.dateRule.count()).toBe(0);
    await dateRuleSet(world.app, demoShop, of);
    await world.settled();
    const after = await shipsBy();
    const moved = foreseen.lines.map(({ from, to }) => ({ from, to }));
    expect(moved).toEqual(before === after ? [] : [{ from: before, to: after }]);
  });

  test("a lead time of a product says which promises it would break", async () => {
    const lamp = await stockedVariant(world, { title: `Lamp ${crypto.randomUUID()}`, available: 0 });
    await world.settled();
    await set("product", tail(lamp.productId), leadTime(10));
    await orderOf(world, [{ variant: lamp, quantity: 1 }]);
    await world.settled();
    const foreseen = await dateRuleForeseen(
      world.app,
      demoShop,
      asked("product", tail(lamp.productId), leadTime(60)),
    );
    expect(foreseen.lines.map((l) => l.outcome)).toEqual(["must_agree"]);
    expect([foreseen.looked, foreseen.of]).toEqual([1, 1]);
  });
});

describe("on the same day", () => {
  const newest = async (kind: DateKind) =>
    (await dateChangesSince(world.app.db, demoShop, kind, new Date(0)))[0]!.changeId;

  test("a change is taken back, to what was there before", async () => {
    await set("product", tail(tent.productId), handling(2));
    const before = await shipsBy();
    world.shopify.clock.advance(1000);
    await set("product", tail(tent.productId), handling(9));
    const change = await newest("handling");
    expect(await dateRuleUndone(world.app, demoShop, change)).toBe("undone");
    await world.settled();
    expect(await shipsBy()).toBe(before);
    expect(await dateRuleUndone(world.app, demoShop, change)).toBe("gone");
  });

  test("what was removed comes back for all of them, a product's own lead time too", async () => {
    const other = await stockedVariant(world, { title: `Stove ${crypto.randomUUID()}`, available: 0 });
    await set("product", tail(tent.productId), leadTime(5));
    await set("product", tail(other.productId), leadTime(8));
    world.shopify.clock.advance(1000);
    const where = { level: "product" as const, targets: [tail(tent.productId), tail(other.productId)] };
    await dateRuleSet(world.app, demoShop, { where, kind: "lead_time", value: null });
    expect(await dateRuleUndone(world.app, demoShop, await newest("lead_time"))).toBe("undone");
    const days = await world.app.db.product.findMany({
      where: { shop: demoShop, productId: { in: where.targets } },
      orderBy: { leadTimeDays: "asc" },
    });
    expect(days.map((p) => p.leadTimeDays)).toEqual([5, 8]);
    await world.settled();
  });

  test("it stays where something newer was said, and on the next day", async () => {
    await set("product", tail(tent.productId), buffer(2));
    const first = await newest("buffer");
    world.shopify.clock.advance(1000);
    await set("product", tail(tent.productId), buffer(3));
    expect(await dateRuleUndone(world.app, demoShop, first)).toBe("newer");
    const second = await newest("buffer");
    world.shopify.clock.advance(25 * 3_600_000);
    expect(await dateRuleUndone(world.app, demoShop, second)).toBe("too_late");
    await world.settled();
  });
});

test("a collection that Shopify deleted takes its rules with it", async () => {
  for (const kind of dateKinds)
    await set("collection", tents, kind === "calendar" ? everyDay() : { kind, days: 3 });
  await world.staff(
    "mutation ($id: ID!) { collectionDelete(input: { id: $id }) { userErrors { message } } }",
    { id: `gid://shopify/Collection/${tents}` },
  );
  expect(await collectionRead(world.app, demoShop, tents)).toBe("gone");
  await world.settled();
  expect(await world.app.db.dateRule.count({ where: { level: "collection" } })).toBe(0);
});
