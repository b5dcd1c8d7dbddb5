import fc from "fast-check";
import type { Book, DemandLine, Facts, ShopCalendar, Stock, Supply } from "#app/domain/facts.ts";
import { addDays } from "#app/domain/days.ts";

/** Monday, 10:00 in Berlin. */
export const now = new Date("2026-11-23T09:00:00Z");
export const today = "2026-11-23";
export const inDays = (days: number) => addDays(today, days);

const nothing: Book = { owed: [], availability: [] };

/** An order that nobody prefers and that holds nobody up. */
export const plain = { priority: 0, requiredOn: null, paid: true, held: false };

let placed = 0;
/** An order line as Shopify shows it; later calls are placed later. */
export function line(id: string, outstanding: number, more: Partial<DemandLine> = {}): DemandLine {
  const placedAt = new Date(Date.UTC(2026, 10, 1) + ++placed * 1000).toISOString();
  const ids = { id, orderId: `1${id}`, lineId: `2${id}`, locationId: "1" };
  return { ...ids, outstanding, placedAt, ...plain, ...more };
}

export function delivery(
  deliveryId: string,
  quantity: number,
  expectedOn: string | null,
  locationId = "1",
): Supply {
  return { deliveryId, reference: `PO-${deliveryId}`, locationId, quantity, expectedOn, confirmed: true };
}

/** Quantities of one location. `available` follows from the other three, as in Shopify. */
export function stock(onHand: number, committed = 0, more: Partial<Stock> = {}): Stock {
  const unavailable = more.unavailable ?? 0;
  return {
    locationId: "1",
    onHand,
    unavailable,
    available: onHand - committed - unavailable,
    committed,
    active: true,
    ...more,
  };
}

/** A shop in Berlin that packs Monday to Friday and needs a day of handling. */
export function calendarOf(more: Partial<ShopCalendar> = {}): ShopCalendar {
  return {
    timeZone: "Europe/Berlin",
    handlingDays: 1,
    workingDays: [1, 2, 3, 4, 5],
    cutOff: null,
    closed: [],
    places: {},
    customs: {},
    ...more,
  };
}

/** One item of a shop that packs Monday to Friday and needs a day of handling. */
export function factsOf(more: Partial<Facts> = {}): Facts {
  return {
    itemId: "9",
    tracked: true,
    stock: [],
    lines: [],
    tails: [],
    supplies: [],
    pegs: [],
    ranking: { by: "placed", paidFirst: false },
    leadTime: null,
    madeToOrderDays: null,
    variants: [{ variantId: "7", productId: "8", policy: "CONTINUE", discontinued: false }],
    calendar: calendarOf(),
    book: nothing,
    ...more,
  };
}

const locations = ["1", "2"] as const;
const day = fc.option(fc.integer({ min: -10, max: 40 }).map(inDays), { nil: null, freq: 5 });

/** Any item of any shop: up to two locations, equal times, overdue and undated deliveries, broken quantities. */
export const anyFacts: fc.Arbitrary<Facts> = fc
  .record({
    tracked: fc.constant(true),
    stock: fc.uniqueArray(
      fc.record({
        locationId: fc.constantFrom(...locations),
        onHand: fc.integer({ min: -3, max: 12 }),
        unavailable: fc.integer({ min: 0, max: 3 }),
        active: fc.constantFrom(true, true, true, false),
      }),
      { maxLength: 2, selector: (s) => s.locationId },
    ),
    lines: fc.array(
      fc.record({
        locationId: fc.constantFrom(...locations),
        outstanding: fc.integer({ min: 0, max: 8 }),
        placed: fc.integer({ min: 0, max: 4 }),
      }),
      { maxLength: 8 },
    ),
    supplies: fc.array(
      fc.record({
        locationId: fc.constantFrom(...locations),
        quantity: fc.integer({ min: 0, max: 10 }),
        expectedOn: day,
      }),
      { maxLength: 5 },
    ),
    leadTime: fc.option(
      fc.record({ days: fc.integer({ min: 1, max: 20 }), setOn: fc.constant("shop" as const) }),
      { nil: null },
    ),
    policy: fc.constantFrom("CONTINUE" as const, "DENY" as const),
    handlingDays: fc.integer({ min: 0, max: 3 }),
    workingDays: fc.subarray([1, 2, 3, 4, 5, 6, 7]),
  })
  .map(({ lines, supplies, stock: levels, policy, handlingDays, workingDays, ...rest }) =>
    factsOf({
      ...rest,
      lines: lines.map(({ placed: at, ...l }, i) => ({
        ...plain,
        ...l,
        id: String(8 + i),
        orderId: `1${8 + i}`,
        lineId: `2${8 + i}`,
        placedAt: new Date(Date.UTC(2026, 10, 1 + at)).toISOString(),
      })),
      supplies: supplies.map((s, i) => delivery(String(i + 1), s.quantity, s.expectedOn, s.locationId)),
      stock: levels.map((s) => {
        const committed = lines
          .filter((l) => l.locationId === s.locationId)
          .reduce((sum, l) => sum + l.outstanding, 0);
        return { ...s, committed, available: s.onHand - s.unavailable - committed };
      }),
      variants: [{ variantId: "7", productId: "8", policy, discontinued: false }],
      calendar: calendarOf({ handlingDays, workingDays }),
    }),
  );

/** Any item of a shop that makes use of all that decides who comes first: priorities, tiers, pins, pegs, drafts. */
export const anyPreferences: fc.Arbitrary<Facts> = fc
  .record({
    facts: anyFacts,
    by: fc.constantFrom("placed" as const, "required" as const),
    paidFirst: fc.boolean(),
    lines: fc.array(
      fc.record({
        priority: fc.constantFrom(0, 0, 0, 1),
        tier: fc.constantFrom(null, null, 1, 2),
        paid: fc.boolean(),
        held: fc.constantFrom(false, false, true),
        requiredOn: fc.option(fc.integer({ min: 0, max: 5 }).map(inDays), { nil: null }),
      }),
      { minLength: 8, maxLength: 8 },
    ),
    confirmed: fc.array(fc.constantFrom(true, true, true, false), { minLength: 5, maxLength: 5 }),
    pegs: fc.array(
      fc.record({
        line: fc.nat(7),
        supply: fc.nat(4),
        kind: fc.constantFrom("peg" as const, "pin" as const),
        quantity: fc.integer({ min: 1, max: 9 }),
      }),
      { maxLength: 4 },
    ),
  })
  .map(({ facts, by, paidFirst, lines, confirmed, pegs }) => ({
    ...facts,
    ranking: { by, paidFirst },
    lines: facts.lines.map((l, i) => ({ ...l, ...lines[i]! })),
    supplies: facts.supplies.map((s, i) => ({ ...s, confirmed: confirmed[i]! })),
    pegs: pegs.map(({ line: l, supply, ...peg }) => ({
      ...peg,
      lineId: `2${8 + l}`,
      deliveryId: String(supply + 1),
    })),
  }));
