import { isDay } from "./days.ts";
import type { Day, Id } from "./facts.ts";
import type { Checked } from "./form.ts";

export type DeliveryFields = "itemId" | "locationId" | "quantity" | "expectedOn" | "reference";
export type NewDelivery = {
  itemId: Id;
  locationId: Id;
  quantity: number;
  expectedOn: Day | null;
  reference: string;
};

/** A delivery as typed. `choices` are the items and locations that this shop and product have. */
export function readNewDelivery(
  form: Partial<Record<string, string>>,
  choices: { items: Id[]; locations: Id[] },
  today: Day,
): Checked<NewDelivery, DeliveryFields> {
  const { itemId = "", locationId = "", reference = "" } = form;
  const errors: Partial<Record<DeliveryFields, string>> = {};
  if (!choices.items.includes(itemId)) errors.itemId = "Choose a variant.";
  if (!choices.locations.includes(locationId)) errors.locationId = "Choose a location.";
  if (reference === "") errors.reference = "Enter a reference, such as PO-118.";
  if (reference.length > 60) errors.reference = "Enter at most 60 characters.";
  const change = readDeliveryChange(form, today);
  if (!change.ok) Object.assign(errors, change.errors);
  if (!change.ok || Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, value: { itemId, locationId, reference, ...change.value } };
}

export type DeliveryChange = { quantity: number; expectedOn: Day | null };

/** The two things of a delivery that change later. An unknown date is said, never left empty by accident. */
export function readDeliveryChange(
  form: Partial<Record<string, string>>,
  today: Day,
): Checked<DeliveryChange, "quantity" | "expectedOn"> {
  const { quantity = "", expectedOn = "", undated } = form;
  const errors: Partial<Record<"quantity" | "expectedOn", string>> = {};
  const wrong = wrongUnits(quantity);
  if (wrong) errors.quantity = wrong;
  const unknown = undated === "on";
  if (!unknown && !(isDay(expectedOn) && expectedOn >= today))
    errors.expectedOn = "Enter a date from today on.";
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, value: { quantity: Number(quantity), expectedOn: unknown ? null : expectedOn } };
}

/** How many units of a delivery arrived. More than were to come is no mistake of the form. */
export function readArrival(
  form: Partial<Record<string, string>>,
): Checked<{ quantity: number }, "quantity"> {
  const { quantity = "" } = form;
  const wrong = wrongUnits(quantity);
  return wrong
    ? { ok: false, errors: { quantity: wrong } }
    : { ok: true, value: { quantity: Number(quantity) } };
}

function wrongUnits(typed: string): string | null {
  if (!/^\d{1,9}$/.test(typed) || Number(typed) < 1) return "Enter a whole number, 1 or more.";
  return Number(typed) > 1_000_000 ? "Enter at most 1,000,000 units." : null;
}
