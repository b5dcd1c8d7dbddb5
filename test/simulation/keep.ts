import { isDeepStrictEqual } from "node:util";
import type { Id } from "#app/domain/facts.ts";
import type { Memory } from "./memory.ts";
import type { SeenItem, SeenOrder, SeenVariant } from "./shopify-reads.ts";

/*
 * What becomes of a read that comes home, late or twice or out of order. Mirrors
 * app/database/{order,stock}-facts.server.ts: by Shopify's own version first, by the number of the read next.
 */

/** Items whose demand this read changed, and whether the order had been forgotten. */
export function keepOrder(
  memory: Memory,
  order: SeenOrder,
  read: number,
): { items: Id[]; shownAgain: boolean } {
  const known = memory.orders.get(order.orderId);
  if (
    known &&
    (order.updatedAt < known.updatedAt || (order.updatedAt === known.updatedAt && read < known.read))
  )
    return { items: [], shownAgain: false };
  const shownAgain = isGone(memory, order.orderId);
  memory.orders.set(order.orderId, { ...order, read });
  const before = new Map(known?.lines.map((l) => [l.id, l]));
  const changed = new Set<Id>();
  const added = new Set<Id>();
  for (const line of order.lines) {
    const old = before.get(line.id);
    before.delete(line.id);
    if (isDeepStrictEqual(old, line)) continue;
    for (const id of old ? [old.itemId, line.itemId] : []) if (id) changed.add(id);
    if (!old && line.itemId) added.add(line.itemId);
  }
  for (const gone of before.values()) {
    memory.counted.delete(gone.id);
    if (gone.itemId) changed.add(gone.itemId);
  }
  if (known && !sameRank(known, order)) for (const { itemId } of order.lines) if (itemId) changed.add(itemId);
  for (const id of changed) memory.changed.add(id);
  return { items: [...new Set([...changed, ...added])], shownAgain };
}

export const isGone = (memory: Memory, orderId: Id) =>
  memory.orders.get(orderId)?.lines.some((l) => l.status === "DELETED") ?? false;

/** Whether an order's lines keep their places in line. */
const sameRank = (known: SeenOrder, is: SeenOrder) =>
  known.placedAt === is.placedAt && known.cancelledAt === is.cancelledAt;

/** Shopify no longer shows the order: nothing of it is demand. */
export function forgetOrder(memory: Memory, orderId: Id, read: number): Id[] {
  const known = memory.orders.get(orderId);
  if (!known || read < known.read) return [];
  const items = known.lines.flatMap((l) => (l.remaining > 0 && l.itemId ? l.itemId : []));
  const lines = known.lines.map((l) => ({ ...l, remaining: 0, status: "DELETED" }));
  memory.orders.set(orderId, { ...known, lines, read });
  for (const id of items) memory.changed.add(id);
  return [...new Set(items)];
}

/** True when anything that decides has changed. */
export function keepItem(memory: Memory, item: SeenItem, read: number): boolean {
  const known = memory.items.get(item.itemId);
  if (known && read < known.read) return false;
  memory.items.set(item.itemId, { ...item, read });
  const variants = keepVariants(memory, (v) => v.itemId === item.itemId, item.variants);
  return (
    variants.length > 0 ||
    !known ||
    known.tracked !== item.tracked ||
    !isDeepStrictEqual(known.levels, item.levels)
  );
}

export function forgetItem(memory: Memory, itemId: Id, read: number): boolean {
  const known = memory.items.get(itemId);
  if (!known || read < known.read) return false;
  memory.items.set(itemId, { ...known, levels: [], variants: [], read });
  for (const variant of memory.variants.values()) if (variant.itemId === itemId) variant.gone = true;
  return true;
}

/** Items whose variants changed. */
export function keepVariants(memory: Memory, isOne: (v: SeenVariant) => boolean, seen: SeenVariant[]): Id[] {
  const changed = new Set<Id>();
  for (const variant of seen) {
    const old = memory.variants.get(variant.variantId);
    if (old && !old.gone && isDeepStrictEqual({ ...variant, gone: false }, old)) continue;
    memory.variants.set(variant.variantId, { ...variant, gone: false });
    changed.add(variant.itemId);
  }
  for (const old of memory.variants.values()) {
    if (old.gone || !isOne(old) || seen.some((v) => v.variantId === old.variantId)) continue;
    old.gone = true;
    changed.add(old.itemId);
  }
  return [...changed];
}

/** Locations that opened or closed by this. */
export function keepLocations(memory: Memory, seen: Map<Id, boolean>): Id[] {
  const before = new Map(memory.locations);
  for (const [id, active] of seen) memory.locations.set(id, active);
  const gone = [...before.keys()].filter((id) => !seen.has(id));
  for (const id of gone) memory.locations.set(id, false);
  return [
    ...gone,
    ...[...seen].filter(([id, active]) => before.has(id) && before.get(id) !== active).map(([id]) => id),
  ];
}
