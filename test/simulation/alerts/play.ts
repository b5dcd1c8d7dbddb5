import type { Outcome } from "#app/domain/notice.ts";
import { alertsToReview } from "#app/domain/restock.ts";
import { chanceOf, seedOfRun, type Chance } from "../chance.ts";
import { Broken } from "../laws.ts";
import { count, type Tally } from "../tally.ts";
import { arrivesOnce, keyOf, mayBeTold, nobodyIsForgotten, waveIsFair } from "./laws.ts";
import {
  availableIn,
  claim,
  claimMinutes,
  emptyList,
  giveUpCrashed,
  record,
  review,
  shelfOf,
  type List,
  type Notice,
  type Person,
  type Stock,
} from "./list.ts";

/** A process that sends: what it has in hand when it dies is lost with it. */
type Worker = { notice: Notice | null; outcome: Outcome | null };

/** A list, the shop around it, two processes, and every mail that reached a mailbox. */
export type World = {
  list: List;
  stock: Stock;
  minutes: number;
  workers: [Worker, Worker];
  /** Somebody has to look at the list. */
  asked: boolean;
  /** Stock changed and nobody has told of it. */
  untold: boolean;
  mails: { person: Person; turn: number; at: number }[];
  /** Units that Shopify holds back, by whose they are. */
  kept: Set<Notice>;
  faults: boolean;
  tally: Tally;
};

export type Step = { act: Act; luck: number };
export type Told = { story: string[]; broken: { law: string; how: string } | null; tally: Tally };

const start = Date.parse("2026-11-22T09:00:00Z");
export const nowIn = (world: World) => new Date(start + world.minutes * 60_000);

/** What happens; the sentence for whoever reads the story, or null when there was nothing to act on. */
const acts = {
  join: (w: World, c: Chance) => {
    const person: Person = {
      id: `person ${w.list.people.length + 1}`,
      // Imported people asked earlier than those who stand on the list already.
      askedAt: w.minutes - (c.happens(0.2) ? c.below(10_000) : 0),
      state: c.happens(0.3) ? "pending" : "waiting",
      stays: c.happens(0.2),
      toldAt: null,
      suppressed: false,
    };
    if (shelfOf(w.list.seen).back) return null;
    w.list.people.push(person);
    w.list.watch.outSince ??= nowIn(w).toISOString();
    return `${person.id} asks${person.stays ? " and stays" : ""}`;
  },
  confirm: (w: World, c: Chance) =>
    to(w, c, "pending", (person) => {
      person.state = "waiting";
      w.asked = true;
      return `${person.id} confirms`;
    }),
  leave: (w: World, c: Chance) =>
    to(w, c, "waiting", (person) => ((person.state = "left"), `${person.id} leaves`)),
  bounce: (w: World, c: Chance) =>
    to(w, c, "told", (person) => {
      Object.assign(person, { suppressed: true, state: "undeliverable" });
      return `a mail to ${person.id} comes back`;
    }),
  arrive: (w: World, c: Chance) => stockBy(w, { onHand: 1 + c.below(6) }, "arrive"),
  sell: (w: World, c: Chance) =>
    stockBy(w, { owed: 1 + c.below(4) }, availableIn(w.stock) > 0 ? "are sold" : "are sold without stock"),
  ship: (w: World) => {
    const units = Math.min(w.stock.owed, Math.max(0, w.stock.onHand));
    return units > 0 ? stockBy(w, { onHand: -units, owed: -units }, "are shipped") : null;
  },
  flap: (w: World, c: Chance) => {
    const by = availableIn(w.stock) > 0 ? -availableIn(w.stock) : 1 + c.below(2);
    return stockBy(w, { onHand: by }, "are counted");
  },
  tell: (w: World) => {
    if (!w.untold) return null;
    hear(w);
    return `the app hears that ${availableIn(w.stock)} are available`;
  },
  buy_kept: (w: World, c: Chance) => {
    if (w.kept.size === 0) return null;
    const notice = c.pick([...w.kept]);
    release(w, notice);
    w.stock.owed++;
    return `${notice.person.id} buys the kept unit`;
  },
  pause: (w: World) => (
    (w.list.paused = !w.list.paused),
    (w.asked = true),
    w.list.paused ? "paused" : "resumed"
  ),
  switch_off: (w: World) => {
    w.list.sending = w.list.sending === "on" ? "off" : "on";
    w.asked = true;
    return `messages are ${w.list.sending}`;
  },
  settings: (w: World, c: Chance) => {
    w.list.rules = { ...w.list.rules, perUnit: 1 + c.below(4), firstRefusal: c.happens(0.4) };
    w.asked = true;
    return `${w.list.rules.perUnit} for each unit${w.list.rules.firstRefusal ? ", kept" : ""}`;
  },
  minutes: (w: World, c: Chance) => pass(w, 1 + c.below(30)),
  hours: (w: World, c: Chance) => pass(w, 60 * (1 + c.below(30))),
  work: (w: World, c: Chance) => {
    for (let n = c.below(12); n >= 0; n--) work(w, c);
    return "work";
  },
  die: (w: World, c: Chance) => {
    const worker = c.pick(w.workers);
    if (!worker.notice) return null;
    const sentence = `a process dies with the mail to ${worker.notice.person.id}, ${worker.outcome ? "handed over" : "claimed"}`;
    Object.assign(worker, { notice: null, outcome: null });
    return sentence;
  },
} satisfies Record<string, (world: World, chance: Chance) => string | null>;

