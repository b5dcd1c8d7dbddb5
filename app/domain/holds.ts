import type { Day, Id } from "./facts.ts";
import type { HoldBecause } from "./hold-because.ts";

/** A fulfillment order as Shopify shows it now. */
export type Part = {
  id: Id;
  status: string;
  requestStatus: string;
  /** Shopify offers to put it on hold. */
  canHold: boolean;
  lines: { id: Id; lineId: Id; remaining: number }[];
  holds: { id: Id; ours: boolean }[];
};

/** What the book says of a line of a fulfillment order that is owed. */
export type Waiting = { id: Id; lineId: Id; outstanding: number; owed: number };

/** Why a part that waits is not on hold. */
export type NotHeld = "held_by_others" | "requested" | "not_possible" | "no_access";

/**
 * What we know of our hold on a fulfillment order. See the table `hold`. That somebody else released one is remembered
 * of its lines; it says nothing of the fulfillment order as it is now, of which there may be a second one.
 */
export type KnownHold = {
  partId: Id;
  holdId: Id | null;
  state: "held" | "releasing" | "let_go" | "not_held";
  reason: NotHeld | null;
  others: boolean;
  lineIds: Id[];
  units: number;
  approved: boolean;
};

/** What the merchant decided. `on` false: no hold of ours may stay. */
export type HoldRules = { on: boolean; review: boolean; wholeOrders: boolean };

/** Units to put on hold. No lines: the whole fulfillment order. Else it is split, and the rest can ship. */
export type ToHold = { lines: { id: Id; quantity: number }[]; lineIds: Id[]; units: number };

export type HoldStep =
  | ({ do: "hold"; partId: Id } & ToHold)
  /**
   * What of it still waits is held again in the same breath: Shopify splits nothing that is on hold, so that a part of
   * it cannot be released.
   */
  | { do: "release"; partId: Id; holdIds: Id[]; again: ToHold | null };

export type HoldPlan = {
  /** One at a time: every step may split or join fulfillment orders, so that all is looked at anew. */
  step: HoldStep | null;
  /** What is to be remembered before it. */
  known: KnownHold[];
};

const open = ["OPEN", "SCHEDULED", "IN_PROGRESS", "ON_HOLD"];

/**
 * What is next to do so that exactly the waiting part of an order is on hold by us. Holds of others and of staff are
 * never touched, and what somebody else released stays released as long as it is owed. What is ready stays on hold
 * until it may be released.
 */
export function nextHold(
  parts: Part[],
  waiting: Waiting[],
  was: KnownHold[],
  rules: HoldRules,
  /** What Shopify just said no to. */
  refused: Map<Id, NotHeld> = new Map(),
): HoldPlan {
  const owed = new Map(waiting.map((w) => [w.id, w]));
  const stillOwed = new Set(waiting.map((w) => w.lineId));
  const letGo = whatWasLetGo(parts, was, stillOwed);
  const free = new Set(letGo.flatMap((k) => k.lineIds));
  const known: KnownHold[] = [...letGo];
  let step: HoldStep | null = null;
  for (const part of parts) {
    if (!open.includes(part.status)) continue;
    const lines = part.lines.filter((l) => l.remaining > 0);
    const wait = lines.flatMap((l) => {
      const units = Math.min(l.remaining, owed.get(l.id)?.owed ?? 0);
      return units > 0 && !free.has(l.lineId) ? [{ ...l, units }] : [];
    });
    const units = sum(wait.map((w) => w.units));
    const all = units > 0 && units === sum(lines.map((l) => l.remaining));
    const lineIds = [...new Set(wait.map((w) => w.lineId))];
    const ours = part.holds.filter((h) => h.ours);
    const others = part.holds.length > ours.length;
    const old = was.find((k) => k.holdId !== null && ours.some((h) => h.id === k.holdId));
    // The book lags behind what Shopify shows: when it has caught up, this is asked again.
    const stale = lines.some((l) => owed.has(l.id) && owed.get(l.id)!.outstanding !== l.remaining);
    const row = { partId: part.id, others, lineIds, units };

    if (ours.length > 0) {
      const held = { ...row, holdId: ours[0]!.id, state: "held" as const, reason: null };
      const approved = (old?.approved ?? false) && !all;
      const mayGo = !rules.on || approved || !(rules.review || (rules.wholeOrders && stillOwed.size > 0));
      const release = mayGo && (!rules.on || (!all && !stale));
      const kept = stale ? { lineIds: old?.lineIds ?? lineIds, units: old?.units ?? units } : {};
      known.push({ ...held, ...kept, approved: stale ? (old?.approved ?? false) : approved });
      const again = rules.on && units > 0 && !others ? { lines: linesOf(wait), lineIds, units } : null;
      if (release) step ??= { do: "release", partId: part.id, holdIds: ours.map((h) => h.id), again };
      continue;
    }
    if (!rules.on || units === 0 || stale) continue;
    const reason = refused.get(part.id) ?? whyNot(part, all);
    if (reason) {
      known.push({ ...row, holdId: null, state: "not_held", reason, approved: false });
      continue;
    }
    step ??= { do: "hold", partId: part.id, lines: all ? [] : linesOf(wait), lineIds, units };
  }
  return { step, known };
}

