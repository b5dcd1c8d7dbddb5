import type { AlertBecause } from "#app/domain/alert-because.ts";
import {
  decideNotice,
  settle,
  type NoticeState,
  type Outcome,
  type SubscriptionState,
  type Unsent,
} from "#app/domain/notice.ts";
import { look, neverBack, shelfFor, type Shelf, type Watch } from "#app/domain/restock.ts";
import {
  decideWave,
  quietHours,
  waveLimit,
  type Line,
  type Sending,
  type WaveFacts,
  type WaveRules,
} from "#app/domain/wave.ts";

/** The list of one variant in memory, in place of the database. What mirrors which file is said at each function. */
export type List = {
  people: Person[];
  notices: Notice[];
  watch: Watch;
  paused: boolean;
  sending: Sending;
  rules: WaveRules;
  waves: Wave[];
  lookAt: string | null;
  because: AlertBecause | null;
  /** What the shop's stock was when somebody last told of it. */
  seen: Stock;
};

export type Stock = { onHand: number; owed: number; kept: number };
export type Person = {
  id: string;
  askedAt: number;
  state: SubscriptionState;
  stays: boolean;
  toldAt: string | null;
  suppressed: boolean;
};
export type Notice = {
  person: Person;
  turn: number;
  wave: number;
  state: NoticeState;
  reason: Unsent | null;
  createdAt: string;
  dueAt: string;
  claimedAt: string | null;
  attempts: number;
  /** A unit is kept for the reader until then. */
  keptUntil: string | null;
};
export type Wave = { epoch: number; number: number; at: string; ids: string[]; free: number };

export function emptyList(rules: WaveRules, stock: Stock): List {
  return {
    people: [],
    notices: [],
    watch: neverBack,
    paused: false,
    sending: "on",
    rules,
    waves: [],
    lookAt: null,
    because: null,
    seen: { ...stock },
  };
}

export const availableIn = ({ onHand, owed, kept }: Stock): number => onHand - owed - kept;

export function shelfOf(stock: Stock): Shelf {
  const free = availableIn(stock);
  const state = free > 0 ? "in_stock" : "out_of_stock";
  return shelfFor({ state, free, owed: stock.owed, tracked: true }, null);
}

/** app/database/subscriptions.server.ts, lineOf. */
export function lineOf(list: List, epoch: number, now: Date, most: number | null): Line {
  const waiting = list.people
    .filter((p) => p.state === "waiting" && !p.suppressed && !hasNotice(list, p, epoch))
    .sort(byAsking);
  const quietSince = now.getTime() - quietHours * 3_600_000;
  const ready = waiting.filter((p) => p.toldAt === null || Date.parse(p.toldAt) <= quietSince);
  const told = waiting.flatMap((p) => p.toldAt ?? []).sort();
  return {
    people: waiting.length,
    ready: ready.length,
    toldFirst: told.length === waiting.length ? (told[0] ?? null) : null,
    first: ready.slice(0, most ?? undefined).map((p) => p.id),
  };
}

export const byAsking = (a: Person, b: Person) => a.askedAt - b.askedAt || (a.id < b.id ? -1 : 1);

const hasNotice = (list: List, person: Person, turn: number) =>
  list.notices.some((n) => n.person === person && n.turn === turn && n.state !== "dropped");

/** app/flows/waves-reviewed.server.ts: looks, asks Shopify once more, and looks again before anybody is told. */
export function review(list: List, stock: Stock, now: Date): Wave | null {
  if (!decide(list, now).wave) return settleLook(list, now);
  list.seen = { ...stock };
  return settleLook(list, now);
}

function decide(list: List, now: Date) {
  const shelf = shelfOf(list.seen);
  const { epoch } = look(list.watch, shelf, now);
  const { watch, paused, sending, rules } = list;
  const line = lineOf(list, epoch, now, waveLimit(shelf, rules));
  return decideWave({ shelf, watch, paused, sending, lastWave: lastWave(list, epoch), line, rules }, now);
}

