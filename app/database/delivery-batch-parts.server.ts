import type { BatchStep, DeliveryNotTaken, NotTaken } from "../domain/delivery-batch.ts";
import type { Refused } from "../domain/delivery-csv.ts";
import type { Id } from "../domain/facts.ts";
import { inParts } from "../domain/parts.ts";
import type { Database, Transaction } from "./client.server.ts";

// Whatever passes through Prisma in one piece is in memory many times over, and some of that memory is never given back.
const lettersInPart = 200_000;
const notTakenAtOnce = 1000;
/** Deliveries that are saved together. */
const stepsInPart = 200;
const partsAtOnce = 5;

/** The text of a file, in place of what was kept of it before. */
export async function keepFile(tx: Transaction, shop: string, batchId: Id, text: string): Promise<void> {
  await tx.deliveryBatchPart.deleteMany({ where: { shop, batchId, kind: "file" } });
  let from = 0;
  for (let place = 0; from < text.length; place++) {
    const end = from + lettersInPart;
    // A letter of two halves stays whole.
    const body = text.slice(from, isFirstHalf(text.charCodeAt(end - 1)) ? end + 1 : end);
    await tx.deliveryBatchPart.create({ data: { shop, batchId, kind: "file", place, body } });
    from += body.length;
  }
}

const isFirstHalf = (code: number) => code >= 0xd800 && code < 0xdc00;

export async function fileOf(db: Database | Transaction, shop: string, batchId: Id): Promise<string> {
  const parts: string[] = [];
  for (;;) {
    const part = await partAt(db, shop, batchId, "file", parts.length);
    if (part === null) return parts.join("");
    parts.push(part);
  }
}

export async function keepSteps(
  tx: Transaction,
  shop: string,
  batchId: Id,
  steps: BatchStep[],
): Promise<void> {
  const parts = inParts(steps, stepsInPart).map((part, n) => ({ part, place: n * stepsInPart }));
  for (const some of inParts(parts, partsAtOnce))
    await tx.deliveryBatchPart.createMany({
      data: some.map(({ part, place }) => ({
        shop,
        batchId,
        kind: "steps",
        place,
        body: JSON.stringify(part),
      })),
    });
}

/** What is to be saved next. The other parts are not read. */
export async function stepsFrom(
  tx: Transaction,
  shop: string,
  batchId: Id,
  place: number,
): Promise<BatchStep[]> {
  return JSON.parse((await partAt(tx, shop, batchId, "steps", place)) ?? "[]") as BatchStep[];
}

async function partAt(
  db: Database | Transaction,
  shop: string,
  batchId: Id,
  kind: "file" | "steps",
  place: number,
): Promise<string | null> {
  const part = await db.deliveryBatchPart.findUnique({
    where: { shop_batchId_kind_place: { shop, batchId, kind, place } },
  });
  return part?.body ?? null;
}

/** What nobody asks for anymore; of a file that was saved its rows that were left out stay. */
export async function dropParts(tx: Transaction, shop: string, batchId: Id, kind?: "steps"): Promise<void> {
  await tx.deliveryBatchPart.deleteMany({ where: { shop, batchId, ...(kind && { kind }) } });
}

export async function noteNotTaken(
  tx: Transaction,
  shop: string,
  batchId: Id,
  some: NotTaken[],
): Promise<void> {
  for (const part of inParts(some, notTakenAtOnce))
    await tx.deliveryNotTaken.createMany({ data: part.map((one) => ({ shop, batchId, ...one })) });
}

/** Rows of its file and deliveries by their names: how many, and all or the first of them. */
export async function notTakenOf(
  db: Database | Transaction,
  shop: string,
  batchId: Id,
  most?: number,
): Promise<{
  rows: { of: number; some: Refused[] };
  deliveries: { of: number; some: DeliveryNotTaken[] };
  /** With the rows that say something of these deliveries. */
  rowsInAll: number;
}> {
  const [of] = await db.$queryRaw<{ rows: number; deliveries: number; rowsInAll: number }[]>`
    select count("row")::int as rows, count("name")::int as deliveries,
      (count("row") + coalesce(sum(cardinality("rows")), 0))::int as "rowsInAll"
    from delivery_not_taken where shop = ${shop} and batch_id = ${batchId}::uuid`;
  const first = (what: "row" | "name") =>
    db.deliveryNotTaken.findMany({
      where: { shop, batchId, [what]: { not: null } },
      orderBy: { seq: "asc" },
      ...(most !== undefined && { take: most }),
    });
  const rows = (await first("row")).map(({ row, problem }) => ({ row: row!, problem }));
  const deliveries = (await first("name")).map(({ name, problem, deliveryId, rows }) => ({
    name: name!,
    problem,
    ...(deliveryId !== null && { deliveryId }),
    ...(rows.length > 0 && { rows }),
  }));
  return {
    rows: { of: of!.rows, some: rows },
    deliveries: { of: of!.deliveries, some: deliveries },
    rowsInAll: of!.rowsInAll,
  };
}

export async function isAnythingNotTaken(tx: Transaction, shop: string, batchId: Id): Promise<boolean> {
  return (await tx.deliveryNotTaken.findFirst({ where: { shop, batchId }, select: { seq: true } })) !== null;
}
