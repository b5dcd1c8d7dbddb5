import Papa from "papaparse";
import { signUpsToExport } from "../database/subscriptions.server.ts";
import { safeCell } from "../domain/delivery-csv.ts";
import type { World } from "../world.ts";
import type { List } from "./waves-reviewed.server.ts";

/** Columns by which this app's import, and others', read them again. */
const headings = [
  "Email",
  "Variant ID",
  "SKU",
  "Product",
  "Created at",
  "Consent",
  "Consent text",
  "Language",
  "Status",
];

const statusWords = { pending: "not confirmed", waiting: "waiting", told: "notified" };

/**
 * The merchant's list, to take elsewhere: of one variant, or of all. Who left, or whose address came back, is not in
 * it, and has no address here any more.
 */
export async function signUpsExported(world: World, shop: string, list: List | null): Promise<string> {
  const rows = await signUpsToExport(world.db, shop, list);
  const cells = rows.map((row) =>
    [
      world.addresses.open(row.sealed, shop, row.subscriptionId),
      row.variantId,
      row.sku,
      row.item,
      row.askedAt.toISOString(),
      row.state === "pending" ? "no" : "yes",
      row.consent,
      row.language,
      statusWords[row.state],
    ].map(safeCell),
  );
  world.log.info({ shop, rows: rows.length }, "sign-ups exported");
  // Spreadsheets take a file without this mark for one in the letters of the country they run in.
  return `\uFEFF${Papa.unparse([headings, ...cells], { newline: "\r\n" })}\r\n`;
}
