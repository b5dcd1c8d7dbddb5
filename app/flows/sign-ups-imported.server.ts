import { randomUUID } from "node:crypto";
import Papa from "papaparse";
import type { Transaction } from "../database/client.server.ts";
import { addImport, endPart, nextPart } from "../database/imports.server.ts";
import { isInstalled } from "../database/shops.server.ts";
import { addSubscriptions } from "../database/subscriptions.server.ts";
import { suppressedOf } from "../database/suppressions.server.ts";
import { standingOf, variantWithSku } from "../database/variant-standing.server.ts";
import { beginWatch, everyWatch } from "../database/waves.server.ts";
import { refusal } from "../domain/sign-up.ts";
import {
  readImport,
  type ImportColumn,
  type ImportProblem,
  type ImportRow,
} from "../domain/sign-up-import.ts";
import type { World } from "../world.ts";

/** A row whose variant is known. */
type GoodRow = ImportRow & { variantId: string };

export type Checked =
  | { kind: "unreadable"; problem: string }
  | {
      kind: "rows";
      columns: ImportColumn[];
      rows: GoodRow[];
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
  const rows: GoodRow[] = [];
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

const rowsAPart = 500;

/**
 * Keeps the rows that were found good, encrypted, for the job that takes them in: whoever asked may close the page.
 * Nobody is asked to confirm again: that they agreed is what the file says, and it is kept with them.
 */
export async function importStarted(
  world: World,
  shop: string,
  rows: GoodRow[],
  refused: number,
): Promise<void> {
  const importId = randomUUID();
  const parts: string[] = [];
  for (let from = 0; from < rows.length; from += rowsAPart) {
    const part = JSON.stringify(rows.slice(from, from + rowsAPart));
    parts.push(world.addresses.seal(part, shop, `${importId}/${parts.length}`));
  }
  await world.db.$transaction(async (tx) => {
    await addImport(tx, shop, { importId, rows: rows.length, refused, at: world.now() }, parts);
    await world.nudge([{ queue: "imports", shop }], tx);
  });
}

/** Takes in what waits, a part in each transaction: what dies in between goes on where it was. */
export async function importsTaken(world: World, shop: string): Promise<void> {
  if (!(await isInstalled(world.db, shop))) return;
  while (await takePart(world, shop));
}

function takePart(world: World, shop: string): Promise<boolean> {
  return world.db.$transaction(async (tx) => {
    const part = await nextPart(tx, shop);
    if (!part) return false;
    const opened = world.addresses.open(part.sealed, shop, `${part.importId}/${part.part}`);
    const rows = JSON.parse(opened) as GoodRow[];
    const added = await signUpsTaken(world, tx, shop, rows);
    const now = world.now();
    const last = await endPart(tx, shop, part, { added, known: rows.length - added }, now);
    // What came back since the rows were checked is found here.
    if (last) {
      const lists = await everyWatch(tx, shop);
      await world.nudge(
        lists.map((list) => ({ queue: "alerts" as const, shop, ...list })),
        tx,
      );
    }
    return true;
  });
}

/** Who is known already keeps their place; who left, or was told, is not brought back by an old file. */
async function signUpsTaken(world: World, tx: Transaction, shop: string, rows: GoodRow[]): Promise<number> {
  const now = world.now();
  const people = rows.map((row) => ({ ...row, who: world.addresses.who(shop, row.to) }));
  const suppressed = await suppressedOf(
    tx,
    shop,
    people.map(({ who }) => who),
  );
  const signUps = people
    .filter(({ who }) => !suppressed.has(who))
    .map(({ to, who, variantId, askedAt, language, consent }) => {
      const subscriptionId = randomUUID();
      const asked = askedAt ? new Date(askedAt) : now;
      return {
        subscriptionId,
        variantId,
        place: "",
        who,
        sealed: world.addresses.seal(to, shop, subscriptionId),
        language,
        timeZone: null,
        root: "",
        state: "waiting" as const,
        stays: false,
        consent,
        consentAt: asked,
        source: "import" as const,
        askedAt: asked,
        confirmedAt: null,
      };
    });
  const added = await addSubscriptions(tx, shop, signUps);
  for (const variantId of new Set(signUps.map((s) => s.variantId)))
    await beginWatch(tx, shop, variantId, "", now);
  return added;
}
