import { decideNotice } from "#app/domain/notice.ts";
import type { Id } from "#app/domain/facts.ts";
import { readersServedAt, type ReadersList } from "#app/domain/readers-served.ts";
import { look, neverBack, notOnSale, shelfFor, type Shelf, type Watch } from "#app/domain/restock.ts";
import { decideWave, quietHours, waveLimit, type Line, type WaveFacts } from "#app/domain/wave.ts";
import { nudge, type App, type Next } from "./app.ts";
import type { Chance } from "./chance.ts";
import { forgetItem, keepItem } from "./keep.ts";
import { sum } from "./laws.ts";
import type { Kept, Memory } from "./memory.ts";
import { recount } from "./recount.ts";
import { lookAtItem } from "./shopify-reads.ts";
import { count } from "./tally.ts";

/*
 * Who waits to hear of a variant, as far as units that are kept for them go. Mails are on their way for a while and
 * arrive: what may become of them, and first refusal, is told by alerts/.
 */

export type WaitingList = {
  watch: Watch;
  lookAt: string | null;
  people: Person[];
  waves: { epoch: number; number: number; at: string }[];
  mails: Mail[];
  /** When somebody left it last. */
  leftAt: string | null;
};
export type Person = { state: "waiting" | "told" | "left"; stays: boolean; toldAt: string | null };
export type Mail = {
  person: Person;
  epoch: number;
  wave: number;
  state: "waiting" | "sent" | "dropped";
  createdAt: string;
  dueAt: string;
};

export const rules = { perUnit: 1, waitHours: 24, firstRefusal: false, keepHours: 24 };

/** Null where nobody may sign up, as it is for sale. Mirrors app/flows/signed-up.server.ts. */
export function signUp(app: App, variantId: Id, stays: boolean): boolean {
  const { memory, shop } = app;
  if (standingOf(memory, variantId).back || memory.variants.get(variantId)?.gone !== false) return false;
  const list = memory.lists.get(variantId) ?? emptyList(app.stage.now());
  list.people.push({ state: "waiting", stays, toldAt: null });
  memory.lists.set(variantId, list);
  nudge(app, [{ queue: "alerts", shop, variantId, place: "" }]);
  return true;
}

function emptyList(now: Date): WaitingList {
  const watch = { ...neverBack, outSince: now.toISOString() };
  return { watch, lookAt: null, people: [], waves: [], mails: [], leftAt: null };
}

export const waitingFor = (list: WaitingList | undefined): Person[] =>
  list?.people.filter((p) => p.state === "waiting") ?? [];

/** Variants of an item that somebody waits for. */
export const listsOf = ({ variants, lists }: Memory, itemId: Id): [Id, WaitingList][] =>
  [...variants.values()].flatMap((v) => {
    const list = v.itemId === itemId && !v.gone ? lists.get(v.variantId) : undefined;
    return list ? [[v.variantId, list] as [Id, WaitingList]] : [];
  });

export function nudgeLists(app: App, itemId: Id): void {
  const { memory, shop } = app;
  nudge(
    app,
    listsOf(memory, itemId).map(([variantId]) => ({ queue: "alerts", shop, variantId, place: "" })),
  );
}

/** Units of kept ones that may be announced, by place. Mirrors keptUnits in app/database/kept-back.server.ts. */
export function keptThere(memory: Memory, itemId: Id): Map<Id, { floor: number; readers: number }> {
  const there = new Map<Id, { floor: number; readers: number }>();
  for (const [locationId, { units, readers }] of memory.kept.get(itemId) ?? new Map<Id, Kept>()) {
    const level = memory.items.get(itemId)?.levels.find((l) => l.locationId === locationId && l.active);
    if (!level) continue;
    const owed = memory.tails.get(itemId)?.find((t) => t.locationId === locationId)?.owed ?? 0;
    there.set(locationId, {
      floor: Math.min(Math.max(level.available, 0), units),
      readers: Math.min(readers, Math.max(level.available + owed - units, 0)),
    });
  }
  return there;
}

