import { randomUUID } from "node:crypto";
import fc from "fast-check";
import { pino } from "pino";
import { afterAll, beforeAll, expect, test } from "vitest";
import { openIntake, type Intake, type NewInboxRow } from "#app/database/intake.server.ts";
import { receiveWebhooks } from "#app/flows/receive-webhook.server.ts";
import { testDatabase, type TestDatabase } from "#test/setup/database.ts";

const log = pino({ level: "silent" });
const row = (more: Partial<NewInboxRow> = {}): NewInboxRow => ({
  shop: "a.myshopify.com",
  topic: "orders/updated",
  webhookId: randomUUID(),
  eventId: null,
  triggeredAt: null,
  body: Buffer.from("{}"),
  ...more,
});
const never = () => new Promise<void>(() => {});

let database: TestDatabase;
let intake: Intake;
beforeAll(async () => {
  database = await testDatabase();
  intake = openIntake(database.url);
});
afterAll(async () => {
  await intake?.close();
  await database?.close();
});

const kept = (rows: NewInboxRow[]) =>
  database.db.inbox.count({ where: { webhookId: { in: rows.map((r) => r.webhookId) } } });

/** How each of them ended. */
async function keepAll(keep: (row: NewInboxRow) => Promise<void>, rows: NewInboxRow[]): Promise<string[]> {
  return (await Promise.allSettled(rows.map(keep))).map((r) => r.status);
}

test("a row that the database cannot hold fails alone, its group is kept", async () => {
  const keep = receiveWebhooks({ intake, log, nudge: async () => {} });
  const rows = [row(), row({ body: Buffer.from("a\0b") }), row(), row()];
  expect(await keepAll(keep, rows)).toEqual(["fulfilled", "rejected", "fulfilled", "fulfilled"]);
  expect(await database.db.inbox.count({ where: { webhookId: { in: rows.map((r) => r.webhookId) } } })).toBe(
    3,
  );
});

test("what is kept is acknowledged, whatever becomes of the nudge that has it read", async () => {
  for (const nudge of [never, () => Promise.reject(new Error("no queue"))]) {
    const rows = [row(), row()];
    expect(await keepAll(receiveWebhooks({ intake, log, nudge }), rows)).toEqual(["fulfilled", "fulfilled"]);
    expect(await kept(rows)).toBe(2);
  }
});

test("each shop is nudged for after its webhooks are kept, and not for each of them", async () => {
  const seen: { shops: string[]; kept: number }[] = [];
  const rows = Array.from({ length: 100 }, (_, n) => row({ shop: `${n % 2 ? "a" : "b"}.myshopify.com` }));
  const keep = receiveWebhooks({
    intake,
    log,
    nudge: async (jobs) => void seen.push({ shops: jobs.map((j) => j.shop), kept: await kept(rows) }),
  });
  await keepAll(keep, rows);
  await expect.poll(() => new Set(seen.flatMap((s) => s.shops)).size).toBe(2);
  expect(seen.every((s) => s.kept > 0)).toBe(true);
  await expect.poll(() => seen.at(-1)?.kept).toBe(100);
  expect(seen.length).toBeLessThan(5);
});

test("without a database everything is refused at once, so that Shopify can send it again", async () => {
  const nowhere = openIntake("postgresql://127.0.0.1:1/nowhere");
  let tries = 0;
  const counting: Intake = { ...nowhere, keep: (group) => (tries++, nowhere.keep(group)) };
  const keep = receiveWebhooks({ intake: counting, log, nudge: async () => {} });
  const answers = await keepAll(
    keep,
    Array.from({ length: 300 }, () => row()),
  );
  expect(new Set(answers)).toEqual(new Set(["rejected"]));
  expect(tries).toBeLessThan(10);
  await nowhere.close();
});

test("any bytes that a body may have come back as they were, those of its group untouched", async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.string({ unit: "binary" }), { minLength: 1, maxLength: 20 }),
      async (texts) => {
        const rows = texts.map((text) =>
          row({ body: Buffer.from(text.replaceAll("\0", "").toWellFormed()) }),
        );
        await intake.keep(rows);
        const found = await database.db.inbox.findMany({
          where: { webhookId: { in: rows.map((r) => r.webhookId) } },
        });
        const bodies = new Map(found.map((f) => [f.webhookId, f.body]));
        expect(rows.map((r) => bodies.get(r.webhookId))).toEqual(rows.map((r) => r.body.toString("utf8")));
      },
    ),
    { numRuns: 50 },
  );
});

test("the same webhooks in two groups at once, in opposite order, are kept once each", async () => {
  const rows = Array.from({ length: 150 }, () => row());
  const [one, two] = [0, 1].map(() => receiveWebhooks({ intake, log, nudge: async () => {} }));
  const answers = await Promise.all([keepAll(one!, rows), keepAll(two!, [...rows].reverse())]);
  expect(new Set(answers.flat())).toEqual(new Set(["fulfilled"]));
  expect(await database.db.inbox.count({ where: { webhookId: { in: rows.map((r) => r.webhookId) } } })).toBe(
    150,
  );
});
