import { addDays, isDay } from "./days.ts";
import type { Day, Id } from "./facts.ts";

/** One row of a file is one item of a delivery. What a file has no column for is not named. */
export type CsvRow = {
  /** As a spreadsheet counts: the header is row 1. */
  row: number;
  reference: string;
  location: string;
  sku: string;
  variantId: Id;
  /** All that was ordered, what has arrived included. */
  units: number;
  expectedOn?: Day | null;
  earliestOn?: Day | null;
  supplier?: string;
  orderedOn?: Day | null;
  status?: "draft" | "confirmed" | "in_transit";
  notes?: string;
};
export type Refused = { row: number; problem: string };
export type Column =
  | "reference"
  | "location"
  | "sku"
  | "variantId"
  | "product"
  | "units"
  | "received"
  | "expectedOn"
  | "earliestOn"
  | "supplier"
  | "orderedOn"
  | "status"
  | "notes";

/** Our own headings, in the order in which a file is written. */
export const headings: Record<Column, string> = {
  reference: "Delivery",
  location: "Location",
  sku: "SKU",
  variantId: "Variant ID",
  product: "Product",
  units: "Units ordered",
  received: "Received",
  expectedOn: "Expected on",
  earliestOn: "Earliest on",
  supplier: "Supplier",
  orderedOn: "Ordered on",
  status: "Status",
  notes: "Notes",
};
export const columns = Object.keys(headings) as Column[];
export const statusWords = { draft: "Draft", confirmed: "Confirmed", in_transit: "In transit" } as const;

/** What other programs call them. */
const names: Record<Column, string[]> = {
  reference: ["delivery", "reference", "po", "ponumber", "purchaseorder", "order", "deliveryreference"],
  location: ["location", "warehouse", "destination", "arrivesat", "shipto"],
  sku: ["sku", "variantsku", "itemsku", "article", "articlenumber"],
  variantId: ["variantid", "shopifyvariantid"],
  product: ["product", "title", "description"],
  units: ["unitsordered", "units", "quantity", "qty", "orderedquantity", "quantityordered"],
  received: ["received", "quantityreceived", "receivedquantity"],
  expectedOn: ["expectedon", "expected", "expecteddate", "eta", "arrival", "arrivaldate", "deliverydate"],
  earliestOn: ["earlieston", "earliest", "earliestdate", "from"],
  supplier: ["supplier", "vendor"],
  orderedOn: ["orderedon", "ordered", "orderdate", "dateordered"],
  status: ["status", "state", "confidence"],
  notes: ["notes", "note", "comment", "comments", "remarks"],
};

/** A cell that a spreadsheet would take for a formula begins with an apostrophe, as people write it there. */
const risky = /^'*[=+\-@\t\r]/;
export const safeCell = (text: string) => (risky.test(text) ? `'${text}` : text);
export const plainCell = (text: string) =>
  text.startsWith("'") && risky.test(text.slice(1)) ? text.slice(1) : text;

export type Heading = { column: Column; name: string };
export type ReadCsv = { headings: Heading[]; rows: CsvRow[]; refused: Refused[] };

/** Reads the cells of a file. Null with a reason for a file that cannot be one of deliveries. */
export function readCsv(header: string[], records: string[][], today: Day): ReadCsv | string {
  const at = columnsIn(header);
  const missing = missingIn(at);
  if (missing) return `There is no column with ${missing}. The first row has: ${named(header)}.`;
  const rows: CsvRow[] = [];
  const refused: Refused[] = [];
  for (const [index, record] of records.entries()) {
    if (record.every((cell) => cell.trim() === "")) continue;
    const read = readRow(index + 2, at, record, today, header.length);
    if ("problem" in read) refused.push(read);
    else rows.push(read);
  }
  const found = columns.flatMap((column) =>
    at[column] === undefined ? [] : [{ column, name: header[at[column]] ?? "" }],
  );
  return { headings: found, rows, refused };
}

function missingIn(at: Partial<Record<Column, number>>): string | null {
  if (at.reference === undefined) return "the names of deliveries, such as “Delivery”";
  if (at.sku === undefined && at.variantId === undefined) return "SKUs, such as “SKU”";
  return at.units === undefined ? "units, such as “Units ordered”" : null;
}

