import Papa from "papaparse";
import { addDays } from "#app/domain/days.ts";
import type { Day } from "#app/domain/facts.ts";

/** What a shop has that a file may name. */
export type Named = { skus: string[]; locations: string[]; suppliers: string[]; today: Day };

const header = [
  "Delivery",
  "Location",
  "SKU",
  "Units ordered",
  "Expected on",
  "Earliest on",
  "Supplier",
  "Ordered on",
  "Status",
  "Notes",
];
/** What files have been spoilt by: separators, quotes, line breaks, letters of many countries, formulas. */
const nasty = [
  "",
  "by sea, container 7",
  'said "maybe"',
  '"',
  "line one\nline two",
  "line one\r\nline two",
  "Größe Ü, façade; 日本の倉庫 🚢",
  "'=1+1",
  "'+49 30 123",
  "'-5 %",
  "'@home",
  "'''=x",
  "it's",
  "'",
  "a;b\tc",
];
const names = ["PO/", "Über-", "'=PO ", 'B "x" ', "A, ", "'-", "日 "];

/** Rows of deliveries with one to four items each, said as an export says them, so that they can be compared. */
export function bigDeliveryFile(
  rows: number,
  { skus, locations, suppliers, today }: Named,
  random: () => number,
): string {
  const below = (n: number) => Math.floor(random() * n);
  const one = <T>(of: readonly T[]): T => of[below(of.length)]!;
  const maybe = (share: number, text: () => string) => (random() < share ? text() : "");
  const cells: string[][] = [];
  for (let n = 1; cells.length < rows; n++) {
    const days = 5 + below(200);
    const expected = maybe(0.9, () => addDays(today, days));
    const said = [
      expected,
      expected && maybe(0.3, () => addDays(expected, -1 - below(4))),
      maybe(0.7, () => one(suppliers)),
      maybe(0.5, () => addDays(today, -below(30))),
      one(["Draft", "Confirmed", "Confirmed", "In transit"]),
      one(nasty),
    ];
    const [name, place, first] = [`${one(names)}${n}`, one(locations), below(skus.length)];
    const items = Math.min(1 + below(4), skus.length, rows - cells.length);
    for (let i = 0; i < items; i++)
      cells.push([name, place, skus[(first + i) % skus.length]!, String(1 + below(500)), ...said]);
  }
  return `${Papa.unparse([header, ...cells], { newline: "\r\n" })}\r\n`;
}

/** The rows of a file by the columns above, in one order, to compare two of them. */
export function rowsOf(csv: string): string[] {
  const [names = [], ...records] = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ""), {
    skipEmptyLines: true,
  }).data;
  const at = header.map((name) => names.indexOf(name));
  return records.map((record) => JSON.stringify(at.map((i) => record[i]))).sort();
}
