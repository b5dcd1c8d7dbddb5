import type { Checked } from "./form.ts";

export type SettingsFields = "handlingDays" | "workingDays" | "leadTimeDays";
export type NewSettings = {
  handlingDays: number;
  workingDays: number[];
  leadTimeDays: number | null;
  tagOrders: boolean;
};

/** The shop's calendar, lead time and tag as typed. */
export function readSettings(
  form: { handlingDays?: string; leadTimeDays?: string; tagOrders?: string },
  workingDays: string[],
): Checked<NewSettings, SettingsFields> {
  const errors: Partial<Record<SettingsFields, string>> = {};
  const handlingDays = wholeNumber(form.handlingDays ?? "");
  if (handlingDays === null || handlingDays > 30) errors.handlingDays = "Enter a whole number from 0 to 30.";
  const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => workingDays.includes(String(day)));
  if (days.length === 0) errors.workingDays = "Choose at least one working day.";
  const leadTime = readLeadTime(form.leadTimeDays ?? "");
  if (!leadTime.ok) Object.assign(errors, leadTime.errors);
  if (handlingDays === null || !leadTime.ok || Object.keys(errors).length > 0) return { ok: false, errors };
  const tagOrders = form.tagOrders === "on";
  return { ok: true, value: { handlingDays, workingDays: days, leadTimeDays: leadTime.value, tagOrders } };
}

/** Empty means that there is no lead time. */
export function readLeadTime(typed: string): Checked<number | null, "leadTimeDays"> {
  if (typed === "") return { ok: true, value: null };
  const days = wholeNumber(typed);
  if (days !== null && days >= 1 && days <= 365) return { ok: true, value: days };
  return { ok: false, errors: { leadTimeDays: "Enter a whole number from 1 to 365, or leave it empty." } };
}

function wholeNumber(typed: string): number | null {
  return /^\d{1,6}$/.test(typed) ? Number(typed) : null;
}
