import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { request as httpRequest } from "node:http";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { orderOf, stockedVariant, tail, type PlacedOrder, type StockedVariant } from "#test/acts.ts";
import { testDatabase, type TestDatabase } from "#test/setup/database.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import { kill, postWebhook, signedHeaders, startShipsby, type Posted, type Running } from "./processes.ts";

/** KILL_ROUNDS asks for more. */
const rounds = Number(process.env["KILL_ROUNDS"] ?? 3);

let database: TestDatabase;
let world: TestWorld;
let pack: StockedVariant;
let running: Running[] = [];
beforeAll(async () => {
  database = await testDatabase();
  world = await testWorld({ worker: false, database });
  pack = await stockedVariant(world, { title: "Pack", available: 10 });
  await world.join();
});
afterEach(async () => {
  await Promise.all(running.map(kill));
  running = [];
});
afterAll(() => world?.close());

async function start(as: "all" | "web" | "worker" = "all"): Promise<Running> {
  const one = await startShipsby({
    standInUrl: world.shopify.url,
    databaseUrl: database.url,
    process: as,
    env: as === "worker" ? { LOG_LEVEL: "info" } : {},
  });
  running.push(one);
  await one.ready;
  if (as !== "worker") world.shopify.setAppUrl(one.url);
  return one;
}

const soon = { timeout: 20_000, interval: 100 };
const owed = async (order: PlacedOrder) =>
  ((await order.backorders()) as { owed: number } | null)?.owed ?? null;

describe("kill -9 at random moments while webhooks come in", () => {
  test(
    `loses nothing that was acknowledged, ${rounds} times`,
    async () => {
      await start();
      await world.join();
      await world.settled();
      await Promise.all(running.map(kill));
      running = [];

      const orders: PlacedOrder[] = [];
      const acknowledged: Posted[] = [];
      let posted = 0;
      for (let round = 0; round < rounds; round++) {
        const app = await start();
        const until = { over: false };
        const clients = Array.from({ length: 8 }, async () => {
          while (!until.over) {
            const body = {
              admin_graphql_api_id:
                orders[posted % Math.max(1, orders.length)]?.id ?? "gid://shopify/Order/1",
            };
            const one = await postWebhook(app.url, demoShop, "orders/updated", body);
            posted++;
            if (one.status === 200) acknowledged.push(one);
          }
        });
        // Real changes with their real webhooks, in the middle of it.
        orders.push(await orderOf(world, [{ variant: pack, quantity: 4 }]));
        await new Promise((resolve) => setTimeout(resolve, 100 + Math.random() * 900));
        if (round > 0) await orders[round - 1]!.editTo(3);
        await kill(app);
        until.over = true;
        await Promise.all(clients);
      }
      expect(acknowledged.length).toBeGreaterThan(rounds * 10);

      await start();
      // Shopify sends again what nobody took, and the next minute's look finds the rest.
      world.shopify.clock.advance(5 * 3_600_000);
      const inbox = async () => {
        const rows = await database.db.inbox.findMany({
          where: { webhookId: { in: acknowledged.map((a) => a.webhookId) } },
        });
        return { kept: rows.length, notDone: rows.filter((r) => r.state !== "done").length };
      };
      await expect.poll(inbox, soon).toEqual({ kept: acknowledged.length, notDone: 0 });
      // Ten were there: the oldest orders are served, the younger ones are owed, as without any kill.
      const wanted = orders.map((_, i) => (i < rounds - 1 ? 3 : 4));
      let shelf = 10;
      const expected = wanted.map((quantity) => {
        const ready = Math.min(shelf, quantity);
        shelf -= ready;
        return quantity - ready;
      });
      await expect
        .poll(() => Promise.all(orders.map(async (o) => (await owed(o)) ?? 0)), soon)
        .toEqual(expected);
      const lines = await database.db.owedLine.findMany({ where: { shop: demoShop } });
      expect(lines.reduce((sum, l) => sum + l.owed, 0)).toBe(expected.reduce((a, b) => a + b, 0));
      await expect
        .poll(
          () =>
            database.db.$queryRaw`select count(*)::int as undone from effect where done_version < version`,
          soon,
        )
        .toEqual([{ undone: 0 }]);
    },
    60_000 + rounds * 20_000,
  );
});

/** Connections to our database, those of this process among them. */
async function connections(): Promise<number> {
  const [row] = await database.db.$queryRaw<
    { n: number }[]
  >`select count(*)::int as n from pg_stat_activity where datname = current_database()`;
  return row!.n;
}

