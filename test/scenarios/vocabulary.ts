import type { AvailabilityBecause, State } from "#app/domain/facts.ts";
import type { Because } from "#app/domain/because.ts";

/** "lamp" where a row has only one. */
export type Thing = string;
/** "Berlin" where a row has only one. */
export type Place = string;
export type OrderName = string;
/** "O1" is the first line of order O1, "O1.2" its second, "O1@Lyon" the part of it that is at Lyon. */
export type LineName = string;
export type DeliveryName = string;

/** What lies where before anything happens. */
export type Given = {
  thing?: Thing;
  at?: Place;
  onHand?: number;
  damaged?: number;
  safetyStock?: number;
  tracked?: false;
  needsNoShipping?: true;
  policy?: "DENY";
  leadTimeDays?: number;
};

/** Where a story happens: shops differ in what their merchants decided. */
export type ShopKind = "plain" | "weekdays" | "paid first" | "needed first";

type At = { thing?: Thing; at?: Place };

/** What people do. Days count from the first day of the story. */
export type Act =
  | {
      act: "order";
      order: OrderName;
      lines: { thing: Thing; quantity: number }[];
      channel?: "online" | "pos" | "draft";
      at?: Place;
      unpaid?: true;
      /** Seconds, where it matters; else each order is placed after those before it. */
      placed?: number;
    }
  | { act: "draft"; order: OrderName; lines: { thing: Thing; quantity: number }[] }
  | { act: "edit"; line: LineName; quantity: number; refused?: true }
  | { act: "add"; order: OrderName; thing: Thing; quantity: number }
  | { act: "cancel"; order: OrderName }
  | { act: "delete order"; order: OrderName }
  | {
      act: "refund";
      line: LineName;
      quantity: number;
      how: "CANCEL" | "NO_RESTOCK" | "RETURN";
      refused?: true;
    }
  | { act: "ship"; line: LineName; quantity: number }
  | { act: "unship"; order: OrderName }
  | ({ act: "count"; onHand: number } & At)
  | ({ act: "damage"; units: number } & At)
  | ({ act: "commit elsewhere"; units: number } & At)
  | { act: "move"; line: LineName; to: Place; quantity: number }
  | { act: "split"; line: LineName; quantity: number }
  | { act: "merge"; order: OrderName }
  | { act: "hold"; order: OrderName }
  | { act: "release"; order: OrderName }
  | { act: "policy"; policy: "CONTINUE" | "DENY"; thing?: Thing }
  | { act: "rename SKU"; thing?: Thing }
  | { act: "track"; thing?: Thing }
  | { act: "delete product"; thing?: Thing }
  | { act: "archive product"; thing?: Thing }
  | { act: "discontinue"; thing?: Thing }
  | { act: "close"; place: Place }
  | ({ act: "delivery"; delivery: DeliveryName; quantity: number; day: number | null; draft?: true } & At)
  /** `quantity` is what is still to come. */
  | { act: "change delivery"; delivery: DeliveryName; quantity: number; day: number | null }
  | { act: "cancel delivery"; delivery: DeliveryName }
  /** Units are counted in at Shopify and taken off the delivery. */
  | { act: "receive"; delivery: DeliveryName; quantity: number }
  /** The last receipt was none: its units are taken off the shelf and are on their way again. */
  | { act: "take receipt back"; delivery: DeliveryName; quantity: number }
  | { act: "reserve"; kind: "peg" | "pin"; delivery: DeliveryName; line: LineName; quantity: number }
  | { act: "serve first"; order: OrderName }
  | { act: "needed by"; order: OrderName; day: number }
  /** Everything is looked at again though nothing happened. */
  | { act: "look again" };

/** What shoppers see of a thing, and the numbers behind it. */
export type Seen = {
  state: State;
  free: number;
  owed: number;
  coming: number;
  tentative: number;
  /** Units that can still be sold with a date; null: no end is known. */
  cap: number | null;
  /** Days from the first day of the story. */
  shipsBy: number | null;
  because: AvailabilityBecause["kind"];
};

