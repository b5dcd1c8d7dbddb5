import type { DemandLine, Ranking } from "./facts.ts";

const never = "9999-99-99";
/** Behind every tier. */
const everybodyElse = 9;

/** Unpaid and held lines let others pass while the merchant says so. */
export function yields(line: Pick<DemandLine, "paid" | "held">, { paidFirst }: Ranking): boolean {
  return paidFirst && (!line.paid || line.held);
}

/**
 * Whom the merchant chose by hand, then his tiers, then who waits longest; equal times by id, so that the order is total and never flickers.
 * Within an order the part that we hold comes last: it was the part that had to wait when the order was split for it.
 */
export function byRank(ranking: Ranking): (a: DemandLine, b: DemandLine) => number {
  const byNeed = ranking.by === "required";
  return (a, b) => {
    if (a.priority !== b.priority) return b.priority - a.priority;
    if (ranking.paidFirst) {
      const yielding = Number(yields(a, ranking)) - Number(yields(b, ranking));
      if (yielding !== 0) return yielding;
    }
    const tiers = (a.tier ?? everybodyElse) - (b.tier ?? everybodyElse);
    if (tiers !== 0) return tiers;
    if (byNeed && a.requiredOn !== b.requiredOn)
      return (a.requiredOn ?? never) < (b.requiredOn ?? never) ? -1 : 1;
    if (a.placedAt !== b.placedAt) return a.placedAt < b.placedAt ? -1 : 1;
    if (a.orderId !== b.orderId) return compareIds(a.orderId, b.orderId);
    return Number(a.waits ?? false) - Number(b.waits ?? false) || compareIds(a.id, b.id);
  };
}

/** The same order as text: of two lines the one whose text sorts first is served first. */
export function rankText(line: DemandLine, ranking: Ranking): string {
  const highest = 2 ** 31;
  return [
    String(highest - line.priority).padStart(10, "0"),
    yields(line, ranking) ? "1" : "0",
    line.tier ?? everybodyElse,
    ranking.by === "required" ? (line.requiredOn ?? never) : "",
    line.placedAt,
    idText(line.orderId),
    line.waits ? "1" : "0",
    idText(line.id),
  ].join(" ");
}

const idText = (id: string) => String(id.length).padStart(3, "0") + id;

/** Lines that need anything, in the order in which they are served. A list that is in order already is not copied. */
export function ranked(lines: DemandLine[], ranking: Ranking): DemandLine[] {
  const compare = byRank(ranking);
  for (let i = 0; i < lines.length; i++) {
    if (lines[i]!.outstanding > 0 && (i === 0 || compare(lines[i - 1]!, lines[i]!) <= 0)) continue;
    return lines.filter((l) => l.outstanding > 0).sort(compare);
  }
  return lines;
}

/** Numeric ids of different length must not compare as text ("9" > "10"). */
export function compareIds(a: string, b: string): number {
  return a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);
}
