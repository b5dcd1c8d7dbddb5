import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { lockBook } from "#app/database/book.server.ts";
import { brakeCounts, isCounting } from "#app/database/policies.server.ts";
import { restMinutes, type BrakeRule } from "#app/domain/brake.ts";
import { brakeForeseen } from "#app/flows/brake-foreseen.server.ts";
import { brakeLeft, brakePutBack, brakeResumed } from "#app/flows/brake-held.server.ts";
import { brakeRemoved, brakeSet, brakesTurnedOff } from "#app/flows/brake-set.server.ts";
import { collectionRead } from "#app/flows/collection-read.server.ts";
import { enterDelivery, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { brakedRow, brakeJournal, policyAt, rule, setBrake, upTo } from "#test/brake-acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
});
afterAll(() => world?.close());
afterEach(async () => {
  delete world.meddle.before;
  delete world.meddle.after;
  await brakesTurnedOff(world.app, demoShop);
  await world.settled();
});

const policyOf = (variant: StockedVariant) => policyAt(world, variant);
const row = (variant: StockedVariant) => brakedRow(world, variant);
const journal = (variant: StockedVariant) => brakeJournal(world, variant);
const set = (variant: StockedVariant, one: BrakeRule) => setBrake(world, variant, one);
const switches = () => world.asked.filter((a) => a.operation === "SetPolicies").length;
async function later(minutes: number): Promise<void> {
  world.shopify.clock.advance(minutes * 60_000);
  await world.beat();
  await world.settled();
}

let pack: StockedVariant;
beforeEach(async () => {
  pack = await stockedVariant(world, { title: `Pack ${crypto.randomUUID()}`, available: 3 });
  await world.settled();
  world.asked.length = 0;
});

describe("what shoppers are told", () => {
  test("shoppers are told the fewer of what supply dates and what the brake takes", async () => {
    await set(pack, upTo(5));
    await enterDelivery(world, pack, { quantity: 20, days: 5 });
    await orderOf(world, [{ variant: pack, quantity: 4 }]);
    await world.settled();
    expect(await pack.published()).toMatchObject({ state: "backorder", left: 4 });
    await orderOf(world, [{ variant: pack, quantity: 1 }]);
    await world.settled();
    expect(await pack.published()).toMatchObject({ state: "backorder", left: 3 });
  });

  test("shoppers are told of all that is on its way when the brake is taken off, or staff sell on by hand", async () => {
    await set(pack, upTo(5));
    await enterDelivery(world, pack, { quantity: 20, days: 5 });
    await orderOf(world, [{ variant: pack, quantity: 4 }]);
    await world.settled();
    expect(await pack.published()).toMatchObject({ left: 4 });
    await brakesTurnedOff(world.app, demoShop);
    await world.settled();
    expect(await pack.published()).toMatchObject({ left: 19 });
    await set(pack, upTo(1));
    expect(await policyOf(pack)).toBe("DENY");
    await pack.setPolicy("CONTINUE");
    await world.settled();
    expect(await pack.published()).toMatchObject({ left: 19 });
    await brakeLeft(world.app, demoShop, { productId: tail(pack.productId), variantId: null });
  });
});

describe("as far as dated supply reaches", () => {
  test("the last dated unit but the margin stops it, and a new delivery lets it go on", async () => {
    await enterDelivery(world, pack, { quantity: 6, days: 5 });
    await set(pack, rule({ accept: "dated", margin: 2 }));
    await orderOf(world, [{ variant: pack, quantity: 6 }]);
    await world.settled();
    expect(await policyOf(pack)).toBe("CONTINUE");
    await orderOf(world, [{ variant: pack, quantity: 1 }]);
    await world.settled();
    expect(await policyOf(pack)).toBe("DENY");
    world.shopify.clock.advance(restMinutes * 60_000);
    await enterDelivery(world, pack, { quantity: 6, days: 9, reference: "PO-2" });
    await world.settled();
    expect(await policyOf(pack)).toBe("CONTINUE");
    expect(await journal(pack)).toEqual(["switched CONTINUE DENY", "put_back DENY CONTINUE"]);
  });

  test("a date that is too far away stops it", async () => {
    await enterDelivery(world, pack, { quantity: 6, days: 40 });
    await set(pack, rule({ accept: "always", farthestDays: 30 }));
    expect(await policyOf(pack)).toBe("DENY");
    await set(pack, rule({ accept: "always", farthestDays: 50 }));
    expect(await policyOf(pack)).toBe("CONTINUE");
  });
});

