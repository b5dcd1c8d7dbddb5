import { dayIn, daysBetween } from "#app/domain/days.ts";
import { driftOf } from "#app/domain/drift.ts";
import { coverDates, lineShipsBy } from "#app/domain/eta.ts";
import type { Book, Facts, OwedLine } from "#app/domain/facts.ts";
import { plan } from "#app/domain/plan.ts";
import { decidePromise, defaultPolicy, type Promised, type Watch } from "#app/domain/promise.ts";
import { factsOf, inDays, now as firstMoment, plain, today as firstDay } from "#test/domain/shops.ts";
import { happens, levelAt, openPaperShop, type PaperShop } from "./paper-shop.ts";
import { moments, timed, type StoryRow } from "./table.ts";
import type { LineName, ShopKind, Thing } from "./vocabulary.ts";
import { readLine, shouldBe, whatIs, type Look } from "./what-is.ts";

type Told = { days: (number | null)[]; offered: boolean; watch: Watch | null; slips: number; on: string };

/** The app on paper: the same decisions, without anything around them. */
type Paper = {
  shop: PaperShop;
  kind: ShopKind;
  now: Date;
  books: Map<Thing, Book>;
  told: Map<string, Told>;
  why: Map<string, Set<string>>;
  isSilent: boolean;
};

const calendars: Record<ShopKind, Facts["calendar"]> = (() => {
  const { calendar: weekdays } = factsOf();
  const plainly = { ...weekdays, handlingDays: 0, workingDays: [] };
  return { plain: plainly, weekdays, "paid first": plainly, "needed first": plainly };
})();

/** Plays a story in memory: what is found after each step, and what should be. */
export function playOnPaper(row: StoryRow): { is: object; should: object }[] {
  const paper: Paper = {
    shop: openPaperShop(row.given),
    kind: row.shop ?? "plain",
    now: firstMoment,
    books: new Map(),
    told: new Map(),
    why: new Map(),
    isSilent: true,
  };
  decide(paper);
  const steps = timed(row);
  return moments.flatMap((hours) => {
    paper.now = new Date(firstMoment.getTime() + hours * 3_600_000);
    decide(paper);
    return steps
      .filter((s) => s.hours === hours)
      .map(({ when, then }) => {
        for (const act of when) happens(paper.shop, act);
        decide(paper);
        return { is: whatIs(then, lookAt(paper)), should: shouldBe(then) };
      });
  });
}

/** Everything is counted anew, then what customers were told is reviewed. */
function decide(paper: Paper): void {
  paper.isSilent = true;
  for (const thing of paper.shop.things.keys()) {
    const { book, effects, why } = plan(factsAbout(paper, thing), paper.now);
    paper.books.set(thing, book);
    if (effects.length + why.length > 0) paper.isSilent = false;
    for (const { lineId, because } of why) if (lineId) note(paper, lineId, because.kind);
  }
  for (const { lines } of paper.shop.orders.values()) {
    let toldToday = lines.some(({ id }) => {
      const told = paper.told.get(id);
      return told !== undefined && told.days.length > 1 && told.on === today(paper);
    });
    for (const { id } of lines) toldToday = review(paper, id, toldToday) || toldToday;
  }
}

function factsAbout({ shop, kind, books }: Paper, thing: Thing): Facts {
  const about = shop.things.get(thing)!;
  const lines = shop.parts.flatMap(({ id, order: name, index, place: locationId, remaining }) => {
    const order = shop.orders.get(name)!;
    const line = order.lines[index]!;
    if (line.thing !== thing || remaining === 0 || order.cancelled) return [];
    const placedAt = new Date(firstMoment.getTime() - 3_600_000 + order.placed * 1000).toISOString();
    const { paid, held, priority, neededOn } = order;
    const requiredOn = neededOn === null ? null : inDays(neededOn);
    const rank = { ...plain, paid, held, priority, requiredOn };
    return [
      { id, orderId: order.id, lineId: line.id, locationId, outstanding: remaining, placedAt, ...rank },
    ];
  });
  return factsOf({
    itemId: about.id,
    tracked: about.tracked,
    lines,
    stock: shop.levels
      .filter((l) => l.thing === thing)
      .map(({ place, onHand, unsold, committed }) => ({
        locationId: place,
        onHand,
        unavailable: unsold,
        available: onHand - unsold - committed,
        committed,
        active: !shop.closed.has(place),
      })),
    supplies: [...shop.deliveries]
      .filter(([, d]) => d.thing === thing && d.toCome > 0)
      .map(([reference, { id, place, toCome, day, draft }]) => ({
        deliveryId: id,
        reference,
        locationId: place,
        quantity: toCome,
        expectedOn: day === null ? null : inDays(day),
        confirmed: !draft,
      })),
    pegs: shop.rights.flatMap(({ kind: right, delivery, line, quantity }) => {
      const coming = shop.deliveries.get(delivery);
      const { order, index } = readLine(line);
      if (coming?.thing !== thing) return [];
      return [
        { deliveryId: coming.id, lineId: shop.orders.get(order)!.lines[index]!.id, kind: right, quantity },
      ];
    }),
    ranking: { by: kind === "needed first" ? "required" : "placed", paidFirst: kind === "paid first" },
    leadTime: about.leadTimeDays === null ? null : { days: about.leadTimeDays, setOn: "product" },
    variants: about.gone
      ? []
      : [
          {
            variantId: `7${about.id}`,
            productId: `8${about.id}`,
            policy: about.policy,
            discontinued: about.discontinued,
          },
        ],
    calendar: calendars[kind],
    book: books.get(thing) ?? { owed: [], availability: [] },
  });
}

