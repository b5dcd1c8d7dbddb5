import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { draftUnits } from "#app/database/drafts.server.ts";
import { draftsLookedAt } from "#app/flows/drafts-counted.server.ts";
import { keptTag } from "#app/domain/drafts.ts";
import { stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
let pack: StockedVariant;
let lamp: StockedVariant;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
});
afterAll(() => world?.close());

beforeEach(async () => {
  pack = await stockedVariant(world, { title: "Pack", available: 0 });
  lamp = await stockedVariant(world, { title: "Lamp", available: 9 });
  await world.settled();
});
afterEach(() => delete world.meddle.before);

type Line = { variant: StockedVariant; quantity: number };

async function draft(lines: Line[], tags: string[] = []): Promise<string> {
  const { draftOrderCreate } = await world.staff<{ draftOrderCreate: { draftOrder: { id: string } } }>(
    `mutation ($input: DraftOrderInput!) { draftOrderCreate(input: $input) { draftOrder { id } userErrors { message } } }`,
    {
      input: {
        lineItems: lines.map(({ variant, quantity }) => ({ variantId: variant.variantId, quantity })),
        email: "ada@example.com",
        note: "Ada calls back",
        tags,
      },
    },
  );
  return draftOrderCreate.draftOrder.id;
}
const complete = (id: string) =>
  world.staff(`mutation ($id: ID!) { draftOrderComplete(id: $id) { userErrors { message } } }`, { id });
const remove = (id: string) =>
  world.staff(`mutation ($id: ID!) { draftOrderDelete(input: { id: $id }) { userErrors { message } } }`, {
    id,
  });

async function allow(scopes: string[]): Promise<void> {
  world.shopify.grantOptionalScopes(demoShop, scopes);
  await world.settled();
}

/** Somebody opens the product's page, and again when the count has ended. */
async function onPage(variant: StockedVariant): Promise<number> {
  world.shopify.clock.advance(61_000);
  await draftsLookedAt(world.app, demoShop);
  await world.settled();
  const units = await draftUnits(world.app.db, demoShop, tail(variant.productId));
  return units.get(tail(variant.variantId)) ?? 0;
}

/** Beside what the heartbeat asks by itself. */
const draftsAsked = () => world.asked.map((a) => a.operation).filter((name) => /Draft/.test(name));

const owed = () => world.app.db.owedLine.count({ where: { shop: demoShop } });

test("without access nothing is asked of Shopify, and nothing is said", async () => {
  world.asked.length = 0;
  await draft([{ variant: pack, quantity: 5 }]);
  expect(await draftsLookedAt(world.app, demoShop)).toBeNull();
  world.shopify.clock.advance(2 * 3_600_000);
  await world.beat();
  await world.settled();
  expect(draftsAsked()).toEqual([]);
  expect(await onPage(pack)).toBe(0);
});

test("scenario A18: units in open draft orders are not owed, and counted apart", async () => {
  await allow(["read_draft_orders"]);
  await draft([{ variant: pack, quantity: 3 }]);
  const second = await draft([
    { variant: pack, quantity: 2 },
    { variant: lamp, quantity: 4 },
  ]);
  expect([await onPage(pack), await onPage(lamp), await owed()]).toEqual([5, 4, 0]);

  // One becomes an order: what it lacks is owed from now on, and stands in no draft.
  await complete(second);
  await world.settled();
  expect([await onPage(pack), await onPage(lamp), await owed()]).toEqual([3, 0, 1]);
});

test("a deleted draft order counts no longer, though no list of changes names it", async () => {
  const id = await draft([{ variant: lamp, quantity: 4 }]);
  expect(await onPage(lamp)).toBe(4);
  await remove(id);
  expect(await onPage(lamp)).toBe(0);
});

test("an open page asks once a minute, however often it is looked at", async () => {
  await onPage(lamp);
  world.asked.length = 0;
  for (let i = 0; i < 5; i++) await draftsLookedAt(world.app, demoShop);
  await world.settled();
  expect(draftsAsked()).toEqual([]);
  world.shopify.clock.advance(61_000);
  const looks = await Promise.all(Array.from({ length: 5 }, () => draftsLookedAt(world.app, demoShop)));
  expect(looks.every((look) => look!.counting)).toBe(true);
  await world.settled();
  expect(draftsAsked()).toEqual(["OpenDrafts"]);
  expect((await draftsLookedAt(world.app, demoShop))!.counting).toBe(false);
});

test("nobody looks: every hour they are counted all the same", async () => {
  await draft([{ variant: lamp, quantity: 7 }]);
  world.shopify.clock.advance(61 * 60_000);
  await world.beat();
  await world.settled();
  const units = await draftUnits(world.app.db, demoShop, tail(lamp.productId));
  expect(units.get(tail(lamp.variantId))).toBe(7);
});

test("a long draft order and a long list are read to their end", async () => {
  for (let i = 0; i < 21; i++) await draft([{ variant: pack, quantity: 1 }]);
  await draft(Array.from({ length: 40 }, () => ({ variant: lamp, quantity: 2 })));
  expect([await onPage(pack), await onPage(lamp)]).toEqual([21, 80]);
});

test("a unit that is kept for somebody on the waiting list is none of them", async () => {
  await draft([{ variant: lamp, quantity: 1 }], [keptTag("0".repeat(64))]);
  expect(await onPage(lamp)).toBe(0);
});

test("nothing comes to rest that says who a draft order is for", async () => {
  await draft([{ variant: lamp, quantity: 1 }]);
  await onPage(lamp);
  const rows = await world.app.db.$queryRaw`select * from draft_line`;
  expect(JSON.stringify(rows)).not.toMatch(/ada|calls/i);
  const { variables } = world.asked.findLast((a) => a.operation === "OpenDrafts")!;
  expect(Object.keys(variables)).toEqual(["after"]);
});

test("where access is taken away nothing is known any more", async () => {
  await draft([{ variant: lamp, quantity: 4 }]);
  expect(await onPage(lamp)).toBe(4);
  await world.app.db.shop.updateMany({ where: { shop: demoShop }, data: { scopes: "read_orders" } });
  await world.app.nudge([{ queue: "reconcile", shop: demoShop, cycle: "drafts" }]);
  await world.settled();
  expect(await draftsLookedAt(world.app, demoShop)).toBeNull();
  expect(await world.app.db.draftLine.count({ where: { shop: demoShop } })).toBe(0);
});
