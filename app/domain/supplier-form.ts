import type { Checked } from "./form.ts";
import { readLeadTime } from "./settings-form.ts";

export type SupplierFields = "name" | "leadTimeDays" | "dates";
export type SupplierTyped = { name: string; leadTimeDays: number | null; dates: "stated" | "learned" };

/** A supplier as typed. */
export function readSupplier(form: Partial<Record<string, string>>): Checked<SupplierTyped, SupplierFields> {
  const { name = "", leadTimeDays = "", dates = "stated" } = form;
  const errors: Partial<Record<SupplierFields, string>> = {};
  if (name === "") errors.name = "Enter a name.";
  if (name.length > 100) errors.name = "Enter at most 100 characters.";
  const leadTime = readLeadTime(leadTimeDays);
  if (!leadTime.ok) Object.assign(errors, leadTime.errors);
  if (dates !== "stated" && dates !== "learned") errors.dates = "Choose where its dates come from.";
  if (!leadTime.ok || Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    value: { name, leadTimeDays: leadTime.value, dates: dates === "learned" ? "learned" : "stated" },
  };
}

export const nameTaken = "Another supplier has this name.";
