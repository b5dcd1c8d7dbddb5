import { fork } from "node:child_process";
import { once } from "node:events";
import { join } from "node:path";
import { deliveriesExported } from "#app/flows/deliveries-imported.server.ts";
import { batchConfirmed, batchWorked, importBegun } from "#app/flows/deliveries-batched.server.ts";
import { addDays } from "#app/domain/days.ts";
import type { World } from "#app/world.ts";
import type { TestDatabase } from "#test/setup/database.ts";
import { bookWorld, seedBook } from "./book.ts";
import { countStatements, takeCounts } from "./counted.ts";
import type { Journey, JourneyOrder } from "./delivery-file-journey.ts";
import { milliseconds, ratios, type Lab } from "./measure.ts";

const shop = "many-deliveries.myshopify.com";
const items = 1000;
/** Of the shop that gets the largest file. */
const owed = 100;

/** A file of many deliveries: is one that is known already dearer than a new one? */
export default async function deliveryFile(lab: Lab): Promise<void> {
  countStatements();
  const n = lab.quick ? 1000 : 5000;
  const database = await lab.database();
  const world = await bookWorld(database);
  await seedBook(database.url, shop, { lines: 2 * items, items });
  const head = "Delivery,Location,SKU,Units,Expected";
  const row = (i: number) => `File-${i},Berlin,SKU-${i % items},5,${addDays("2026-12-10", i % 60)}`;
  const fresh = [head, ...Array.from({ length: n }, (_, i) => row(i))].join("\n");
  const added = await took(world, fresh);
  lab.find({ what: `${n} new ones saved`, unit: "ms", values: [added.ms] });
  const moved = (await deliveriesExported(world, shop))
    .split("\r\n")
    .filter((line, i) => i === 0 || line.startsWith("File-"))
    .map((line) => line.replace(/2026-12-(\d\d)/, "2027-03-$1"))
    .map((line) => line.replace(/2027-0[12]-(\d\d)/, "2027-05-$1"))
    .join("\r\n");
  const changed = await took(world, moved);
  lab.find({ what: `${n} changed ones saved`, unit: "ms", values: [changed.ms] });
  lab.find({
    what: "a changed one / a new one",
    unit: "x",
    values: ratios([changed.ms], [added.ms]),
    goal: { atMost: 1.5 },
  });
  lab.find({ what: "statements for each changed one", unit: "", values: [changed.statements / n] });
  await world.close();
  await inAndOut(lab);
}

/** The largest file there may be, with nasty cells: in, out equal, in again, and back. */
async function inAndOut(lab: Lab): Promise<void> {
  const rows = lab.quick ? 5000 : 50_000;
  const database = await lab.database();
  await seedBook(database.url, shop, { lines: 2 * owed, items: owed });
  await database.db.supplier.create({
    data: { shop, supplierId: "1", name: "Fjellverk", createdAt: new Date() },
  });
  const seed = Math.floor(lab.random() * 2 ** 31);
  // With the heap that Node would take on a machine of 512 MB: with more, garbage stays longer than it has to.
  const execArgv = ["--max-old-space-size=256"];
  const child = fork(join(import.meta.dirname, "delivery-file-journey.ts"), { execArgv });
  const ended = once(child, "exit").then(() => Promise.reject(new Error("The file did not arrive.")));
  const told = once(child, "message") as Promise<[Journey]>;
  child.send({ url: database.url, shop, rows, items: owed, seed } satisfies JourneyOrder);
  const [journey] = await Promise.race([told, ended]);
  ended.catch(() => {});
  const floor = await milliseconds(() => plainly(database, rows));
  const time = (what: string, ms: number) =>
    lab.find({ what: `${rows} rows ${what}`, unit: "s", values: [ms / 1000] });
  time("sent", journey.sent);
  time("looked at", journey.lookedAt);
  lab.find({
    what: `statements to look at ${rows / 2.5} deliveries of ${owed} items`,
    unit: "",
    values: [journey.statements],
  });
  time("saved", journey.saved);
  time("exported", journey.exported);
  time("looked at again, when they change nothing", journey.again);
  time("taken back", journey.undone);
  lab.find({ what: "saved / the bare rows written", unit: "x", values: ratios([journey.saved], [floor]) });
  lab.find({
    what: "rows that came out otherwise",
    unit: "",
    values: [journey.different],
    goal: { atMost: 0 },
    kind: "count",
  });
  lab.find({
    what: "memory of the process, its heap held to 256 MB",
    unit: "MB",
    values: [journey.megabytes],
    goal: { atMost: 512 },
  });
}

/** What a file can at least cost: so many rows in parts of two hundred, with a delivery for each two and a half. */
async function plainly({ db }: TestDatabase, rows: number): Promise<void> {
  const part = 200;
  for (let from = 0; from < rows / 2.5; from += part)
    await db.$transaction([
      db.$executeRaw`
        insert into delivery (shop, delivery_id, reference, location_id, created_at)
        select ${shop}, 'plain-' || n, 'Plain ' || n, '1', now()
        from generate_series(${from}::int, ${from + part - 1}::int) n`,
      db.$executeRaw`
        insert into delivery_line (shop, delivery_id, item_id, quantity)
        select ${shop}, 'plain-' || n, 4000000000000 + (n + m) % ${owed}::int, 5
        from generate_series(${from}::int, ${from + part - 1}::int) n, generate_series(0, 1 + n % 2) m`,
    ]);
}

/** Looked at first, which is not measured here, and saved. */
async function took(world: World, csv: string): Promise<{ ms: number; statements: number }> {
  const batchId = await importBegun(world, shop, { name: "many.csv", csv });
  await batchWorked(world, shop, batchId);
  if ((await batchConfirmed(world, shop, batchId)) !== "begun") throw new Error("There is nothing to save.");
  takeCounts();
  const ms = await milliseconds(() => batchWorked(world, shop, batchId));
  return { ms, statements: takeCounts().statements };
}
