import { isDeepStrictEqual } from "node:util";
import { driftOf } from "#app/domain/drift.ts";
import { dayIn } from "#app/domain/days.ts";
import { coverDates, lineShipsBy } from "#app/domain/eta.ts";
import type { Book, Day, DemandLine, Facts, Id, OwedLine } from "#app/domain/facts.ts";
import { plan, type Plan } from "#app/domain/plan.ts";
import { firstOf, show, sum, type Law } from "./laws.ts";
import {
  dayOf,
  firstServed,
  quoteOfOneMore,
  serveUnitByUnit,
  shelfAt,
  waitedBefore,
  type Source,
} from "./oracle.ts";

/** One item, counted just now: from what, to what. */
export type Page = { facts: Facts; planned: Plan; recorded: Book; now: Date };

const todayOf = ({ facts, now }: Page): Day => dayIn(facts.calendar.timeZone, now);
const placesOf = ({ facts }: Page): Id[] => [
  ...new Set([...facts.stock, ...facts.lines, ...facts.supplies].map((x) => x.locationId)),
];
const at = <T extends { locationId: Id }>(list: T[], place: Id) =>
  list.filter((one) => one.locationId === place);
const paidBy = (owed: OwedLine[], deliveryId: Id) =>
  sum(
    owed.flatMap((o) =>
      o.covers.flatMap((c) => (c.kind === "delivery" && c.deliveryId === deliveryId ? c.quantity : 0)),
    ),
  );

/** Since when a line is owed, as the book says; a line that is not in it is owed from now on. */
function sinceOf({ facts, planned, now }: Page) {
  const since = new Map(planned.book.owed.map((o) => [o.id, o.since]));
  return (line: DemandLine) => dayIn(facts.calendar.timeZone, new Date(since.get(line.id) ?? now));
}

/** By order line, units that waited at the last count and do not now. */
export function servedSince({ facts, planned }: Page, place: Id): Map<Id, number> {
  const served = [...waitedBefore(facts, place)].map(([lineId, waited]) => {
    const own = at(facts.lines, place).filter((l) => l.lineId === lineId);
    const owed = at(planned.book.owed, place).filter((o) => o.lineId === lineId);
    const waits = Math.min(waited, sum(own.map((l) => l.outstanding)));
    return [lineId, waits - sum(owed.map((o) => o.owed))] as const;
  });
  return new Map(served.filter(([, units]) => units > 0));
}

