import { isDay } from "./days.ts";
import { readStatedDate } from "./delivery-form.ts";
import type { Counted } from "./delivery-state.ts";
import type { Day, Id } from "./facts.ts";
import type { Checked } from "./form.ts";

export type ReceiptTyped = {
  counts: Counted[];
  arrivedOn: Day;
  later: Day | null;
  /** What was available of each item when somebody chose to have the units written to Shopify. */
  write: Record<Id, number> | null;
};
type Field = `arrived${number}` | `damaged${number}` | "arrivedOn" | "expectedOn" | "form";

/** What was counted, with fields numbered by line: "arrived0", "damaged0", "rest0" and so on. */
export function readReceipt(
  form: Partial<Record<string, string>>,
  lines: { itemId: Id; units: number }[],
  today: Day,
): Checked<ReceiptTyped, Field> {
  const errors: Partial<Record<Field, string>> = {};
  const counts: Counted[] = [];
  const write: Record<Id, number> = {};
  for (const [i, { itemId, units }] of lines.entries()) {
    const [arrived, damaged] = [readCount(form[`arrived${i}`]), readCount(form[`damaged${i}`])];
    if (arrived === null) errors[`arrived${i}`] = wrong;
    if (damaged === null) errors[`damaged${i}`] = wrong;
    if (arrived === null || damaged === null) continue;
    const typed = form[`rest${i}`];
    const short = arrived + damaged < units;
    const rest = short && (typed === "gone" || typed === "later") ? typed : "stays";
    if (arrived + damaged > 0 || rest !== "stays") counts.push({ itemId, arrived, damaged, rest });
    const from = form[`from${i}`] ?? "";
    if (/^-?\d{1,9}$/.test(from)) write[itemId] = Number(from);
  }
  const { arrivedOn = "" } = form;
  if (arrivedOn !== "" && !(isDay(arrivedOn) && arrivedOn <= today))
    errors.arrivedOn = "Enter a date up to today.";
  const late = counts.some((c) => c.rest === "later");
  const later = late ? readStatedDate(form, today) : null;
  if (later && !later.ok) errors.expectedOn = later.errors.expectedOn ?? "";
  if (counts.length === 0 && Object.keys(errors).length === 0)
    errors.form = "Enter how many units arrived, or that the rest isn't coming.";
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    value: {
      counts,
      arrivedOn: arrivedOn || today,
      later: later?.ok ? later.value.expectedOn : null,
      write: form["write"] === "on" ? write : null,
    },
  };
}

const wrong = "Enter a whole number up to 1,000,000.";

function readCount(typed = ""): number | null {
  if (typed === "") return 0;
  return /^\d{1,7}$/.test(typed) && Number(typed) <= 1_000_000 ? Number(typed) : null;
}
