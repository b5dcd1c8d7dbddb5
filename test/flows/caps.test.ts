import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { restMinutes, type BrakeRule } from "#app/domain/brake.ts";
import { brakesTurnedOff } from "#app/flows/brake-set.server.ts";
import { enterDelivery, locationOf, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { brakedRow, brakeJournal, buys as buysAt, policyAt, rule, setBrake, upTo } from "#test/brake-acts.ts";
import { partsOf, staffMoves } from "#test/hold-acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
});
afterAll(() => world?.close());
afterEach(async () => {
  await brakesTurnedOff(world.app, demoShop);
  await world.settled();
});

const policyOf = (variant: StockedVariant) => policyAt(world, variant);
const row = (variant: StockedVariant) => brakedRow(world, variant);
const set = (variant: StockedVariant, one: BrakeRule) => setBrake(world, variant, one);
const buys = (variant: StockedVariant, units: number) => buysAt(world, variant, units);

/** Units of its place that nobody may sell. */
async function setAside({ itemId, locationId }: StockedVariant, quantity: number): Promise<void> {
  const ledgerDocumentUri = "shop://floor/1";
  const at = { locationId, changeFromQuantity: null };
  const to = { ...at, name: "safety_stock", ledgerDocumentUri };
  const change = { inventoryItemId: itemId, quantity, from: { ...at, name: "available" }, to };
  await world.staff(
    `mutation ($input: InventoryMoveQuantitiesInput!, $key: String!) {
      inventoryMoveQuantities(input: $input) @idempotent(key: $key) { userErrors { message } } }`,
    {
      key: crypto.randomUUID(),
      input: { reason: "safety_stock", referenceDocumentUri: ledgerDocumentUri, changes: [change] },
    },
  );
}

/** It is kept there too, and none is there. */
async function stockAt({ itemId }: StockedVariant, locationId: string): Promise<void> {
  await world.staff(
    `mutation ($item: ID!, $at: ID!, $key: String!) {
      inventoryActivate(inventoryItemId: $item, locationId: $at, available: 0) @idempotent(key: $key) { userErrors { message } } }`,
    { item: itemId, at: locationId, key: crypto.randomUUID() },
  );
}

let pack: StockedVariant;
beforeEach(async () => {
  pack = await stockedVariant(world, { title: `Pack ${crypto.randomUUID()}`, available: 3 });
  await world.settled();
});

