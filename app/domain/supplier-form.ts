import { daysBetween, isDay } from "./days.ts";
import type { Day, Delay } from "./facts.ts";
import { readNumber, type Checked } from "./form.ts";
import { readLeadTime } from "./settings-form.ts";
import type { SupplierClosed } from "./supplier-days.ts";

export type SupplierFields = "name" | "leadTimeDays" | "dates" | "bufferDays";

/** Where the dates of a supplier's deliveries come from. */
export const supplierDates = ["stated", "buffered", "learned"] as const;
export type SupplierTyped = {
  name: string;
  leadTimeDays: number | null;
  dates: (typeof supplierDates)[number];
  /** Days to add to what it states. */
  bufferDays?: number;
};

/** A supplier as typed. */
export function readSupplier(form: Partial<Record<string, string>>): Checked<SupplierTyped, SupplierFields> {
  const { name = "", leadTimeDays = "" } = form;
  const dates = supplierDates.find((d) => d === (form["dates"] ?? "stated"));
  const bufferDays = dates === "buffered" ? readNumber(form["bufferDays"] ?? "", 1, 90) : 0;
  const errors: Partial<Record<SupplierFields, string>> = {};
  if (name === "") errors.name = "Enter a name.";
  if (name.length > 100) errors.name = "Enter at most 100 characters.";
  const leadTime = readLeadTime(leadTimeDays);
  if (!leadTime.ok) Object.assign(errors, leadTime.errors);
  if (!dates) errors.dates = "Choose where its dates come from.";
  if (bufferDays === null) errors.bufferDays = "Enter a whole number from 1 to 90.";
  if (!leadTime.ok || !dates || bufferDays === null || Object.keys(errors).length > 0)
    return { ok: false, errors };
  const buffer = bufferDays > 0 ? { bufferDays } : {};
  return { ok: true, value: { name, leadTimeDays: leadTime.value, dates, ...buffer } };
}

/** A disruption as typed: why, how much it adds, and from when until when. */
export function readDelay(
  form: Partial<Record<string, string>>,
  today: Day,
): Checked<Delay, "reason" | "days" | "first" | "last"> {
  const { reason = "", first = "", last = "" } = form;
  const errors: Partial<Record<"reason" | "days" | "first" | "last", string>> = {};
  const days = readNumber(form["days"] ?? "", 1, 180);
  if (reason === "" || reason.length > 60) errors.reason = "Say in up to 60 letters what happened.";
  if (days === null) errors.days = "Enter a whole number from 1 to 180.";
  if (!isDay(first)) errors.first = "Enter a date.";
  if (!isDay(last) || last < today) errors.last = "Enter a date from today on.";
  else if (isDay(first) && last < first) errors.last = "Enter the first day or a later one.";
  if (days === null || Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, value: { reason, days, first, last } };
}

/** Days on which a supplier is closed, as typed. An empty last day means one day. */
export function readSupplierClosed(
  form: Partial<Record<string, string>>,
  today: Day,
): Checked<SupplierClosed, "name" | "first" | "last"> {
  const { name = "", first = "" } = form;
  const last = form["last"] || first;
  const errors: Partial<Record<"name" | "first" | "last", string>> = {};
  if (name === "" || name.length > 60) errors.name = "Say in up to 60 letters why it is closed.";
  if (!isDay(first)) errors.first = "Enter a date.";
  else if (!isDay(last) || last < first) errors.last = "Enter the first day or a later one.";
  else if (last < today) errors.last = "Enter a date from today on.";
  else if (daysBetween(first, last) > 120) errors.last = "Close at most 120 days at once.";
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, value: { name, first, last } };
}

export const nameTaken = "Another supplier has this name.";
