import { alertSentence, type AlertBecause } from "./alert-because.ts";
import { brakeSentence, type BrakeBecause } from "./brake-because.ts";
import type { Cause } from "./cause.ts";
import { causeWords } from "./cause-words.ts";
import { deliverySentence, type DeliveryBecause } from "./delivery-because.ts";
import type { AvailabilityBecause, Day, Id, State } from "./facts.ts";
import { holdSentence, type HoldBecause } from "./hold-because.ts";
import { leadTimeWords } from "./lead-time.ts";
import type { PromiseChange } from "./promise.ts";
import { tierReason, type Tier } from "./tiers.ts";
import { supplierSentence, type SupplierBecause } from "./supplier-because.ts";

/** Why something is as it is: facts enough for one sentence, stored with what they explain. */
export type Because =
  | {
      kind: "owed";
      owed: number;
      outstanding: number;
      shelf: number;
      /** Of the shelf: for the shop floor, or for readers of the restock mail. */
      kept?: number;
      /** Of these, for readers. */
      readers?: number;
      unitsBefore: number;
      location: Id;
    }
  | {
      kind: "covered_by_delivery";
      units: number;
      reference: string;
      expectedOn: Day | null;
      shipsBy: Day | null;
    }
  | { kind: "covered_by_lead_time"; units: number; shipsBy: Day | null }
  | { kind: "made_to_order"; units: number; shipsBy: Day | null }
  | { kind: "uncovered"; units: number }
  // Why a line stands where it stands in its queue.
  | { kind: "pinned"; units: number; reference: string }
  | { kind: "pin_short"; units: number; pinned: number; reference: string }
  | { kind: "pegged"; units: number; reference: string }
  | { kind: "served_first" }
  | { kind: "tier"; tier: Tier }
  | { kind: "yields"; while: "unpaid" | "on_hold" }
  | { kind: "needed_by"; day: Day | null }
  | { kind: "not_stocked"; location: Id }
  | { kind: "location_closed"; location: Id }
  | { kind: "sold_despite_policy" }
  // What the merchant said about it.
  | { kind: "pin_set"; units: number; reference: string }
  | { kind: "pin_removed"; reference: string }
  | { kind: "peg_set"; units: number; reference: string }
  | { kind: "peg_removed"; reference: string }
  | { kind: "priority_set"; first: boolean }
  | { kind: "required_set"; day: Day | null }
  | { kind: "cause_set"; from: Cause; to: Cause }
  | { kind: "no_longer_owed"; owed: number; how: "units_on_hand" | "nothing_to_ship" }
  | {
      kind: "availability";
      state: State;
      was: State | null;
      shipsBy: Day | null;
      because: AvailabilityBecause;
    }
  | DeliveryBecause
  | { kind: "told_now"; deliveryId: Id; reference: string }
  | { kind: "arrival_written"; deliveryId: Id; reference: string; units: number }
  | SupplierBecause
  | { kind: "day_passed"; day: Day }
  | { kind: "cut_off_passed"; day: Day }
  | { kind: "settings_changed" }
  | { kind: "shown_again" }
  | { kind: "variant_gone" }
  | { kind: "cap"; cap: number | null }
  | { kind: "alert"; because: AlertBecause }
  | { kind: "hold"; because: HoldBecause }
  | { kind: "brake"; because: BrakeBecause }
  | { kind: "promised"; promisedOn: Day; shown?: true }
  | {
      kind: "promise_moved";
      change: Exclude<PromiseChange, "first">;
      from: Day | null;
      to: Day | null;
      offerCancellation: boolean;
    }
  | {
      kind: "promise_set";
      from: Day | null;
      to: Day | null;
      expected: Day | null;
      reason: string;
      author: string;
    }
  /** Units that were kept for readers of the restock mail are kept no longer. */
  | { kind: "readers_served"; units: number; location: Id }
  | { kind: "promise_kept"; kept: boolean | null; first: Day | null; shippedOn: Day }
  | {
      kind: "performed";
      effect:
        | "publish_availability"
        | "tag_order"
        | "write_order_backorders"
        | "switch_policy"
        | "hold_waiting_part";
      result: string;
    };

const n = (units: number) => `${units} ${units === 1 ? "unit" : "units"}`;

