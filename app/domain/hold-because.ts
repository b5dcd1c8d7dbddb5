import type { Id } from "./facts.ts";
import type { NotHeld } from "./holds.ts";

/** What was done about holds of an order, or not, and why. */
export type HoldBecause =
  | { kind: "placed"; units: number }
  | { kind: "released"; units: number }
  | { kind: "let_go" }
  | { kind: "not_held"; units: number; reason: NotHeld }
  | { kind: "approved"; units: number }
  | { kind: "moved"; units: number; from: Id; to: Id }
  | { kind: "transfer_drafted"; transfer: string; units: number; from: Id; to: Id }
  | { kind: "order_read" };

const n = (units: number) => `${units} ${units === 1 ? "unit" : "units"}`;

/** The sentence a merchant reads; `place` names a location. */
export function holdSentence(b: HoldBecause, place: (location: Id) => string): string {
  switch (b.kind) {
    case "placed":
      return `${n(b.units)} put on hold in Shopify: ${b.units === 1 ? "it isn't" : "they aren't"} on hand yet.`;
    case "released":
      return b.units === 0 ? "The hold was taken off." : `The hold was taken off: ${n(b.units)} can ship.`;
    case "let_go":
      return "Somebody released our hold in Shopify. Shipsby leaves the line alone as long as it is owed.";
    case "not_held":
      return `${n(b.units)} not put on hold: ${notHeldWords[b.reason]}.`;
    case "approved":
      return `Your staff released ${n(b.units)} that arrived.`;
    case "moved":
      return `Your staff moved ${n(b.units)} from ${place(b.from)} to ${place(b.to)}.`;
    case "transfer_drafted":
      return `Your staff drafted transfer ${b.transfer} of ${n(b.units)} from ${place(b.from)} to ${place(b.to)}.`;
    case "order_read":
      return "The order changed in Shopify.";
  }
}

/** Half a sentence that follows a colon. */
export const notHeldWords: Record<NotHeld, string> = {
  held_by_others: "another app or your staff holds a part of it already, and that is left alone",
  requested: "a fulfillment service was already asked to ship it",
  not_possible: "Shopify doesn't let it be put on hold now",
  no_access: "Shipsby isn't allowed to hold orders at this location",
};
