import pg from "pg";
import { backordersPage } from "#app/database/pages/backorders.server.ts";
import { gatherFacts } from "#app/database/item-facts.server.ts";
import { backordersOfOrders } from "#app/database/published.server.ts";
import { deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { newsSpread } from "#app/flows/news-spread.server.ts";
import { recount } from "#app/flows/recount.server.ts";
import type { World } from "#app/world.ts";
import type { TestDatabase } from "#test/setup/database.ts";
import { bookWorld, deliveryOf, idOf, seedBook, worthTryingTenfold } from "./book.ts";
import { countStatements, takeCounts, type Counts } from "./counted.ts";
import { alternate, milliseconds, ratios, type Lab } from "./measure.ts";

const shop = "one-delivery.myshopify.com";
const [itemId, deliveryId] = [idOf("item", 0), deliveryOf(0)];
const calendar = {
  ...{ timeZone: "Europe/Berlin", handlingDays: 1, workingDays: [1, 2, 3, 4, 5] },
  ...{ cutOff: null, closed: [], places: {}, customs: {} },
};

/** A delivery that many lines wait for gets another day: when does everybody see it, and what does it cost? */
export default async function dateChange(lab: Lab): Promise<void> {
  countStatements();
  let latest = 0;
  for (const size of lab.quick ? ["1e3", "1e4"] : ["1e4", "1e5"]) {
    const database = await lab.database();
    const world = await bookWorld(database);
    try {
      const recountToo = worthTryingTenfold(latest);
      latest = (await changeFor(lab, world, database, size, recountToo)) ?? latest;
    } catch (error) {
      // A transaction has thirty seconds.
      console.log(`${size} lines: it did not finish. ${String(error).split("\n").at(-1)}`);
      lab.find({ what: `${size} lines: until everybody reads the new day`, unit: "ms", values: [] });
      lab.note({ size, error: String(error) });
    }
    await world.close();
  }
}

/** Answers with how long the recount took that follows. */
async function changeFor(
  lab: Lab,
  world: World,
  database: TestDatabase,
  n: string,
  recountToo: boolean,
): Promise<number | null> {
  const lines = Number(n);
  await seedBook(database.url, shop, { lines, items: 1 });
  const other = new pg.Client({ connectionString: `${database.url}?application_name=bench` });
  await other.connect();
  await other.query(
    "create table outbox (shop text, kind text, target text, because jsonb, primary key (shop, kind, target))",
  );
  await other.query(
    "insert into delivery (shop, delivery_id, reference, location_id, created_at) values ($1, 'alone', 'PO', '1', now())",
    [shop],
  );

  const dayOf = (round: number) => `2026-12-${10 + (round % 15)}`;
  const counts: Counts[] = [];
  const spread: number[] = [];
  const work = {
    "the change": async (round: number) => {
      takeCounts();
      await deliveryChanged(world, shop, deliveryId, {
        expectedOn: dayOf(round),
        itemId,
        quantity: lines + 1000,
      });
      counts.push(takeCounts());
    },
    "one row updated": (round: number) =>
      other.query("update delivery set expected_on = $2 where shop = $1 and delivery_id = 'alone'", [
        shop,
        dayOf(round),
      ]),
    "one outbox row a line": async () => {
      const targets = Array.from({ length: lines }, (_, i) => String(5_000_000_000_000 + i));
      await other.query("insert into outbox select $1, 'tell', t, '{}' from unnest($2::text[]) t", [
        shop,
        targets,
      ]);
    },
    "dates copied to every line": (round: number) =>
      other.query("update cover set expected_on = $2 where shop = $1", [shop, dayOf(round)]),
  };
  const modes = Object.keys(work) as (keyof typeof work)[];
  const times = await alternate(lab, modes, async (mode, round) => {
    const ms = await milliseconds(() => work[mode](round));
    await other.query("truncate outbox");
    await other.query("checkpoint");
    if (mode === "the change") {
      await mustBeSeen(round);
      spread.push(await milliseconds(() => newsSpread(world, shop, deliveryId)));
      await mustBeTold();
    }
    return ms;
  });

  /** Every order has its reason to be told to Shopify again. */
  async function mustBeTold(): Promise<void> {
    const { rows } = await other.query<{ n: number }>(
      "select count(*)::int as n from effect where shop = $1 and kind = 'write_order_backorders'",
      [shop],
    );
    if (rows[0]!.n !== lines) throw new Error(`${rows[0]!.n} of ${lines} orders were told.`);
    await other.query("delete from pgboss.job");
  }

  /** Read as the pages, the order's metafield and the recount read it. */
  async function mustBeSeen(round: number): Promise<void> {
    const orderId = "5000000000000";
    const told = await backordersOfOrders(database.db, shop, [orderId], world.now());
    const asked = {
      view: "all",
      sort: "waiting",
      search: "#0",
      product: "",
      productId: null,
      deliveryId: null,
      cause: null,
    } as const;
    const listed = await backordersPage(database.db, shop, world.now(), calendar, {
      ...asked,
      locations: [],
      channels: [],
      waiting: null,
      turn: null,
    });
    const dates = [told.get(orderId)?.lines[0]?.shipsBy, listed.rows[0]?.shipsBy];
    const counted = await database.db.$transaction((tx) => gatherFacts(tx, shop, itemId));
    const expected = counted?.facts.supplies.find((s) => s.deliveryId === deliveryId)?.expectedOn;
    lab.note({ round, expectedOn: dayOf(round), dates, expected });
    if (expected !== dayOf(round)) throw new Error(`The recount would go by ${expected}.`);
    if (dates.some((date) => !date || date <= dayOf(round)) || dates[0] !== dates[1]) {
      throw new Error(`The new day ${dayOf(round)} is not what is shown: ${dates.join(", ")}`);
    }
  }

  const change = times["the change"];
  lab.find({
    what: `${n} lines: until everybody reads the new day`,
    unit: "ms",
    values: change,
  });
  lab.find({ what: "one row updated and committed", unit: "ms", values: times["one row updated"] });
  lab.find({
    what: `${n} lines: visible / one row updated`,
    unit: "x",
    values: ratios(change, times["one row updated"]),
    goal: { atMost: 5 },
  });
  lab.find({
    what: `${n} lines: until every order is noted to be told, in the background`,
    unit: "ms",
    values: spread,
  });
  lab.find({
    what: `${n} lines: the same, for each order`,
    unit: "us",
    values: spread.map((ms) => (ms * 1000) / lines),
  });
  lab.find({
    what: `${n} lines: the same / bare insert of ${n} rows`,
    unit: "x",
    values: ratios(spread, times["one outbox row a line"]),
  });
  lab.find({ what: `${n} lines: statements`, unit: "", values: counts.map((c) => c.statements) });
  lab.find({
    what: `${n} lines: rows written`,
    unit: "",
    values: counts.map((c) => c.rowsWritten),
    goal: { atMost: 10 },
    kind: "count",
  });
  lab.find({
    what: "control: dates copied to every line / one row updated",
    unit: "x",
    values: ratios(times["dates copied to every line"], times["one row updated"]),
    goal: { atMost: 5 },
    kind: "control",
  });
  await other.query("update cover set expected_on = null where shop = $1", [shop]);

  takeCounts();
  const recounted = recountToo ? [await milliseconds(() => recount(world, shop, itemId))] : [];
  lab.find({
    what: `${n} lines: the recount after it, which dates the product`,
    unit: "ms",
    values: recounted,
  });
  if (recountToo)
    lab.find({ what: `${n} lines: rows written by it`, unit: "", values: [takeCounts().rowsWritten] });
  await other.end();
  return recounted[0] ?? null;
}
