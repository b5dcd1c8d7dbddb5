import { afterAll, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { orderPage } from "#app/database/pages/order.server.ts";
import { shopSettings } from "#app/database/pages/shop.server.ts";
import { countToCompare, saveTiers, tiersOf } from "#app/database/tiers.server.ts";
import type { Tier } from "#app/domain/tiers.ts";
import { addDays, dayIn } from "#app/domain/days.ts";
import { sumOf } from "#app/domain/slip.ts";
import { deliveryForeseen } from "#app/flows/delivery-foreseen.server.ts";
import { tiersForeseen } from "#app/flows/tiers-foreseen.server.ts";
import { tiersSaved, tiersUndone } from "#app/flows/tiers-saved.server.ts";
import { turnDay } from "#app/flows/reconcile-day.server.ts";
import { enterDelivery, orderOf, stockedVariant, tail, type StockedVariant } from "../acts.ts";
import { demoShop, testWorld, type TestWorld } from "../world.ts";

let world: TestWorld;
let pack: StockedVariant;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
});
afterAll(() => world?.close());

const vip: Tier = { by: "order_tag", tag: "VIP" };
const wholesale: Tier = { by: "customer_tag", tag: "wholesale" };
const b2b: Tier = { by: "b2b" };
const save = async (...tiers: Tier[]) => {
  await tiersSaved(world.app, demoShop, tiers);
  await world.settled();
};

/** Nobody is preferred, and one unit is coming for whoever is first. */
beforeEach(async () => {
  await save();
  pack = await stockedVariant(world, { title: `Pack ${crypto.randomUUID()}`, available: 0 });
  await enterDelivery(world, pack, { quantity: 1, days: 9 });
});

type More = Parameters<typeof orderOf>[3];
async function placed(more: More = {}): Promise<string> {
  const { id } = await orderOf(world, [{ variant: pack, quantity: 1 }], demoShop, more);
  await world.settled();
  return id;
}
const anna = (tags: string[]) => ({
  toUpsert: { email: `${crypto.randomUUID()}@example.com`, firstName: "Anna", tags },
});
async function lineOf(gid: string) {
  const { calendar } = await shopSettings(world.app.db, demoShop);
  const page = await orderPage(world.app.db, demoShop, tail(gid), calendar, world.app.now());
  return page!.owed[0]!;
}
/** Which of these orders the delivery pays. */
async function paid(...orders: string[]): Promise<number> {
  await world.settled();
  const lines = await Promise.all(orders.map(lineOf));
  return lines.findIndex((line) => line.covers.length > 0);
}
const tag = (id: string, what: "tagsAdd" | "tagsRemove", word: string) =>
  world.staff(
    `mutation ($id: ID!, $tags: [String!]!) { ${what}(id: $id, tags: $tags) { userErrors { message } } }`,
    { id, tags: [word] },
  );
const rowOf = (gid: string) =>
  world.app.db.salesOrder.findUniqueOrThrow({
    where: { shop_orderId: { shop: demoShop, orderId: tail(gid) } },
  });