/** Mirrors standingOf in app/database/variant-standing.server.ts. */
export function standingOf(memory: Memory, variantId: Id): Shelf {
  const variant = memory.variants.get(variantId);
  if (!variant || variant.gone) return notOnSale;
  const { itemId } = variant;
  const seen = memory.books.get(itemId)?.availability.find((a) => a.variantId === variantId);
  if (!seen) return notOnSale;
  const kept = [...keptThere(memory, itemId).values()];
  const { state, owed } = seen;
  const free = seen.free - sum(kept.map((k) => k.floor));
  const { tracked } = memory.items.get(itemId)!;
  return shelfFor({ state, free, owed, tracked }, null, sum(kept.map((k) => k.readers)));
}

/** Mirrors lineOf in app/database/subscriptions.server.ts. */
function lineOf(list: WaitingList, epoch: number, now: Date, most: number | null): Line & { who: Person[] } {
  const has = (p: Person) =>
    list.mails.some((m) => m.person === p && m.epoch === epoch && m.state !== "dropped");
  const waiting = waitingFor(list).filter((p) => !has(p));
  const quietSince = now.getTime() - quietHours * 3_600_000;
  const who = waiting.filter((p) => p.toldAt === null || Date.parse(p.toldAt) <= quietSince);
  const told = waiting.flatMap((p) => p.toldAt ?? []).sort();
  const first = who.slice(0, most ?? undefined);
  return {
    people: waiting.length,
    ready: who.length,
    toldFirst: told.length === waiting.length ? (told[0] ?? null) : null,
    first: first.map((p) => String(list.people.indexOf(p))),
    who: first,
  };
}

/** Mirrors lastWave in app/database/waves.server.ts. */
function lastWave(list: WaitingList, epoch: number | "any"): WaveFacts["lastWave"] {
  const wave = list.waves.findLast((w) => epoch === "any" || w.epoch === epoch);
  if (!wave) return null;
  const mails = list.mails.filter((m) => m.epoch === wave.epoch && m.wave === wave.number);
  const of = (state: Mail["state"]) => mails.filter((m) => m.state === state).length;
  return { number: wave.number, at: wave.at, told: of("sent"), underWay: of("waiting") };
}

/** Mirrors app/flows/waves-reviewed.server.ts: Shopify is asked once more before anybody is told. */
export function listReviewed(app: App, variantId: Id, chance: Chance): Next | null {
  const { memory, shop, faults } = app;
  const list = memory.lists.get(variantId);
  const itemId = memory.variants.get(variantId)?.itemId;
  if (!list || itemId === undefined) return null;
  if (!review(app, variantId, list, "only look")) {
    readersServed(app, itemId);
    return null;
  }
  const number = ++memory.lastRead;
  return () => {
    if (chance.happens(faults.refusals)) {
      nudge(app, [{ queue: "alerts", shop, variantId, place: "" }]);
      return null;
    }
    const item = lookAtItem(app.stage.shop, itemId);
    return () => {
      if (item) keepItem(memory, item, number);
      else forgetItem(memory, itemId, number);
      nudge(app, [{ queue: "recount", shop, itemId }]);
      recount(app, itemId);
      review(app, variantId, list, "send");
      readersServed(app, itemId);
      return null;
    };
  };
}

/** Whether there is a wave to send. */
function review(app: App, variantId: Id, list: WaitingList, how: "only look" | "send"): boolean {
  const { memory, shop } = app;
  const now = app.stage.now();
  const shelf = standingOf(memory, variantId);
  const { epoch } = look(list.watch, shelf, now);
  const line = lineOf(list, epoch, now, waveLimit(shelf, rules));
  const sending = memory.alertsOn ? "on" : "off";
  const about = { watch: list.watch, paused: false, sending, lastWave: lastWave(list, epoch) } as const;
  const { watch, lookAt, wave } = decideWave({ shelf, ...about, line, rules }, now);
  if (wave && how === "only look") return true;
  Object.assign(list, { watch, lookAt });
  if (!wave) return false;
  const at = now.toISOString();
  list.waves.push({ epoch: watch.epoch, number: wave.number, at });
  app.watching.announced(app, { variantId, shelf });
  count(app.tally, shelf.back && shelf.kept ? "told of kept units" : "told of free units", wave.ids.length);
  for (const person of line.who.slice(0, wave.ids.length))
    list.mails.push({
      ...{ person, epoch: watch.epoch, wave: wave.number, state: "waiting" },
      ...{ createdAt: at, dueAt: at },
    });
  nudge(app, [{ queue: "notices", shop }]);
  return true;
}

