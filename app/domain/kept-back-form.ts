import type { Id } from "./facts.ts";
import { readNumber, type Checked } from "./form.ts";

/** Units to keep at a place: for the shop floor, and for readers of the restock mail. */
export type KeptBackChoice = { itemId: Id; locationId: Id; units: number; readers: number };

type Choices = { variants: { itemId: Id; waiting: number }[]; locations: Id[] };

/** As typed; empty or 0: none. */
export function readKeptBack(
  { itemId = "", locationId = "", units = "", readers = "" }: Partial<Record<string, string>>,
  { variants, locations }: Choices,
): Checked<KeptBackChoice, "itemId" | "locationId" | "units" | "readers"> {
  const variant = variants.find((v) => v.itemId === itemId);
  if (!variant) return { ok: false, errors: { itemId: "Choose a variant." } };
  if (!locations.includes(locationId)) return { ok: false, errors: { locationId: "Choose a location." } };
  const [floor, list] = [readUnits(units), readUnits(readers)];
  if (floor === null) return { ok: false, errors: { units: "Enter a whole number, 0 or more." } };
  if (list === null) return { ok: false, errors: { readers: "Enter a whole number, 0 or more." } };
  if (list > 0 && variant.waiting === 0)
    return { ok: false, errors: { readers: "Nobody is on this variant's waiting list." } };
  return { ok: true, value: { itemId, locationId, units: floor, readers: list } };
}

const readUnits = (typed: string) => (typed === "" ? 0 : readNumber(typed, 0, 99_999));
