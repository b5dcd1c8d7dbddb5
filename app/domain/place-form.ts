import { isDay } from "./days.ts";
import type { Day, Id, Peg } from "./facts.ts";
import { readNumber, type Checked } from "./form.ts";

export type Pin = { lineId: Id; deliveryId: Id; units: number; kind: Peg["kind"] };

/** A pin or a peg as typed. `choices` are the deliveries that the line may be tied to. */
export function readPin(
  { lineId = "", deliveryId = "", units = "", kind = "" }: Partial<Record<string, string>>,
  choices: { lineId: Id; deliveryId: Id; units: number }[],
): Checked<Pin, "deliveryId" | "units"> {
  const chosen = choices.find((c) => c.lineId === lineId && c.deliveryId === deliveryId);
  if (!chosen) return { ok: false, errors: { deliveryId: "Choose a delivery that is still coming." } };
  const read = readNumber(units, 1, 999_999);
  if (read === null) return { ok: false, errors: { units: "Enter a whole number, 1 or more." } };
  if (read > chosen.units)
    return { ok: false, errors: { units: `Enter at most ${chosen.units}: the delivery brings no more.` } };
  return { ok: true, value: { lineId, deliveryId, units: read, kind: kind === "peg" ? "peg" : "pin" } };
}

/** The day a customer needs an order, as typed; empty: none. */
export function readNeededBy(typed: string, today: Day): Checked<Day | null, "neededBy"> {
  if (typed === "") return { ok: true, value: null };
  if (isDay(typed) && typed >= today) return { ok: true, value: typed };
  return { ok: false, errors: { neededBy: "Enter a date from today on, or leave it empty." } };
}
