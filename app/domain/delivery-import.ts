import type { CsvRow, Refused } from "./delivery-csv.ts";
import { settled, withDay, type DeliveryState } from "./delivery-state.ts";
import type { Day, Id } from "./facts.ts";

/** What a file says of a delivery, in our ids. What it does not say is not named, and stays. */
export type Words = {
  statedOn?: Day | null;
  earliestOn?: Day | null;
  supplierId?: Id | null;
  orderedOn?: Day | null;
  confirmed?: boolean;
  inTransit?: boolean;
  notes?: string;
  /** Ordered, by item; items that are not named stay. */
  ordered: Record<Id, number>;
};
/** One thing to save: a new delivery, or what is said of one that is known; and the rows of a file that say it. */
export type Step = (
  | { kind: "add"; reference: string; locationId: Id; words: Words }
  | { kind: "change"; deliveryId: Id; words: Words }
) & { rows?: number[] };

/** What a shop knows that a file may speak of. */
export type Known = {
  today: Day;
  items(sku: string, variantId: Id): Id[];
  /** By their names in small letters. */
  locations: Map<string, Id>;
  suppliers: Map<string, Id>;
  deliveries(reference: string, locationId: Id): { deliveryId: Id; origin: string; state: DeliveryState }[];
};

/** Rows of one name and place are one delivery. Rows that cannot be taken are refused one by one. */
export function planImport(
  rows: CsvRow[],
  known: Known,
): { steps: Step[]; refused: Refused[]; same: number } {
  const refused: Refused[] = [];
  const placed = rows.flatMap((row) => {
    const locationId = placeOf(row, known);
    if (locationId) return [{ row, locationId }];
    refused.push({
      row: row.row,
      problem: row.location === "" ? "The location is missing." : `No location is called “${row.location}”.`,
    });
    return [];
  });
  const steps: Step[] = [];
  let same = 0;
  // Where two deliveries have one name, a row belongs to the one that brings its item.
  const groups = Map.groupBy(placed, ({ row, locationId }) => {
    const coming = comingAt(row, locationId, known);
    const of = coming.length > 1 ? (bringing(row, coming, known)?.deliveryId ?? "several") : "";
    return `${locationId} ${of} ${row.reference}`;
  });
  for (const group of groups.values()) {
    const step = stepOf(
      group.map((g) => g.row),
      group[0]!.locationId,
      known,
      (row, problem) => void refused.push({ row, problem }),
    );
    if (step === "same") same++;
    else if (step) steps.push(step);
  }
  return { steps, refused: refused.sort((a, b) => a.row - b.row), same };
}

function comingAt({ reference }: CsvRow, locationId: Id, { deliveries }: Known) {
  return deliveries(reference, locationId).filter((d) => d.state.status === "coming");
}

function bringing(row: CsvRow, coming: ReturnType<Known["deliveries"]>, { items }: Known) {
  const [itemId] = items(row.sku, row.variantId);
  const found = coming.filter((d) => d.state.lines.some((l) => l.itemId === itemId));
  return found.length === 1 ? found[0] : undefined;
}

/** A shop with one location need not name it. */
function placeOf({ location }: CsvRow, { locations }: Known): Id | undefined {
  if (location === "" && locations.size === 1) return [...locations.values()][0];
  return locations.get(location.toLowerCase());
}

function stepOf(
  rows: CsvRow[],
  locationId: Id,
  known: Known,
  refuse: (row: number, problem: string) => void,
): Step | "same" | null {
  const { reference } = rows[0]!;
  const there = known.deliveries(reference, locationId);
  const coming = comingAt(rows[0]!, locationId, known);
  const found = coming.length > 1 ? bringing(rows[0]!, coming, known) : coming[0];
  const all = (problem: string) => {
    for (const { row } of rows) refuse(row, problem);
    return null;
  };
  if (!found && coming.length > 1)
    return all(`Several deliveries are called ${reference} here. Change them by hand.`);
  if (found && found.origin !== "own") return all(`${reference} comes from Shopify. Change it there.`);
  if (!found && there.length > 0)
    return all(
      there.some((d) => d.state.status === "received")
        ? `${reference} was received already.`
        : `${reference} was canceled. Use another name.`,
    );
  const said = wordsOf(rows, found?.state ?? null, known, refuse);
  if (!said) return null;
  if (!found) return { kind: "add", reference, locationId, ...said };
  const after = withWords(found.state, said.words);
  return JSON.stringify(after) === JSON.stringify(found.state)
    ? "same"
    : { kind: "change", deliveryId: found.deliveryId, ...said };
}

