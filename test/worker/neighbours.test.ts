import { createHmac, randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { webhookRetried } from "#app/flows/retried.server.ts";
import { ShopAccessLost, ShopifyUnavailable } from "#app/shopify/errors.ts";
import { enterDelivery, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { shopIsSilent } from "#test/setup/shopify-fetch.ts";
import { apiSecret, testWorld, type TestWorld } from "#test/world.ts";

const [troubled, healthy] = ["troubled.myshopify.com", "healthy.myshopify.com"];
const soon = { timeout: 5000, interval: 50 };

let world: TestWorld;
let theirs: StockedVariant;
let ours: StockedVariant;
beforeAll(async () => {
  world = await testWorld({ shops: [{ domain: troubled }, { domain: healthy }] });
  theirs = await stockedVariant(world, { title: "Theirs", available: 0, shop: troubled });
  ours = await stockedVariant(world, { title: "Ours", available: 0, shop: healthy });
  await world.install(troubled);
  await world.install(healthy);
});
afterAll(() => world?.close());
afterEach(() => {
  delete world.meddle.before;
});

/** The healthy shop's order is in its book and on its order within five seconds. */
async function healthyShopIsServed(): Promise<void> {
  const order = await orderOf(world, [{ variant: ours, quantity: 1 }], healthy);
  await expect.poll(() => order.backorders(), soon).toMatchObject({ owed: 1 });
}

async function sendWebhook(
  shop: string,
  topic: string,
  body: string,
): Promise<{ webhookId: string; status: number }> {
  const webhookId = randomUUID();
  const headers = {
    "X-Shopify-Topic": topic,
    "X-Shopify-Shop-Domain": shop,
    "X-Shopify-Hmac-Sha256": createHmac("sha256", apiSecret).update(body).digest("base64"),
    "X-Shopify-Webhook-Id": webhookId,
    "X-Shopify-API-Version": "2026-07",
  };
  const { status } = await fetch(`${world.webUrl}/webhooks`, { method: "POST", body, headers });
  return { webhookId, status };
}

test("a shop whose token is lost says so to its merchant, until there is a token again", async () => {
  const problem = async () => (await world.app.db.session.findFirst({ where: { shop: troubled } }))?.problem;
  world.meddle.before = ({ shop }) => {
    if (shop === troubled) throw new ShopAccessLost("Shopify refused to renew the token", 1);
  };
  await world.app.nudge([{ queue: "read", shop: troubled, what: "shop", id: "it" }]);
  await expect.poll(problem, soon).toContain("refused to renew");
  delete world.meddle.before;
  await expect.poll(problem, soon).toBeNull();
});

test("a webhook that nobody can read is set aside after three attempts, and its shop goes on", async () => {
  await world.settled();
  const before = await orderOf(world, [{ variant: theirs, quantity: 2 }], troubled);
  const { webhookId, status } = await sendWebhook(troubled, "orders/updated", '{"id": "none"}');
  const after = await orderOf(world, [{ variant: theirs, quantity: 1 }], troubled);
  expect(status).toBe(200);
  await expect.poll(() => after.backorders(), soon).toMatchObject({ owed: 1 });
  await expect.poll(() => before.backorders(), soon).toMatchObject({ owed: 2 });
  const row = () => world.app.db.inbox.findFirstOrThrow({ where: { webhookId } });
  expect(await row()).toMatchObject({
    state: "set_aside",
    attempts: 3,
    problem: expect.stringContaining("names no Order") as string,
  });

  // Somebody looks at it, the cause is gone (here: the body), and it is tried again.
  await world.app.db.inbox.updateMany({
    where: { webhookId },
    data: { body: JSON.stringify({ admin_graphql_api_id: before.id }) },
  });
  expect(await webhookRetried(world.app, healthy, { topic: "orders/updated", webhookId })).toBe(false);
  expect(await webhookRetried(world.app, troubled, { topic: "orders/updated", webhookId })).toBe(true);
  await world.settled();
  expect(await row()).toMatchObject({ state: "done", problem: null });
});

test.each(["not json", "[1,2]", "null", '{"id":', '"text"', "{}", '{"id":1.5}', '{"id":-3}'])(
  "%j for every topic is set aside or means nothing, and stops nobody",
  async (body) => {
    for (const topic of [
      "orders/create",
      "refunds/create",
      "fulfillment_orders/moved",
      "inventory_levels/update",
      "products/update",
      "orders/edited",
    ]) {
      expect((await sendWebhook(troubled, topic, body)).status).toBe(200);
    }
    await world.settled();
    expect(await world.app.db.inbox.count({ where: { state: "waiting" } })).toBe(0);
  },
);

test("nothing of one shop reaches another: not by an id, not by a name", async () => {
  await world.settled();
  const order = await orderOf(world, [{ variant: theirs, quantity: 1 }], troubled);
  await world.settled();
  const book = (shop: string) => world.app.db.$queryRaw`
    select (select jsonb_agg(to_jsonb(o) order by o.fulfillment_line_id) from owed_line o where shop = ${shop}) as owed,
      (select jsonb_agg(to_jsonb(f) order by f.fulfillment_line_id) from fulfillment_line f where shop = ${shop}) as lines,
      (select jsonb_agg(to_jsonb(a) order by a.variant_id) from availability a where shop = ${shop}) as availability,
      (select jsonb_agg(to_jsonb(p) order by p.product_id) from product p where shop = ${shop}) as products`;
  const before = await book(troubled);
  world.asked.length = 0;
  // The other shop's ids under our own name, as a webhook and as a form would bring them.
  await sendWebhook(healthy, "orders/updated", JSON.stringify({ admin_graphql_api_id: order.id }));
  await sendWebhook(healthy, "products/update", JSON.stringify({ admin_graphql_api_id: theirs.productId }));
  await sendWebhook(healthy, "inventory_levels/update", `{"inventory_item_id":${tail(theirs.itemId)}}`);
  await enterDelivery(world, theirs, { quantity: 50, days: 3 }, healthy);
  await world.settled();
  expect(await book(troubled)).toEqual(before);
  expect(world.asked.filter((a) => a.shop === troubled)).toEqual([]);
  expect(await world.app.db.product.count({ where: { shop: healthy } })).toBe(1);
  expect(await order.backorders()).toMatchObject({ owed: 1 });
});

// Last, since its shop stays in trouble for a while.
test.each<[string, () => Promise<never> | void]>([
  ["is throttled", () => Promise.reject(new ShopifyUnavailable("throttled", 20))],
  ["has lost its token", () => Promise.reject(new ShopAccessLost("no token", 60))],
])("a shop that %s does not delay another, though it has hundreds of jobs", async (_, trouble) => {
  world.meddle.before = ({ shop }) => (shop === troubled ? trouble() : undefined);
  await world.app.nudge(
    Array.from({ length: 300 }, (_, i) => ({
      queue: "read",
      shop: troubled,
      what: "order",
      id: String(i + 1),
    })),
  );
  await world.app.nudge(
    (["tag_order", "publish_availability", "write_order_backorders"] as const).map((kind) => ({
      queue: "perform",
      shop: troubled,
      kind,
    })),
  );
  await world.app.nudge([{ queue: "reconcile", shop: troubled, cycle: "recent" }]);
  await healthyShopIsServed();
  await world.app.db.$executeRaw`delete from pgboss.job where group_id = ${troubled} and state = 'created'`;
});

test("a shop for which Shopify stays silent delays another once, for as long as one request may hang, and not again", async () => {
  shopIsSilent(troubled);
  try {
    await world.app.nudge(
      Array.from({ length: 300 }, (_, i) => ({
        queue: "read",
        shop: troubled,
        what: "order",
        id: String(i + 1),
      })),
    );
    const first = await orderOf(world, [{ variant: ours, quantity: 1 }], healthy);
    await expect.poll(() => first.backorders(), { timeout: 15_000 }).toMatchObject({ owed: 1 });
    for (let i = 0; i < 3; i++) await healthyShopIsServed();
  } finally {
    shopIsSilent(undefined);
  }
}, 60_000);
