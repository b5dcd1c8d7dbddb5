import { daysBetween } from "./days.ts";
import type { Day, Id } from "./facts.ts";

/** One item of a delivery that arrived, or is still to arrive (`receivedOn` null). */
export type PastLine = {
  deliveryId: Id;
  supplierId: Id | null;
  itemId: Id;
  /** Shopify's product type of the item; "" for none. */
  type: string;
  enteredOn: Day;
  orderedOn: Day | null;
  firstStatedOn: Day | null;
  receivedOn: Day | null;
};

/** From which day on a delay is counted: the day the supplier stated first, or the day of the order. */
export type Basis = "stated" | "ordered";

/** A delivery as one observation: `from` is when it could first have been asked about. */
export type Past = { deliveryId: Id; from: Day; base: Day; receivedOn: Day | null };

/** Narrow to wide: the same item, the same kind of product, the same supplier, anybody. */
export type Group = "item" | "type" | "supplier" | "shop";

export type Asked = { deliveryId: Id; supplierId: Id | null; items: { itemId: Id; type: string }[] };

/** Lines a delivery can be compared with, the narrowest group first. Its own are never among them. */
export function groupsOf(asked: Asked, lines: PastLine[]): [Group, PastLine[]][] {
  const others = lines.filter((l) => l.deliveryId !== asked.deliveryId);
  const ofSupplier = others.filter((l) => l.supplierId !== null && l.supplierId === asked.supplierId);
  const items = new Set(asked.items.map((i) => i.itemId));
  const types = new Set(asked.items.map((i) => i.type));
  const groups: [Group, PastLine[]][] = [];
  if (items.size === 1) groups.push(["item", ofSupplier.filter((l) => items.has(l.itemId))]);
  if (types.size === 1 && !types.has("")) groups.push(["type", ofSupplier.filter((l) => types.has(l.type))]);
  groups.push(["supplier", ofSupplier], ["shop", others]);
  return groups;
}

/** Suppliers change: only the latest deliveries of a group count. */
export const recent = 50;

/**
 * Each delivery once, oldest first: ten items in one container are one observation, not ten. It has arrived when
 * the last of these lines has.
 */
export function onePerDelivery(lines: PastLine[], basis: Basis): Past[] {
  const found: Past[] = [];
  for (const [deliveryId, of] of Map.groupBy(lines, (l) => l.deliveryId)) {
    const { enteredOn, orderedOn, firstStatedOn } = of[0]!;
    const base = basis === "stated" ? firstStatedOn : orderedOn;
    if (base === null) continue;
    const days = of.map((l) => l.receivedOn);
    const receivedOn = days.reduce((a, b) => (a === null || b === null ? null : a > b ? a : b));
    found.push({ deliveryId, from: orderedOn ?? enteredOn, base, receivedOn });
  }
  return found.sort((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)).slice(-recent);
}

/**
 * Delays in calendar days, negative when early. What is still open on the morning of `today` took longer than
 * until yesterday.
 */
export function delaysOf(past: Past[], today: Day): { closed: number[]; open: number[] } {
  const closed: number[] = [];
  const open: number[] = [];
  for (const { base, receivedOn } of past) {
    if (receivedOn !== null) closed.push(daysBetween(base, receivedOn));
    else open.push(daysBetween(base, today) - 1);
  }
  return { closed, open };
}
