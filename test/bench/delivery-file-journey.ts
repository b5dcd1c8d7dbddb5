import { openDatabase } from "#app/database/client.server.ts";
import { batchConfirmed, batchWorked, importBegun, undoBegun } from "#app/flows/deliveries-batched.server.ts";
import { deliveriesExported } from "#app/flows/deliveries-imported.server.ts";
import { bigDeliveryFile, rowsOf } from "#test/big-delivery-file.ts";
import { bookWorld } from "./book.ts";
import { countStatements, takeCounts } from "./counted.ts";
import { milliseconds, randomFrom } from "./measure.ts";

/** What a file costs on its way in, out and back, told by a process that does nothing else. */
export type Journey = {
  sent: number;
  lookedAt: number;
  /** To the database, while it was looked at. */
  statements: number;
  saved: number;
  exported: number;
  again: number;
  undone: number;
  /** Rows that came out otherwise than they went in. */
  different: number;
  megabytes: number;
};
export type JourneyOrder = { url: string; shop: string; rows: number; items: number; seed: number };

async function travel({ url, shop, rows, items, seed }: JourneyOrder): Promise<Journey> {
  countStatements();
  const db = openDatabase(url);
  const world = await bookWorld({ url, db, close: () => db.$disconnect() });
  const named = {
    skus: Array.from({ length: items }, (_, n) => `SKU-${n}`),
    locations: ["Berlin"],
    suppliers: ["Fjellverk"],
    today: "2026-11-22",
  };
  const csv = bigDeliveryFile(rows, named, randomFrom(seed));
  let batchId = "";
  const send = async () => (batchId = await importBegun(world, shop, { name: "big.csv", csv }));
  const work = () => batchWorked(world, shop, batchId);
  const confirm = async () => {
    if ((await batchConfirmed(world, shop, batchId)) !== "begun")
      throw new Error("There is nothing to save.");
    await work();
  };
  const sent = await milliseconds(send);
  takeCounts();
  const lookedAt = await milliseconds(work);
  const { statements } = takeCounts();
  const saved = await milliseconds(confirm);
  const file = batchId;
  let out = "";
  const exported = await milliseconds(async () => (out = await deliveriesExported(world, shop)));
  await send();
  const again = await milliseconds(work);
  batchId = (await undoBegun(world, shop, file))!;
  await work();
  const undone = await milliseconds(confirm);
  const megabytes = process.resourceUsage().maxRSS / 1024;
  const came = new Set(rowsOf(out));
  const different = rowsOf(csv).filter((row) => !came.has(row)).length;
  await world.close();
  await db.$disconnect();
  return { sent, lookedAt, statements, saved, exported, again, undone, different, megabytes };
}

process.once("message", (order: JourneyOrder) => {
  void travel(order).then((journey) => process.send!(journey, () => process.exit(0)));
});