describe("orders with the merchant's tag", () => {
  test("are served before those that came earlier, whether they were placed before or after it was said", async () => {
    const plain = await placed();
    const early = await placed({ tags: ["VIP"] });
    expect(await paid(plain, early)).toBe(0);
    await save(vip);
    expect(await paid(plain, early)).toBe(1);
    const late = await placed({ tags: ["vip"] });
    expect(await paid(plain, early, late)).toBe(1);
    expect((await lineOf(plain)).place.overtakers.map((o) => o.why)).toEqual(["tier", "tier"]);
  });

  test("are followed as staff put the tag on an order and take it off", async () => {
    await save(vip);
    const plain = await placed();
    const other = await placed();
    await tag(other, "tagsAdd", "VIP");
    expect(await paid(plain, other)).toBe(1);
    await tag(other, "tagsRemove", "VIP");
    expect(await paid(plain, other)).toBe(0);
  });

  test("are counted apart where a delivery is to come later", async () => {
    const { deliveryId } = await enterDelivery(world, pack, { quantity: 5, days: 9 });
    await placed();
    await placed({ tags: ["VIP"] });
    await save(vip);
    const later = addDays(dayIn("Europe/Berlin", world.app.now()), 30);
    const seen = await deliveryForeseen(world.app, demoShop, deliveryId, { statedOn: later });
    expect(sumOf(seen!.lines)).toMatchObject({ orders: 1, inGroups: 0 });
    const both = await deliveryForeseen(world.app, demoShop, deliveryId, { cancelled: true });
    expect(sumOf(both!.lines)).toMatchObject({ orders: 1, inGroups: 0 });
    await placed({ tags: ["VIP"] });
    const third = await deliveryForeseen(world.app, demoShop, deliveryId, { cancelled: true });
    expect(sumOf(third!.lines)).toMatchObject({ orders: 2, inGroups: 1 });
  });

  test("keep nothing of their other tags here", async () => {
    await save(vip, b2b);
    const order = await placed({ tags: ["VIP", "allergic to nuts"] });
    expect((await rowOf(order)).tierMatches).toEqual(["order_tag:vip"]);
  });
});

describe("tiers", () => {
  test("are served in their order, and within each whoever came first", async () => {
    await save(b2b, vip);
    const plain = await placed();
    const first = await placed({ tags: ["VIP"] });
    const second = await placed({ tags: ["VIP"] });
    expect(await paid(plain, first, second)).toBe(1);
    const company = await placed({ companyLocationId: "gid://shopify/CompanyLocation/7" });
    expect(await paid(plain, first, second, company)).toBe(3);
  });

  test("that change places ask Shopify nothing that is known, and undo brings them back", async () => {
    await save(vip, b2b);
    const tagged = await placed({ tags: ["VIP"] });
    const company = await placed({ companyLocationId: "gid://shopify/CompanyLocation/7" });
    expect(await paid(tagged, company)).toBe(0);
    await save(b2b, vip);
    expect(await paid(tagged, company)).toBe(1);
    expect(await tiersUndone(world.app, demoShop)).toBe(true);
    expect(await paid(tagged, company)).toBe(0);
    expect((await tiersOf(world.app.db, demoShop)).tiers).toEqual([vip, b2b]);
  });

  test("that are taken away leave first come, first served, and nothing known of anybody", async () => {
    await save(vip);
    const plain = await placed();
    const tagged = await placed({ tags: ["VIP"] });
    expect(await paid(plain, tagged)).toBe(1);
    await save();
    expect(await paid(plain, tagged)).toBe(0);
    expect(await rowOf(tagged)).toMatchObject({ tier: null, tierMatches: [] });
  });

  test("that are taken away while orders are compared with them put nobody before others", async () => {
    const plain = await placed();
    const tagged = await placed({ tags: ["VIP"] });
    world.meddle.after = async ({ operation }) => {
      if (operation !== "OrderTags") return;
      delete world.meddle.after;
      await tiersSaved(world.app, demoShop, []);
    };
    await save(vip);
    expect(world.meddle.after).toBeUndefined();
    expect(await rowOf(tagged)).toMatchObject({ tier: null, tierMatches: [] });
    expect(await paid(plain, tagged)).toBe(0);
  });

  test("that are saved while a new order is compared with those before count for it", async () => {
    await save(b2b);
    const plain = await placed();
    world.meddle.after = async ({ operation }) => {
      if (operation !== "OrderTags") return;
      delete world.meddle.after;
      await tiersSaved(world.app, demoShop, [vip]);
      // All orders that are known by now are compared, and this one is not known yet.
      await expect.poll(() => countToCompare(world.app.db, demoShop), { timeout: 15_000 }).toBe(0);
    };
    const tagged = await placed({ tags: ["VIP"] });
    expect(world.meddle.after).toBeUndefined();
    expect(await paid(plain, tagged)).toBe(1);
  });

  test("that are taken back before anybody counted have every queue counted anew, not gone on with", async () => {
    await save(vip);
    await placed({ tags: ["VIP"] });
    const item = { where: { shop_itemId: { shop: demoShop, itemId: tail(pack.itemId) } } };
    expect(await world.app.db.item.findUniqueOrThrow(item)).toMatchObject({ recount: false });
    await world.app.db.$transaction(async (tx) => {
      await saveTiers(tx, demoShop, [b2b]);
      await saveTiers(tx, demoShop, [vip]);
      expect(await tx.item.findUniqueOrThrow(item)).toMatchObject({ recount: true });
    });
  });

  test("are compared with orders that only the next hourly round finds", async () => {
    const plain = await placed();
    const tagged = await placed({ tags: ["VIP"] });
    await save(vip);
    // As if the job that compared them had died with its process.
    await world.app.db.salesOrder.updateMany({
      where: { shop: demoShop },
      data: { tier: null, tierMatches: [], tiersVersion: 0 },
    });
    expect(await countToCompare(world.app.db, demoShop)).toBeGreaterThan(0);
    await world.app.nudge([{ queue: "reconcile", shop: demoShop, cycle: "backorders" }]);
    await world.settled();
    expect(await countToCompare(world.app.db, demoShop)).toBe(0);
    expect(await paid(plain, tagged)).toBe(1);
  });
});