export const pageLaws: Law<Page>[] = [
  {
    name: "conservation",
    says: "every unit to ship is on the shelf, covered or uncovered, and none is counted twice",
    broken: ({ planned: { book } }) =>
      firstOf(book.owed, (o) => {
        const parts = [o.ready, o.uncovered, ...o.covers.map((c) => c.quantity)];
        const fits = sum(parts) === o.outstanding && o.owed === o.outstanding - o.ready && o.owed > 0;
        const sane = o.ready >= 0 && o.uncovered >= 0 && o.covers.every((c) => c.quantity > 0);
        return fits && sane ? null : show(o);
      }),
  },
  {
    name: "shortage",
    says: "what is owed at a place is what is to ship there less its shelf, of which some may be kept",
    broken: (page) =>
      firstOf(placesOf(page), (place) => {
        const { facts, planned } = page;
        const { onShelf, kept } = shelfAt(facts, place);
        const toShip = facts.tracked ? sum(at(facts.lines, place).map((l) => l.outstanding)) : 0;
        const [least, most] = [Math.max(0, toShip - onShelf), Math.max(0, toShip - onShelf + kept)];
        const owed = sum(at(planned.book.owed, place).map((o) => o.owed));
        return owed >= least && owed <= most
          ? null
          : `${owed} owed instead of ${least} to ${most} at ${place}`;
      }),
  },
  {
    name: "drift is noted",
    says: "where Shopify's shortage is not what is owed, the difference is noted with its place",
    broken: (page) =>
      firstOf(page.facts.stock, (s) => {
        const owed = sum(at(page.planned.book.owed, s.locationId).map((o) => o.owed));
        const shortage = Math.max(0, s.committed - Math.max(0, s.onHand - s.unavailable));
        if (!page.facts.tracked || !s.active || (owed >= shortage && owed - shortage <= (s.kept ?? 0)))
          return null;
        const noted = driftOf(page.facts).some((d) => d.locationId === s.locationId);
        return noted ? null : `${owed} owed, Shopify is short of ${shortage} at ${s.locationId}`;
      }),
  },
  {
    name: "no promise exceeds its supply",
    says: "a delivery pays lines of its own place, and no more units than it brings",
    broken: ({ facts, planned: { book } }) =>
      firstOf(book.owed, (o) =>
        firstOf(o.covers, (c) => {
          if (c.kind !== "delivery") return null;
          const supply = facts.supplies.find((s) => s.deliveryId === c.deliveryId);
          if (!supply?.confirmed || supply.locationId !== o.locationId)
            return `${c.deliveryId} cannot pay ${o.id}`;
          return paidBy(book.owed, c.deliveryId) <= supply.quantity
            ? null
            : `${supply.reference} pays too much`;
        }),
      ),
  },
  {
    name: "no idle supply",
    says: "no delivery has free units while a line of its place has nothing",
    broken: ({ facts, planned: { book } }) =>
      firstOf(facts.supplies, (s) => {
        // Units that are missing on the shop floor wait for some of it.
        if (!s.confirmed || facts.stock.some((l) => l.locationId === s.locationId && l.kept)) return null;
        const isShort = at(book.owed, s.locationId).some((o) => o.uncovered > 0);
        return !isShort || paidBy(book.owed, s.deliveryId) === s.quantity
          ? null
          : `${s.reference} stands idle`;
      }),
  },
  {
    name: "first come, first served",
    says: "no younger line takes from the shelf, or has an earlier date, while an older one waits",
    broken: (page) => {
      const { facts, planned } = page;
      const dates = new Map(planned.book.owed.map((o) => [o.id, dateOf(page, o)]));
      const debts = new Map(planned.book.owed.map((o) => [o.id, o]));
      return firstOf(placesOf(page), (place) => {
        let waits = false;
        let latest = "";
        // Who has a pin has been served by the merchant's word.
        const pinned = new Set(facts.pegs.map((p) => p.lineId));
        const inLine = at(facts.tracked ? facts.lines : [], place).filter((l) => !pinned.has(l.lineId));
        const { kept } = shelfAt(facts, place);
        const served = servedSince(page, place);
        for (const line of inLine.sort(firstServed(facts))) {
          const debt = debts.get(line.id);
          // Shopify sells what is kept to whoever comes: it is not taken away again.
          if (kept > 0 && !served.has(line.lineId)) continue;
          if (waits && (debt?.ready ?? line.outstanding) > 0)
            return `line ${line.id} takes from the shelf before an older one`;
          if (debt) waits = true;
          const date = debt ? (dates.get(line.id) ?? "9999-99-99") : "";
          // A lead time begins with each debt, so it may well be shorter than the wait for what an older line got.
          if (facts.leadTime === null && facts.pegs.length === 0 && date < latest)
            return `line ${line.id} ships on ${date}, an older one on ${latest}`;
          latest = date;
        }
        return null;
      });
    },
  },
  {
    name: "oracle",
    says: "every unit is served from where the plain rules serve it",
    broken: (page) => {
      const { facts, planned } = page;
      const { served } = serveUnitByUnit(facts, sinceOf(page), todayOf(page));
      const debts = new Map(planned.book.owed.map((o) => [o.id, o]));
      for (const [id, sources] of served) {
        const wanted = sources.map(nameOf).sort().join(" ");
        const found = debts.has(id)
          ? unitsOf(debts.get(id)!).sort().join(" ")
          : sources.map(() => "shelf").join(" ");
        if (wanted !== found) return `line ${id}: "${found}" instead of "${wanted}"`;
        debts.delete(id);
      }
      return debts.size === 0 ? null : `owed for nothing: ${[...debts.keys()].join()}`;
    },
  },
  {
    name: "units before",
    says: "a line knows how many units of older lines are served before it",
    broken: ({ facts, planned: { book } }) =>
      firstOf(book.owed, (o) => {
        const line = facts.lines.find((l) => l.id === o.id)!;
        const inLine = firstServed(facts);
        const older = at(facts.lines, o.locationId).filter((l) => l !== line && inLine(l, line) < 0);
        const before = sum(older.map((l) => l.outstanding));
        return before === o.unitsBefore ? null : `line ${o.id}: ${o.unitsBefore} instead of ${before}`;
      }),
  },
  {
    name: "dates",
    says: "an owed line ships when its latest unit does, and has no date while any unit has none",
    broken: (page) => {
      const { facts } = page;
      const today = todayOf(page);
      const { served } = serveUnitByUnit(facts, sinceOf(page), today);
      return firstOf(page.planned.book.owed, (o) => {
        const line = facts.lines.find((l) => l.id === o.id)!;
        const sources = served.get(o.id)!.filter((s) => s !== "shelf");
        const days = sources.map((s) => dayOf(s, facts, sinceOf(page)(line), today));
        const wanted = days.includes(null) ? null : days.sort().at(-1)!;
        const found = dateOf(page, o);
        return found === wanted ? null : `line ${o.id}: ${found} instead of ${wanted}`;
      });
    },
  },
  {
    name: "the quote is the last in the queue",
    says: "a shopper is told the day of one more unit behind everybody, none that is past or invented",
    broken: (page) => {
      const today = todayOf(page);
      return firstOf(page.planned.book.availability, (a) => {
        if (a.shipsBy !== null && a.shipsBy < today) return `${a.shipsBy} is past`;
        const policy = a.state === "backorder" ? "CONTINUE" : "DENY";
        const wanted = quoteOfOneMore(page.facts, sinceOf(page), today, policy);
        const expected = a.state === "backorder" || a.state === "out_of_stock" ? wanted : null;
        return a.shipsBy === expected ? null : `${a.state} ${a.shipsBy} instead of ${expected}`;
      });
    },
  },
  {
    name: "what shoppers see adds up",
    says: "free, owed and coming units are the sums of what there is, and the reason fits the state",
    broken: (page) => {
      const {
        facts,
        planned: { book },
      } = page;
      const { coming, readers } = serveUnitByUnit(facts, sinceOf(page), todayOf(page));
      const left = [...coming.values()].flat();
      return firstOf(book.availability, (a) => {
        const free = sum(facts.stock.filter((s) => s.active).map((s) => s.available));
        const units = (confirmed: boolean) =>
          sum(facts.supplies.flatMap((s) => (s.confirmed === confirmed ? s.quantity : 0)));
        if (
          a.free !== free ||
          a.coming !== units(true) ||
          a.tentative !== units(false) ||
          a.owed !== sum(book.owed.map((o) => o.owed))
        )
          return show(a);
        const { because } = a;
        const isSound =
          because.kind === "not_tracked"
            ? !facts.tracked
            : because.kind === "units_free"
              ? because.units > 0 &&
                (a.state === "in_stock" ? [free] : [...readers.values()]).includes(because.units)
              : because.kind === "delivery_free"
                ? facts.supplies.some(
                    (s) =>
                      s.reference === because.reference &&
                      because.units === left.filter((unit) => unit.delivery === s.deliveryId).length,
                  )
                : true;
        return isSound ? null : show(a);
      });
    },
  },
  {
    name: "debts keep their age",
    says: "a line that stays owed keeps the moment since when it is",
    broken: ({ facts, planned }) =>
      firstOf(facts.book.owed, (old) => {
        const still = planned.book.owed.find((o) => o.id === old.id);
        return !still || still.since === old.since
          ? null
          : `line ${old.id}: ${still.since} instead of ${old.since}`;
      }),
  },
  {
    name: "every change is told, and nothing else",
    says: "an order is told again exactly when its debt changes, a product when its state, date or what is left does",
    broken: ({ facts, planned: { book, effects } }) => {
      const debt = (o: OwedLine | undefined) => o && show([o.owed, o.outstanding, o.uncovered, o.covers]);
      const orders = new Set<Id>();
      const [was, is] = [
        new Map(facts.book.owed.map((o) => [o.id, o])),
        new Map(book.owed.map((o) => [o.id, o])),
      ];
      for (const [id, o] of [...was, ...is])
        if (debt(was.get(id)) !== debt(is.get(id))) orders.add(o.orderId);
      for (const kind of ["tag_order", "write_order_backorders"]) {
        const told = new Set(effects.filter((e) => e.kind === kind).map((e) => e.target));
        if (!isDeepStrictEqual([...told].sort(), [...orders].sort()))
          return `${kind}: ${[...told].join()} instead of ${[...orders].join()}`;
      }
      const products = new Set<Id>();
      const seen = (list: Book["availability"], id: Id) => {
        const a = list.find((one) => one.variantId === id);
        return !a || a.state === "in_stock"
          ? "in_stock"
          : show([a.state, a.shipsBy, a.state === "backorder" && a.cap]);
      };
      for (const { variantId, productId } of [...facts.book.availability, ...book.availability])
        if (seen(facts.book.availability, variantId) !== seen(book.availability, variantId))
          products.add(productId);
      const told = new Set(effects.filter((e) => e.kind === "publish_availability").map((e) => e.target));
      return isDeepStrictEqual([...told].sort(), [...products].sort())
        ? null
        : `products ${[...told].join()} instead of ${[...products].join()}`;
    },
  },
  {
    name: "a second count changes nothing",
    says: "a plan carried out leaves nothing to do",
    broken: ({ facts, recorded, now }) => {
      const again = plan({ ...facts, book: recorded }, now);
      if (again.effects.length + again.why.length > 0) return show(again.why);
      return isDeepStrictEqual(again.book, recorded) ? null : "the book differs";
    },
  },
  {
    name: "what is recorded is what was planned",
    says: "the page in the book says what the plan says",
    broken: ({ planned, recorded }) => (isDeepStrictEqual(planned.book, recorded) ? null : show(recorded)),
  },
];

