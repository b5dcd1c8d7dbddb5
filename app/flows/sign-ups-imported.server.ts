import { randomUUID } from "node:crypto";
import Papa from "papaparse";
import { lockPerson, putSubscription, subscriptionOf } from "../database/subscriptions.server.ts";
import { isSuppressed } from "../database/suppressions.server.ts";
import { standingOf, variantWithSku } from "../database/variant-standing.server.ts";
import { beginWatch } from "../database/waves.server.ts";
import { refusal } from "../domain/sign-up.ts";
import {
  readImport,
  type ImportColumn,
  type ImportProblem,
  type ImportRow,
} from "../domain/sign-up-import.ts";
import type { World } from "../world.ts";

export type Checked =
  | { kind: "unreadable"; problem: string }
  | {
      kind: "rows";
      columns: ImportColumn[];
      rows: (ImportRow & { variantId: string })[];
      problems: ImportProblem[];
    };

const mostRows = 100_000;

/** Checks a list of another app row by row, and changes nothing. */
export async function importChecked(world: World, shop: string, csv: string): Promise<Checked> {
  const parsed = Papa.parse<string[]>(csv.replace(/^\uFEFF/, ""), { skipEmptyLines: false });
  const [header, ...records] = parsed.data;
  if (!header || records.length === 0) return { kind: "unreadable", problem: "The file is empty." };
  if (records.length > mostRows)
    return { kind: "unreadable", problem: "The file has more than 100,000 rows. Divide it." };
  const read = readImport(header, records, world.now());
  if (read.kind === "unreadable") return read;
  const problems = [...read.problems];
  const rows: (ImportRow & { variantId: string })[] = [];
  const known = new Map<string, { variantId: string } | string>();
  for (const row of read.rows) {
    const key = `${row.variantId}/${row.sku}`;
    const variant = known.get(key) ?? (await variantFor(world, shop, row));
    known.set(key, variant);
    if (typeof variant === "string") problems.push({ row: row.row, problem: variant });
    else rows.push({ ...row, ...variant });
  }
  return { kind: "rows", columns: read.columns, rows, problems: problems.sort((a, b) => a.row - b.row) };
}

async function variantFor(
  world: World,
  shop: string,
  { variantId, sku }: ImportRow,
): Promise<{ variantId: string } | string> {
  const id = variantId ?? (await variantWithSku(world.db, shop, sku!));
  const standing = id && (await standingOf(world.db, shop, id, ""));
  if (!standing)
    return variantId
      ? "This variant isn't in your store."
      : "This SKU isn't in your store, or is there twice.";
  const refused = refusal(standing.shelf.back ? { state: "in_stock" } : standing);
  if (refused === "in_stock") return "It's in stock now.";
  return refused ? "The product is discontinued." : { variantId: standing.variantId };
}

/**
 * Takes over the rows that were found good. Nobody is asked to confirm again: that they agreed is what the file says,
 * and it is kept with them. Who is known already keeps their place.
 */
export async function signUpsImported(
  world: World,
  shop: string,
  rows: (ImportRow & { variantId: string })[],
): Promise<{ added: number; known: number }> {
  let added = 0;
  for (const { to, variantId, askedAt, language, consent } of rows) {
    const who = world.addresses.who(shop, to);
    added += await world.db.$transaction(async (tx) => {
      const now = world.now();
      await lockPerson(tx, shop, who);
      if (await isSuppressed(tx, shop, who)) return 0;
      // Who left, or was told, is not brought back by an old file.
      if (await subscriptionOf(tx, shop, variantId, "", who)) return 0;
      const subscriptionId = randomUUID();
      await putSubscription(tx, shop, {
        subscriptionId,
        variantId,
        place: "",
        who,
        sealed: world.addresses.seal(to, shop, subscriptionId),
        language,
        timeZone: null,
        state: "waiting",
        stays: false,
        consent,
        consentAt: askedAt ? new Date(askedAt) : now,
        source: "import",
        askedAt: askedAt ? new Date(askedAt) : now,
        confirmedAt: null,
      });
      await beginWatch(tx, shop, variantId, "", now);
      return 1;
    });
  }
  // What came back since the rows were checked is found here.
  const variants = [...new Set(rows.map(({ variantId }) => variantId))];
  await world.nudge(variants.map((variantId) => ({ queue: "alerts", shop, variantId, place: "" })));
  return { added, known: rows.length - added };
}
