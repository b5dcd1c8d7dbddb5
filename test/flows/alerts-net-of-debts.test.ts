import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { countIn, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { alertsTo, joins, passes, worldWithMail } from "#test/alert-acts.ts";
import { mailServer, type MailServer } from "#test/mail/mail-server.ts";
import { demoShop, type TestWorld } from "#test/world.ts";

/** Who waits for a restock is told of units that are left when everybody who is owed has theirs. */
let world: TestWorld;
let server: MailServer;
beforeAll(async () => {
  server = await mailServer();
  world = await worldWithMail(server);
  await world.install();
});
afterAll(async () => {
  await world?.close();
  await server?.close();
});
afterEach(() => {
  server.mails.length = 0;
});

async function shelfOf(available: number): Promise<StockedVariant> {
  const pack = await stockedVariant(world, { title: `Pack ${crypto.randomUUID()}`, available });
  await world.settled();
  return pack;
}
const order = async (variant: StockedVariant, quantity: number) => {
  const placed = await orderOf(world, [{ variant, quantity }]);
  await world.settled();
  return placed;
};
const wavesOf = async (variant: StockedVariant) =>
  (await world.app.db.wave.findMany({ where: { shop: demoShop, variantId: tail(variant.variantId) } })).map(
    (w) => (w.because as { free: number }).free,
  );

test("scenario D5: of an order of three that is canceled two go to who is owed, and one is announced", async () => {
  const pack = await shelfOf(3);
  const ready = await order(pack, 3);
  const owed = await order(pack, 2);
  await joins(world, server, pack, "ana@example.org");
  await ready.cancel();
  await world.settled();
  expect(await owed.backorders()).toMatchObject({ owed: 0 });
  expect(await wavesOf(pack)).toEqual([1]);
  expect(alertsTo(server)).toHaveLength(1);
});

test("scenario D22: a unit that a customer returns goes to who is owed: nobody is told", async () => {
  const pack = await shelfOf(1);
  const shipped = await order(pack, 1);
  const owed = await order(pack, 1);
  await joins(world, server, pack, "bea@example.org");
  await shipped.ship();
  await world.settled();
  await world.staff(
    `mutation ($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) { userErrors { message } } }`,
    {
      key: crypto.randomUUID(),
      input: {
        orderId: shipped.id,
        transactions: [],
        refundLineItems: [
          {
            lineItemId: await lineOf(shipped.id),
            quantity: 1,
            restockType: "RETURN",
            locationId: pack.locationId,
          },
        ],
      },
    },
  );
  await world.settled();
  expect(await owed.backorders()).toMatchObject({ owed: 0 });
  await passes(world, 30);
  expect(alertsTo(server)).toEqual([]);
});

test("scenario E14: sold out with five on hand, three more are announced", async () => {
  const pack = await shelfOf(5);
  await order(pack, 5);
  await joins(world, server, pack, "cas@example.org");
  expect(alertsTo(server)).toEqual([]);
  await countIn(world, pack, 3);
  await world.settled();
  expect(await wavesOf(pack)).toEqual([3]);
  expect(alertsTo(server)).toHaveLength(1);
});

async function lineOf(orderId: string): Promise<string> {
  const { order } = await world.staff<{ order: { lineItems: { nodes: { id: string }[] } } }>(
    "query ($id: ID!) { order(id: $id) { lineItems(first: 1) { nodes { id } } } }",
    { id: orderId },
  );
  return order.lineItems.nodes[0]!.id;
}
