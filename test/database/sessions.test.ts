import { Session } from "@shopify/shopify-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { makeCipher } from "#app/database/cipher.server.ts";
import { sessionStorage, type Sessions } from "#app/database/sessions.server.ts";
import { noteProblem } from "#app/database/shops.server.ts";
import { testDatabase, type TestDatabase } from "#test/setup/database.ts";

const key = Buffer.alloc(32, 3);
const [a, b] = ["a.myshopify.com", "b.myshopify.com"];
const offline = (shop: string, accessToken = "shpat_secret", refreshToken = "shprt_secret") =>
  new Session({
    id: `offline_${shop}`,
    shop,
    state: "s",
    isOnline: false,
    scope: "read_orders",
    accessToken,
    refreshToken,
    expires: new Date(Date.now() + 3_600_000),
  });

let database: TestDatabase;
let sessions: Sessions;
beforeAll(async () => {
  database = await testDatabase();
  sessions = sessionStorage(database.db, makeCipher(key));
});
afterAll(() => database?.close());

describe("tokens at rest", () => {
  test("stand nowhere in clear", async () => {
    await sessions.storeSession(offline(a));
    const rows = await database.db.$queryRaw<{ row: string }[]>`select t::text as row from session t`;
    expect(rows[0]!.row).not.toMatch(/shpat|shprt|secret/);
    expect(await sessions.offline(a)).toMatchObject({
      accessToken: "shpat_secret",
      refreshToken: "shprt_secret",
      scope: "read_orders",
    });
  });

  test("are bound to their row: another shop's do not open there", async () => {
    await sessions.storeSession(offline(b, "shpat_b"));
    const stolen = await database.db.session.findFirstOrThrow({ where: { shop: a } });
    await database.db.session.updateMany({ where: { shop: b }, data: { accessToken: stolen.accessToken } });
    await expect(sessions.offline(b)).rejects.toThrow();
  });

  test("do not open with another key, nor when a bit of them changed", () => {
    const cipher = makeCipher(key);
    const sealed = cipher.seal("shpat_secret", "offline_a");
    expect(cipher.open(sealed, "offline_a")).toBe("shpat_secret");
    expect(() => makeCipher(Buffer.alloc(32, 4)).open(sealed, "offline_a")).toThrow();
    for (const at of [5, sealed.length - 2]) {
      const other = sealed[at] === "A" ? "B" : "A";
      expect(() => cipher.open(sealed.slice(0, at) + other + sealed.slice(at + 1), "offline_a")).toThrow();
    }
    expect(() => cipher.open("shpat_secret", "offline_a")).toThrow("unknown form");
  });

  test("are sealed anew each time: equal tokens do not look equal", () => {
    const cipher = makeCipher(key);
    expect(cipher.seal("same", "row")).not.toBe(cipher.seal("same", "row"));
  });
});

describe("as shopify-app-remix uses it", () => {
  test("a session is stored, found by its id and by its shop, and deleted", async () => {
    const online = new Session({
      id: `${a}_1001`,
      shop: a,
      state: "",
      isOnline: true,
      accessToken: "shpat_online",
    });
    await sessions.storeSession(offline(a));
    await sessions.storeSession(online);
    expect(await sessions.loadSession(`${a}_1001`)).toMatchObject({
      isOnline: true,
      accessToken: "shpat_online",
    });
    expect((await sessions.findSessionsByShop(a)).map((s) => s.id).sort()).toEqual([
      `${a}_1001`,
      `offline_${a}`,
    ]);
    await sessions.deleteSessions([`${a}_1001`]);
    expect(await sessions.loadSession(`${a}_1001`)).toBeUndefined();
    await sessions.deleteSession(`offline_${a}`);
    expect(await sessions.findSessionsByShop(a)).toEqual([]);
  });

  test("what was wrong with a token is shown until a new one comes", async () => {
    await sessions.storeSession(offline(a));
    await noteProblem(database.db, a, "Shopify refused");
    expect((await database.db.session.findFirst({ where: { shop: a } }))?.problem).toBe("Shopify refused");
    await sessions.storeSession(offline(a, "shpat_new"));
    expect((await database.db.session.findFirst({ where: { shop: a } }))?.problem).toBeNull();
  });
});
