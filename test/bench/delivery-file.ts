import { deliveriesExported } from "#app/flows/deliveries-imported.server.ts";
import { batchConfirmed, batchWorked, importBegun } from "#app/flows/deliveries-batched.server.ts";
import { addDays } from "#app/domain/days.ts";
import type { World } from "#app/world.ts";
import { bookWorld, seedBook } from "./book.ts";
import { countStatements, takeCounts } from "./counted.ts";
import { milliseconds, ratios, type Lab } from "./measure.ts";

const shop = "many-deliveries.myshopify.com";
const items = 1000;

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
    .map((line) => line.replace(/2027-0[12]-(\d\d)/, "2027-04-$1"))
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
}

/** Looked at first, which is not measured here, and saved. */
async function took(world: World, csv: string): Promise<{ ms: number; statements: number }> {
  const batchId = await importBegun(world, shop, { name: "many.csv", csv });
  await batchWorked(world, shop, batchId);
  if (!(await batchConfirmed(world, shop, batchId))) throw new Error("There is nothing to save.");
  takeCounts();
  const ms = await milliseconds(() => batchWorked(world, shop, batchId));
  return { ms, statements: takeCounts().statements };
}
