import { isDay } from "#app/domain/days.ts";
import type { Day } from "#app/domain/facts.ts";
import type { Checked } from "#app/domain/form.ts";
import { readDelay, readSupplierClosed } from "#app/domain/supplier-form.ts";
import type { PaceSaid } from "#app/flows/supplier-pace.server.ts";

/** What the forms of a supplier's pace say. Null: none of them. */
export function readPace(
  intent: string,
  fields: Partial<Record<string, string>>,
  today: Day,
): Checked<PaceSaid, string> | null {
  if (intent === "delay-over") return { ok: true, value: { kind: "delay", delay: null } };
  if (intent === "delay") {
    const read = readDelay(fields, today);
    return read.ok ? { ok: true, value: { kind: "delay", delay: read.value } } : read;
  }
  if (intent === "closed") {
    const read = readSupplierClosed(fields, today);
    return read.ok ? { ok: true, value: { kind: "closed", span: read.value } } : read;
  }
  const { first = "" } = fields;
  return intent === "open" && isDay(first) ? { ok: true, value: { kind: "open", first } } : null;
}
