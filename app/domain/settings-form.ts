import { readNumber, type Checked } from "./form.ts";

export type SettingsFields =
  "leadTimeDays" | "toleranceDays" | "tolerancePercent" | "confirmHours" | "frozenDays";

/** The merchant's policies: what is promised, when a promise moves, and who comes first. */
export type Policies = {
  leadTimeDays: number | null;
  tagOrders: boolean;
  rankBy: "placed" | "required";
  paidFirst: boolean;
  toleranceDays: number;
  tolerancePercent: number;
  confirmHours: number;
  frozenDays: number;
};

/** The most that may be typed for each number of the promise policy. */
const most = { toleranceDays: 60, tolerancePercent: 100, confirmHours: 336, frozenDays: 60 } as const;

export function readSettings(form: Record<string, string>): Checked<Policies, SettingsFields> {
  const errors: Partial<Record<SettingsFields, string>> = {};
  const number = (field: keyof typeof most): number => {
    const read = readNumber(form[field] ?? "", 0, most[field]);
    if (read === null) errors[field] = `Enter a whole number from 0 to ${most[field]}.`;
    return read ?? 0;
  };
  const leadTime = readLeadTime(form["leadTimeDays"] ?? "");
  if (!leadTime.ok) Object.assign(errors, leadTime.errors);
  const value: Policies = {
    leadTimeDays: leadTime.ok ? leadTime.value : null,
    tagOrders: form["tagOrders"] === "on",
    rankBy: form["rankBy"] === "required" ? "required" : "placed",
    paidFirst: form["paidFirst"] === "on",
    toleranceDays: number("toleranceDays"),
    tolerancePercent: number("tolerancePercent"),
    confirmHours: number("confirmHours"),
    frozenDays: number("frozenDays"),
  };
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, value };
}

/** Empty means that there is no lead time. */
export function readLeadTime(typed: string): Checked<number | null, "leadTimeDays"> {
  const value = typed === "" ? null : readNumber(typed, 1, 365);
  if (typed === "" || value !== null) return { ok: true, value };
  return { ok: false, errors: { leadTimeDays: "Enter a whole number from 1 to 365, or leave it empty." } };
}

/** Empty means that it is not made to order. */
export function readMadeToOrder(typed: string): Checked<number | null, "madeToOrderDays"> {
  const value = typed === "" ? null : readNumber(typed, 1, 365);
  if (typed === "" || value !== null) return { ok: true, value };
  return { ok: false, errors: { madeToOrderDays: "Enter a whole number from 1 to 365, or leave it empty." } };
}