/** A count that went on from where the queues ended, beside a whole one. */
export type GoneOn = { facts: Facts; planned: Plan; whole: Plan };

export const tailLaws: Law<GoneOn>[] = [
  {
    name: "going on is counting anew",
    says: "from the ends of its queues an item comes to the same ends, and the same is told",
    broken: ({ planned, whole }) => {
      const ends = ({ tails }: Plan) => tails;
      if (!isDeepStrictEqual(ends(planned), ends(whole)))
        return `${show(planned.tails)} instead of ${show(whole.tails)}`;
      const told = ({ effects }: Plan) => [...new Set(effects.map((e) => `${e.kind}/${e.target}`))].sort();
      return isDeepStrictEqual(told(planned), told(whole))
        ? null
        : `${show(told(planned))} instead of ${show(told(whole))}`;
    },
  },
];

function dateOf(page: Page, o: OwedLine): Day | null {
  const { facts } = page;
  return lineShipsBy(o, coverDates(o.covers, facts.supplies, facts.calendar, todayOf(page)));
}

const nameOf = (source: Source): string => (typeof source === "string" ? source : source.delivery);

function unitsOf(o: OwedLine): string[] {
  const times = (n: number, name: string) => Array.from({ length: n }, () => name);
  const covers = o.covers.flatMap((c) =>
    times(c.quantity, c.kind === "delivery" ? c.deliveryId : "lead time"),
  );
  return [...times(o.ready, "shelf"), ...covers, ...times(o.uncovered, "nothing")];
}
