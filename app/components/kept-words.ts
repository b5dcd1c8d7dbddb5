import { count } from "./words.ts";

/** "2 units for the shop floor and 3 for the waiting list". */
export function keptText({ units, readers }: { units: number; readers: number }): string {
  if (readers === 0) return `${count(units, "unit")} for the shop floor`;
  if (units === 0) return `${count(readers, "unit")} for the waiting list`;
  return `${count(units, "unit")} for the shop floor and ${readers} for the waiting list`;
}
