import Papa from "papaparse";
import { causeRows } from "../database/pages/causes.server.ts";
import { causeWords } from "../domain/cause-words.ts";
import { safeCell } from "../domain/delivery-csv.ts";
import type { World } from "../world.ts";

const headings = ["Product", "Supplier", "Cause", "Units owed", "Orders", "Weeks"];
const most = 50_000;

/** Why products were owed lately, as a file: a row for each product, supplier and cause. */
export async function causesExported(world: World, shop: string): Promise<string> {
  const rows = await causeRows(world.db, shop, world.now(), most);
  const cells = rows.map(({ product, supplier, cause, units, orders, weeks }) =>
    [product, supplier ?? "", causeWords[cause], String(units), String(orders), String(weeks)].map(safeCell),
  );
  // Spreadsheets take a file without this mark for one in the letters of the country they run in.
  return `\uFEFF${Papa.unparse([headings, ...cells], { newline: "\r\n" })}\r\n`;
}
