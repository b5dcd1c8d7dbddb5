import { isDay } from "./days.ts";
import type { Day, Id } from "./facts.ts";
import type { Checked } from "./form.ts";

export type DeliveryFields =
  "itemId" | "locationId" | "quantity" | "expectedOn" | "reference" | "supplierId" | "orderedOn";

/** What a delivery is, less what it brings. */
export type DeliveryTyped = {
  locationId: Id;
  expectedOn: Day | null;
  reference: string;
  supplierId: Id | null;
  orderedOn: Day | null;
  confirmed: boolean;
};
export type NewDelivery = DeliveryTyped & { itemId: Id; quantity: number };
export type Places = { locations: Id[]; suppliers: Id[] };

type Form = Partial<Record<string, string>>;

/** A delivery of one item as typed. `choices` are the items, locations and suppliers that there are. */
export function readNewDelivery(
  form: Form,
  choices: Places & { items: Id[] },
  today: Day,
): Checked<NewDelivery, DeliveryFields> {
  const { itemId = "", quantity = "" } = form;
  const delivery = readDelivery(form, choices, today);
  const errors: Partial<Record<DeliveryFields, string>> = delivery.ok ? {} : { ...delivery.errors };
  if (!choices.items.includes(itemId)) errors.itemId = "Choose a variant.";
  const wrong = wrongUnits(quantity);
  if (wrong) errors.quantity = wrong;
  if (!delivery.ok || Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, value: { ...delivery.value, itemId, quantity: Number(quantity) } };
}

/** Where a delivery arrives, when, from whom, and whether it is sure already. */
export function readDelivery(
  form: Form,
  choices: Places,
  today: Day,
): Checked<DeliveryTyped, Exclude<DeliveryFields, "itemId" | "quantity">> {
  const { locationId = "", reference = "", supplierId = "", orderedOn = "", draft } = form;
  const errors: Partial<Record<Exclude<DeliveryFields, "itemId" | "quantity">, string>> = {};
  if (!choices.locations.includes(locationId)) errors.locationId = "Choose a location.";
  if (reference === "") errors.reference = "Enter a reference, such as PO-118.";
  if (reference.length > 60) errors.reference = "Enter at most 60 characters.";
  if (supplierId !== "" && !choices.suppliers.includes(supplierId))
    errors.supplierId = "Choose a supplier, or none.";
  if (orderedOn !== "" && !(isDay(orderedOn) && orderedOn <= today))
    errors.orderedOn = "Enter a date up to today, or leave it empty.";
  const date = readStatedDate(form, today);
  if (!date.ok) Object.assign(errors, date.errors);
  if (!date.ok || Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    value: {
      locationId,
      reference,
      supplierId: supplierId || null,
      orderedOn: orderedOn || null,
      confirmed: draft !== "on",
      expectedOn: date.value.expectedOn,
    },
  };
}

export type LineErrors = Record<`sku${number}` | `quantity${number}`, string>;

/** How many lines the form for several items has at most. */
export const mostLines = 50;

/** Lines as typed, "sku0" and "quantity0" and so on; empty ones are skipped. `items` knows the shop's SKUs. */
export function readLines(
  form: Form,
  items: (sku: string) => Id[],
): Checked<{ itemId: Id; quantity: number }[], keyof LineErrors> {
  const errors: Partial<LineErrors> = {};
  const units = new Map<Id, number>();
  for (let i = 0; i < mostLines; i++) {
    const [sku, quantity] = [form[`sku${i}`] ?? "", form[`quantity${i}`] ?? ""];
    if (sku === "" && quantity === "") continue;
    const [itemId, another] = items(sku);
    if (itemId === undefined) errors[`sku${i}`] = "This SKU isn't in your store.";
    else if (another !== undefined)
      errors[`sku${i}`] = "Several items have this SKU. Add the delivery on the product's page.";
    else if (units.has(itemId)) errors[`sku${i}`] = "This item has a line already.";
    const wrong = wrongUnits(quantity);
    if (wrong) errors[`quantity${i}`] = wrong;
    if (itemId !== undefined && !wrong && !units.has(itemId)) units.set(itemId, Number(quantity));
  }
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  if (units.size === 0) return { ok: false, errors: { sku0: "Enter the SKU of an item." } };
  return { ok: true, value: [...units].map(([itemId, quantity]) => ({ itemId, quantity })) };
}

export type DeliveryChange = { quantity: number; expectedOn: Day | null };

/** The two things of a delivery that change later. */
export function readDeliveryChange(
  form: Form,
  today: Day,
): Checked<DeliveryChange, "quantity" | "expectedOn"> {
  const { quantity = "" } = form;
  const wrong = wrongUnits(quantity);
  const date = readStatedDate(form, today);
  if (!date.ok || wrong)
    return { ok: false, errors: { ...(wrong && { quantity: wrong }), ...(!date.ok && date.errors) } };
  return { ok: true, value: { quantity: Number(quantity), ...date.value } };
}

/** The day a supplier states. An unknown day is said, never left empty by accident. */
export function readStatedDate(form: Form, today: Day): Checked<{ expectedOn: Day | null }, "expectedOn"> {
  const { expectedOn = "", undated } = form;
  if (undated === "on") return { ok: true, value: { expectedOn: null } };
  if (isDay(expectedOn) && expectedOn >= today) return { ok: true, value: { expectedOn } };
  return { ok: false, errors: { expectedOn: "Enter a date from today on." } };
}

/** How many units arrived, and when: today unless said. More than were to come is no mistake of the form. */
export function readArrival(
  form: Form,
  today: Day,
): Checked<{ quantity: number; arrivedOn: Day }, "quantity" | "arrivedOn"> {
  const { quantity = "", arrivedOn = "" } = form;
  const errors: Partial<Record<"quantity" | "arrivedOn", string>> = {};
  const wrong = wrongUnits(quantity);
  if (wrong) errors.quantity = wrong;
  if (arrivedOn !== "" && !(isDay(arrivedOn) && arrivedOn <= today))
    errors.arrivedOn = "Enter a date up to today.";
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, value: { quantity: Number(quantity), arrivedOn: arrivedOn || today } };
}

/** Units of one line. */
export function readUnits(form: Form): Checked<{ quantity: number }, "quantity"> {
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

/** What is known of a delivery beside its date and units. */
export function readDetails(
  form: Form,
  statedOn: Day | null,
): Checked<{ earliestOn: Day | null; inTransit: boolean; notes: string }, "earliestOn" | "notes"> {
  const { earliestOn = "", inTransit, notes = "" } = form;
  if (earliestOn !== "" && !(isDay(earliestOn) && statedOn !== null && earliestOn < statedOn))
    return { ok: false, errors: { earliestOn: "Enter a date before the expected one, or leave it empty." } };
  if (notes.length > 1000) return { ok: false, errors: { notes: "Enter at most 1,000 characters." } };
  return { ok: true, value: { earliestOn: earliestOn || null, inTransit: inTransit === "on", notes } };
}
