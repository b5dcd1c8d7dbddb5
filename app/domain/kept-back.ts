import { shelfOf } from "./allocation.ts";
import type { DemandLine, Id, OwedLine, Stock } from "./facts.ts";
import type { Source } from "./sources.ts";

/**
 * Units of a shelf that are kept from those who wait, and who may have some of them all the same: those for the shop
 * floor, and those for readers of the restock mail.
 */
export type KeptBack = {
  units: number;
  /** Of them, for readers: whoever orders now may have them. Where there are too few, the shop floor has its own first. */
  readers: number;
  /** All that lies on the shelf, they included. */
  onShelf: number;
  /** By order line, of those that wait already: how many of its units do not. */
  has: Map<Id, number>;
};

/**
 * How many units of an order line do not wait, for those that wait at a place. It is the order line that waits, since
 * its parts come and go with holds: what was ready of one of them is another part's after a split.
 */
export function hasAlready(lines: DemandLine[], owed: OwedLine[], locationId: Id): Map<Id, number> {
  const placeOf = new Map(lines.map((l) => [l.id, l.locationId]));
  const has = new Map<Id, number>();
  for (const o of owed)
    if ((placeOf.get(o.id) ?? o.locationId) === locationId)
      has.set(o.lineId, (has.get(o.lineId) ?? 0) - o.owed);
  for (const l of lines)
    if (l.locationId === locationId && has.has(l.lineId))
      has.set(l.lineId, has.get(l.lineId)! + l.outstanding);
  return has;
}

/** As far as they are there. */
export function keptOf(stock: Stock | undefined): number {
  return Math.min(stock?.kept ?? 0, shelfOf(stock));
}

/** Of these, for readers of the restock mail. */
export function keptForReaders(stock: Stock | undefined): number {
  const readers = stock?.keptForReaders ?? 0;
  return Math.max(0, keptOf(stock) - ((stock?.kept ?? 0) - readers));
}

/** Hands out what is kept, line by line in the order in which they are served. */
export function keptShelf(kept: KeptBack | undefined) {
  let { units, readers } = kept ?? { units: 0, readers: 0 };
  const own = new Map(kept?.has);
  return {
    /** For readers, and nobody has taken it. */
    readers: () => readers,
    isEmpty: () => units === 0,
    /**
     * Units that a line may have beside those that it took. They pay nobody who waits; of a line that waits, only what
     * it has already. But Shopify sells them: who bought what it had is not made to wait for it. Nor can Shopify tell a
     * reader from others: what is kept for readers is for whoever did not wait before, also while older orders do. That
     * bounds everybody: a line that has all it needs is in no book, and what it may have now it may have at the next
     * count, too.
     */
    give(line: DemandLine, { need, taken, asked }: { need: number; taken: number; asked: number }) {
      const its = own.get(line.lineId);
      const sold = kept!.onShelf - asked - taken;
      const most = Math.min(Math.max(sold, readers), (its ?? Infinity) - taken);
      const given = Math.max(0, Math.min(need, units, most));
      units -= given;
      readers = Math.max(0, readers - given);
      if (its !== undefined) own.set(line.lineId, its - taken - given);
      return given;
    },
  };
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
