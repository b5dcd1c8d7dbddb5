import { daysBetween, isDay } from "./days.ts";
import type { Day, Id } from "./facts.ts";
import type { Checked } from "./form.ts";

export type PromiseFields = "promisedOn" | "reason";
export type NewPromise = { lineId: Id; day: Day | null; reason: string };

/** A date that the merchant gives by hand, or that there is none. The reason is kept with it. */
export function readPromise(form: Record<string, string>, today: Day): Checked<NewPromise, PromiseFields> {
  const errors: Partial<Record<PromiseFields, string>> = {};
  const { lineId = "", promisedOn = "", reason = "" } = form;
  const undated = form["undated"] === "on";
  if (!undated && (!isDay(promisedOn) || promisedOn < today))
    errors.promisedOn = "Enter a date from today on.";
  if (reason === "" || reason.length > 200) errors.reason = "Give a reason in up to 200 letters.";
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, value: { lineId, day: undated ? null : promisedOn, reason } };
}

/** What a date given by hand will change, sentence by sentence. */
export function promisePreview(
  line: { promisedOn: Day | null; firstPromisedOn: Day | null; shipsBy: Day | null },
  to: Day | null,
  date: (day: Day) => string,
): string[] {
  const { promisedOn, firstPromisedOn, shipsBy } = line;
  if (to === promisedOn && firstPromisedOn !== null)
    return ["Nothing changes: this is what is promised now."];
  const sentences = [moves(promisedOn, to, firstPromisedOn === null, date)];
  if (firstPromisedOn !== null)
    sentences.push(`The first promise, ${date(firstPromisedOn)}, stays the one you are judged by.`);
  if (to !== null && shipsBy === null)
    sentences.push("No date is expected: nothing known will pay this line by then.");
  if (to !== null && shipsBy !== null && shipsBy > to)
    sentences.push(`It is expected on ${date(shipsBy)}, ${days(to, shipsBy)} after: the line shows as late.`);
  sentences.push("The order in Shopify gets the new date. Other lines and orders don't change.");
  return sentences;
}

function moves(from: Day | null, to: Day | null, first: boolean, date: (day: Day) => string): string {
  if (to === null)
    return from === null ? "No date is promised." : `The promise of ${date(from)} is withdrawn.`;
  if (from === null) return `${first ? "The first promise is" : "Promised is"} ${date(to)}.`;
  const much = `${days(from, to)} ${to > from ? "later" : "earlier"}`;
  return `Promised moves from ${date(from)} to ${date(to)}, ${much}.`;
}

function days(a: Day, b: Day): string {
  const count = Math.abs(daysBetween(a, b));
  return `${count} ${count === 1 ? "day" : "days"}`;
}