describe("SIGTERM", () => {
  test("ends in less than five seconds, answers what is under way, gives its jobs back, leaves nothing running", async () => {
    const before = await connections();
    const startedAt = new Date();
    const app = await start();
    const kept: Posted[] = [];
    const clients = Array.from({ length: 4 }, async () => {
      for (;;) {
        const one = await postWebhook(app.url, demoShop, "orders/updated", {
          admin_graphql_api_id: "gid://shopify/Order/1",
        });
        if (one.status !== 200) return;
        kept.push(one);
      }
    });
    const slow = slowWebhook(app.url);
    await slow.halfSent;
    await expect.poll(() => kept.length, soon).toBeGreaterThan(20);
    const began = performance.now();
    app.child.kill("SIGTERM");
    await new Promise((resolve) => setTimeout(resolve, 300));
    slow.sendRest();
    expect(await slow.status).toBe(200);
    expect(await app.ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(5000);
    await Promise.all(clients);
    expect(
      await database.db.inbox.count({
        where: { webhookId: { in: [...kept.map((k) => k.webhookId), slow.webhookId] } },
      }),
    ).toBe(kept.length + 1);
    // Those that the process before left behind are given back by their missing heartbeat.
    const held = database.db
      .$queryRaw`select count(*)::int as n from pgboss.job where state = 'active' and started_on >= ${startedAt}`;
    expect(await held).toEqual([{ n: 0 }]);
    await expect.poll(connections, soon).toBeLessThanOrEqual(before);
  }, 60_000);

  test("a worker that waits for nothing is gone at once", async () => {
    const app = await start("worker");
    const began = performance.now();
    app.child.kill("SIGTERM");
    expect(await app.ended).toBe(0);
    expect(performance.now() - began).toBeLessThan(5000);
  }, 60_000);
});

test("one web process and two workers on one database: each does its part", async () => {
  const [web] = await Promise.all([start("web"), start("worker"), start("worker")]);
  const order = await orderOf(world, [{ variant: pack, quantity: 50 }]);
  await expect.poll(() => owed(order), soon).toBeGreaterThan(39);
  expect((await fetch(`${web.url}/healthz`)).status).toBe(200);
  // Whoever is killed, another goes on.
  await kill(running[1]!);
  await order.cancel();
  // What the dead one held is given back when its heartbeat has been missing for ten seconds.
  await expect.poll(() => owed(order), { timeout: 40_000, interval: 100 }).toBe(0);
}, 90_000);

test("without a DATABASE_URL it brings its own PostgreSQL, finds it again after kill -9, and stops it with itself", async () => {
  const dataDir = mkdtempSync(path.join(tmpdir(), "shipsby-own-"));
  chmodSync(dataDir, 0o755);
  const postmaster = path.join(dataDir, "postgres", "postmaster.pid");
  const startOwn = async () => {
    const one = await startShipsby({ standInUrl: world.shopify.url, dataDir });
    running.push(one);
    await one.ready;
    return one;
  };
  const first = await startOwn();
  // A shop that it does not know: the webhook is acknowledged and dropped, which needs all of the database.
  expect((await postWebhook(first.url, "stranger.myshopify.com", "orders/updated", { id: 1 })).status).toBe(
    200,
  );
  const pid = readFileSync(postmaster, "utf8").split("\n")[0];
  await kill(first);
  const second = await startOwn();
  expect(readFileSync(postmaster, "utf8").split("\n")[0]).toBe(pid);
  second.child.kill("SIGTERM");
  expect(await second.ended).toBe(0);
  expect(existsSync(postmaster)).toBe(false);
  rmSync(dataDir, { recursive: true });
}, 90_000);

test("a process that cannot start says why in plain words and ends", async () => {
  const app = await startShipsby({
    standInUrl: world.shopify.url,
    databaseUrl: "postgresql://127.0.0.1:1/none",
    env: { SHOPIFY_API_SECRET: "", PORT: "many" },
  });
  running.push(app);
  expect(await app.ended).toBe(1);
  expect(app.words()).toContain("Shipsby cannot start with this configuration");
  expect(app.words()).toContain("SHOPIFY_API_SECRET is missing");
  expect(app.words()).toContain("PORT must be a port number");
  expect(app.words()).not.toContain("    at ");
});

/** A webhook whose second half comes when it is told to. */
function slowWebhook(url: string): {
  webhookId: string;
  halfSent: Promise<void>;
  sendRest(): void;
  status: Promise<number>;
} {
  const body = JSON.stringify({ admin_graphql_api_id: `gid://shopify/Order/${tail(pack.productId)}` });
  const headers = signedHeaders(body, demoShop, "orders/updated");
  const half = Promise.withResolvers<void>();
  const status = Promise.withResolvers<number>();
  const outgoing = httpRequest(
    `${url}/webhooks`,
    { method: "POST", headers: { ...headers, "Content-Length": body.length } },
    (response) => {
      response.resume();
      status.resolve(response.statusCode!);
    },
  );
  outgoing.on("error", status.reject);
  outgoing.write(body.slice(0, 10), () => half.resolve());
  return {
    webhookId: headers["X-Shopify-Webhook-Id"]!,
    halfSent: half.promise,
    sendRest: () => void outgoing.end(body.slice(10)),
    status: status.promise,
  };
}
