import type { Drift } from "#app/domain/drift.ts";
import type { SetRule } from "#app/domain/brake.ts";
import type { EffectKind } from "#app/domain/effects.ts";
import type {
  Book,
  Day,
  DemandLine,
  Facts,
  Id,
  Peg,
  Ranking,
  ShopCalendar,
  Stock,
  Supply,
  Tail,
} from "#app/domain/facts.ts";
import type { HoldRules, KnownHold } from "#app/domain/holds.ts";
import { leadTimeOf } from "#app/domain/lead-time.ts";
import { countingRules, itemCalendar, type DateRule, type DateValue } from "#app/domain/date-rules.ts";
import type { Level } from "#app/domain/level.ts";
import type { Tier } from "#app/domain/tiers.ts";
import { defaultPolicy, type PromiseEntry, type PromisePolicy, type Watch } from "#app/domain/promise.ts";
import type { ArrivalRow, CountedIn } from "./arrivals.ts";
import type { BrakedRow } from "./brakes.ts";
import type { Setting } from "./history.ts";
import type { WaitingList } from "./readers.ts";
import type { SeenItem, SeenLine, SeenOrder, SeenVariant } from "./shopify-reads.ts";

/** What the app's database holds of one shop, in memory. */
export type Memory = {
  orders: Map<Id, SeenOrder & { read: number; paid?: boolean }>;
  items: Map<Id, SeenItem & { read: number }>;
  variants: Map<Id, SeenVariant & { gone: boolean }>;
  goneProducts: Set<Id>;
  locations: Map<Id, boolean>;
  calendar: ShopCalendar;
  leadTimeDays: number | null;
  productLeadTimes: Map<Id, number>;
  discontinued: Set<Id>;
  deliveries: Map<Id, Delivery>;
  /** What the merchant says about the places of orders and lines, and about promises. */
  ranks: Map<Id, { priority: number; requiredOn: Day | null }>;
  ranking: Ranking;
  tiers: Tiers;
  /** By order, which of the tiers it matches, with the version of them that it was compared with. */
  matches: Map<Id, { keys: string[]; tier: number | null; version: number }>;
  /** Units for the shop floor and for readers of the restock mail, by item and place. */
  kept: Map<Id, Map<Id, Kept>>;
  /** Who waits to hear of a variant, and whether they may be written to. */
  lists: Map<Id, WaitingList>;
  alertsOn: boolean;
  /** What was counted in, by item, and who got units that became free. */
  receipts: Map<Id, CountedIn[]>;
  arrivals: ArrivalRow[];
  /** What is different about dates somewhere; a product's own lead time stands above. */
  dateRules: DateRule[];
  dateChanges: DateChange[];
  /** Products of the collections that were read. */
  collections: Map<Id, Id[]>;
  pegs: (Peg & { itemId: Id })[];
  policy: PromisePolicy;
  books: Map<Id, Book>;
  /** Where the queues of an item end, lines that have their place in one, and items with changed lines. */
  tails: Map<Id, Tail[]>;
  counted: Set<Id>;
  changed: Set<Id>;
  drift: Map<Id, DriftRow[]>;
  ledgers: Map<Id, Ledger>;
  effects: Map<string, EffectRow>;
  /** How what waits is held, and by order what is known of holds. */
  holdRules: HoldRules;
  holds: Map<Id, KnownHold[]>;
  /** By level and target, and what the brake thinks of variants and did to them. */
  brakes: Map<string, SetRule>;
  braked: Map<Id, BrakedRow>;
  cycles: { day: Day; backorders: number; nightly: number };
  lastRead: number;
  lastReceipt: number;
};

export type Kept = { units: number; readers: number };
/** Whose orders are served first, how that was before the last change, and how often it changed. */
export type Tiers = { list: Tier[]; were: Tier[] | null; version: number };
export type DateChange = {
  kind: DateValue["kind"];
  level: Level;
  target: Id;
  before: DateRule | null;
  after: DateValue | null;
  on: Day;
};

/** `quantity` is what was ordered; what has arrived of it is no supply any more. */
export type Delivery = Supply & {
  itemId: Id;
  received: number;
  status: "coming" | "received" | "cancelled";
};
export type DriftRow = Drift & { since: number; settled: boolean };
export type EffectRow = { kind: EffectKind; target: Id; version: number; done: number; written: unknown };
/** `byHand`: what was expected when the merchant gave the date. */
export type Entry = PromiseEntry & { lineId: Id; byHand: { expected: Day | null } | null };
export type Outcome = { first: Day | null; shippedOn: Day; kept: boolean | null };
export type Ledger = { entries: Entry[]; watches: Map<Id, Watch>; closed: Map<Id, Outcome> };

export function emptyMemory(
  { timeZone, handlingDays, workingDays, leadTimeDays, holds }: Setting,
  today: Day,
  at: number,
): Memory {
  return {
    orders: new Map(),
    items: new Map(),
    variants: new Map(),
    goneProducts: new Set(),
    locations: new Map(),
    calendar: {
      timeZone,
      handlingDays,
      workingDays,
      cutOff: null,
      closed: [],
      places: {},
      customs: {},
    },
    leadTimeDays,
    productLeadTimes: new Map(),
    discontinued: new Set(),
    deliveries: new Map(),
    ranks: new Map(),
    ranking: { by: "placed", paidFirst: false },
    tiers: { list: [], were: null, version: 0 },
    matches: new Map(),
    kept: new Map(),
    lists: new Map(),
    alertsOn: true,
    receipts: new Map(),
    arrivals: [],
    dateRules: [],
    dateChanges: [],
    collections: new Map(),
    pegs: [],
    policy: defaultPolicy,
    books: new Map(),
    tails: new Map(),
    counted: new Set(),
    changed: new Set(),
    drift: new Map(),
    ledgers: new Map(),
    effects: new Map(),
    holdRules: holds,
    holds: new Map(),
    brakes: new Map(),
    braked: new Map(),
    cycles: { day: today, backorders: at, nightly: at },
    lastRead: 0,
    lastReceipt: 0,
  };
}

