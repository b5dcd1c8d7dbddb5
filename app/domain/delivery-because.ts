import type { ChangeKind } from "./delivery-state.ts";
import { learnedBecause } from "./evidence.ts";
import type { Day, Id } from "./facts.ts";
import type { Evidence } from "./learned.ts";
import { addedWords, type Added } from "./supplier-days.ts";

/** What became of a delivery. */
export type DeliveryBecause =
  | {
      kind: "delivery_entered";
      deliveryId: Id;
      reference: string;
      expectedOn: Day | null;
      confirmed: boolean;
    }
  | { kind: "delivery_confirmed"; deliveryId: Id; reference: string; expectedOn: Day | null }
  /** `from` and `to` are what was and is expected; `statedOn` is what the supplier says now. */
  | {
      kind: "delivery_changed";
      deliveryId?: Id;
      reference: string;
      from: Day | null;
      to: Day | null;
      statedOn?: Day | null;
    }
  /** No evidence: it follows its supplier, or it is later than anything learned and so has no date (`overdue`). */
  | {
      kind: "delivery_learned";
      deliveryId: Id;
      reference: string;
      from: Day | null;
      to: Day | null;
      evidence: Evidence | null;
      overdue: boolean;
      added?: Added | null;
    }
  | { kind: "delivery_cancelled"; deliveryId?: Id; reference: string }
  /** Entered here and read from Shopify: the same goods, or not. */
  | { kind: "delivery_linked"; deliveryId: Id; reference: string; transfer: string; linked: boolean }
  | {
      kind: "delivery_received";
      deliveryId?: Id;
      reference: string;
      units: number;
      damaged?: number;
      /** Units beyond what was to come. */
      over?: number;
      on?: Day;
    }
  /** The rest is not coming. */
  | { kind: "delivery_short"; deliveryId: Id; reference: string; units: number }
  | {
      kind: "delivery_split";
      deliveryId: Id;
      reference: string;
      part: string;
      units: number;
      expectedOn: Day | null;
    }
  | { kind: "delivery_undone"; deliveryId: Id; reference: string; what: ChangeKind; to: Day | null };

const n = (units: number) => `${units} ${units === 1 ? "unit" : "units"}`;

/** The sentence a merchant reads. */
export function deliverySentence(b: DeliveryBecause, date: (day: Day) => string): string {
  switch (b.kind) {
    case "delivery_entered":
      return `${b.reference} was added${b.confirmed ? "" : " as a draft"}, ${b.expectedOn ? `expected on ${date(b.expectedOn)}` : "without a date"}.`;
    case "delivery_confirmed":
      return `${b.reference} was confirmed, ${b.expectedOn ? `expected on ${date(b.expectedOn)}` : "without a date"}.`;
    case "delivery_changed":
      return `${deliveryMoved(b, date)}.`;
    case "delivery_learned":
      if (b.evidence)
        return `${deliveryMoved(b, date)}: ${learnedBecause(b.evidence, null)}${b.added ? `; ${addedWords(b.added)}` : ""}.`;
      return b.overdue && b.to
        ? `${b.reference} is overdue since ${date(b.to)}, longer than any past delivery was: the date is unknown.`
        : `${deliveryMoved(b, date)}: ${b.added ? addedWords(b.added) : "it follows what the supplier states"}.`;
    case "delivery_cancelled":
      return `${b.reference} was canceled.`;
    case "delivery_linked":
      return b.linked
        ? `${b.reference} is counted with ${b.transfer}: they are the same goods.`
        : `${b.reference} is counted on its own again, beside ${b.transfer}.`;
    case "delivery_received":
      return `${n(b.units)} of ${b.reference} arrived${b.on ? ` on ${date(b.on)}` : ""}${b.damaged ? `, ${b.damaged} damaged` : ""}${b.over ? `, ${b.over} more than expected` : ""}.`;
    case "delivery_short":
      return `${n(b.units)} of ${b.reference} ${b.units === 1 ? "isn't" : "aren't"} coming.`;
    case "delivery_split":
      return `${n(b.units)} of ${b.reference} ${b.units === 1 ? "comes" : "come"} as ${b.part}, ${b.expectedOn ? `expected on ${date(b.expectedOn)}` : "without a date"}.`;
    case "delivery_undone":
      return `${undoneWords[b.what]} of ${b.reference} was undone: it is ${b.to ? `expected on ${date(b.to)}` : "without a date"}.`;
  }
}

const undoneWords: Record<ChangeKind, string> = {
  changed: "A change",
  confirmed: "The confirmation",
  canceled: "The cancellation",
  received: "An arrival",
  split: "The split",
  moved: "A change",
  imported: "A change",
  undone: "A change",
};

function deliveryMoved(
  b: { reference: string; from: Day | null; to: Day | null; statedOn?: Day | null },
  date: (day: Day) => string,
): string {
  const day = (on: Day | null) => (on ? date(on) : "no date");
  const says =
    b.statedOn === undefined || b.statedOn === b.to ? "" : `; the supplier says ${day(b.statedOn)}`;
  if (b.from === b.to) return `${b.reference} stays at ${day(b.to)}${says}`;
  return `${b.reference} moved from ${day(b.from)} to ${day(b.to)}${says}`;
}