/**
 * Releases of ours that the last read of the order does not show yet: there it is still on hold, and without a word
 * about it that hold would look like somebody else's. `onHold`: fulfillment orders that are so as they were read last.
 */
export function releasesUnread(parts: Part[], was: KnownHold[], onHold: Id[]): KnownHold[] {
  const isFree = (p: Part) => open.includes(p.status) && p.holds.length === 0;
  return was.filter(
    ({ state, partId }) =>
      state === "releasing" && onHold.includes(partId) && parts.some((p) => p.id === partId && isFree(p)),
  );
}

function linesOf(wait: { id: Id; units: number }[]): ToHold["lines"] {
  return wait.map((w) => ({ id: w.id, quantity: w.units }));
}

/**
 * A hold that is gone though its lines are still owed, from a fulfillment order that is still open, and we did not
 * release it: somebody else did. One that went with its fulfillment order (shipped, edited, merged) tells nothing.
 */
function whatWasLetGo(parts: Part[], was: KnownHold[], stillOwed: Set<Id>): KnownHold[] {
  const there = new Set(parts.flatMap((p) => p.holds.map((h) => h.id)));
  const toShip = parts.filter((p) => open.includes(p.status) && p.lines.some((l) => l.remaining > 0));
  const rows = was.flatMap((known): KnownHold[] => {
    const owed = known.lineIds.filter((id) => stillOwed.has(id));
    if (owed.length === 0) return [];
    if (known.state === "let_go") return [{ ...known, lineIds: owed }];
    if (known.state !== "held" || there.has(known.holdId!)) return [];
    // A line that has left the part meanwhile was not released with it.
    const part = toShip.find((p) => p.id === known.partId);
    const lineIds = owed.filter((id) => part?.lines.some((l) => l.lineId === id && l.remaining > 0));
    if (lineIds.length === 0) return [];
    return [{ ...known, state: "let_go", holdId: null, reason: null, approved: false, lineIds }];
  });
  // More than once of one fulfillment order, when other lines of it were held after the first time.
  return [...Map.groupBy(rows, (row) => row.partId).values()].map((of) => ({
    ...of[0]!,
    lineIds: [...new Set(of.flatMap((row) => row.lineIds))],
  }));
}

/** What is known of a fulfillment order as it is now: not that somebody released it once. */
export function isOfNow({ state }: Pick<KnownHold, "state">): boolean {
  return state !== "let_go";
}

/** Before it is done: a release of ours must not look as if somebody else had released it. */
export function noteReleasing(known: KnownHold[], partId: Id | null): KnownHold[] {
  return known.map((k) => (k.partId === partId && k.state === "held" ? { ...k, state: "releasing" } : k));
}

function whyNot(part: Part, all: boolean): NotHeld | null {
  if (part.requestStatus !== "UNSUBMITTED" && part.requestStatus !== "REJECTED") return "requested";
  // A part of what is on hold cannot be held on its own.
  if (part.holds.length > 0 && !all) return "held_by_others";
  return part.canHold ? null : "not_possible";
}

function sum(numbers: number[]): number {
  return numbers.reduce((all, n) => all + n, 0);
}

/** What is new about holds that nobody of us placed or released just now, in the words of the why-log. */
export function newsOfHolds(was: KnownHold[], is: KnownHold[]): HoldBecause[] {
  return is.flatMap((now): HoldBecause[] => {
    const before = was.find((k) => k.partId === now.partId && isOfNow(k) === isOfNow(now));
    if (now.state === "let_go")
      return now.lineIds.every((id) => before?.lineIds.includes(id)) ? [] : [{ kind: "let_go" }];
    // A hold whose answer was lost, found again.
    const known = was.some((k) => k.holdId === now.holdId);
    if (now.state === "held" && !known) return [{ kind: "placed", units: now.units }];
    if (now.state !== "not_held" || now.reason === null) return [];
    if (before?.reason === now.reason && before.units === now.units) return [];
    return [{ kind: "not_held", units: now.units, reason: now.reason }];
  });
}

/** What staff read beside the hold in Shopify. It is not kept up to date there: the order's page of the app is. */
export function holdNotes(shipsBy: Day | null): string {
  if (shipsBy === null) return "Waiting for stock; no date was known when this was put on hold. (Shipsby)";
  const [year, month, day] = shipsBy.split("-").map(Number) as [number, number, number];
  return `Waiting for stock; expected to ship by ${months[month - 1]} ${day}, ${year} when this was put on hold. (Shipsby)`;
}

const months = [
  "January",
  "February",
  "March",
  "April",
  "May",
  "June",
  "July",
  "August",
  "September",
  "October",
  "November",
  "December",
];