test("the page of policies knows that something is still being counted", async () => {
  await world.app.db.$transaction(async (tx) => {
    await lockBook(tx, demoShop, tail(pack.itemId));
    await world.app.nudge([{ queue: "recount", shop: demoShop, itemId: tail(pack.itemId) }]);
    expect(await isCounting(tx, demoShop)).toBe(true);
    expect(await isCounting(tx, "other-shop.myshopify.com")).toBe(false);
  });
  await world.settled();
  expect(await isCounting(world.app.db, demoShop)).toBe(false);
});

describe("the brake", () => {
  test("only stops, unless the merchant asked it to sell as well", async () => {
    const shut = await stockedVariant(world, { title: "Shut", available: 0, policy: "DENY" });
    await world.settled();
    await set(shut, upTo(5));
    expect(await policyOf(shut)).toBe("DENY");
    await set(shut, upTo(5, { opens: true }));
    expect(await policyOf(shut)).toBe("CONTINUE");
    await brakeRemoved(world.app, demoShop, { level: "product", targets: [tail(shut.productId)] });
    await world.settled();
    expect(await policyOf(shut)).toBe("DENY");
  });

  test("a quantity that goes up and down switches it no more than twice in ten minutes", async () => {
    await orderOf(world, [{ variant: pack, quantity: 3 }]);
    await set(pack, upTo(1));
    for (let i = 0; i < 4; i++) {
      await pack.setAvailable(-1);
      await world.settled();
      await pack.setAvailable(0);
      await world.settled();
    }
    expect(switches()).toBe(1);
    expect(await policyOf(pack)).toBe("DENY");
    await later(restMinutes);
    expect(await policyOf(pack)).toBe("CONTINUE");
    expect(switches()).toBe(2);
  });

  test("turned off for the shop, it puts back everything as it was found", async () => {
    await brakeSet(world.app, demoShop, { level: "shop", targets: [""] }, rule({ accept: "never" }));
    await world.settled();
    expect(await policyOf(pack)).toBe("DENY");
    await brakesTurnedOff(world.app, demoShop);
    await world.settled();
    expect(await policyOf(pack)).toBe("CONTINUE");
    expect(await row(pack)).toBeNull();
    expect(await journal(pack)).toEqual(["switched CONTINUE DENY", "put_back DENY CONTINUE"]);
  });

  test("put back for one product, it keeps away from it until the merchant lets it go on", async () => {
    await set(pack, rule({ accept: "never" }));
    const which = { productId: tail(pack.productId), variantId: null };
    await brakePutBack(world.app, demoShop, which);
    await world.settled();
    expect(await policyOf(pack)).toBe("CONTINUE");
    await orderOf(world, [{ variant: pack, quantity: 4 }]);
    await world.settled();
    expect(await policyOf(pack)).toBe("CONTINUE");
    await brakeResumed(world.app, demoShop, which);
    await world.settled();
    expect(await policyOf(pack)).toBe("DENY");
  });

  test("what staff change in Shopify after it stands, whatever happens then", async () => {
    await set(pack, upTo(0));
    expect(await policyOf(pack)).toBe("DENY");
    await pack.setPolicy("CONTINUE");
    await world.settled();
    expect(await policyOf(pack)).toBe("CONTINUE");
    expect(await row(pack)).toMatchObject({ stopped: "by_hand" });
    expect(await brakeCounts(world.app.db, demoShop)).toMatchObject({ byHand: 1 });
    await brakeLeft(world.app, demoShop, { productId: tail(pack.productId), variantId: null });
    expect(await brakeCounts(world.app.db, demoShop)).toMatchObject({ byHand: 0 });
    await orderOf(world, [{ variant: pack, quantity: 5 }]);
    await world.settled();
    await brakesTurnedOff(world.app, demoShop);
    await world.settled();
    expect(await policyOf(pack)).toBe("CONTINUE");
    expect(await journal(pack)).toEqual(["switched CONTINUE DENY", "by_hand DENY CONTINUE"]);
  });

  test("a switch whose writer died before noting it is not repeated, and not forgotten", async () => {
    world.meddle.after = (asked) => {
      if (asked.operation !== "SetPolicies") return;
      delete world.meddle.after;
      throw new Error("killed");
    };
    await set(pack, upTo(0));
    expect(await policyOf(pack)).toBe("DENY");
    expect(switches()).toBe(1);
    expect(await journal(pack)).toEqual(["switched CONTINUE DENY"]);
    await brakesTurnedOff(world.app, demoShop);
    await world.settled();
    expect(await policyOf(pack)).toBe("CONTINUE");
  });

  test("a switch that never arrived is sent again", async () => {
    world.meddle.before = (asked) => {
      if (asked.operation !== "SetPolicies") return;
      delete world.meddle.before;
      throw new Error("killed");
    };
    await set(pack, upTo(0));
    expect(await policyOf(pack)).toBe("DENY");
    expect(await journal(pack)).toEqual(["switched CONTINUE DENY"]);
  });

  test("nothing is written that is there already", async () => {
    await set(pack, upTo(0));
    await set(pack, rule({ accept: "never" }));
    await set(pack, upTo(0));
    expect(switches()).toBe(1);
  });
});

