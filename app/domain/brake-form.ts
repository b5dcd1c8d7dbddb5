import type { BrakeRule } from "./brake.ts";
import type { Id } from "./facts.ts";
import { readNumber, type Checked } from "./form.ts";
import type { Level } from "./level.ts";

export type BrakeFields = "cap" | "farthestDays" | "margin";

/** A brake as typed: a limit on the date and a margin may be left empty. */
export function readBrake(form: Record<string, string>): Checked<BrakeRule, BrakeFields> {
  const errors: Partial<Record<BrakeFields, string>> = {};
  const accept = accepts.find((a) => a === form["accept"]) ?? "always";
  const number = (field: BrakeFields, least: number, most: number): number | null => {
    const typed = form[field] ?? "";
    const read = typed === "" ? null : readNumber(typed, least, most);
    if (typed !== "" && read === null) errors[field] = `Enter a whole number from ${least} to ${most}.`;
    return read;
  };
  const cap = accept === "cap" ? number("cap", 0, 100_000) : null;
  if (accept === "cap" && cap === null) errors.cap ??= "Enter how many units may be owed, 0 or more.";
  const farthestDays = accept === "never" ? null : number("farthestDays", 1, 730);
  const limited = accept === "cap" || accept === "dated" || farthestDays !== null;
  const margin = limited ? (number("margin", 0, 1000) ?? 0) : 0;
  const opens = accept !== "never" && form["opens"] === "on";
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return { ok: true, value: { accept, cap, farthestDays, margin, opens } };
}

export const accepts: BrakeRule["accept"][] = ["never", "cap", "dated", "always"];

/** Where a brake is set, out of an address or a form. Null: nowhere that could be. */
export function readWhere(level: string | null, targets: string[]): { level: Level; targets: Id[] } | null {
  if (level === "shop" || level === null || level === "") return { level: "shop", targets: [""] };
  if (level !== "collection" && level !== "product" && level !== "variant") return null;
  const ids = [...new Set(targets)];
  return ids.length > 0 && ids.every((id) => /^\d{1,20}$/.test(id)) ? { level, targets: ids } : null;
}
