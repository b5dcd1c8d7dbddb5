import { randomUUID } from "node:crypto";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openDatabase } from "#app/database/client.server.ts";
import type { NewInboxRow } from "#app/database/inbox.server.ts";
import { receiveWebhooks } from "#app/flows/receive-webhook.server.ts";
import { testDatabase, type TestDatabase } from "#test/setup/database.ts";

const log = pino({ level: "silent" });
const row = (more: Partial<NewInboxRow> = {}): NewInboxRow => ({
  shop: "a.myshopify.com",
  topic: "orders/updated",
  webhookId: randomUUID(),
  eventId: null,
  triggeredAt: null,
  body: "{}",
  ...more,
});

let database: TestDatabase;
beforeAll(async () => {
  database = await testDatabase();
});
afterAll(() => database?.close());

/** How each of them ended. */
async function keepAll(keep: (row: NewInboxRow) => Promise<void>, rows: NewInboxRow[]): Promise<string[]> {
  return (await Promise.allSettled(rows.map(keep))).map((r) => r.status);
}

test("a row that the database cannot hold fails alone, its group is kept", async () => {
  const keep = receiveWebhooks({ db: database.db, log, nudge: async () => {} });
  const rows = [row(), row({ body: "a\0b" }), row(), row()];
  expect(await keepAll(keep, rows)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
  expect(await database.db.inbox.count({ where: { webhookId: { in: rows.map((r) => r.webhookId) } } })).toBe(
    3,
  );
});

test("nothing is kept without the nudge that has it read", async () => {
  const keep = receiveWebhooks({ db: database.db, log, nudge: () => Promise.reject(new Error("no queue")) });
  const rows = [row(), row()];
  expect(await keepAll(keep, rows)).toEqual(["rejected", "rejected"]);
  expect(await database.db.inbox.count({ where: { webhookId: { in: rows.map((r) => r.webhookId) } } })).toBe(
    0,
  );
});

test("without a database everything is refused at once, so that Shopify can send it again", async () => {
  const nowhere = openDatabase("postgresql://127.0.0.1:1/nowhere");
  let tries = 0;
  const counting = new Proxy(nowhere, {
    get: (of, name) => (name === "$transaction" && tries++, Reflect.get(of, name) as unknown),
  });
  const keep = receiveWebhooks({ db: counting, log, nudge: async () => {} });
  const answers = await keepAll(
    keep,
    Array.from({ length: 300 }, () => row()),
  );
  expect(new Set(answers)).toEqual(new Set(["rejected"]));
  expect(tries).toBeLessThan(10);
});

test("the same webhooks in two groups at once, in opposite order, are kept once each", async () => {
  const rows = Array.from({ length: 150 }, () => row());
  const [one, two] = [0, 1].map(() => receiveWebhooks({ db: database.db, log, nudge: async () => {} }));
  const answers = await Promise.all([keepAll(one!, rows), keepAll(two!, [...rows].reverse())]);
  expect(new Set(answers.flat())).toEqual(new Set(["fulfilled"]));
  expect(await database.db.inbox.count({ where: { webhookId: { in: rows.map((r) => r.webhookId) } } })).toBe(
    150,
  );
});