function settleLook(list: List, now: Date): Wave | null {
  const { watch, lookAt, because, wave } = decide(list, now);
  Object.assign(list, { watch, lookAt, because });
  if (!wave) return null;
  const at = now.toISOString();
  const made = { epoch: watch.epoch, number: wave.number, at, ids: wave.ids, free: wave.free ?? 0 };
  list.waves.push(made);
  // The key of the outbox is person and restock: only what was dropped is taken up again.
  for (const person of list.people.filter((p) => wave.ids.includes(p.id))) {
    const fresh: Notice = {
      person,
      turn: watch.epoch,
      wave: wave.number,
      state: "waiting",
      reason: null,
      createdAt: at,
      dueAt: at,
      claimedAt: null,
      attempts: 0,
      keptUntil: null,
    };
    const known = list.notices.find((n) => n.person === person && n.turn === watch.epoch);
    if (!known) list.notices.push(fresh);
    else if (known.state === "dropped") Object.assign(known, { ...fresh, keptUntil: known.keptUntil });
  }
  return made;
}

/** app/database/waves.server.ts, lastWave. */
function lastWave(list: List, epoch: number): WaveFacts["lastWave"] {
  const wave = list.waves.findLast((w) => w.epoch === epoch);
  if (!wave) return null;
  const mails = list.notices.filter((n) => n.turn === epoch && n.wave === wave.number);
  return {
    number: wave.number,
    at: wave.at,
    told: mails.filter((n) => n.state === "sent" || n.state === "unknown").length,
    underWay: mails.filter((n) => n.state === "sending" || (n.state === "waiting" && n.attempts < 3)).length,
  };
}

export type Claim = { do: "nothing" } | { do: "again" } | { do: "keep" | "send"; notice: Notice };

/** app/flows/notices-sent.server.ts, claimNext. `held`: what another transaction holds is passed over. */
export function claim(list: List, now: Date, held: Notice | null): Claim {
  const due = list.notices
    .filter((n) => n.state === "waiting" && n.dueAt <= now.toISOString() && n !== held)
    .filter((n) => !list.notices.some((o) => o.person === n.person && o.state === "sending"))
    .sort((a, b) => (a.dueAt === b.dueAt ? byAsking(a.person, b.person) : a.dueAt < b.dueAt ? -1 : 1));
  const [notice] = due;
  if (!notice) return { do: "nothing" };
  const kept = notice.keptUntil !== null && notice.keptUntil > now.toISOString();
  const { person } = notice;
  const decision = decideNotice(
    {
      kind: "restock",
      createdAt: notice.createdAt,
      subscription: { state: person.state, toldAt: person.toldAt },
      suppressed: person.suppressed,
      sending: list.sending,
      shelf: shelfOf(list.seen),
      current: list.watch.open && list.watch.epoch === notice.turn,
      keeping: kept ? "kept" : list.rules.firstRefusal && notice.keptUntil === null ? "wanted" : "no",
      allowedAt: null,
    },
    now,
  );
  if (decision.do === "drop") Object.assign(notice, { state: "dropped", reason: decision.reason });
  else if (decision.do === "wait") notice.dueAt = decision.until;
  else if (decision.do === "keep") return { do: "keep", notice };
  else {
    Object.assign(notice, { state: "sending", claimedAt: now.toISOString(), attempts: notice.attempts + 1 });
    return { do: "send", notice };
  }
  return { do: "again" };
}

/** app/flows/notices-sent.server.ts, record. */
export function record(notice: Notice, outcome: Outcome, now: Date): void {
  if (notice.state !== "sending") return;
  const settled = settle(outcome, notice.attempts, now);
  notice.state = settled.state;
  if (settled.state === "waiting") notice.dueAt = settled.dueAt;
  if (settled.state === "sent" || settled.state === "unknown") noteTold(notice.person, now);
  if (outcome.kind === "no_such_reader")
    Object.assign(notice.person, { suppressed: true, state: "undeliverable" });
}

export const claimMinutes = 10;

/** app/flows/notices-sent.server.ts, giveUpCrashed. */
export function giveUpCrashed(list: List, now: Date): void {
  const before = new Date(now.getTime() - claimMinutes * 60_000).toISOString();
  for (const notice of list.notices) {
    if (notice.state !== "sending" || notice.claimedAt! >= before) continue;
    notice.state = "unknown";
    noteTold(notice.person, now);
  }
}

/** app/database/subscriptions.server.ts, noteTold. */
function noteTold(person: Person, now: Date): void {
  if (person.state !== "waiting") return;
  person.toldAt = now.toISOString();
  if (!person.stays) person.state = "told";
}