describe("before it is saved", () => {
  test("it is shown who would overtake whom and whose date would move, and nothing is written", async () => {
    const plain = await placed();
    const tagged = await placed({ tags: ["VIP"] });
    const version = (await tiersOf(world.app.db, demoShop)).version;
    const { up, overtaken, lines } = await tiersForeseen(world.app, demoShop, [vip]);
    const mine = up.filter((p) => p.orderId === tail(tagged));
    expect(mine).toMatchObject([{ from: 2, to: 1, tier: 1, orderName: expect.stringMatching(/^#\d+$/) }]);
    expect(overtaken).toBeGreaterThan(0);
    const moved = lines.filter((l) => [tail(plain), tail(tagged)].includes(l.orderId));
    expect(moved.map((l) => [l.orderId, l.from === null, l.to === null])).toEqual(
      expect.arrayContaining([
        [tail(plain), false, true],
        [tail(tagged), true, false],
      ]),
    );
    expect((await tiersOf(world.app.db, demoShop)).version).toBe(version);
    expect(await paid(plain, tagged)).toBe(0);
    await save(vip);
    const now = (await lineOf(tagged)).shipsBy;
    expect(now).toBe(moved.find((l) => l.orderId === tail(tagged))!.to);
  });
});

describe("tags of customers", () => {
  const asked = () => world.asked.filter((a) => a.operation === "CustomerTags").length;

  test("are not asked for where access was not given: their tier has nobody, the others work", async () => {
    await save(wholesale, vip);
    const customer = await placed({ customer: anna(["wholesale"]) });
    const tagged = await placed({ tags: ["VIP"] });
    expect(await paid(customer, tagged)).toBe(1);
    expect(asked()).toBe(0);
  });

  test("count as soon as access is given, and nobody's name is read", async () => {
    await save(wholesale);
    const plain = await placed();
    const customer = await placed({ customer: anna(["wholesale", "secret"]) });
    expect(await paid(plain, customer)).toBe(0);
    world.shopify.grantOptionalScopes(demoShop, ["read_customers"]);
    expect(await paid(plain, customer)).toBe(1);
    expect((await rowOf(customer)).tierMatches).toEqual(["customer_tag:wholesale"]);
  });

  test("that changed are seen when the day turns", async () => {
    await save(wholesale);
    const plain = await placed();
    const customer = await placed({ customer: anna([]) });
    const { order } = await world.staff<{ order: { customer: { id: string } } }>(
      "query ($id: ID!) { order(id: $id) { customer { id } } }",
      { id: customer },
    );
    await tag(order.customer.id, "tagsAdd", "wholesale");
    expect(await paid(plain, customer)).toBe(0);
    await turnDay(world.app, demoShop);
    expect(await paid(plain, customer)).toBe(1);
  });
});
