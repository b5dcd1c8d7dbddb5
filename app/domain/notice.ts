import { quietHours } from "./wave.ts";
import type { Sending } from "./wave.ts";
import type { Shelf } from "./restock.ts";

export type NoticeKind = "confirm" | "restock";
export type NoticeState = "waiting" | "sending" | "sent" | "unknown" | "refused" | "dropped";
/** Why a notice was not sent. */
export type Unsent =
  | "left"
  | "confirmed_already"
  | "expired"
  | "suppressed"
  | "sold_out"
  | "restock_over"
  | "told_already"
  | "bounced"
  | "gave_up"
  | "crashed";

export type SubscriptionState = "pending" | "waiting" | "told" | "left" | "undeliverable" | "expired";

/** A confirmation that was not answered for this long is forgotten, and so is the sign-up. */
export const confirmDays = 7;
const attemptsBeforeGivingUp = 20;

/** Everything that is looked at again in the moment of sending. */
export type NoticeFacts = {
  kind: NoticeKind;
  createdAt: string;
  subscription: { state: SubscriptionState; toldAt: string | null };
  suppressed: boolean;
  sending: Sending;
  shelf: Shelf;
  /** Whether the restock that the notice is about is still the current one. */
  current: boolean;
  /** Whether a unit is to be kept for the reader, and whether it is. */
  keeping: "no" | "wanted" | "kept";
  /** Confirmations to one address are few, over all shops: when the next one may go. Null: now. */
  allowedAt: string | null;
};

export type NoticeDecision =
  | { do: "send" }
  /** A unit has to be kept first. */
  | { do: "keep" }
  | { do: "drop"; reason: Unsent }
  | { do: "wait"; until: string };

const hour = 3_600_000;

/** Whether a notice is still true now. What is dropped because stock ran out leaves its reader waiting. */
export function decideNotice(facts: NoticeFacts, now: Date): NoticeDecision {
  const { kind, subscription, sending } = facts;
  if (facts.suppressed) return { do: "drop", reason: "suppressed" };
  if (kind === "confirm") {
    if (subscription.state === "waiting" || subscription.state === "told")
      return { do: "drop", reason: "confirmed_already" };
    if (subscription.state !== "pending") return { do: "drop", reason: "left" };
    if (now.getTime() - Date.parse(facts.createdAt) >= confirmDays * 24 * hour)
      return { do: "drop", reason: "expired" };
  } else {
    if (subscription.state === "told") return { do: "drop", reason: "told_already" };
    if (subscription.state !== "waiting") return { do: "drop", reason: "left" };
    // Who has a unit kept can buy it, whatever became of the others.
    if (facts.keeping !== "kept" && !facts.current) return { do: "drop", reason: "restock_over" };
    if (facts.keeping !== "kept" && !facts.shelf.back) return { do: "drop", reason: "sold_out" };
  }
  // A confirmation offers nothing, and answers somebody who asked: it does not wait for an address.
  const mayLeave = sending === "on" || (kind === "confirm" && sending === "no_imprint");
  if (!mayLeave) return { do: "wait", until: later(now, hour / 4) };
  if (kind === "confirm")
    return facts.allowedAt === null ? { do: "send" } : { do: "wait", until: facts.allowedAt };
  const quietUntil = subscription.toldAt === null ? 0 : Date.parse(subscription.toldAt) + quietHours * hour;
  if (quietUntil > now.getTime()) return { do: "wait", until: new Date(quietUntil).toISOString() };
  return { do: facts.keeping === "wanted" ? "keep" : "send" };
}

/**
 * What became of a mail that was handed over. `not_taken`: the mail server surely has not got it. `unknown`: the
 * connection broke after the text had begun to go out.
 */
export type Outcome =
  | { kind: "taken" }
  | { kind: "not_taken"; problem: string }
  | { kind: "no_such_reader"; problem: string }
  | { kind: "unknown"; problem: string };

export type Settled =
  | { state: "sent" }
  | { state: "waiting"; dueAt: string; problem: string }
  | { state: "unknown"; problem: string }
  | { state: "refused"; reason: Unsent; problem: string };

const minutesBetween = [1, 5, 15, 60, 180];

/** What is written down after an attempt. Nobody is told twice: a mail that may have gone out is not sent again. */
export function settle(outcome: Outcome, attempts: number, now: Date): Settled {
  switch (outcome.kind) {
    case "taken":
      return { state: "sent" };
    case "unknown":
      return { state: "unknown", problem: outcome.problem };
    case "no_such_reader":
      return { state: "refused", reason: "bounced", problem: outcome.problem };
    case "not_taken": {
      if (attempts >= attemptsBeforeGivingUp)
        return { state: "refused", reason: "gave_up", problem: outcome.problem };
      const minutes = minutesBetween[Math.min(attempts, minutesBetween.length) - 1] ?? 1;
      return { state: "waiting", dueAt: later(now, minutes * 60_000), problem: outcome.problem };
    }
  }
}

function later(now: Date, ms: number): string {
  return new Date(now.getTime() + ms).toISOString();
}