export type Act = keyof typeof acts;
export const actNames = Object.keys(acts) as Act[];

/** What happens more often than the rest. */
const often: Act[] = [
  "die",
  "die",
  "join",
  "join",
  "join",
  "arrive",
  "tell",
  "tell",
  "work",
  "work",
  "work",
  "minutes",
  "hours",
];

export function historyOf(seed: number, steps: number): Step[] {
  const chance = chanceOf(seed);
  return Array.from({ length: steps }, () => ({
    act: chance.happens(0.55) ? chance.pick(often) : chance.pick(actNames),
    luck: chance.below(2 ** 31),
  }));
}

/** Plays a history, looks at the laws on the way, and lets everything come to rest at the end. */
export function play(steps: Step[]): Told {
  const story: string[] = [];
  const tally: Tally = new Map();
  try {
    const world = open(tally);
    for (const { act, luck } of steps) {
      const said = acts[act](world, chanceOf(luck));
      if (said === null) continue;
      story.push(`${nowIn(world).toISOString().slice(0, 16)}  ${said}`);
      count(tally, act);
    }
    comeToRest(world);
    nobodyIsForgotten(world);
    return { story, tally, broken: null };
  } catch (error) {
    const law = error instanceof Broken ? error.law : "no crash";
    return { story, tally, broken: { law, how: error instanceof Error ? error.message : String(error) } };
  }
}

export type Found = { run: number; law: string; how: string; story: string[]; steps: number };

/** Plays runs of a seed until a law is broken, and drops the steps that do not matter. */
export function playMany(seed: number, runs: number, length: number): { found: Found | null; tally: Tally } {
  const total: Tally = new Map();
  for (let run = 0; run < runs; run++) {
    const steps = historyOf(seedOfRun(seed, run), length);
    const { broken, tally } = play(steps);
    for (const [what, times] of tally) count(total, what, times);
    if (!broken) continue;
    const small = shrink(steps, broken.law);
    const told = play(small);
    return { tally: total, found: { run, ...told.broken!, story: told.story, steps: small.length } };
  }
  return { found: null, tally: total };
}

