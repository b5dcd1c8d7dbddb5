import type { Id } from "./facts.ts";
import { readNumber, type Checked } from "./form.ts";

/** Who could supply a product, and the smallest number of units it sells at once. */
export type SourceTyped = { supplierId: Id; minimum: number | null };

export function readSource(
  form: Partial<Record<string, string>>,
  suppliers: Id[],
): Checked<SourceTyped, "sourceId" | "minimum"> {
  const { sourceId = "", minimum: typed = "" } = form;
  const minimum = typed === "" ? null : readNumber(typed, 1, 100_000);
  const errors: Partial<Record<"sourceId" | "minimum", string>> = {};
  if (!suppliers.includes(sourceId)) errors.sourceId = "Choose a supplier.";
  if (typed !== "" && minimum === null)
    errors.minimum = "Enter a whole number, 1 or more, or leave it empty.";
  return Object.keys(errors).length > 0
    ? { ok: false, errors }
    : { ok: true, value: { supplierId: sourceId, minimum } };
}
