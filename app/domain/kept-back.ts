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
  /** Lines that wait already, with the units that they have. */
  waiting: Map<Id, number>;
};

/** What those who wait have; a part that Shopify divided off a waiting line has what is no longer needed there. */
export function waitingWith(owed: OwedLine[], lines: DemandLine[]): Map<Id, number> {
  const waiting = new Map(owed.map((o) => [o.id, o.ready]));
  const now = new Map(lines.map((l) => [l.id, l.outstanding]));
  const smaller = owed.filter((o) => (now.get(o.id) ?? 0) < o.outstanding);
  if (smaller.length === 0) return waiting;
  const parts = Map.groupBy(
    lines.filter((l) => !waiting.has(l.id)),
    (l) => l.lineId,
  );
  for (const { id, lineId, ready } of smaller)
    for (const part of parts.get(lineId) ?? []) waiting.set(part.id, Math.max(0, ready - (now.get(id) ?? 0)));
  return waiting;
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
  return {
    /** For readers, and nobody has taken it. */
    readers: () => readers,
    isEmpty: () => units === 0,
    /**
     * Units that a line may have. They pay nobody who waits; of a line that waits, only what it has already. But Shopify
     * sells them: who bought what it had is not made to wait for it. Nor can Shopify tell a reader from others: what is
     * kept for readers is for whoever did not wait before, also while older orders do.
     */
    give(
      line: DemandLine,
      { need, taken, unitsBefore }: { need: number; taken: number; unitsBefore: number },
    ) {
      if (units === 0) return 0;
      const had = kept!.waiting.get(line.id);
      const sold = kept!.onShelf - unitsBefore - taken;
      const most = had === undefined ? Math.max(sold, readers) : had - taken;
      const given = Math.max(0, Math.min(need, units, most));
      units -= given;
      readers = Math.max(0, readers - given);
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
