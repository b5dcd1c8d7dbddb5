/** The inputs of every decision about one item: what Shopify says, what the merchant told us, what the book said before. */

/** Ids are the numeric tail of Shopify's gids, as text: they exceed 2^53. */
export type Id = string;
/** A calendar day "2026-12-12" in the shop's time zone. Never shifted through UTC. */
export type Day = string;

/** Units of an open fulfillment-order line that are still to ship from its location. */
export type DemandLine = {
  id: Id;
  orderId: Id;
  lineId: Id;
  locationId: Id;
  outstanding: number;
  placedAt: string;
};

/** Shopify's quantities of the item at one location. `onHand = available + committed + unavailable`. */
export type Stock = {
  locationId: Id;
  onHand: number;
  unavailable: number;
  available: number;
  committed: number;
  active: boolean;
};

/** Units still to arrive. A delivery without a day is coming, but nobody knows when. */
export type Supply = {
  deliveryId: Id;
  reference: string;
  locationId: Id;
  quantity: number;
  expectedOn: Day | null;
};

export type LeadTime = { days: number; setOn: "product" | "shop" };

export type VariantFact = {
  variantId: Id;
  productId: Id;
  policy: "CONTINUE" | "DENY";
  /** The merchant said that it will not come back. */
  discontinued: boolean;
};

export type Calendar = {
  timeZone: string;
  handlingDays: number;
  /** ISO weekdays on which the shop packs: 1 is Monday, 7 is Sunday. */
  workingDays: number[];
};

export type Facts = {
  itemId: Id;
  tracked: boolean;
  stock: Stock[];
  lines: DemandLine[];
  supplies: Supply[];
  leadTime: LeadTime | null;
  variants: VariantFact[];
  calendar: Calendar;
  book: Book;
};

/** What covers a part of an owed line. The day of a delivery is looked up there, never copied. */
export type Cover =
  | { kind: "delivery"; deliveryId: Id; quantity: number }
  | { kind: "lead_time"; expectedOn: Day; quantity: number };

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
  /** Units of older lines that are served before this one at its location. */
  unitsBefore: number;
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
  because: AvailabilityBecause;
};

export type AvailabilityBecause =
  | { kind: "not_tracked" }
  | { kind: "units_free"; units: number }
  | { kind: "delivery_free"; reference: string; expectedOn: Day; units: number }
  | { kind: "lead_time"; days: number; setOn: "product" | "shop" }
  | { kind: "delivery_without_date"; reference: string }
  | { kind: "delivery_overdue"; reference: string; expectedOn: Day }
  | { kind: "nothing_coming" };

/** The debt book's page for one item, as it was last recorded. */
export type Book = { owed: OwedLine[]; availability: Availability[] };
