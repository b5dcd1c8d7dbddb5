import type { Tier } from "./tiers.ts";

/** The inputs of every decision about one item: what Shopify says, what the merchant told us, what the book said before. */

import type { Level } from "./level.ts";

/** Ids are the numeric tail of Shopify's gids, as text: they exceed 2^53. */
export type Id = string;
/** A calendar day "2026-12-12" in the time zone of a place. Never shifted through UTC. */
export type Day = string;

/** Units of an open fulfillment-order line that are still to ship from its location. */
export type DemandLine = {
  id: Id;
  orderId: Id;
  lineId: Id;
  locationId: Id;
  outstanding: number;
  placedAt: string;
  /** The merchant's own: 1 is served before 0. */
  priority: number;
  /** Of the merchant's tiers, 1 before 2. Null or unsaid: none of them. */
  tier?: number | null;
  /** The day the customer needs it. */
  requiredOn: Day | null;
  /** Captured or safely authorized. */
  paid: boolean;
  /** Its fulfillment order is on hold, and not by us alone. */
  held: boolean;
  /** We hold it until it can ship. */
  waits?: boolean;
  /** Two letters, and only where the merchant set extra days for a country. */
  country?: string | null;
};

/** Shopify's quantities of the item at one location. `onHand = available + committed + unavailable`. */
export type Stock = {
  locationId: Id;
  onHand: number;
  unavailable: number;
  available: number;
  committed: number;
  active: boolean;
  /** The merchant keeps so many from those who wait: for the shop floor, or for readers of the restock mail. */
  kept?: number;
  /** Of these, for readers. */
  keptForReaders?: number;
};

/** Units still to arrive. A delivery without a day is coming, but nobody knows when. */
export type Supply = {
  deliveryId: Id;
  reference: string;
  locationId: Id;
  quantity: number;
  expectedOn: Day | null;
  /** A draft gives no date and pays nothing yet. */
  confirmed: boolean;
};

/**
 * A part of a delivery that is meant for one order line. A peg is a right: bought for that line, free beyond its
 * need. A pin is the merchant's word: it is served before everybody.
 */
export type Peg = { deliveryId: Id; lineId: Id; kind: "peg" | "pin"; quantity: number };

/** Who comes first. */
export type Ranking = {
  by: "placed" | "required";
  /** Unpaid and held lines yield to others, and keep their place. */
  paidFirst: boolean;
  /** Whose lines come before those of everybody else. */
  tiers?: Tier[];
};

/** Where the queue of a location ends: enough to serve one more line without reading those before it. */
export type Tail = {
  locationId: Id;
  /** Sums over its lines. */
  lines: number;
  outstanding: number;
  owed: number;
  /** Units of the shelf that nobody took, and of each delivery. */
  free: number;
  supplies: Record<Id, number>;
  /** Rank of the last line, as text that sorts. Empty: there is none. */
  rank: string;
  /** What else decided, as text. */
  facts: string;
};

/** The variant's or the product's own, else its collection's, its supplier's or the shop's. */
export type LeadTime = { days: number; setOn: Level | "supplier"; pace?: Pace };

/** Days on which a supplier does not work, first and last included. */
export type Span = { first: Day; last: Day };
/** A disruption: what would come from its first to its last day comes so many days later. */
export type Delay = Span & { days: number; reason: string };
/** What keeps a supplier from its usual pace. `closed`: apart from each other, earliest first. */
export type Pace = { supplier: string; closed: Span[]; delay: Delay | null };

export type VariantFact = {
  variantId: Id;
  productId: Id;
  policy: "CONTINUE" | "DENY";
  /** The merchant said that it will not come back. */
  discontinued: boolean;
};

/** When goods leave a place. */
export type Calendar = {
  timeZone: string;
  handlingDays: number;
  /** ISO weekdays on which the shop packs: 1 is Monday, 7 is Sunday. */
  workingDays: number[];
  /** Orders of a day are taken until then by the clock on the wall, "14:00". Null: until midnight. */
  cutOff: string | null;
  /** Holidays and other days on which nothing leaves, earliest first. */
  closed: Day[];
  /** Calendar days after the day on which goods are expected, before they count as there. */
  bufferDays?: number;
  /** Working days for customs papers, where it is known where a parcel goes. */
  customsDays?: number;
};

/** The shop's calendar, what is different about some of its places, and what parcels to some countries need. */
export type ShopCalendar = Calendar & {
  /** Places with a time zone or closed days of their own. */
  places: Record<Id, Pick<Calendar, "timeZone" | "closed">>;
  /** Working days for customs papers by country, in two letters. */
  customs: Record<string, number>;
};

export type Facts = {
  itemId: Id;
  tracked: boolean;
  stock: Stock[];
  /** All of them or, where `tails` are given, those that come after. */
  lines: DemandLine[];
  tails: Tail[];
  supplies: Supply[];
  pegs: Peg[];
  ranking: Ranking;
  leadTime: LeadTime | null;
  /** Made to order: working days from the order until the parcel leaves. */
  madeToOrderDays: number | null;
  variants: VariantFact[];
  calendar: ShopCalendar;
  book: Book;
};

/** What covers a part of an owed line. The day of a delivery is looked up there, never copied. */
export type Cover =
  | { kind: "delivery"; deliveryId: Id; quantity: number }
  | { kind: "lead_time"; expectedOn: Day; quantity: number }
  /** `expectedOn` is the day on which it is made and packed. */
  | { kind: "made_to_order"; expectedOn: Day; quantity: number };

export type OwedLine = {
  id: Id;
  orderId: Id;
  lineId: Id;
  locationId: Id;
  outstanding: number;
  /** The part of it that the shelf covers now. */
  ready: number;
  /** The rest: sold, not shipped, not on hand. */
  owed: number;
  /** The part of what is owed that nothing known will pay. */
  uncovered: number;
  /** Units and lines that are served before this one at its location. */
  unitsBefore: number;
  linesBefore: number;
  /** When it was first owed. The clock of a lead time starts here. */
  since: string;
  covers: Cover[];
};

export type State = "in_stock" | "backorder" | "out_of_stock" | "discontinued";

export type Availability = {
  variantId: Id;
  productId: Id;
  state: State;
  /** Backorder: ships by. Out of stock: expected back. Never a past day, null when nothing dated is coming. */
  shipsBy: Day | null;
  /** Shopify's available over all active locations: may be negative. */
  free: number;
  owed: number;
  /** Units of known supply that are still to arrive. */
  coming: number;
  /** Units that can still be sold with a date. Null: no end is known, or it is in stock and nobody asks. */
  cap: number | null;
  /** Units of drafts, which promise nothing. */
  tentative: number;
  because: AvailabilityBecause;
};

export type AvailabilityBecause =
  | { kind: "not_tracked" }
  | { kind: "units_free"; units: number }
  | { kind: "delivery_free"; reference: string; expectedOn: Day; units: number }
  /** With a supplier: it is closed for some of these days, or a disruption adds some. */
  | {
      kind: "lead_time";
      days: number;
      setOn: LeadTime["setOn"];
      supplier?: string;
      closedDays?: number;
      delayDays?: number;
      reason?: string;
    }
  | { kind: "made_to_order"; days: number }
  | { kind: "delivery_without_date"; reference: string }
  | { kind: "delivery_overdue"; reference: string; expectedOn: Day }
  | { kind: "nothing_coming" };

/** The debt book's page for one item, as it was last recorded; without the lines before the tails. */
export type Book = { owed: OwedLine[]; availability: Availability[] };