/** The sentence a merchant reads. `date` writes a day in the merchant's language, `place` names a location. */
export function sentence(b: Because, date: (day: Day) => string, place: (location: Id) => string): string {
  switch (b.kind) {
    case "owed": {
      const shelf =
        b.shelf === 0 ? "nothing was on hand" : `${n(b.shelf)} ${b.shelf === 1 ? "was" : "were"} on hand`;
      const before =
        b.unitsBefore > 0
          ? `, and ${n(b.unitsBefore)} ${b.unitsBefore === 1 ? "was" : "were"} before it in line`
          : "";
      const kept = b.kept
        ? `, ${b.kept === b.shelf ? "" : `${b.kept} of them `}kept for ${keptFor(b.kept, b.readers)}`
        : "";
      return `Owed ${b.owed} of ${b.outstanding}: at ${place(b.location)} ${shelf}${kept}${before}.`;
    }
    case "covered_by_delivery":
      return b.shipsBy
        ? `${n(b.units)} covered by ${b.reference}, expected on ${date(b.expectedOn!)}; ships by ${date(b.shipsBy)}.`
        : b.expectedOn
          ? `${n(b.units)} covered by ${b.reference}, which is overdue since ${date(b.expectedOn)}: the date is unknown.`
          : `${n(b.units)} covered by ${b.reference}, which has no date yet.`;
    case "covered_by_lead_time":
      return b.shipsBy
        ? `${n(b.units)} by your stated lead time; ships by ${date(b.shipsBy)}.`
        : `The stated lead time for ${n(b.units)} has passed: the date is unknown.`;
    case "made_to_order":
      return b.shipsBy
        ? `${n(b.units)} made to order; ${b.units === 1 ? "it ships" : "they ship"} by ${date(b.shipsBy)}.`
        : `The time to make ${n(b.units)} to order has passed: the date is unknown.`;
    case "uncovered":
      return `Nothing known is coming for ${n(b.units)}: no date.`;
    case "pinned":
      return `Pinned: ${n(b.units)} of ${b.reference} ${b.units === 1 ? "is" : "are"} kept for this line, before everybody else.`;
    case "pin_short":
      return `Pinned to ${b.reference}, which can give only ${b.units} of the ${n(b.pinned)}.`;
    case "pegged":
      return `${n(b.units)} of ${b.reference} ${b.units === 1 ? "is" : "are"} reserved for this line.`;
    case "served_first":
      return "Served first: the order was put before the others.";
    case "tier":
      return `Served before others: ${tierReason(b.tier)}.`;
    case "yields":
      return b.while === "unpaid"
        ? "Unpaid: paid orders are served first. It keeps its place for when it is paid."
        : "On hold: other orders are served first. It keeps its place for when it is released.";
    case "needed_by":
      return b.day
        ? `Needed by ${date(b.day)}: orders needed earlier are served first.`
        : "No day is set by which it is needed: orders with one are served first.";
    case "not_stocked":
      return `The item isn't stocked at ${place(b.location)}.`;
    case "location_closed":
      return `${place(b.location)} is closed: its stock serves nobody.`;
    case "sold_despite_policy":
      return "Sold although the item stops selling when it is out of stock: at a till, from a draft, or by two buyers at once.";
    case "pin_set":
      return `${n(b.units)} of ${b.reference} ${b.units === 1 ? "was" : "were"} pinned to this line by your staff.`;
    case "pin_removed":
      return `The pin to ${b.reference} was taken off by your staff.`;
    case "peg_set":
      return `${n(b.units)} of ${b.reference} ${b.units === 1 ? "was" : "were"} reserved for this line by your staff.`;
    case "peg_removed":
      return `The reservation in ${b.reference} was taken off by your staff.`;
    case "priority_set":
      return b.first
        ? "Your staff put the order before the others."
        : "Your staff took the order back to its usual place in line.";
    case "required_set":
      return b.day
        ? `Your staff noted that it is needed by ${date(b.day)}.`
        : "Your staff removed the day it is needed by.";
    case "cause_set":
      return `Your staff said why it is owed: ${causeWords[b.to]}, instead of ${causeWords[b.from]}.`;
    case "no_longer_owed":
      return b.how === "units_on_hand"
        ? `No longer owed: the ${n(b.owed)} ${b.owed === 1 ? "is" : "are"} on hand now.`
        : `No longer owed: there is nothing left to ship on this line.`;
    case "availability":
      return `Shoppers see “${stateWords[b.state]}${b.shipsBy ? `, ${b.state === "backorder" ? "ships by" : "expected back"} ${date(b.shipsBy)}` : ""}”: ${availabilitySentence(b.because, date)}`;
    case "cap":
      return b.cap === null
        ? "Any number of units can be sold with a date."
        : `${n(b.cap)} can still be sold with a date.`;
    case "told_now":
      return `Your staff chose to tell the new date of ${b.reference} at once.`;
    case "arrival_written":
      return b.units < 0
        ? `${n(-b.units)} of ${b.reference} ${b.units === -1 ? "was" : "were"} taken off Shopify's stock again by your staff.`
        : `${n(b.units)} of ${b.reference} ${b.units === 1 ? "was" : "were"} added to Shopify's stock by your staff.`;
    case "delivery_entered":
    case "delivery_confirmed":
    case "delivery_changed":
    case "delivery_learned":
    case "delivery_cancelled":
    case "delivery_linked":
    case "delivery_received":
    case "delivery_short":
    case "delivery_split":
    case "delivery_undone":
      return deliverySentence(b, date);
    case "supplier_said":
      return supplierSentence(b, date);
    case "day_passed":
      return `A new day began: dates before ${date(b.day)} no longer count.`;
    case "cut_off_passed":
      return `The cut-off of ${date(b.day)} has passed: what has not left leaves on the next working day.`;
    case "shown_again":
      return "Shopify shows this order again.";
    case "settings_changed":
      return "The shop's settings changed.";
    case "hold":
      return holdSentence(b.because, place);
    case "alert":
      return alertSentence(b.because, (at) => date(at.slice(0, 10)));
    case "brake":
      return brakeSentence(b.because, { date, moment: (at) => date(at.slice(0, 10)) });
    case "variant_gone":
      return "The variant was deleted in Shopify.";
    case "promised":
      return `Promised${b.shown ? " on the product page" : ""}: ships by ${date(b.promisedOn)}. This is the date the shop is judged by.`;
    case "promise_moved":
      return promiseMoved(b, date);
    case "promise_set": {
      const to = b.to ? `ships by ${date(b.to)}` : "no date is known";
      const from = b.from ? ` instead of ${date(b.from)}` : "";
      return `${b.author} changed what is promised: ${to}${from}. Reason: ${b.reason}`;
    }
    case "readers_served":
      return `Nobody on the waiting list is left to tell: ${n(b.units)} kept for it in ${place(b.location)} ${b.units === 1 ? "goes" : "go"} to waiting orders.`;
    case "promise_kept":
      if (b.kept === null) return `Shipped on ${date(b.shippedOn)}; no date had been promised.`;
      return `Shipped on ${date(b.shippedOn)}: the promise of ${date(b.first!)} was ${b.kept ? "kept" : "missed"}.`;
    case "performed":
      return `${effectWords[b.effect]}: ${b.result}.`;
  }
}