const open = ["OPEN", "SCHEDULED", "IN_PROGRESS", "ON_HOLD", "INCOMPLETE"];

/** Everything that decides about one item. Mirrors gatherFacts in app/database/book.server.ts. */
export function gatherFacts(memory: Memory, itemId: Id): Facts | null {
  const item = memory.items.get(itemId);
  if (!item) return null;
  const variants = [...memory.variants.values()].filter((v) => v.itemId === itemId && !v.gone);
  const rules = countingRules(rulesNaming(memory, itemId));
  return {
    itemId,
    tracked: item.tracked,
    stock: item.levels.map((s) => ({
      ...s,
      active: s.active && memory.locations.get(s.locationId) !== false,
      ...keptAt(memory, itemId, s.locationId),
    })),
    lines: [...memory.orders.values()].flatMap((order) =>
      demandOf(order, itemId, memory.holds.get(order.orderId)).map((line) => ({
        ...line,
        ...memory.ranks.get(order.orderId),
        tier: memory.matches.get(order.orderId)?.tier ?? null,
      })),
    ),
    tails: [],
    pegs: memory.pegs
      .filter((p) => p.itemId === itemId && memory.deliveries.get(p.deliveryId)?.status === "coming")
      .map(({ itemId: _, ...peg }) => peg),
    ranking: { ...memory.ranking, ...(memory.tiers.list.length > 0 && { tiers: memory.tiers.list }) },
    // A database lists in any order.
    supplies: [...memory.deliveries.values()]
      .reverse()
      .filter((d) => d.itemId === itemId && d.status === "coming" && d.quantity > d.received)
      .map(({ deliveryId, reference, locationId, quantity, received, expectedOn, confirmed }) => ({
        deliveryId,
        reference,
        locationId,
        quantity: quantity - received,
        expectedOn,
        confirmed,
      })),
    leadTime: leadTimeOf({
      own: rules.lead_time,
      supplier: null,
      shop: memory.leadTimeDays,
      madeToOrder: null,
    }),
    madeToOrderDays: null,
    variants: variants.map(({ variantId, productId, policy }) => ({
      variantId,
      productId,
      policy,
      discontinued: memory.discontinued.has(productId),
    })),
    calendar: itemCalendar(memory.calendar, rules),
    book: memory.books.get(itemId) ?? { owed: [], availability: [] },
  };
}

function keptAt({ kept }: Memory, itemId: Id, locationId: Id): Pick<Stock, "kept" | "keptForReaders"> {
  const row = kept.get(itemId)?.get(locationId);
  return row ? { kept: row.units + row.readers, keptForReaders: row.readers } : {};
}

/** All rules that name an item. Mirrors rulesNaming in app/database/date-rules.server.ts. */
export function rulesNaming(memory: Memory, itemId: Id): DateRule[] {
  const all = [...memory.variants.values()].filter((v) => v.itemId === itemId);
  const living = all.filter((v) => !v.gone);
  const variants = living.length > 0 ? living : all;
  const names = ({ level, target }: DateRule) =>
    variants.some(({ variantId, productId }) => {
      if (level === "collection") return memory.collections.get(target)?.includes(productId) ?? false;
      return level === "shop" || target === (level === "product" ? productId : variantId);
    });
  const ownLeadTimes = variants.flatMap(({ productId: target }): DateRule[] => {
    const days = memory.productLeadTimes.get(target);
    return days === undefined ? [] : [{ level: "product", target, kind: "lead_time", days, setAt: "" }];
  });
  return variants.length === 0 ? [] : [...memory.dateRules.filter(names), ...ownLeadTimes];
}

/** How goods of an item leave. Mirrors itemCalendars there. */
export const calendarOf = (memory: Memory, itemId: Id): ShopCalendar =>
  itemCalendar(memory.calendar, countingRules(rulesNaming(memory, itemId)));

export function demandOf(
  order: SeenOrder & { paid?: boolean },
  itemId: Id,
  holds: KnownHold[] = [],
): DemandLine[] {
  if (order.cancelledAt !== null) return [];
  const isDemand = (l: SeenLine) => l.itemId === itemId && l.remaining > 0 && open.includes(l.status);
  const ours = new Map(holds.filter((h) => h.state === "held").map((h) => [h.partId, h]));
  return order.lines.filter(isDemand).map(({ id, lineId, locationId, remaining, ...line }) => ({
    id,
    orderId: order.orderId,
    lineId,
    locationId,
    outstanding: remaining,
    placedAt: order.placedAt,
    priority: 0,
    requiredOn: null,
    paid: order.paid ?? true,
    ...heldBy(line, ours.get(line.fulfillmentOrderId)),
  }));
}

/** Our own hold makes nobody yield. Mirrors heldBy in app/database/item-facts.server.ts. */
function heldBy({ status }: Pick<SeenLine, "status">, ours: KnownHold | undefined) {
  const isHeld = status === "ON_HOLD";
  return { held: isHeld && (!ours || ours.others), waits: isHeld && ours !== undefined };
}
