import type { AlertBecause } from "./alert-because.ts";
import type { Id } from "./facts.ts";
import { look, type Shelf, type Watch } from "./restock.ts";

/** Nobody hears of the same variant twice within a day, whatever its stock does. */
export const quietHours = 24;

/** Those who wait and have not been told in this restock. */
export type Line = {
  people: number;
  /** How many of them may hear now: who was told less than a day ago waits on. */
  ready: number;
  /** When the one of them was told who was told first; null: somebody never was. */
  toldFirst: string | null;
  /** Those who may hear now, in the order of asking, as far as a wave can reach. */
  first: Id[];
};

/** Alerts leave only when the merchant wants it, says who writes, and the app has a mail server. */
export type Sending = "on" | "off" | "no_imprint" | "no_mail_server";

export type WaveRules = {
  /** How many people are told for each free unit. */
  perUnit: number;
  waitHours: number;
  /** Whoever is told has a unit kept for them: then no more are told than there are units. */
  firstRefusal: boolean;
  keepHours: number;
};

export type WaveFacts = {
  shelf: Shelf;
  watch: Watch;
  paused: boolean;
  sending: Sending;
  /** The last wave of this restock: how many were really told, and how many of its mails are still on their way. */
  lastWave: { number: number; at: string; told: number; underWay: number } | null;
  line: Line;
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
export function waveSize(
  free: number | null,
  waiting: number,
  { perUnit, firstRefusal }: Pick<WaveRules, "perUnit" | "firstRefusal">,
): number {
  const each = firstRefusal ? 1 : perUnit;
  return free === null ? waiting : Math.min(waiting, Math.ceil(each * Math.max(0, free)));
}

/** How long a wave could be, however many wait; null: as long as the list. */
export function waveLimit(shelf: Shelf, rules: WaveRules): number | null {
  if (!shelf.back) return 0;
  return shelf.units === null ? null : waveSize(shelf.units, Infinity, rules);
}

/**
 * Who is told now, and why nobody is. `byHand`: a staff member wants the next wave at once; that ends the waiting
 * between waves and a pause, and nothing else.
 */
export function decideWave(facts: WaveFacts, now: Date, byHand = false): WaveDecision {
  const { shelf, line, rules, lastWave: last } = facts;
  const watch = look(facts.watch, shelf, now);
  const quiet = (because: AlertBecause, lookAt: Date | null = null): WaveDecision => ({
    watch,
    lookAt: lookAt?.toISOString() ?? null,
    because,
    wave: null,
  });
  const lastWave = watch.epoch === facts.watch.epoch ? last : null;

  if (line.people === 0) return quiet({ kind: "nobody_waits" });
  if (!shelf.back) {
    const { state, owed, kept } = shelf;
    return quiet({ kind: "not_back", state, owed, ...(kept && { kept }) });
  }
  if (facts.paused && !byHand) return quiet({ kind: "paused", waiting: line.people });
  if (facts.sending !== "on") {
    const would = waveSize(shelf.units, line.people, rules);
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
  if (line.ready === 0) {
    const until = new Date(Date.parse(line.toldFirst!) + quietHours * 3_600_000);
    return quiet({ kind: "told_recently", until: until.toISOString() }, until);
  }
  const ids = line.first.slice(0, waveSize(shelf.units, line.ready, rules));
  const number = (lastWave?.number ?? 0) + 1;
  const left = line.people - ids.length;
  const next = new Date(now.getTime() + rules.waitHours * 3_600_000);
  return {
    watch,
    lookAt: left > 0 ? next.toISOString() : null,
    because: {
      kind: "wave",
      number,
      free: shelf.units,
      ...(shelf.kept && { kept: true as const }),
      perUnit: rules.firstRefusal ? 1 : rules.perUnit,
      ...(rules.firstRefusal && { keepHours: rules.keepHours }),
      told: ids.length,
      waiting: line.people,
    },
    wave: { number, ids, free: shelf.units },
  };
}
