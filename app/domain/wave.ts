import type { AlertBecause } from "./alert-because.ts";
import type { Id } from "./facts.ts";
import { look, type Shelf, type Watch } from "./restock.ts";

/** Nobody hears of the same variant twice within a day, whatever its stock does. */
export const quietHours = 24;

/** Somebody who waits and has not been told in this restock, in the order of asking. */
export type Waiting = { id: Id; toldAt: string | null };

/** Messages leave only when the merchant wants it and the app has a mail server. */
export type Sending = "on" | "off" | "no_mail_server";

export type WaveRules = {
  /** How many people are told for each free unit. */
  perUnit: number;
  waitHours: number;
};

export type WaveFacts = {
  shelf: Shelf;
  watch: Watch;
  paused: boolean;
  sending: Sending;
  /** The last wave of this restock: how many were really told, and how many of its mails are still on their way. */
  lastWave: { number: number; at: string; told: number; underWay: number } | null;
  waiting: Waiting[];
  rules: WaveRules;
};

export type WaveDecision = {
  watch: Watch;
  /** When to look again even if nothing changes; null: only when something does. */
  lookAt: string | null;
  because: AlertBecause;
  wave: { number: number; ids: Id[]; free: number | null } | null;
};

/** How many people hear of so many free units. */
export function waveSize(free: number | null, waiting: number, perUnit: number): number {
  return free === null ? waiting : Math.min(waiting, Math.ceil(perUnit * Math.max(0, free)));
}

/**
 * Who is told now, and why nobody is. `byHand`: a staff member wants the next wave at once; that ends the waiting
 * between waves and a pause, and nothing else.
 */
export function decideWave(facts: WaveFacts, now: Date, byHand = false): WaveDecision {
  const { shelf, waiting, rules, lastWave: last } = facts;
  const watch = look(facts.watch, shelf, now);
  const quiet = (because: AlertBecause, lookAt: Date | null = null): WaveDecision => ({
    watch,
    lookAt: lookAt?.toISOString() ?? null,
    because,
    wave: null,
  });
  const lastWave = watch.epoch === facts.watch.epoch ? last : null;

  if (waiting.length === 0) return quiet({ kind: "nobody_waits" });
  if (!shelf.back) return quiet({ kind: "not_back", state: shelf.state, owed: shelf.owed });
  if (facts.paused && !byHand) return quiet({ kind: "paused", waiting: waiting.length });
  if (facts.sending !== "on") {
    const would = waveSize(shelf.units, waiting.length, rules.perUnit);
    return quiet({ kind: "messages_off", how: facts.sending, would });
  }
  if (lastWave && lastWave.underWay > 0) {
    return quiet(
      { kind: "under_way", number: lastWave.number, left: lastWave.underWay },
      new Date(now.getTime() + 15 * 60_000),
    );
  }
  // A wave that reached nobody, since the units were gone again, is not waited for.
  if (lastWave && lastWave.told > 0 && !byHand) {
    const until = new Date(Date.parse(lastWave.at) + rules.waitHours * 3_600_000);
    if (now < until)
      return quiet(
        { kind: "wave_waits", number: lastWave.number, told: lastWave.told, until: until.toISOString() },
        until,
      );
  }
  const freeToHear = (w: Waiting) =>
    w.toldAt === null || now.getTime() - Date.parse(w.toldAt) >= quietHours * 3_600_000;
  const ready = waiting.filter(freeToHear);
  if (ready.length === 0) {
    const first = Math.min(...waiting.map((w) => Date.parse(w.toldAt!)));
    const until = new Date(first + quietHours * 3_600_000);
    return quiet({ kind: "told_recently", until: until.toISOString() }, until);
  }
  const ids = ready.slice(0, waveSize(shelf.units, ready.length, rules.perUnit)).map((w) => w.id);
  const number = (lastWave?.number ?? 0) + 1;
  const left = waiting.length - ids.length;
  const next = new Date(now.getTime() + rules.waitHours * 3_600_000);
  return {
    watch,
    lookAt: left > 0 ? next.toISOString() : null,
    because: {
      kind: "wave",
      number,
      free: shelf.units,
      perUnit: rules.perUnit,
      told: ids.length,
      waiting: waiting.length,
    },
    wave: { number, ids, free: shelf.units },
  };
}
