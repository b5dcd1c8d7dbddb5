import { isDeepStrictEqual } from "node:util";
import { gatherFacts } from "#app/database/item-facts.server.ts";
import { recordTails } from "#app/database/tails.server.ts";
import { plan } from "#app/domain/plan.ts";
import { recount } from "#app/flows/recount.server.ts";
import type { World } from "#app/world.ts";
import type { TestDatabase } from "#test/setup/database.ts";
import { appendOrder, bookWorld, cancelLine, countAnew, deliveryOf, idOf, seedBook } from "./book.ts";
import { countStatements, takeCounts, type Counts } from "./counted.ts";
import { alternate, milliseconds, ratios, type Lab } from "./measure.ts";

/** One more order at the end of an item's queue: what its recount costs as the queue grows. */
export default async function append(lab: Lab): Promise<void> {
  countStatements();
  const database = await lab.database();
  const world = await bookWorld(database);
  const shopOf = (size: string) => `queue-of-${size}.myshopify.com`;
  const [base, largest] = lab.quick ? ["1e2", "1e4"] : ["1e4", lab.deep ? "1e7" : "1e6"];
  const sizes = [...new Set(["1e2", "1e3", "1e4", lab.quick ? "1e4" : "1e5", largest])];
  for (const size of sizes) {
    await seedBook(database.url, shopOf(size), { lines: Number(size), items: 1 });
    await tailSeeded(database, world, shopOf(size), Number(size));
    // The first recount writes what shoppers see, which the seed leaves out.
    await recounted(size);
    if (Number(size) > 1e4) continue;
    // What is seeded is what counting from the first line leaves behind.
    const seeded = await tailOf(database, shopOf(size));
    await countAnew(database, shopOf(size), 0);
    await recounted(size);
    const counted = await tailOf(database, shopOf(size));
    if (!isDeepStrictEqual(seeded, counted))
      throw new Error(`Seeded ${JSON.stringify(seeded)}, counted ${JSON.stringify(counted)}.`);
  }
  let next = 900_000_000;

  async function recounted(size: string): Promise<Counted> {
    takeCounts();
    const ms = await milliseconds(() => recount(world, shopOf(size), idOf("item", 0)));
    return { ms, ...takeCounts() };
  }

  const appended = await alternate(lab, sizes, async (size) => {
    await appendOrder(database, shopOf(size), 0, next++);
    return recounted(size);
  });
  for (const size of sizes) {
    const of = (what: keyof Counted) => appended[size]!.map((c) => Number(c[what]));
    lab.find({ what: `${size} lines: recount after one more order`, unit: "ms", values: of("ms") });
    lab.find({ what: `${size} lines: statements`, unit: "", values: of("statements") });
    lab.find({ what: `${size} lines: rows read`, unit: "", values: of("rowsRead") });
    lab.find({
      what: `${size} lines: rows written`,
      unit: "",
      values: of("rowsWritten"),
      goal: { atMost: 12 },
      kind: "count",
    });
  }
  const ms = (size: string) => appended[size]!.map((c) => c.ms);
  lab.find({
    what: `${largest} lines / ${base} lines`,
    unit: "x",
    values: ratios(ms(largest), ms(base)),
    goal: { atMost: 1.3 },
  });

  const size = "1e4";
  await cancelLine(database, shopOf(size), 0, "7000000000000");
  const cancelled = await recounted(size);
  lab.find({
    what: `${size} lines: recount after the first order is cancelled`,
    unit: "ms",
    values: [cancelled.ms],
  });
  lab.find({
    what: `${size} lines: rows written after the first order is cancelled`,
    unit: "",
    values: [cancelled.rowsWritten],
  });

  // A recount that finds no book writes all of it: what every recount would cost if it did not compare.
  await database.db.$executeRaw`delete from cover where shop = ${shopOf(size)}`;
  await database.db.$executeRaw`delete from owed_line where shop = ${shopOf(size)}`;
  await countAnew(database, shopOf(size), 0);
  const rewritten = await recounted(size);
  lab.find({
    what: `control: ${size} lines, rows written without comparing`,
    unit: "",
    values: [rewritten.rowsWritten],
    goal: { atMost: 12 },
    kind: "control",
  });
  await world.close();
}

type Counted = Counts & { ms: number };

/** The queue of a seeded shop as if it had been counted: its last line is served where the sums of all others end. */
async function tailSeeded({ db }: TestDatabase, world: World, shop: string, lines: number): Promise<void> {
  const last = String(7_000_000_000_000 + lines - 1);
  const item = idOf("item", 0);
  const before = lines - 1;
  await db.$executeRaw`
    update fulfillment_line set counted = true where shop = ${shop} and fulfillment_line_id <> ${last}`;
  await db.$executeRaw`update item set recount = false where shop = ${shop}`;
  await db.$transaction(async (tx) => {
    const { facts } = (await gatherFacts(tx, shop, item))!;
    const sums = { lines: before, outstanding: before, owed: before, free: 0 };
    const supplies = { [deliveryOf(0)]: lines + 1000 - before };
    const tails = [{ locationId: "1", ...sums, supplies, rank: "", facts: "" }];
    await recordTails(tx, shop, item, [], plan({ ...facts, tails }, world.now()).tails);
  });
  await db.$executeRaw`update fulfillment_line set counted = true where shop = ${shop}`;
  await db.$executeRawUnsafe("vacuum analyze fulfillment_line");
}

const tailOf = ({ db }: TestDatabase, shop: string) => db.tail.findMany({ where: { shop } });