export type Then = {
  /** "ready/owed" of the units that are still to ship. */
  lines?: Record<LineName, string>;
  /** The same of each of its fulfillment lines, oldest first. */
  parts?: Record<LineName, string[]>;
  /** Units by delivery, "lead time" or "nothing". */
  covers?: Record<LineName, Record<DeliveryName, number>>;
  /** The day it ships by, null: unknown. */
  dates?: Record<LineName, number | null>;
  /** What its customer was told, first word first. */
  promised?: Record<LineName, (number | null)[]>;
  /** Whether the last word came with the offer to cancel. */
  offered?: Record<LineName, boolean>;
  /** Reasons that were given for the line, among others. */
  why?: Record<LineName, Because["kind"][]>;
  sees?: Partial<Seen>;
  seesOf?: Record<Thing, Partial<Seen>>;
  /** On hand and committed at a place. */
  stock?: Record<Place, [onHand: number, committed: number]>;
  /** Where Shopify and the orders disagree: committed and outstanding. Nowhere unless said. */
  differs?: Record<Place, [committed: number, outstanding: number]>;
  /** Nothing was said or written because of this step. */
  silent?: true;
};

/** `hours` since the beginning of the story; without it no time has passed. */
export type Step = { when: Act[]; then: Then; hours?: number };

export type Story = {
  given: Given[];
  steps: Step[];
  shop?: ShopKind;
  /** Why it cannot be driven through Shopify's API. */
  onPaperOnly?: string;
  /** A part of the row that another test has. */
  also?: Elsewhere;
  /** A part of the row that another capability will bring. */
  rest?: string;
};

/** Another test has it: a file, and words of the test's title. */
export type Elsewhere = { file: string; test: string };

export type Row = { id: string; rule: string } & (
  | Story
  /** Arithmetic that needs no shop. */
  | { arithmetic: string; check: () => void }
  | Elsewhere
  | { later: string }
  | { not: string }
);

export const isStory = (row: Row): row is { id: string; rule: string } & Story => "steps" in row;

// ---- How rows are written. ----

/** Units of the only thing at the only place. */
export const shelf = (onHand: number, more: Given = {}): Given[] => [{ onHand, ...more }];

type OrderMore = Partial<Omit<Extract<Act, { act: "order" }>, "act" | "order" | "lines">>;
/** An order of some units of the only thing, or of several things in lines of their own. */
export const order = (
  name: OrderName,
  what: number | [Thing, number][],
  more: OrderMore = {},
): Extract<Act, { act: "order" }> => ({ act: "order", order: name, lines: linesOf(what), ...more });

export const linesOf = (what: number | [Thing, number][]) =>
  (typeof what === "number" ? [["lamp", what] as const] : what).map(([thing, quantity]) => ({
    thing,
    quantity,
  }));

export const edit = (line: LineName, quantity: number, more: { refused?: true } = {}): Act => ({
  act: "edit",
  line,
  quantity,
  ...more,
});
export const cancel = (name: OrderName): Act => ({ act: "cancel", order: name });
export const ship = (line: LineName, quantity: number): Act => ({ act: "ship", line, quantity });
export const refund = (
  line: LineName,
  quantity: number,
  how: "CANCEL" | "NO_RESTOCK" | "RETURN",
  more: { refused?: true } = {},
): Act => ({ act: "refund", line, quantity, how, ...more });
export const count = (onHand: number, more: At = {}): Act => ({ act: "count", onHand, ...more });
export const move = (line: LineName, to: Place, quantity: number): Act => ({
  act: "move",
  line,
  to,
  quantity,
});
export const delivery = (
  name: DeliveryName,
  quantity: number,
  day: number | null,
  more: At & { draft?: true } = {},
): Act => ({ act: "delivery", delivery: name, quantity, day, ...more });
export const change = (name: DeliveryName, quantity: number, day: number | null): Act => ({
  act: "change delivery",
  delivery: name,
  quantity,
  day,
});
export const receive = (name: DeliveryName, quantity: number): Act => ({
  act: "receive",
  delivery: name,
  quantity,
});
export const peg = (name: DeliveryName, line: LineName, quantity: number): Act => ({
  act: "reserve",
  kind: "peg",
  delivery: name,
  line,
  quantity,
});
export const pin = (name: DeliveryName, line: LineName, quantity: number): Act => ({
  act: "reserve",
  kind: "pin",
  delivery: name,
  line,
  quantity,
});
export const step = (when: Act[], then: Then): Step => ({ when, then });
/** A step so many hours after the story began. */
export const after = (hours: number, when: Act[], then: Then): Step => ({ hours, when, then });