/** As the app reviews a promise: one line, with all of its parts. Answers whether the customer is told something. */
function review(paper: Paper, lineId: string, toldToday: boolean): boolean {
  const parts = owedParts(paper).filter((o) => o.lineId === lineId);
  if (parts.length === 0) return false;
  const told = paper.told.get(lineId) ?? { days: [], offered: false, watch: null, slips: 0, on: "" };
  const last = told.days.at(-1);
  const promised: Promised | null =
    last === undefined
      ? null
      : { promisedOn: last === null ? null : inDays(last), version: told.days.length };
  const decision = decidePromise(
    {
      expected: shipsBy(paper, parts),
      last: promised,
      watch: told.watch,
      material: parts.some((p) => p.uncovered > 0),
      toldToday,
      slips: told.slips,
    },
    today(paper),
    paper.now,
    defaultPolicy,
  );
  if (decision.kind === "keep") told.watch = decision.watch;
  if (decision.kind === "promise" || decision.kind === "announce") {
    told.days.push(decision.promisedOn === null ? null : daysBetween(firstDay, decision.promisedOn));
    told.on = today(paper);
    told.watch = null;
    paper.isSilent = false;
    note(paper, lineId, decision.kind === "promise" ? "promised" : "promise_moved");
  }
  if (decision.kind === "announce") {
    told.offered = decision.offerCancellation;
    if (decision.change === "later" || decision.change === "no_date") told.slips++;
  }
  paper.told.set(lineId, told);
  return decision.kind === "announce";
}

const today = ({ kind, now }: Paper) => dayIn(calendars[kind].timeZone, now);

const owedParts = ({ books }: Paper): OwedLine[] => [...books.values()].flatMap((b) => b.owed);

function shipsBy(paper: Paper, parts: OwedLine[]): string | null {
  const supplies = [...paper.shop.deliveries].map(([reference, { id, day }]) => ({
    deliveryId: id,
    reference,
    expectedOn: day === null ? null : inDays(day),
  }));
  const days = parts.map((p) =>
    lineShipsBy(p, coverDates(p.covers, supplies, calendars[paper.kind], today(paper))),
  );
  return days.includes(null) ? null : (days.sort().at(-1) ?? null);
}

function note(paper: Paper, lineId: string, kind: string): void {
  paper.why.set(lineId, (paper.why.get(lineId) ?? new Set()).add(kind));
}

/** What the paper says, in the table's words. */
function lookAt(paper: Paper): Look {
  const { shop } = paper;
  const lineId = (name: LineName) => {
    const { order, index } = readLine(name);
    return shop.orders.get(order)!.lines[index]!.id;
  };
  const owedOf = (name: LineName) => {
    const { at } = readLine(name);
    return owedParts(paper).filter((o) => o.lineId === lineId(name) && (at === null || o.locationId === at));
  };
  return {
    parts(name) {
      const { order, index, at } = readLine(name);
      return shop.parts
        .filter((p) => p.order === order && p.index === index && p.remaining > 0)
        .filter((p) => at === null || p.place === at)
        .map((p) => {
          const owed = owedOf(name).find((o) => o.id === p.id)?.owed ?? 0;
          return { ready: p.remaining - owed, owed };
        });
    },
    covers: (name) =>
      addUp(
        owedOf(name).flatMap((o) => [
          ...o.covers.map((c): [string, number] => {
            const deliveryId = c.kind === "delivery" ? c.deliveryId : null;
            const delivery = [...shop.deliveries].find(([, d]) => d.id === deliveryId);
            return [delivery?.[0] ?? c.kind.replaceAll("_", " "), c.quantity];
          }),
          ["nothing", o.uncovered],
        ]),
      ),
    shipsBy(name) {
      const day = shipsBy(paper, owedOf(name));
      return day === null ? null : daysBetween(firstDay, day);
    },
    promised(name) {
      const { days, offered } = paper.told.get(lineId(name)) ?? { days: [], offered: false };
      return { days: [...days], offered };
    },
    why: (name) => paper.why.get(lineId(name)) ?? new Set(),
    seen(thing) {
      const a = paper.books.get(thing)!.availability[0]!;
      return {
        ...a,
        shipsBy: a.shipsBy === null ? null : daysBetween(firstDay, a.shipsBy),
        because: a.because.kind,
      };
    },
    stock(place) {
      const { onHand, committed } = levelAt(shop, "lamp", place)!;
      return [onHand, committed];
    },
    differences: () =>
      Object.fromEntries(
        [...shop.things.keys()].flatMap((thing) =>
          driftOf(factsAbout(paper, thing)).map((d) => [d.locationId, [d.committed, d.outstanding]]),
        ),
      ),
    isSilent: () => paper.isSilent,
  };
}

/** Units by name, without those of which there are none. */
export function addUp(units: [string, number][]): Record<string, number> {
  const all: Record<string, number> = {};
  for (const [name, quantity] of units) if (quantity > 0) all[name] = (all[name] ?? 0) + quantity;
  return all;
}