export function shrink(steps: Step[], law: string): Step[] {
  let best = steps;
  for (let size = Math.ceil(best.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < best.length;) {
      const fewer = best.toSpliced(at, size);
      if (play(fewer).broken?.law === law) best = fewer;
      else at += size;
    }
  return best;
}

function open(tally: Tally): World {
  const stock = { onHand: 0, owed: 0, kept: 0 };
  const rules = { perUnit: 2, waitHours: 24, firstRefusal: false, keepHours: 24 };
  const idle = () => ({ notice: null, outcome: null });
  return {
    list: emptyList(rules, stock),
    stock,
    minutes: 0,
    workers: [idle(), idle()],
    asked: false,
    untold: false,
    mails: [],
    kept: new Set(),
    faults: true,
    tally,
  };
}

function to(w: World, c: Chance, state: Person["state"], act: (person: Person) => string): string | null {
  const some = w.list.people.filter((p) => p.state === state);
  return some.length === 0 ? null : act(c.pick(some));
}

function stockBy(w: World, { onHand = 0, owed = 0 }: Partial<Stock>, what: string): string {
  w.stock.onHand += onHand;
  w.stock.owed += owed;
  w.untold = true;
  return `${Math.abs(onHand || owed)} ${what}: ${w.stock.onHand} on hand, ${w.stock.owed} owed`;
}

/** A webhook, and the recount after it. */
function hear(w: World): void {
  const was = w.list.seen;
  w.list.seen = { ...w.stock };
  w.untold = false;
  const state = (stock: Stock) => ({
    variantId: "1",
    state: shelfOf(stock).back ? ("in_stock" as const) : ("out_of_stock" as const),
    free: availableIn(stock),
  });
  const lists = [{ variantId: "1", place: "" }];
  if (alertsToReview([state(was)], [state(w.list.seen)], lists).length > 0) w.asked = true;
}

function pass(w: World, minutes: number): string {
  w.minutes += minutes;
  // A mail server answers within a minute or is hung up on: who has held a mail for longer is dead.
  for (const worker of w.workers) {
    const held = worker.notice && nowIn(w).getTime() - Date.parse(worker.notice.claimedAt!);
    if (held !== null && held >= claimMinutes * 60_000)
      Object.assign(worker, { notice: null, outcome: null });
  }
  beat(w);
  return `${minutes} minutes pass`;
}

/** app/worker/start.server.ts: what is due is found, whoever forgot it. */
function beat(w: World): void {
  const now = nowIn(w);
  giveUpCrashed(w.list, now);
  for (const notice of w.kept) if (notice.keptUntil! <= now.toISOString()) release(w, notice);
  if (w.list.lookAt !== null && w.list.lookAt <= now.toISOString()) w.asked = true;
}

/** app/flows/unit-kept.server.ts: bought, or not in time. */
function release(w: World, notice: Notice): void {
  w.kept.delete(notice);
  notice.keptUntil = nowIn(w).toISOString();
  w.stock.kept--;
  w.untold = true;
}

/** One step of one process. */
function work(w: World, c: Chance): void {
  const now = nowIn(w);
  if (w.asked && c.happens(0.5)) {
    w.asked = false;
    const had = new Set(
      w.list.notices.flatMap((n) => (n.state === "dropped" ? [] : [keyOf(n.person, n.turn)])),
    );
    const wave = review(w.list, w.stock, now);
    if (!wave) return;
    waveIsFair(w, wave, had);
    count(w.tally, "a wave");
    return;
  }
  const [one, other] = c.happens(0.5) ? w.workers : w.workers.toReversed();
  const worker = one!;
  if (!worker.notice) {
    const claimed = claim(w.list, now, other!.notice);
    if (claimed.do === "keep") keep(w, claimed.notice);
    if (claimed.do !== "send") return;
    mayBeTold(w, claimed.notice);
    worker.notice = claimed.notice;
    return;
  }
  if (!worker.outcome) {
    worker.outcome = handOver(w, worker.notice, c);
    return;
  }
  record(worker.notice, worker.outcome, now);
  count(w.tally, `a mail was ${worker.notice.state}`);
  Object.assign(worker, { notice: null, outcome: null });
}

function keep(w: World, notice: Notice): void {
  const { keepHours } = w.list.rules;
  notice.keptUntil = new Date(nowIn(w).getTime() + keepHours * 3_600_000).toISOString();
  w.kept.add(notice);
  w.stock.kept++;
  w.untold = true;
  count(w.tally, "a unit was kept");
}

/** The mail server, which may not say what it did. */
function handOver(w: World, notice: Notice, c: Chance): Outcome {
  const problem = "a fault";
  const luck = w.faults ? c.below(10) : 9;
  if (luck === 0) return { kind: "not_taken", problem };
  if (luck === 1) return { kind: "no_such_reader", problem };
  if (luck === 2) return { kind: "unknown", problem };
  w.mails.push({ person: notice.person, turn: notice.turn, at: w.minutes });
  arrivesOnce(w);
  return luck === 3 ? { kind: "unknown", problem } : { kind: "taken" };
}

/** No more faults, everything switched on, and stock for everybody. */
function comeToRest(w: World): void {
  w.faults = false;
  w.list.paused = false;
  w.list.sending = "on";
  for (const worker of w.workers) Object.assign(worker, { notice: null, outcome: null });
  const chance = chanceOf(1);
  w.asked = true;
  for (let round = 0; round < 12 + w.list.people.length; round++) {
    w.stock.onHand = w.stock.owed + w.stock.kept + 3;
    hear(w);
    pass(w, 13 * 60);
    for (let n = 0; n < 20 + 8 * w.list.people.length; n++) work(w, chance);
  }
}
