import { addDays, isDay } from "./days.ts";
import { settled, withDay, withUnits, type DeliveryState } from "./delivery-state.ts";
import type { Day, Id } from "./facts.ts";
import type { Outcome } from "./slip.ts";

/** What a supplier says of one delivery: when it comes (null: it does not know) and what else it brings. */
export type Told = {
  statedOn: Day | null;
  /** Units still to come, where they differ from ours. */
  units: Record<Id, number>;
  comment: string;
};

/** A delivery as its supplier is asked about it. The names of its fields never say what Shopify calls its items. */
export type AskedAbout = {
  statedOn: Day | null;
  lines: { field: string; itemId: Id; toCome: number }[];
};

export const longestComment = 500;
export const mostUnits = 100_000;
/** A date further off is a typing mistake. */
const furthest = 730;

export type ProposalField = "answer" | "statedOn" | "units" | "comment";

/** Words of a supplier, as typed into the page behind its link. What is wrong is said in its language. */
export function readTold(
  form: Partial<Record<string, string>>,
  asked: AskedAbout,
  today: Day,
): { ok: true; told: Told } | { ok: false; wrong: ProposalField[] } {
  const wrong: ProposalField[] = [];
  const typed = (form["statedOn"] ?? "").trim();
  // Who types a day has answered.
  const answer = form["answer"] || (typed ? "date" : "");
  const comment = (form["comment"] ?? "").trim();
  let statedOn: Day | null = null;
  if (answer === "same" && canConfirm(asked, today)) statedOn = asked.statedOn;
  else if (answer === "date") {
    if (isDay(typed) && typed >= today && typed <= addDays(today, furthest)) statedOn = typed;
    else wrong.push("statedOn");
  } else if (answer !== "unknown") wrong.push("answer");

  const units: Record<Id, number> = {};
  for (const { field, itemId, toCome } of asked.lines) {
    const said = (form[field] ?? String(toCome)).trim();
    const number = Number(said);
    if (!/^\d{1,6}$/.test(said) || number > mostUnits) wrong.push("units");
    else if (number !== toCome) units[itemId] = number;
  }
  if (comment.length > longestComment) wrong.push("comment");
  return wrong.length > 0 ? { ok: false, wrong } : { ok: true, told: { statedOn, units, comment } };
}

/** A day that has passed cannot be confirmed. */
export function canConfirm({ statedOn }: Pick<AskedAbout, "statedOn">, today: Day): boolean {
  return statedOn !== null && statedOn >= today;
}

/** It says what we have already: there is nothing to decide. */
export function isConfirmation(told: Told, asked: Pick<AskedAbout, "statedOn">): boolean {
  return told.statedOn !== null && told.statedOn === asked.statedOn && Object.keys(told.units).length === 0;
}

/** The delivery as it would be. Another day is one day, not the end of the old window. */
export function afterTold(state: DeliveryState, told: Pick<Told, "statedOn" | "units">): DeliveryState {
  const dated = told.statedOn === state.statedOn ? state : withDay(state, told.statedOn, null);
  const units = Object.entries(told.units);
  return settled(units.reduce((after, [itemId, said]) => withUnits(after, itemId, said), dated));
}

/**
 * Whether the merchant need not be asked: it comes at most so many days later, brings no less, and nobody has to be
 * told another day. `acceptDays` null: the merchant is always asked.
 */
export function isHarmless(
  told: Told,
  asked: AskedAbout,
  acceptDays: number | null,
  outcomes: Outcome[],
): boolean {
  if (acceptDays === null || told.statedOn === null) return false;
  if (asked.statedOn !== null && told.statedOn > addDays(asked.statedOn, acceptDays)) return false;
  if (asked.lines.some((l) => (told.units[l.itemId] ?? l.toCome) < l.toCome)) return false;
  return outcomes.every((o) => o === "none" || o === "kept" || o === "better");
}