/** What somebody can find again in the own file. */
function named(header: string[]): string {
  const names = header.slice(0, 8).map((name) => `“${name.trim().slice(0, 30)}”`);
  return header.length > names.length
    ? `${names.join(", ")} and ${header.length - names.length} more`
    : names.join(", ");
}

function readRow(
  row: number,
  at: Partial<Record<Column, number>>,
  record: string[],
  today: Day,
  width: number,
): CsvRow | Refused {
  const cell = (column: Column) => plainCell((record[at[column] ?? -1] ?? "").trim());
  const no = (problem: string): Refused => ({ row, problem });
  if (record.slice(width).some((more) => more.trim() !== ""))
    return no(
      "The row has more cells than there are headings. A text with a separator in it needs quotation marks.",
    );
  const reference = cell("reference");
  if (reference === "") return no("The delivery has no name.");
  if (reference.length > 60) return no("The name of the delivery is longer than 60 characters.");
  const [sku, variantId] = [cell("sku"), /(\d{1,20})$/.exec(cell("variantId"))?.[1] ?? ""];
  if (sku === "" && variantId === "") return no("The SKU is missing.");
  // 1.000 is one in some countries and a thousand in others.
  if (/^\d{1,3}([.,]\d{3})+$/.test(cell("units")))
    return no(`Write the units without a separator, as ${cell("units").replace(/[.,]/g, "")}.`);
  const typed = cell("units").replace(/[.,]0{1,2}$/, "");
  if (!/^\d{1,7}$/.test(typed) || Number(typed) < 1 || Number(typed) > 1_000_000)
    return no("The units are no whole number from 1 to 1,000,000.");
  const read: CsvRow = { row, reference, location: cell("location"), sku, variantId, units: Number(typed) };
  for (const column of ["expectedOn", "earliestOn", "orderedOn"] as const) {
    if (at[column] === undefined) continue;
    const day = readDay(cell(column));
    if (day === undefined) return no(`${headings[column]}: write the day as ${addDays(today, 14)}.`);
    read[column] = day;
  }
  if (read.earliestOn && (!read.expectedOn || read.earliestOn > read.expectedOn))
    return no("The earliest day is after the expected one.");
  if (read.orderedOn && read.orderedOn > today) return no("The order day is in the future.");
  if (at.supplier !== undefined) read.supplier = cell("supplier");
  if (at.notes !== undefined) read.notes = cell("notes");
  if ((read.notes?.length ?? 0) > 1000) return no("The notes are longer than 1,000 characters.");
  if (at.status !== undefined && cell("status") !== "") {
    const plain = cell("status")
      .toLowerCase()
      .replace(/[^a-z]/g, "");
    const known = {
      draft: "draft",
      confirmed: "confirmed",
      intransit: "in_transit",
      shipped: "in_transit",
    } as const;
    const status = plain in known ? known[plain as keyof typeof known] : null;
    if (!status) return no("The status is none of Draft, Confirmed and In transit.");
    read.status = status;
  }
  return read;
}

function columnsIn(header: string[]): Partial<Record<Column, number>> {
  const plain = header.map((name) => name.toLowerCase().replace(/[^a-z]/g, ""));
  const found: Partial<Record<Column, number>> = {};
  for (const column of columns) {
    const index = names[column].map((name) => plain.indexOf(name)).find((i) => i >= 0);
    if (index !== undefined) found[column] = index;
  }
  return found;
}

/** Only what cannot be misread: 2026-03-04 and 04.03.2026. 03/04/2026 is a day in March or in April. */
function readDay(text: string): Day | null | undefined {
  if (text === "") return null;
  const [, day, month, year] = /^(\d{1,2})\.(\d{1,2})\.(\d{4})$/.exec(text) ?? [];
  const plain = year
    ? `${year}-${month!.padStart(2, "0")}-${day!.padStart(2, "0")}`
    : text.replaceAll("/", "-");
  return isDay(plain) ? plain : undefined;
}
