import type { Id } from "./facts.ts";
import { readNumber, type Checked } from "./form.ts";

export type KeptBackChoice = { itemId: Id; locationId: Id; units: number };

/** Units to keep for the shop floor, as typed; empty or 0: none. */
export function readKeptBack(
  { itemId = "", locationId = "", units = "" }: Partial<Record<string, string>>,
  { items, locations }: { items: Id[]; locations: Id[] },
): Checked<KeptBackChoice, "itemId" | "locationId" | "units"> {
  if (!items.includes(itemId)) return { ok: false, errors: { itemId: "Choose a variant." } };
  if (!locations.includes(locationId)) return { ok: false, errors: { locationId: "Choose a location." } };
  const read = units === "" ? 0 : readNumber(units, 0, 99_999);
  if (read === null) return { ok: false, errors: { units: "Enter a whole number, 0 or more." } };
  return { ok: true, value: { itemId, locationId, units: read } };
}
