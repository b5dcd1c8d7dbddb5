import type { Day } from "./facts.ts";
import type { Level } from "./level.ts";

/** Which limit says how many more may be sold. */
export type Room =
  | { kind: "never" }
  | { kind: "cap"; cap: number; owed: number; margin: number }
  | { kind: "supply"; units: number; margin: number }
  | { kind: "date"; shipsBy: Day | null; until: Day }
  | { kind: "endless" };

export type BrakeBecause =
  | { kind: "no_rule" }
  | { kind: "not_tracked" }
  /** Shopify stops it at zero already, and the brake was not asked to sell it. */
  | { kind: "stops_anyway" }
  | { kind: "stop"; level: Level; room: Room }
  | { kind: "sell"; level: Level; more: number | null; room: Room }
  | { kind: "rests"; until: string }
  | { kind: "by_hand" }
  | { kind: "left" }
  | { kind: "put_back" }
  | { kind: "resumed" }
  | { kind: "oversold"; units: number };

type Dates = { date: (day: Day) => string; moment: (at: string) => string };

const n = (units: number) => `${units} ${units === 1 ? "unit" : "units"}`;

/** "the brake of this product". */
export const levelWords: Record<Level, string> = {
  shop: "the shop's brake",
  collection: "the collection's brake",
  product: "the product's brake",
  variant: "the variant's brake",
};

/** The sentence a merchant reads. */
export function brakeSentence(b: BrakeBecause, { date, moment }: Dates): string {
  switch (b.kind) {
    case "no_rule":
      return "No brake applies: it is as you set it in Shopify.";
    case "not_tracked":
      return "The brake leaves it alone: Shopify does not track its stock.";
    case "stops_anyway":
      return "The brake leaves it alone: it stops selling at zero, as you set it in Shopify.";
    case "stop":
      return `No more backorders: ${stopped(b.room, levelWords[b.level], date)}`;
    case "sell":
      return b.more === null
        ? `Backorders are taken: ${levelWords[b.level]} sets no end.`
        : `Backorders are taken: ${n(b.more)} more until ${levelWords[b.level]} stops.`;
    case "rests":
      return `It may be sold again, and is from ${moment(b.until)} on: a quantity that goes up and down must not switch it each time.`;
    case "by_hand":
      return "Somebody changed it in Shopify after the brake had switched it. The brake leaves it alone until you let it go on.";
    case "left":
      return "Somebody changed it in Shopify, and you left it so. The brake leaves it alone until you let it go on.";
    case "put_back":
      return "Put back as it was before the brake. The brake leaves it alone until you let it go on.";
    case "resumed":
      return "Your staff let the brake go on.";
    case "oversold":
      return `${n(b.units)} more ${b.units === 1 ? "was" : "were"} sold than allowed: before Shopify knew, at a till or from a draft.`;
  }
}

function stopped(room: Room, brake: string, date: (day: Day) => string): string {
  const early = (margin: number) => (margin > 0 ? `, less a margin of ${n(margin)}` : "");
  switch (room.kind) {
    case "never":
      return `${brake} takes none.`;
    case "cap":
      return `${n(room.owed)} ${room.owed === 1 ? "is" : "are"} owed, and ${brake} takes up to ${room.cap}${early(room.margin)}.`;
    case "supply":
      return room.units === 0
        ? `nothing with a date is coming that nobody waits for, and ${brake} takes no more than that.`
        : `only ${n(room.units)} with a date ${room.units === 1 ? "is" : "are"} coming that nobody waits for, and ${brake} keeps a margin of ${n(room.margin)}.`;
    case "date":
      return room.shipsBy === null
        ? `no date is known, and ${brake} takes none after ${date(room.until)}.`
        : `one more would ship by ${date(room.shipsBy)}, and ${brake} takes none after ${date(room.until)}.`;
    case "endless":
      return `${brake} takes none.`;
  }
}
