import { setTimeout as pause } from "node:timers/promises";
import pg from "pg";
import { pino } from "pino";
import { noticesSent } from "#app/flows/notices-sent.server.ts";
import { wavesReviewed } from "#app/flows/waves-reviewed.server.ts";
import type { Mail } from "#app/mail/mailer.server.ts";
import { handlers } from "#app/worker/handlers.server.ts";
import { openQueue } from "#app/worker/queue.server.ts";
import type { World } from "#app/world.ts";
import type { TestDatabase } from "#test/setup/database.ts";
import { seedList } from "./alerts-seed.ts";
import { bookWorld } from "./book.ts";
import { countStatements, takeCounts } from "./counted.ts";
import { alternate, milliseconds, ratios, type Lab } from "./measure.ts";

/** A batch of `noticesSent`. */
const batch = 100;
const now = new Date("2026-11-22T09:00:00Z");

/** A restock for 100,000 people: what one of them costs, at the head and at the end, and who waits for them. */
export default async function alerts(lab: Lab): Promise<void> {
  countStatements();
  const database = await lab.database();
  const most = lab.quick ? 10_000 : 100_000;
  const sent: Mail[] = [];
  const world = await mailingWorld(database, sent);
  await claims(lab, database, world, most);
  await looks(lab, database, world, most);
  await world.close();
  await neighbours(lab, most);
}

/** The cost of a mail that is looked at, claimed, written, handed over and settled, with few and with many due. */
async function claims(lab: Lab, database: TestDatabase, world: World, most: number): Promise<void> {
  const client = new pg.Client({ connectionString: `${database.url}?application_name=bench` });
  await client.connect();
  const few = batch * (lab.rounds + 2);
  await seedList(database, "few.myshopify.com", { due: few, at: now });
  await seedList(database, "many.myshopify.com", { due: most, at: now });
  await seedList(database, "floor.myshopify.com", { due: few, at: now });
  const work = {
    floor: () => claimAndSettle(client, "floor.myshopify.com"),
    few: () => noticesSent(world, "few.myshopify.com"),
    many: () => noticesSent(world, "many.myshopify.com"),
  };
  for (const warm of Object.values(work)) await warm();
  takeCounts();
  await work.many();
  const { statements, rowsRead } = takeCounts();
  const times = await alternate(lab, ["floor", "few", "many"], (mode) => milliseconds(work[mode]));
  const each = (mode: keyof typeof work) => times[mode].map((ms) => ms / batch);
  lab.find({ what: "floor: claim and settle a row, nothing else", unit: "ms each", values: each("floor") });
  lab.find({ what: `a mail with ${size(few)} due`, unit: "ms each", values: each("few") });
  lab.find({ what: `a mail with ${size(most)} due`, unit: "ms each", values: each("many") });
  lab.find({
    what: `a mail with ${size(most)} due / floor`,
    unit: "x",
    values: ratios(times.many, times.floor),
  });
  lab.find({
    what: `a mail with ${size(most)} due / with ${size(few)}`,
    unit: "x",
    values: ratios(times.many, times.few),
    goal: { atMost: 1.5 },
  });
  lab.find({
    what: "statements a mail",
    unit: "",
    values: [statements / batch],
    goal: { atMost: 20 },
    kind: "count",
  });
  lab.find({
    what: "rows read a mail",
    unit: "",
    values: [rowsRead / batch],
    goal: { atMost: 12 },
    kind: "count",
  });

  // The end of the list, with everything before it gone and nothing cleaned up.
  await client.query(
    `update notice set state = 'sent', settled_at = now() where shop = 'many.myshopify.com' and state = 'waiting'
      and asked_at < (select max(asked_at) from notice where shop = 'many.myshopify.com') - $1 * interval '1 second'`,
    [few],
  );
  const last = [];
  for (let round = 0; round < lab.rounds; round++) last.push(await milliseconds(work.many));
  lab.find({
    what: "the last batches / the first",
    unit: "x",
    values: ratios(last, times.many),
    goal: { atMost: 1.5 },
  });

  // As it was: the order of asking looked up at the sign-ups, for all that is due, each time.
  await seedList(database, "sorted.myshopify.com", { due: most, at: now });
  const sorting = async (shop: string) => {
    for (let n = 0; n < 5; n++)
      await client.query(
        `select 1 from notice n join subscription s on s.shop = n.shop and s.subscription_id = n.subscription_id
          where n.shop = $1 and n.state = 'waiting' and n.due_at <= $2 order by n.due_at, s.asked_at limit 1`,
        [shop, now],
      );
  };
  const many = await milliseconds(() => sorting("sorted.myshopify.com"));
  const some = await milliseconds(() => sorting("floor.myshopify.com"));
  lab.find({
    what: `control: the next one found by sorting, ${size(most)} due / few`,
    unit: "x",
    values: [many / some],
    goal: { atMost: 1.5 },
    kind: "control",
  });
  await client.end();
}

