import type { Transaction } from "../database/client.server.ts";
import { findDeliveries, namedDeliveries, stateOf } from "../database/deliveries.server.ts";
import { itemsNamed } from "../database/delivery-batches.server.ts";
import {
  exportedDeliveries,
  exportedLines,
  type ExportedLine,
} from "../database/exported-deliveries.server.ts";
import { openLocations } from "../database/pages/delivery.server.ts";
import { supplierNames } from "../database/suppliers.server.ts";
import {
  columns,
  headings,
  plainCell,
  readCsv,
  safeCell,
  statusWords,
  type CsvRow,
  type ReadCsv,
  type Refused,
} from "../domain/delivery-csv.ts";
import type { NotTaken } from "../domain/delivery-batch.ts";
import { planImport, type Known, type Step } from "../domain/delivery-import.ts";
import type { Day, Id } from "../domain/facts.ts";
import { inParts } from "../domain/parts.ts";
import type { World } from "../world.ts";
import { csvFile, csvRows, isEmpty, parsedCsv } from "./csv-parsed.server.ts";

const mostRows = 50_000;
const exportedAtOnce = 2000;
/** Deliveries that are looked up together, and their rows. */
const namesAtOnce = 500;
const rowsAtOnce = 2000;

export type ImportPlan = {
  steps: Step[];
  refused: Refused[];
  same: number;
  headings: { column: string; name: string }[];
};

/** What is coming as a file that can be read in again; the template is the same file without rows. */
export async function deliveriesExported(world: World, shop: string): Promise<string> {
  const deliveryIds = await exportedDeliveries(world.db, shop);
  let file = deliveryTemplate();
  for (const part of inParts(deliveryIds, exportedAtOnce)) {
    const lines = await exportedLines(world.db, shop, part);
    if (lines.length > 0) file += csvRows(lines.map(cellsOf));
  }
  return file;
}

export function deliveryTemplate(): string {
  return csvFile([columns.map((column) => headings[column])]);
}

function cellsOf({ confirmed, inTransit, ...line }: ExportedLine): string[] {
  const status = statusWords[!confirmed ? "draft" : inTransit ? "in_transit" : "confirmed"];
  const cells = { ...line, status };
  return columns.map((column) => safeCell(String(cells[column])));
}

/** What a file would do, row by row. Nothing is written. A sentence: it is no such file. */
export async function planOfFile(
  world: World,
  tx: Transaction,
  shop: string,
  csv: string,
  today: Day,
): Promise<ImportPlan | string> {
  const read = rowsIn(csv, today);
  if (typeof read === "string") return read;
  const locations = await openLocations(world.db, shop);
  const suppliers = await supplierNames(world.db, shop);
  const named = {
    today,
    locations: new Map<string, Id>(locations.map((l) => [l.name.toLowerCase(), l.id])),
    suppliers: new Map<string, Id>(suppliers.map((s) => [s.name.toLowerCase(), s.id])),
  };
  const plan: ImportPlan = { steps: [], refused: read.refused, same: 0, headings: read.headings };
  // Rows of one name are looked at together, wherever they stand in the file.
  const deliveries = [...Map.groupBy(read.rows, (r) => r.reference).values()];
  for (const some of inParts(deliveries, namesAtOnce, { of: (rows) => rows.length, atMost: rowsAtOnce })) {
    const rows = some.flat();
    const { steps, refused, same } = planImport(rows, { ...named, ...(await knownOf(tx, shop, rows)) });
    plan.steps.push(...steps);
    plan.refused.push(...refused);
    plan.same += same;
  }
  plan.refused.sort((a, b) => a.row - b.row);
  return plan;
}

function rowsIn(csv: string, today: Day): ReadCsv | string {
  const parsed = parsedCsv(csv);
  if (typeof parsed === "string") return parsed;
  const { header, records } = parsed;
  const filled = records.filter((record) => !isEmpty(record)).length;
  if (filled === 0) return "The file has no rows.";
  if (filled > mostRows)
    return `The file has ${filled.toLocaleString("en")} rows, and 50,000 are the most. Divide it.`;
  return readCsv(header, records, today);
}

/** What the shop knows of the items and deliveries of some rows. */
async function knownOf(
  tx: Transaction,
  shop: string,
  rows: CsvRow[],
): Promise<Pick<Known, "items" | "deliveries">> {
  const items = await itemsNamed(
    tx,
    shop,
    rows.map((r) => r.sku),
    rows.map((r) => r.variantId).filter(Boolean),
  );
  const named = await namedDeliveries(tx, shop, [...new Set(rows.map((r) => r.reference))]);
  const states = await findDeliveries(
    tx,
    shop,
    named.map((d) => d.deliveryId),
  );
  const byName = Map.groupBy(named, (d) => `${d.locationId} ${d.reference}`);
  return {
    items,
    deliveries: (reference, locationId) =>
      (byName.get(`${locationId} ${reference}`) ?? []).map(({ deliveryId, origin }) => ({
        deliveryId,
        origin,
        state: stateOf(states.get(deliveryId)!),
      })),
  };
}

/**
 * Deliveries that were to be changed without a file and stayed as they are: their rows as they are exported, with the
 * reason beside each, and of one that is gone its name.
 */
export async function deliveriesLeftOut(world: World, shop: string, left: NotTaken[]): Promise<string> {
  const named = left.flatMap((l) => ("name" in l ? [l] : []));
  const rows = [[...columns.map((column) => headings[column]), "Problem"]];
  for (const part of inParts(named, exportedAtOnce)) {
    const lines = await exportedLines(
      world.db,
      shop,
      part.flatMap((l) => l.deliveryId ?? []),
    );
    const linesOf = Map.groupBy(lines, (line) => line.deliveryId);
    for (const { name, problem, deliveryId } of part) {
      const found = linesOf.get(deliveryId ?? "")?.map(cellsOf) ?? [];
      const cells =
        found.length > 0 ? found : [columns.map((c) => (c === "reference" ? safeCell(name) : ""))];
      rows.push(...cells.map((row) => [...row, problem]));
    }
  }
  return csvFile(rows);
}

/** The rows that were not taken, with the reason beside each, to be mended and read in again. */
export function refusedRows(csv: string, refused: Refused[]): string {
  const parsed = parsedCsv(csv);
  if (typeof parsed === "string") return "";
  const { header, records } = parsed;
  const safe = (cell: string) => safeCell(plainCell(cell));
  const rows = refused.map(({ row, problem }) => {
    const record = records[row - 2] ?? [];
    const cells = header.map((_, i) => record[i] ?? "");
    return [...cells, problem, ...record.slice(header.length)].map(safe);
  });
  return csvFile([[...header, "Problem"].map(safe), ...rows]);
}
