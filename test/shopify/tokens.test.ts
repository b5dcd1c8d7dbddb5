import { Session } from "@shopify/shopify-api";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from "vitest";
import { makeCipher } from "#app/database/cipher.server.ts";
import { openDatabase, type Database } from "#app/database/client.server.ts";
import { sessionStorage } from "#app/database/sessions.server.ts";
import { ShopAccessLost, ShopifyUnavailable } from "#app/shopify/errors.ts";
import { makeTokens } from "#app/shopify/tokens.server.ts";
import { testDatabase, type TestDatabase } from "#test/setup/database.ts";
import { scriptedShopify, type Scripted } from "./scripted.ts";

const shop = "a.myshopify.com";
const keys = { apiKey: "key", apiSecret: "secret", appUrl: "https://shipsby.test" };
const cipher = makeCipher(Buffer.alloc(32, 1));
const hour = 3_600_000;

let database: TestDatabase;
let processes: Database[];
let shopify: Scripted;
beforeAll(async () => {
  database = await testDatabase();
  processes = [openDatabase(database.url), openDatabase(database.url)];
});
afterAll(async () => {
  for (const db of processes ?? []) await db.$disconnect();
  await database?.close();
});
beforeEach(async () => {
  shopify = await scriptedShopify();
  await database.db.session.deleteMany();
});
afterEach(() => shopify.stop());

/** As each process of the app has it: connections of its own. */
const tokensOf = (db: Database) => makeTokens(keys, sessionStorage(db, cipher), () => new Date());
const storage = () => sessionStorage(database.db, cipher);

async function install(
  expires: Date | undefined,
  more: { refreshToken?: string } = { refreshToken: "shprt_1" },
): Promise<void> {
  const session = new Session({
    id: `offline_${shop}`,
    shop,
    state: "",
    isOnline: false,
    scope: "read_orders",
    accessToken: "shpat_1",
    ...(expires && { expires }),
    ...more,
  });
  await storage().storeSession(session);
}
const renewed = (n: number, more = {}) => ({
  body: {
    access_token: `shpat_${n}`,
    scope: "read_orders",
    expires_in: 3600,
    refresh_token: `shprt_${n}`,
    refresh_token_expires_in: 7776000,
    ...more,
  },
});

test("a token that is good for a while is used as it is", async () => {
  await install(new Date(Date.now() + hour));
  expect(await tokensOf(processes[0]!)(shop)).toBe("shpat_1");
  expect(shopify.requests).toEqual([]);
});

test("forty calls of two processes with an expired token renew it once", async () => {
  await install(new Date(Date.now() - hour));
  shopify.answers = [renewed(2)];
  const [one, two] = processes.map(tokensOf);
  const calls = Array.from({ length: 20 }, () => [one!(shop), two!(shop)]).flat();
  expect(new Set(await Promise.all(calls))).toEqual(new Set(["shpat_2"]));
  expect(shopify.requests).toHaveLength(1);
  expect(JSON.parse(shopify.requests[0]!.body)).toMatchObject({
    grant_type: "refresh_token",
    refresh_token: "shprt_1",
    client_id: "key",
  });
  expect(await storage().offline(shop)).toMatchObject({ accessToken: "shpat_2", refreshToken: "shprt_2" });
});

test("a token is renewed before it ends, so that a request under way does not meet its end", async () => {
  await install(new Date(Date.now() + 30_000));
  shopify.answers = [renewed(2)];
  expect(await tokensOf(processes[0]!)(shop)).toBe("shpat_2");
});

test("a token that Shopify refused is renewed though it has not run out; who comes later with it gets the new one", async () => {
  await install(new Date(Date.now() + hour));
  shopify.answers = [renewed(2)];
  const token = tokensOf(processes[0]!);
  expect(await token(shop, "shpat_1")).toBe("shpat_2");
  expect(await token(shop, "shpat_1")).toBe("shpat_2");
  expect(shopify.requests).toHaveLength(1);
});

test("a renewal that does not say when it ends is renewed again in time", async () => {
  await install(new Date(Date.now() - hour));
  const { expires_in: _, ...body } = renewed(2).body;
  shopify.answers = [{ body }, renewed(3)];
  expect(await tokensOf(processes[0]!)(shop)).toBe("shpat_2");
  const session = await storage().offline(shop);
  expect(session?.expires?.getTime()).toBeLessThan(Date.now() + hour);
});

describe("only somebody who opens the app can help", () => {
  test.each<[string, object]>([
    ["when Shopify refuses to renew", { status: 400, body: { error: "invalid_grant" } }],
    ["when it forbids it", { status: 403, body: { error: "forbidden" } }],
  ])("%s", async (_, answer) => {
    await install(new Date(Date.now() - hour));
    shopify.answers = [answer as never];
    await expect(tokensOf(processes[0]!)(shop)).rejects.toThrow(ShopAccessLost);
    expect(await storage().offline(shop)).toMatchObject({ refreshToken: "shprt_1" });
  });

  test("when there is nothing to renew with, or no session at all", async () => {
    await install(new Date(Date.now() - hour), {});
    await expect(tokensOf(processes[0]!)(shop)).rejects.toThrow(ShopAccessLost);
    await expect(tokensOf(processes[0]!)("b.myshopify.com")).rejects.toThrow(ShopAccessLost);
    expect(shopify.requests).toEqual([]);
  });
});

test("a renewal that Shopify cannot answer now is for later, and the old one stays", async () => {
  await install(new Date(Date.now() - hour));
  shopify.answers = [
    { status: 502, body: "<html>Bad Gateway</html>", headers: { "Content-Type": "text/html" } },
  ];
  const failed = await tokensOf(processes[0]!)(shop).catch((e: unknown) => e);
  expect(failed).toBeInstanceOf(ShopifyUnavailable);
  expect(failed).not.toBeInstanceOf(ShopAccessLost);
  expect(await storage().offline(shop)).toMatchObject({ refreshToken: "shprt_1" });
});