/** A look at a list on which nobody is told now: how it grows with those who wait. */
async function looks(lab: Lab, database: TestDatabase, world: World, most: number): Promise<void> {
  await seedList(database, "short.myshopify.com", { due: batch, waiting: 1000, at: now });
  await seedList(database, "long.myshopify.com", { due: batch, waiting: most, at: now });
  for (const shop of ["short.myshopify.com", "long.myshopify.com"])
    await database.db.notice.updateMany({ where: { shop }, data: { state: "sent", settledAt: now } });
  const look = (shop: string) => () => wavesReviewed(world, shop, { variantId: "3", place: "" });
  const [short, long] = [look("short.myshopify.com"), look("long.myshopify.com")];
  await short();
  await long();
  takeCounts();
  await long();
  const { rowsRead } = takeCounts();
  const times = await alternate(lab, ["short", "long"], (mode) =>
    milliseconds(mode === "short" ? short : long),
  );
  lab.find({ what: "a look at a list of 1,000", unit: "ms", values: times.short });
  lab.find({ what: `a look at a list of ${size(most)}`, unit: "ms", values: times.long });
  lab.find({
    what: `rows read to look at ${size(most)}`,
    unit: "",
    values: [rowsRead],
    goal: { atMost: 100 },
    kind: "count",
  });
}

/** Ten people of a small shop, alone and beside a shop with a long list, with the real queue and its workers. */
async function neighbours(lab: Lab, most: number): Promise<void> {
  const database = await lab.database();
  const log = pino({ level: "silent" });
  const sent: Mail[] = [];
  const mailing = await mailingWorld(database, sent, 3);
  const behind = 1000;
  await seedList(database, "one-line.myshopify.com", { due: behind, at: now });
  for (const shop of ["alone", "beside", "behind"])
    await seedList(database, `${shop}.myshopify.com`, { due: ten, at: now });
  const told = (shop: string) => sent.filter((mail) => mail.fromName === shop).length;
  const all = async (shop: string) => {
    while (told(shop) < ten) await pause(2);
  };

  const oneLine = await milliseconds(async () => {
    while (told("one-line.myshopify.com") < behind) await noticesSent(mailing, "one-line.myshopify.com");
    await noticesSent(mailing, "behind.myshopify.com");
  });

  const queue = await openQueue(database.url, log);
  const world = { ...mailing, nudge: queue.nudge };
  await queue.work(handlers(world));
  const asked = (shop: string) =>
    milliseconds(async () => {
      await queue.nudge([{ queue: "notices", shop }]);
      await all(shop);
    });
  const alone = await asked("alone.myshopify.com");
  await seedList(database, "big.myshopify.com", { due: most, at: now });
  await queue.nudge([{ queue: "notices", shop: "big.myshopify.com" }]);
  while (told("big.myshopify.com") < batch / 2) await pause(2);
  const beside = await asked("beside.myshopify.com");
  // So that no batch of the big shop follows another for ever.
  await database.db.notice.updateMany({ where: { state: "waiting" }, data: { state: "sent" } });
  await queue.close();
  await mailing.close();

  lab.find({ what: "ten mails of a small shop, alone", unit: "ms", values: [alone] });
  lab.find({
    what: `beside a shop with ${size(most)} due / alone`,
    unit: "x",
    values: [beside / alone],
    goal: { atMost: 2 },
  });
  lab.find({
    what: "control: one line for all shops, behind 1,000 mails of another / alone",
    unit: "x",
    values: [oneLine / alone],
    goal: { atMost: 2 },
    kind: "control",
  });
}

const ten = 10;
const size = (count: number) => count.toLocaleString("en");

/** The book with a mail server that takes everything after `latencyMs`, and addresses that need no key. */
async function mailingWorld(database: TestDatabase, sent: Mail[], latencyMs = 0) {
  const world = await bookWorld(database);
  const send = async (mail: Mail) => {
    if (latencyMs > 0) await pause(latencyMs);
    sent.push(mail);
    return { kind: "taken" as const };
  };
  return {
    ...world,
    now: () => now,
    addresses: { ...world.addresses, open: () => "reader@example.org" },
    mail: {
      ready: true,
      domain: "example.com",
      open: () => Promise.resolve({ send, usable: () => true, close: () => {} }),
    },
  };
}

/** The least that a mail needs of the database, in statements of a single client. */
async function claimAndSettle(client: pg.Client, shop: string): Promise<void> {
  for (let n = 0; n < batch; n++) {
    const { rows } = await client.query<{ subscription_id: string }>(
      `update notice set state = 'sending', claimed_at = now() where (shop, subscription_id, kind, turn) in (
        select shop, subscription_id, kind, turn from notice where shop = $1 and state = 'waiting' and due_at <= $2
        order by due_at, asked_at, subscription_id limit 1 for update skip locked) returning subscription_id`,
      [shop, now],
    );
    await client.query(
      "update notice set state = 'sent', settled_at = now() where shop = $1 and subscription_id = $2",
      [shop, rows[0]!.subscription_id],
    );
  }
}
