import { createHmac, randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { tenantTables } from "#app/database/shops.server.ts";
import { orderOf, stockedVariant, type StockedVariant } from "#test/acts.ts";
import { apiSecret, demoShop, testWorld, type TestWorld } from "#test/world.ts";

const neighbour = "neighbour.myshopify.com";
let world: TestWorld;
let pack: StockedVariant;
beforeAll(async () => {
  world = await testWorld({ shops: [{ domain: demoShop }, { domain: neighbour }] });
  pack = await stockedVariant(world, { title: "Trail pack", available: 3 });
  const theirs = await stockedVariant(world, { title: "Lamp", available: 1, shop: neighbour });
  await world.install();
  await world.install(neighbour);
  await orderOf(world, [{ variant: theirs, quantity: 2 }], neighbour);
  await orderOf(world, [{ variant: pack, quantity: 5 }]);
  await world.settled();
});
afterAll(() => world?.close());

/** Rows per table in which a shop occurs anywhere, pgboss included. */
async function tracesOf(shop: string): Promise<Record<string, number>> {
  const tables = await world.app.db.$queryRaw<{ name: string }[]>`
    select format('%I.%I', table_schema, table_name) as name from information_schema.tables
    where table_schema in ('public', 'pgboss') and table_type = 'BASE TABLE'`;
  const found: Record<string, number> = {};
  for (const { name } of tables) {
    const [row] = await world.app.db.$queryRawUnsafe<{ n: bigint }[]>(
      `select count(*) as n from ${name} t where t::text like '%${shop}%'`,
    );
    if (row!.n > 0) found[name] = Number(row!.n);
  }
  return found;
}

/**
 * The same without the jobs that are done, which pg-boss removes by itself. The receiver nudges after it has answered:
 * a webhook that an earlier job took along leaves a job that still has to find that nothing is left.
 */
async function lastingTracesOf(shop: string): Promise<Record<string, number>> {
  await world.app.db.$executeRaw`delete from pgboss.job where state = 'completed'`;
  return tracesOf(shop);
}

function sendWebhook(shop: string, topic: string, body: object): Promise<Response> {
  const text = JSON.stringify(body);
  return fetch(`${world.webUrl}/webhooks`, {
    method: "POST",
    body: text,
    headers: {
      "X-Shopify-Topic": topic,
      "X-Shopify-Shop-Domain": shop,
      "X-Shopify-Hmac-Sha256": createHmac("sha256", apiSecret).update(text).digest("base64"),
      "X-Shopify-Webhook-Id": randomUUID(),
      "X-Shopify-API-Version": "2026-07",
    },
  });
}

const installed = async (shop = demoShop) =>
  (await world.app.db.shop.findUnique({ where: { shop } }))?.installed;
const state = async (topic: string, shop = demoShop) =>
  (await world.app.db.inbox.findFirst({ where: { shop, topic }, orderBy: { seq: "desc" } }))?.state;

test("every table with a shop in it is on the list of what is erased", async () => {
  const withShop = await world.app.db.$queryRaw<{ name: string }[]>`
    select table_name as name from information_schema.columns where table_schema = 'public' and column_name = 'shop'`;
  expect([...tenantTables].sort()).toEqual(withShop.map((t) => t.name).sort());
});

test("a webhook of a shop that never installed is acknowledged and leaves nothing behind", async () => {
  const stranger = "stranger.myshopify.com";
  for (const topic of ["orders/create", "tea/brewed", "customers/redact", "shop/redact", "app/uninstalled"]) {
    expect((await sendWebhook(stranger, topic, { id: 1 })).status).toBe(200);
  }
  await world.settled();
  await expect.poll(() => lastingTracesOf(stranger), { timeout: 15_000 }).toEqual({});
});

test("a topic that nobody subscribed to is dropped, its body forgotten", async () => {
  expect((await sendWebhook(demoShop, "tea/brewed", { leaf: "green" })).status).toBe(200);
  await world.settled();
  expect(await world.app.db.inbox.findFirst({ where: { topic: "tea/brewed" } })).toMatchObject({
    state: "dropped",
    body: "",
  });
});

test("a customer's request is handled, and what it says about the customer is not kept", async () => {
  await sendWebhook(demoShop, "customers/data_request", {
    shop_domain: demoShop,
    customer: { email: "ada@example.org" },
  });
  await sendWebhook(demoShop, "customers/redact", {
    shop_domain: demoShop,
    customer: { email: "ada@example.org" },
  });
  await world.settled();
  expect(await state("customers/data_request")).toBe("done");
  expect(await state("customers/redact")).toBe("done");
  expect(await tracesOf("ada@example.org")).toEqual({});
});

test("news of an uninstall that is not true (any more) takes nothing away: the token decides", async () => {
  await sendWebhook(demoShop, "app/uninstalled", { myshopify_domain: demoShop });
  await sendWebhook(demoShop, "shop/redact", { shop_domain: demoShop });
  await world.settled();
  expect(await installed()).toBe(true);
  expect(await world.app.db.owedLine.count({ where: { shop: demoShop } })).toBe(1);
  expect(await state("app/uninstalled")).toBe("done");
});

test("a request about another shop than its header says is set aside, and neither shop is touched", async () => {
  await sendWebhook(neighbour, "shop/redact", { shop_domain: "somebody-else.myshopify.com" });
  await sendWebhook(neighbour, "app/uninstalled", { myshopify_domain: "somebody-else.myshopify.com" });
  await world.settled();
  expect(await state("shop/redact", neighbour)).toBe("set_aside");
  expect(await state("app/uninstalled", neighbour)).toBe("set_aside");
  expect([await installed(), await installed(neighbour)]).toEqual([true, true]);
});

test("a shop that uninstalls is left alone: nothing is asked of it, its webhooks are dropped, its token is gone", async () => {
  world.shopify.uninstall(demoShop);
  await world.settled();
  expect(await installed()).toBe(false);
  expect(await world.app.db.session.count({ where: { shop: demoShop } })).toBe(0);
  world.asked.length = 0;
  await sendWebhook(demoShop, "orders/updated", { id: 1, admin_graphql_api_id: "gid://shopify/Order/1" });
  await world.app.nudge([
    { queue: "read", shop: demoShop, what: "order", id: "1" },
    { queue: "perform", shop: demoShop, kind: "tag_order" },
    { queue: "reconcile", shop: demoShop, cycle: "recent" },
  ]);
  await world.settled();
  expect(world.asked).toEqual([]);
  expect(await state("orders/updated")).toBe("dropped");
});

test("a merchant who comes back the next day finds the debts again, with what happened meanwhile", async () => {
  await orderOf(world, [{ variant: pack, quantity: 1 }]);
  await world.install();
  expect(await installed()).toBe(true);
  const owed = await world.app.db.owedLine.findMany({ where: { shop: demoShop }, orderBy: { since: "asc" } });
  expect(owed.map((o) => o.owed)).toEqual([2, 1]);
});

test("shop/redact leaves no trace of the shop in any table, and the neighbour as it was", async () => {
  const before = await tracesOf(neighbour);
  world.shopify.uninstall(demoShop);
  await world.settled();
  world.shopify.clock.advance(49 * 3_600_000);
  // The request comes 48 hours after the uninstall, and once more because the first answer got lost.
  await expect.poll(async () => Object.keys(await tracesOf(demoShop)), { timeout: 15_000 }).toEqual([]);
  await sendWebhook(demoShop, "shop/redact", { shop_domain: demoShop });
  await sendWebhook(demoShop, "orders/updated", { id: 1 });
  await world.settled();
  await expect.poll(() => lastingTracesOf(demoShop), { timeout: 15_000 }).toEqual({});
  const after = await tracesOf(neighbour);
  for (const table of tenantTables)
    expect(after[`public.${table}`] ?? 0).toBeGreaterThanOrEqual(before[`public.${table}`] ?? 0);
});

test("a shop that was forgotten can install again and is read from scratch", async () => {
  await world.install();
  expect(await installed()).toBe(true);
  expect(await world.app.db.owedLine.count({ where: { shop: demoShop } })).toBe(2);
  expect(
    (await world.app.db.cycle.findFirst({ where: { shop: demoShop, name: "nightly" } }))?.surprises,
  ).toBe(0);
});
