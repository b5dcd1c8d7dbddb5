import type { Book, Day, DemandLine, Facts, Id, Tail } from "./facts.ts";
import { byRank } from "./rank.ts";
import { riseOf } from "./shelf.ts";
import { tierReason, type Tier } from "./tiers.ts";

/** Units that became free at a place for lines which waited for them. */
export type Arrival = {
  locationId: Id;
  /** Shopify's stock rose; or other orders gave way, or what was kept is kept no more. */
  origin: "counted" | "freed";
  units: number;
  /** Left over after all lines. */
  free: number;
  /** Who got them, in the order in which they are served. */
  lines: ArrivalLine[];
};

export type ArrivalLine = {
  id: Id;
  orderId: Id;
  lineId: Id;
  units: number;
  /** Of the line, after it. */
  owed: number;
  because: ArrivalBecause;
};

/** Why a line got units before those behind it. */
export type ArrivalBecause =
  | { kind: "served_first" }
  | { kind: "tier"; tier: Tier }
  | { kind: "needed_by"; day: Day }
  | { kind: "oldest" }
  | { kind: "next_oldest" };

/**
 * What arrived between two counts of an item: found in the book before and after, so that a webhook that comes twice
 * or late adds nothing. Units that were canceled or shipped are no arrival for their own line. `unasked`: lines on hold
 * by us that no arrival names. As far as they can ship now they are in one: nobody else would release them.
 */
export function arrivals(
  facts: Pick<Facts, "lines" | "ranking" | "book">,
  tailsBefore: Tail[],
  after: { book: Book; tails: Tail[] },
  unasked: ReadonlySet<Id> = new Set(),
): Arrival[] {
  const demand = new Map(facts.lines.map((l) => [l.id, l]));
  const owedNow = new Map(after.book.owed.map((o) => [o.id, o.owed]));
  const gains = facts.book.owed.flatMap((was) => {
    const line = demand.get(was.id);
    if (!line || line.outstanding === 0 || line.locationId !== was.locationId) return [];
    const owed = owedNow.get(was.id) ?? 0;
    const units = was.owed - owed - Math.max(0, was.outstanding - line.outstanding);
    return units > 0 ? [{ line, units, owed }] : [];
  });
  const gained = new Set(gains.map((g) => g.line.id));
  for (const line of facts.lines) {
    const owed = owedNow.get(line.id) ?? 0;
    const units = line.outstanding - owed;
    if (unasked.has(line.id) && !gained.has(line.id) && units > 0) gains.push({ line, units, owed });
  }
  const compare = byRank(facts.ranking);
  return [...Map.groupBy(gains, (g) => g.line.locationId)].map(([locationId, got]) => {
    const [before, now] = [tailsBefore, after.tails].map((tails) =>
      tails.find((t) => t.locationId === locationId),
    );
    const rise = riseOf(before, now);
    const taken = got.reduce((sum, g) => sum + g.units, 0);
    const inTurn = got.sort((a, b) => compare(a.line, b.line));
    const oldest = inTurn.find((g) => because(g.line, facts, true).kind === "oldest")?.line;
    return {
      locationId,
      origin: rise > 0 ? "counted" : "freed",
      units: Math.max(rise, taken),
      free: now?.free ?? 0,
      lines: inTurn.map(({ line, units, owed }) => {
        const { id, orderId, lineId } = line;
        return { id, orderId, lineId, units, owed, because: because(line, facts, line === oldest) };
      }),
    };
  });
}

function because(line: DemandLine, { ranking }: Pick<Facts, "ranking">, first: boolean): ArrivalBecause {
  if (line.priority > 0) return { kind: "served_first" };
  const tier = line.tier ? ranking.tiers?.[line.tier - 1] : undefined;
  if (tier) return { kind: "tier", tier };
  if (ranking.by === "required" && line.requiredOn) return { kind: "needed_by", day: line.requiredOn };
  return { kind: first ? "oldest" : "next_oldest" };
}

export function arrivalSentence(b: ArrivalBecause, date: (day: Day) => string): string {
  switch (b.kind) {
    case "served_first":
      return "Put before the others by your staff";
    case "tier":
      return `Served before others: ${tierReason(b.tier)}`;
    case "needed_by":
      return `Needed by ${date(b.day)}`;
    case "oldest":
      return "Waited longest";
    case "next_oldest":
      return "Waited next longest";
  }
}