function keptFor(kept: number, readers = 0): string {
  if (readers === 0) return "the shop floor";
  return kept === readers ? "the waiting list" : "the shop floor and the waiting list";
}

function promiseMoved(b: Extract<Because, { kind: "promise_moved" }>, date: (day: Day) => string): string {
  const from = b.from ? date(b.from) : "no date";
  const offer = b.offerCancellation ? " The customer should be offered to cancel." : "";
  switch (b.change) {
    case "later":
      return `The promise moved from ${from} to ${date(b.to!)}: the delay is more than the tolerance and held, or cannot wait.${offer}`;
    case "earlier":
      return `The promise moved from ${from} to ${date(b.to!)}: the better date has held.`;
    case "no_date":
      return `The promise of ${from} cannot be kept, and no date is known.${offer}`;
    case "new_date":
      return `There is a date again: ships by ${date(b.to!)}.`;
  }
}

export const stateWords: Record<State, string> = {
  in_stock: "In stock",
  backorder: "Backorder",
  out_of_stock: "Out of stock",
  discontinued: "Discontinued",
};

const effectWords = {
  publish_availability: "Product page",
  tag_order: "Order in Shopify",
  write_order_backorders: "Written to the order",
  hold_waiting_part: "Holds",
  switch_policy: "Selling when out of stock",
};

/** Why shoppers see a state, in half a sentence that follows a colon. */
export function availabilitySentence(b: AvailabilityBecause, date: (day: Day) => string): string {
  switch (b.kind) {
    case "not_tracked":
      return "Shopify does not track its stock.";
    case "units_free":
      return `${n(b.units)} free to sell.`;
    case "delivery_free":
      return `nothing is free, and ${b.reference} brings ${n(b.units)} that nobody waits for, expected on ${date(b.expectedOn)}.`;
    case "lead_time":
      return `nothing is free or coming; ${leadTimeWords(b)}.`;
    case "made_to_order":
      return `nothing is free or coming; it is made to order in ${b.days} working ${b.days === 1 ? "day" : "days"}.`;
    case "delivery_without_date":
      return `nothing is free, and ${b.reference} has no date yet.`;
    case "delivery_overdue":
      return `nothing is free, and ${b.reference} is overdue since ${date(b.expectedOn)}.`;
    case "nothing_coming":
      return "nothing is free and nothing known is coming.";
  }
}
