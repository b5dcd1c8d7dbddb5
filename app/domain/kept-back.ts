import { shelfOf } from "./allocation.ts";
import type { DemandLine, Id, OwedLine, Stock } from "./facts.ts";
import type { Source } from "./sources.ts";

/** Units of a shelf that are kept for the shop floor, and who may have some of them all the same. */
export type KeptBack = {
  units: number;
  /** All that lies on the shelf, they included. */
  onShelf: number;
  /** Lines that wait already, with what they have. */
  waiting: Map<Id, Pick<OwedLine, "ready">>;
};

/** As far as they are there. */
export function keptOf(stock: Stock | undefined): number {
  return Math.min(stock?.kept ?? 0, shelfOf(stock));
}

/**
 * Units that a line may have of those that are kept. They pay nobody who waits; of a line that waits, only what it has
 * already. But Shopify sells them: who bought what it had is not made to wait for it.
 */
export function fromKept(
  line: DemandLine,
  { need, taken, unitsBefore }: { need: number; taken: number; unitsBefore: number },
  { units, onShelf, waiting }: KeptBack,
): number {
  const old = waiting.get(line.id);
  const most = old ? old.ready - taken : onShelf - unitsBefore - taken;
  return Math.max(0, Math.min(need, units, most));
}

/** What is missing of the units to keep comes first out of what arrives. */
export function fillKept(stock: Stock | undefined, sources: Source[]): Source[] {
  let missing = stock?.active ? (stock.kept ?? 0) - keptOf(stock) : 0;
  return sources.map((source) => {
    const units = Math.min(source.free, missing);
    missing -= units;
    return { ...source, free: source.free - units };
  });
}
