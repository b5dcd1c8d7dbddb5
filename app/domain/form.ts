/** A form as typed, checked: its value, or what is wrong at which field. */
export type Checked<Value, Field extends string> =
  { ok: true; value: Value } | { ok: false; errors: Partial<Record<Field, string>> };

/** A whole number within its limits, both included; null for anything else that was typed. */
export function readNumber(typed: string, least: number, most: number): number | null {
  if (!/^\d{1,6}$/.test(typed)) return null;
  const number = Number(typed);
  return number >= least && number <= most ? number : null;
}