/** The first good row speaks for the delivery; another that says otherwise is refused. */
function wordsOf(
  rows: CsvRow[],
  was: DeliveryState | null,
  known: Known,
  refuse: (row: number, problem: string) => void,
): { words: Words; rows: number[] } | null {
  let said: { words: Omit<Words, "ordered">; rows: [number, ...number[]] } | null = null;
  const ordered: Record<Id, number> = {};
  for (const row of rows) {
    const words = deliveryWords(row, was, known);
    const item = typeof words === "string" ? words : itemOf(row, was, known, ordered);
    if (typeof words === "string" || "problem" in (item as object)) {
      refuse(row.row, typeof words === "string" ? words : (item as { problem: string }).problem);
      continue;
    }
    if (said && JSON.stringify(said.words) !== JSON.stringify(words)) {
      refuse(row.row, `This row says something else of ${row.reference} than row ${said.rows[0]}.`);
      continue;
    }
    if (said) said.rows.push(row.row);
    else said = { words, rows: [row.row] };
    ordered[(item as { itemId: Id }).itemId] = row.units;
  }
  return said && { words: { ...said.words, ordered }, rows: said.rows };
}

function itemOf(
  row: CsvRow,
  was: DeliveryState | null,
  known: Known,
  ordered: Record<Id, number>,
): { itemId: Id } | { problem: string } {
  const [itemId, another] = known.items(row.sku, row.variantId);
  if (itemId === undefined)
    return {
      problem: row.sku ? `The SKU ${row.sku} isn't in your store.` : "This variant isn't in your store.",
    };
  if (another !== undefined) return { problem: `Several items have the SKU ${row.sku}. Add the variant ID.` };
  if (itemId in ordered) return { problem: "This item stands in the file twice for this delivery." };
  const line = was?.lines.find((l) => l.itemId === itemId);
  if (line && tooFew(line, row.units))
    return { problem: `${line.received} units have arrived already, more than ${row.units}.` };
  return { itemId };
}

function deliveryWords(
  row: CsvRow,
  was: DeliveryState | null,
  { today, suppliers }: Known,
): Omit<Words, "ordered"> | string {
  const { expectedOn, earliestOn, orderedOn, supplier, status, notes } = row;
  // A day that has passed may stand there as it was; it cannot be said anew.
  if (expectedOn && expectedOn < today && expectedOn !== was?.statedOn) return "The expected day has passed.";
  const supplierId = supplier === undefined || supplier === "" ? null : suppliers.get(supplier.toLowerCase());
  if (supplierId === undefined) return `No supplier is called “${supplier}”. Add it first.`;
  if (status === "draft" && was?.confirmed) return "The delivery is confirmed already, and no draft anymore.";
  return {
    ...(expectedOn !== undefined && { statedOn: expectedOn }),
    ...(earliestOn !== undefined && { earliestOn }),
    ...(orderedOn !== undefined && { orderedOn }),
    ...(supplier !== undefined && { supplierId }),
    ...(status !== undefined && { confirmed: status !== "draft", inTransit: status === "in_transit" }),
    ...(notes !== undefined && { notes }),
  };
}

/** Fewer cannot be ordered than have arrived; what stands there already may stay. */
function tooFew({ quantity, received }: DeliveryState["lines"][number], units = quantity): boolean {
  return units < received && units !== quantity;
}

/** Why a delivery cannot be changed so anymore, though it could when it was looked at. Null: it can be. */
export function whyNotChanged(is: (DeliveryState & { origin: string }) | null, words: Words): string | null {
  if (is === null) return "It isn't there anymore.";
  if (is.status === "received") return "It was received since you looked.";
  if (is.status === "cancelled") return "It was canceled since you looked.";
  if (is.status !== "coming" || is.origin !== "own") return "It was linked to a transfer since you looked.";
  const more = is.lines.find((line) => tooFew(line, words.ordered[line.itemId]));
  if (!more) return null;
  return `${more.received === 1 ? "1 unit has" : `${more.received} units have`} arrived by now, more than the file says.`;
}

/** A delivery with what is said of it. Saying the same twice changes nothing. */
export function withWords(state: DeliveryState, words: Words): DeliveryState {
  const { ordered, statedOn, earliestOn, ...rest } = words;
  const lines = state.lines.map((line) => {
    const quantity = ordered[line.itemId] ?? line.quantity;
    if (quantity === line.quantity) return line;
    const open = quantity > line.received;
    return { ...line, quantity, receivedOn: open ? null : line.receivedOn };
  });
  const added = Object.entries(ordered).flatMap(([itemId, quantity]) =>
    lines.some((l) => l.itemId === itemId) ? [] : [{ itemId, quantity, ...fresh }],
  );
  const said = { ...state, ...rest, lines: [...lines, ...added] };
  const dated =
    statedOn === undefined && earliestOn === undefined
      ? said
      : withDay(said, statedOn === undefined ? said.statedOn : statedOn, earliestOn);
  return settled(dated);
}

const fresh = { received: 0, damaged: 0, receivedOn: null };
const unsaid = { supplierId: null, statedOn: null, earliestOn: null, firstStatedOn: null, orderedOn: null };

/** A delivery that was not there before. */
export function newState(reference: string, locationId: Id, words: Words): DeliveryState {
  const empty = { ...unsaid, confirmed: true, inTransit: false, notes: "", status: "coming", lines: [] };
  return withWords({ ...empty, reference, locationId, status: "coming" }, words);
}