describe("a cap on what may be owed", () => {
  test("scenario G1: three on hand and a cap of five: eight are sold, the ninth is refused", async () => {
    await set(pack, upTo(5));
    const seven = await orderOf(world, [{ variant: pack, quantity: 7 }]);
    await world.settled();
    expect(await policyOf(pack)).toBe("CONTINUE");
    const eighth = await orderOf(world, [{ variant: pack, quantity: 1 }]);
    await world.settled();
    expect(await policyOf(pack)).toBe("DENY");
    expect(await seven.backorders()).toMatchObject({ owed: 4, lines: [{ owed: 4, outstanding: 7 }] });
    expect(await eighth.backorders()).toMatchObject({ owed: 1 });
    expect(await pack.published()).toEqual({ state: "out_of_stock" });
    expect(buys(pack, 1)).toBe("refused");
  });

  test("scenario G2: of three on hand with a safety stock of two, one is sold", async () => {
    const shut = await stockedVariant(world, { title: "Shut", available: 3, policy: "DENY" });
    await setAside(shut, 2);
    expect(buys(shut, 2)).toBe("refused");
    expect(buys(shut, 1)).toBe("sold");
    expect(buys(shut, 1)).toBe("refused");
    await world.settled();
    expect(await shut.published()).toEqual({ state: "out_of_stock" });
  });

  test.each([
    [0, 5],
    [2, 7],
  ])(
    "scenario G4: a cap of five counts what is owed: with %i on hand %i are sold, and no more",
    async (onHand, sold) => {
      await pack.setAvailable(onHand);
      await set(pack, upTo(5));
      expect(await row(pack)).toMatchObject({ wish: "sell", remaining: 5 });
      expect(buys(pack, sold)).toBe("sold");
      await world.settled();
      expect(await row(pack)).toMatchObject({ remaining: 0, outstanding: sold, overshoot: 0 });
      expect(buys(pack, 1)).toBe("refused");
    },
  );

  test("scenario G4: units that arrive for those who are owed make room under the cap again", async () => {
    await pack.setAvailable(0);
    await set(pack, upTo(5));
    expect(buys(pack, 5)).toBe("sold");
    await world.settled();
    await pack.setAvailable(-3);
    world.shopify.clock.advance(restMinutes * 60_000);
    await world.beat();
    await world.settled();
    expect(await row(pack)).toMatchObject({ remaining: 2, outstanding: 5 });
    expect(buys(pack, 2)).toBe("sold");
    await world.settled();
    expect(buys(pack, 1)).toBe("refused");
  });

  test("scenario G3: promises beyond a cap that was lowered stay, and nothing more is sold", async () => {
    await pack.setAvailable(5);
    await set(pack, upTo(20));
    const order = await orderOf(world, [{ variant: pack, quantity: 25 }]);
    await world.settled();
    expect(await policyOf(pack)).toBe("DENY");
    expect(await row(pack)).toMatchObject({ remaining: 0, excess: 0, overshoot: 0 });
    await set(pack, upTo(10));
    expect(await policyOf(pack)).toBe("DENY");
    expect(await order.backorders()).toMatchObject({ owed: 20 });
    expect(await row(pack)).toMatchObject({ remaining: 0, excess: 10, overshoot: 0 });
    expect(buys(pack, 1)).toBe("refused");
  });

  test("scenario F18: three locations share a cap of five", async () => {
    await pack.setAvailable(0);
    await set(pack, upTo(5));
    const places = [pack.locationId, await locationOf(world, "Lyon"), await locationOf(world, "Paris")];
    for (const place of places.slice(1)) await stockAt(pack, place);
    for (const [i, place] of places.entries()) {
      const order = await orderOf(world, [{ variant: pack, quantity: i === 0 ? 1 : 2 }]);
      await world.settled();
      for (const part of await partsOf(world, order.id))
        if (part.locationId !== place) await staffMoves(world, part, place);
      await world.settled();
    }
    const owed = await world.app.db.owedLine.findMany({ where: { itemId: tail(pack.itemId) } });
    expect(owed.map((o) => [o.locationId, o.owed])).toEqual(
      expect.arrayContaining(places.map((place, i) => [tail(place), i === 0 ? 1 : 2])),
    );
    expect(await policyOf(pack)).toBe("DENY");
    expect(await row(pack)).toMatchObject({ remaining: 0, excess: 0 });
    expect(buys(pack, 1)).toBe("refused");
  });

  test("scenario I3: a brake that is pulled refuses the next, and owes what was taken", async () => {
    await pack.setAvailable(2);
    await set(pack, upTo(5));
    const order = await orderOf(world, [{ variant: pack, quantity: 5 }]);
    await world.settled();
    expect(await policyOf(pack)).toBe("CONTINUE");
    await set(pack, rule({ accept: "never" }));
    expect(buys(pack, 5)).toBe("refused");
    expect(await order.backorders()).toMatchObject({ owed: 3, lines: [{ owed: 3, outstanding: 5 }] });
    expect(await row(pack)).toMatchObject({ excess: 3, overshoot: 0 });
  });

  test("scenario G6: without a cap any number is taken", async () => {
    world.asked.length = 0;
    await set(pack, rule({ accept: "always" }));
    await orderOf(world, [{ variant: pack, quantity: 9_999 }]);
    await world.settled();
    expect(await policyOf(pack)).toBe("CONTINUE");
    expect(world.asked.filter((a) => a.operation === "SetPolicies")).toEqual([]);
  });

  test("scenario G12: what a race sold beyond the cap is recorded, not hidden", async () => {
    await set(pack, upTo(2));
    await orderOf(world, [{ variant: pack, quantity: 4 }]);
    await orderOf(world, [{ variant: pack, quantity: 4 }]);
    await world.settled();
    expect(await policyOf(pack)).toBe("DENY");
    expect(await row(pack)).toMatchObject({ overshoot: 3, excess: 3 });
    expect(await brakeJournal(world, pack)).toContain("oversold");
    expect(buys(pack, 1)).toBe("refused");
  });

  test("scenario G17: never beats everything else that is configured, for every reader", async () => {
    await enterDelivery(world, pack, { quantity: 10, days: 5 });
    await set(pack, rule({ accept: "never", cap: 10 }));
    await orderOf(world, [{ variant: pack, quantity: 3 }]);
    await world.settled();
    expect(await policyOf(pack)).toBe("DENY");
    expect(await pack.published()).toMatchObject({ state: "out_of_stock" });
  });
});

describe("as far as dated supply reaches", () => {
  test("scenario I5: of five that come in two months five are sold, the sixth is refused", async () => {
    await pack.setAvailable(0);
    await enterDelivery(world, pack, { quantity: 5, days: 60 });
    await set(pack, rule({ accept: "dated" }));
    await world.settled();
    expect(await pack.published()).toMatchObject({ state: "backorder", left: 5 });
    expect(buys(pack, 5)).toBe("sold");
    await world.settled();
    expect(await policyOf(pack)).toBe("DENY");
    expect(buys(pack, 1)).toBe("refused");
  });
});
