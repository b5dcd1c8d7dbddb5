import { isDay } from "./days.ts";
import type { Day } from "./facts.ts";
import type { Checked } from "./form.ts";

export type PastDeliveryFields = "reference" | "sku" | "statedOn" | "orderedOn" | "arrivedOn";
export type PastDeliveryTyped = {
  reference: string;
  statedOn: Day | null;
  orderedOn: Day | null;
  arrivedOn: Day;
};

/** A delivery that arrived before the shop had this app: only its days matter. */
export function readPastDelivery(
  form: Partial<Record<string, string>>,
  today: Day,
): Checked<PastDeliveryTyped, PastDeliveryFields> {
  const { reference = "", statedOn = "", orderedOn = "", arrivedOn = "" } = form;
  const errors: Partial<Record<PastDeliveryFields, string>> = {};
  if (reference === "") errors.reference = "Enter a reference, such as PO-118.";
  if (reference.length > 60) errors.reference = "Enter at most 60 characters.";
  if (!(isDay(arrivedOn) && arrivedOn <= today)) errors.arrivedOn = "Enter a date up to today.";
  if (statedOn === "" && orderedOn === "")
    errors.statedOn = "Enter the day it was stated for, or the day of the order.";
  else if (statedOn !== "" && !isDay(statedOn)) errors.statedOn = "Enter a date, or leave it empty.";
  if (orderedOn !== "" && !(isDay(orderedOn) && orderedOn <= arrivedOn))
    errors.orderedOn = "Enter a date up to the arrival, or leave it empty.";
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    value: { reference, statedOn: statedOn || null, orderedOn: orderedOn || null, arrivedOn },
  };
}
