import type { Evidence } from "./learned.ts";

const past = (n: number) => `${n} past ${n === 1 ? "delivery" : "deliveries"}`;
const groupWords: Record<Evidence["group"], string> = {
  item: " of this item",
  type: " of this kind of product",
  supplier: "",
  shop: " of all suppliers",
};

/** "From 14 past deliveries: met 8 of 10": what stands under a day that was learned. */
export function evidenceText({ n, group, met, of, longer, basis }: Evidence): string {
  if (longer !== null) return `Overdue: ${longer} of ${past(n)}${groupWords[group]} came even later`;
  const tested = of === 0 ? "not tested yet" : `met ${met} of ${of}`;
  return `${basis === "ordered" ? "Estimated from" : "From"} ${past(n)}${groupWords[group]}: ${tested}`;
}

/** Half a sentence, after a colon: how the day came about. */
export function learnedBecause(
  { n, group, basis, days, longer, percent }: Evidence,
  on: string | null,
): string {
  const share = percent === 80 ? "8 of 10" : `${percent} of 100`;
  const since = basis === "stated" ? "the stated day" : "the order";
  const seen = `${past(n)}${groupWords[group]}`;
  if (longer !== null)
    return `it is overdue, and of the ${longer} of ${seen} that came even later, ${share} arrived${on ? ` by ${on}` : ""}`;
  if (on) return `from ${seen}, ${share} arrived by ${on}, ${distance(days, since)}`;
  if (days === 0) return `from ${seen}, ${share} arrived by ${since}`;
  return `from ${seen}, ${share} arrived at ${days > 0 ? "most" : "least"} ${distance(days, since)}`;
}

/** "6 days after the stated day". */
function distance(days: number, since: string): string {
  if (days === 0) return since === "the order" ? "the day of the order" : since;
  const count = `${Math.abs(days)} ${Math.abs(days) === 1 ? "day" : "days"}`;
  return `${count} ${days > 0 ? "after" : "before"} ${since}`;
}
