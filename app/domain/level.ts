export type Level = "shop" | "collection" | "product" | "variant";

/** Where a rule was set, and when. Nothing for the shop has a target. */
export type SetOn = { level: Level; target: string; setAt: string };

const narrowestFirst: Level[] = ["variant", "product", "collection", "shop"];

/** Of the rules that name something, the one that counts: the narrowest; among collections the one that was set last. */
export function narrowest<Rule extends SetOn>(rules: Rule[]): Rule | null {
  return rules.reduce<Rule | null>((best, rule) => (best && !isBefore(rule, best) ? best : rule), null);
}

function isBefore(a: SetOn, b: SetOn): boolean {
  if (a.level !== b.level) return narrowestFirst.indexOf(a.level) < narrowestFirst.indexOf(b.level);
  if (a.setAt !== b.setAt) return a.setAt > b.setAt;
  return a.target < b.target;
}
