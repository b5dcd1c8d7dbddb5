import { recount } from "#app/flows/recount.server.ts";
import { appendOrder, bookWorld, cancelLine, countAnew, idOf, seedBook, worthTryingTenfold } from "./book.ts";
import { countStatements, takeCounts, type Counts } from "./counted.ts";
import { alternate, milliseconds, ratios, type Lab } from "./measure.ts";

/** One more order at the end of an item's queue: what its recount costs as the queue grows. */
export default async function append(lab: Lab): Promise<void> {
  countStatements();
  const database = await lab.database();
  const world = await bookWorld(database);
  const sizes: string[] = [];
  const shopOf = (size: string) => `queue-of-${size}.myshopify.com`;
  let latest = 0;
  for (const size of ["1e2", "1e3", "1e4", ...(lab.quick ? [] : ["1e5"])]) {
    if (!worthTryingTenfold(latest)) {
      console.log(`${size} lines: not tried, a tenth of it took ${latest.toFixed()} ms.`);
      lab.find({ what: `${size} lines: recount after one more order`, unit: "ms", values: [] });
      continue;
    }
    await seedBook(database.url, shopOf(size), { lines: Number(size), items: 1 });
    // The first recount writes what shoppers see, which the seed leaves out.
    await recounted(size);
    latest = (await recounted(size)).ms;
    sizes.push(size);
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
    what: "1e4 lines / 1e2 lines",
    unit: "x",
    values: ratios(ms("1e4"), ms("1e2")),
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