/** Mails that are due leave, or not yet, or never. Mirrors app/flows/notices-sent.server.ts. */
export function mailsSent(app: App, chance: Chance): void {
  const { memory } = app;
  const now = app.stage.now();
  for (const [variantId, list] of memory.lists)
    for (const mail of list.mails) {
      if (mail.state !== "waiting" || mail.dueAt > now.toISOString()) continue;
      const decision = decideNotice(
        {
          kind: "restock",
          createdAt: mail.createdAt,
          subscription: mail.person,
          suppressed: false,
          sending: memory.alertsOn ? "on" : "off",
          shelf: standingOf(memory, variantId),
          current: list.watch.open && list.watch.epoch === mail.epoch,
          keeping: "no",
          allowedAt: null,
        },
        now,
      );
      if (decision.do === "drop") mail.state = "dropped";
      else if (decision.do === "wait") mail.dueAt = decision.until;
      else if (chance.happens(app.faults.refusals))
        mail.dueAt = new Date(now.getTime() + 5 * 60_000).toISOString();
      else {
        mail.state = "sent";
        mail.person.toldAt = now.toISOString();
        if (!mail.person.stays) mail.person.state = "told";
        count(app.tally, "a reader was told");
      }
    }
}

/** Mirrors app/flows/readers-served.server.ts. */
function readersServed(app: App, itemId: Id): void {
  const { memory, shop } = app;
  const now = app.stage.now();
  for (const [locationId, kept] of memory.kept.get(itemId) ?? new Map<Id, Kept>()) {
    if (kept.readers === 0) continue;
    const lists = listsOf(memory, itemId).map(([, list]) => list);
    const at = readersServedAt(
      lists.map((list): ReadersList => {
        const { epoch } = list.watch;
        return {
          people: lineOf(list, epoch, now, 0).people,
          lastWave: lastWave(list, "any"),
          keptUntil: null,
          hours: rules.waitHours,
        };
      }),
      now,
    );
    if (at === null) continue;
    if (at > now) {
      for (const list of lists)
        if (list.lookAt === null || list.lookAt > at.toISOString()) list.lookAt = at.toISOString();
      continue;
    }
    app.watching.letGo(app, { lists });
    count(app.tally, "kept units were let go");
    keepUnits(memory, itemId, locationId, { ...kept, readers: 0 });
    nudge(app, [{ queue: "recount", shop, itemId }]);
    nudgeLists(app, itemId);
  }
}

/** Mirrors saveKeptBack in app/database/kept-back.server.ts. */
export function keepUnits(memory: Memory, itemId: Id, locationId: Id, kept: Kept): void {
  const places = memory.kept.get(itemId) ?? new Map<Id, Kept>();
  if (kept.units + kept.readers === 0) places.delete(locationId);
  else places.set(locationId, kept);
  memory.kept.set(itemId, places);
  memory.changed.add(itemId);
}

/** Lists and mails whose time has come. Mirrors beat in app/worker/start.server.ts. */
export function lookAtDueLists(app: App): void {
  const { memory, shop } = app;
  const now = app.stage.now().toISOString();
  for (const [variantId, list] of memory.lists) {
    if (list.lookAt !== null && list.lookAt <= now)
      nudge(app, [{ queue: "alerts", shop, variantId, place: "" }]);
    if (list.mails.some((m) => m.state === "waiting" && m.dueAt <= now))
      nudge(app, [{ queue: "notices", shop }]);
  }
}

/** Who left may have been the last for whom units are kept. Mirrors app/flows/alerts-tidied.server.ts. */
export function listsTidied(app: App): void {
  for (const [itemId, places] of app.memory.kept)
    if ([...places.values()].some((kept) => kept.readers > 0)) nudgeLists(app, itemId);
}
