import type { BrakeBecause, Room } from "./brake-because.ts";
import { addDays } from "./days.ts";
import type { SetOn } from "./level.ts";
import type { Outlook } from "./outlook.ts";

/** How many backorders are taken. The date may be limited with each of them. */
export type BrakeRule = {
  accept: "never" | "cap" | "dated" | "always";
  /** Units that may be owed, for "cap". */
  cap: number | null;
  /** Days that the date may be away. Null: any date, or none. */
  farthestDays: number | null;
  /** It stops so many units early, for those who buy at the same moment. */
  margin: number;
  /** Also sells what Shopify stops at zero. Without it the brake only ever stops. */
  opens: boolean;
};

/** The rule that counts for a variant, and where it was set. */
export type SetRule = BrakeRule & SetOn;

export type Policy = "CONTINUE" | "DENY";

/** What is known of a variant and of what the brake did to it. */
export type Braked = {
  policy: Policy;
  discontinued: boolean;
  /** As it was before the brake's first switch, and as the brake left it last. Null: it never switched it. */
  found: Policy | null;
  wrote: Policy | null;
  /** Forgotten when the merchant changes a rule: that acts at once. */
  switchedAt: string | null;
  /** The brake leaves it alone until the merchant says otherwise. */
  stopped: "by_hand" | "left" | "put_back" | null;
};

/** `as_found`: as it was before the brake came. */
export type Wish = "sell" | "stop" | "as_found";

export type Verdict = {
  wish: Wish;
  /** Units that the brake will still let be sold. Null: it sets no end. */
  remaining: number | null;
  /** Units owed beyond what is allowed. */
  excess: number;
  because: BrakeBecause;
  /** When to look again though nothing has changed. */
  lookAt: string | null;
};

/** A variant that was stopped is sold again after so long at the earliest: a quantity that flaps switches little. */
export const restMinutes = 10;

/** Whether a variant may be sold beyond its stock, by the rule that counts for it. Null: none does. */
export function brake(rule: SetRule | null, outlook: Outlook, variant: Braked, now: Date): Verdict {
  const leave = (because: BrakeBecause): Verdict => ({
    wish: "as_found",
    remaining: null,
    excess: 0,
    because,
    lookAt: null,
  });
  if (variant.stopped) return leave({ kind: variant.stopped });
  if (!rule) return leave({ kind: "no_rule" });
  if (!outlook.tracked) return leave({ kind: "not_tracked" });
  // The merchant's own word in Shopify is stricter than the brake.
  if ((variant.found ?? variant.policy) === "DENY" && (!rule.opens || variant.discontinued))
    return leave({ kind: "stops_anyway" });
  const { more, room } = allowance(rule, outlook);
  const common = { remaining: more, excess: excessOf(rule, outlook) };
  if (more === 0)
    return { ...common, wish: "stop", because: { kind: "stop", level: rule.level, room }, lookAt: null };
  const until = restsUntil(variant, now);
  return until === null
    ? { ...common, wish: "sell", because: { kind: "sell", level: rule.level, more, room }, lookAt: null }
    : { ...common, wish: "stop", because: { kind: "rests", until }, lookAt: until };
}

/** What a wish comes to in Shopify; null: nothing is asked of it. */
export function policyFor(wish: Wish, found: Policy | null): Policy | null {
  if (wish === "as_found") return found;
  return wish === "sell" ? "CONTINUE" : "DENY";
}

/** Units that may still be sold, and which limit says so. */
function allowance(rule: BrakeRule, outlook: Outlook): { more: number | null; room: Room } {
  const { accept, farthestDays, margin } = rule;
  if (accept === "never") return { more: 0, room: { kind: "never" } };
  const until = farthestDays === null ? null : addDays(outlook.today, farthestDays);
  if (until !== null && (outlook.next === null || outlook.next > until))
    return { more: 0, room: { kind: "date", shipsBy: outlook.next, until } };
  const rooms: { units: number; room: Room }[] = [];
  if (accept === "cap") {
    const cap = rule.cap ?? 0;
    rooms.push({ units: cap - outlook.owed, room: { kind: "cap", cap, owed: outlook.owed, margin } });
  }
  if ((accept === "dated" || until !== null) && !outlook.endless) {
    const near = outlook.ahead.filter((offer) => until === null || offer.shipsBy <= until);
    const units = near.reduce((sum, offer) => sum + offer.units, 0);
    rooms.push({ units, room: { kind: "supply", units, margin } });
  }
  const tightest = rooms.sort((a, b) => a.units - b.units)[0];
  if (!tightest) return { more: null, room: { kind: "endless" } };
  return { more: Math.max(0, tightest.units - margin), room: tightest.room };
}

function excessOf({ accept, cap }: BrakeRule, { owed, undated }: Outlook): number {
  if (accept === "never") return owed;
  if (accept === "cap") return Math.max(0, owed - (cap ?? 0));
  return accept === "dated" ? undated : 0;
}

function restsUntil({ wrote, switchedAt }: Braked, now: Date): string | null {
  if (wrote !== "DENY" || switchedAt === null) return null;
  const until = new Date(Date.parse(switchedAt) + restMinutes * 60_000);
  return until > now ? until.toISOString() : null;
}

/** Units sold beyond what is allowed since the last look: more is to ship, and more of it is in excess. */
export function soldTooMany(
  was: { outstanding: number; excess: number } | null,
  is: { outstanding: number; excess: number },
): number {
  if (!was) return 0;
  return Math.max(0, Math.min(is.outstanding - was.outstanding, is.excess - was.excess));
}

/** Units on the way that shoppers may be told of: no more than the brake still takes. Null: nothing is said. */
export function leftToSell(cap: number | null, remaining: number | null): number | null {
  return cap === null || remaining === null ? cap : Math.min(cap, remaining);
}