describe("the dry run", () => {
  test.each([
    ["never", rule({ accept: "never" })],
    ["up to two units owed", upTo(2)],
    ["dated supply, also what Shopify stops", rule({ accept: "dated", margin: 1, opens: true })],
    ["always, within eight days", rule({ accept: "always", farthestDays: 8, opens: true })],
  ])("says exactly what is switched then: %s", async (_, one) => {
    const shut = await stockedVariant(world, { title: "Shut", available: 1, policy: "DENY" });
    const dated = await stockedVariant(world, { title: "Dated", available: 0 });
    await enterDelivery(world, dated, { quantity: 4, days: 3 });
    await enterDelivery(world, shut, { quantity: 4, days: 12 });
    await orderOf(world, [{ variant: dated, quantity: 3 }]);
    await orderOf(world, [{ variant: pack, quantity: 7 }]);
    await world.settled();
    const all = [pack, shut, dated];
    const before = await Promise.all(all.map(policyOf));
    const where = { level: "product" as const, targets: all.map((v) => tail(v.productId)) };
    const foreseen = await brakeForeseen(world.app, demoShop, where, one);
    expect(await Promise.all(all.map(policyOf))).toEqual(before);
    expect(await world.app.db.brake.count({ where: { shop: demoShop } })).toBe(0);
    const told = new Map(foreseen.switches.map((s) => [s.variantId, s.to]));
    await brakeSet(world.app, demoShop, where, one);
    await world.settled();
    const after = await Promise.all(all.map(policyOf));
    expect(after).toEqual(all.map((v, i) => told.get(tail(v.variantId)) ?? before[i]));
    expect(foreseen.off + foreseen.on).toBe(after.filter((policy, i) => policy !== before[i]).length);
  });
});

describe("the narrowest rule counts", () => {
  test("variant before product before shop", async () => {
    await brakeSet(world.app, demoShop, { level: "shop", targets: [""] }, rule({ accept: "never" }));
    await set(pack, rule({ accept: "always" }));
    expect(await policyOf(pack)).toBe("CONTINUE");
    await brakeSet(world.app, demoShop, { level: "variant", targets: [tail(pack.variantId)] }, upTo(0));
    await world.settled();
    expect(await policyOf(pack)).toBe("DENY");
    await brakeRemoved(world.app, demoShop, { level: "variant", targets: [tail(pack.variantId)] });
    await world.settled();
    expect(await policyOf(pack)).toBe("CONTINUE");
  });

  test("a collection's before the shop's, also for a product that comes into it later", async () => {
    const late = await stockedVariant(world, { title: "Late", available: 1 });
    const { collectionCreate } = await world.staff<{ collectionCreate: { collection: { id: string } } }>(
      "mutation ($input: CollectionInput!) { collectionCreate(input: $input) { collection { id } userErrors { message } } }",
      { input: { title: "Bags", products: [pack.productId] } },
    );
    const { id } = collectionCreate.collection;
    await collectionRead(world.app, demoShop, tail(id));
    await brakeSet(
      world.app,
      demoShop,
      { level: "collection", targets: [tail(id)] },
      rule({ accept: "never" }),
    );
    await brakeSet(world.app, demoShop, { level: "shop", targets: [""] }, rule({ accept: "always" }));
    await world.settled();
    expect([await policyOf(pack), await policyOf(late)]).toEqual(["DENY", "CONTINUE"]);
    await world.staff(
      "mutation ($id: ID!, $products: [ID!]!) { collectionAddProducts(id: $id, productIds: $products) { userErrors { message } } }",
      { id, products: [late.productId] },
    );
    await later(25 * 60);
    expect(await policyOf(late)).toBe("DENY");
  });
});
