import type { DemandLine, Facts, Id } from "#app/domain/facts.ts";
import { plan } from "#app/domain/plan.ts";
import type { Shelf } from "#app/domain/restock.ts";
import type { App } from "./app.ts";
import { firstOf, show, sum, type Law } from "./laws.ts";
import { gatherFacts } from "./memory.ts";
import { keptThere, listsOf, rules, waitingFor, type WaitingList } from "./readers.ts";
import type { Known } from "./rest-laws.ts";

const hour = 3_600_000;

/** What holds when readers are told. */
export const announcedLaws: Law<{ app: Pick<App, "memory" | "stage">; variantId: Id; shelf: Shelf }>[] = [
  {
    name: "readers can have what they are told of",
    says: "an order that is placed now gets the units that are kept for readers, and takes them from nobody",
    broken({ app: { memory, stage }, variantId, shelf }) {
      if (!shelf.back || !shelf.kept) return null;
      const { itemId } = memory.variants.get(variantId)!;
      const facts = gatherFacts(memory, itemId)!;
      // What is not counted yet may differ.
      if (memory.drift.get(itemId)?.length || memory.changed.has(itemId)) return null;
      const now = stage.now();
      const before = plan(facts, now);
      if (show(before.book.owed) !== show(facts.book.owed)) return null;
      return firstOf(keptThere(memory, itemId), ([place, { readers }]) => {
        if (readers === 0) return null;
        const after = plan(withOrder(facts, place, readers, now), now);
        const owed = (book: Facts["book"]) => sum(book.owed.map((o) => o.owed));
        return owed(after.book) === owed(before.book)
          ? null
          : `${readers} at ${place}: ${show(before.book.owed)} became ${show(after.book.owed)}`;
      });
    },
  },
];

function withOrder(facts: Facts, locationId: Id, units: number, now: Date): Facts {
  const newest: DemandLine = {
    ...{ id: "9999999999999999", orderId: "9999999999999999", lineId: "9999999999999999", locationId },
    ...{ outstanding: units, placedAt: now.toISOString(), priority: 0, requiredOn: null },
    ...{ paid: true, held: false },
  };
  const stock = facts.stock.map((s) =>
    s.locationId === locationId
      ? { ...s, available: s.available - units, committed: s.committed + units }
      : s,
  );
  return { ...facts, stock, lines: [...facts.lines, newest] };
}

/** What holds when units for readers are let go by themselves. */
export const letGoLaws: Law<{ lists: WaitingList[]; now: Date }>[] = [
  {
    name: "kept units are let go in time",
    says: "nobody is left to tell, and those who were told last had their time",
    broken: ({ lists, now }) =>
      firstOf(lists, (list) => {
        const told = list.waves.filter((w) => isTold(list, w)).at(-1);
        const over = told ? Date.parse(told.at) + rules.waitHours * hour : 0;
        const left = waitingFor(list).filter((p) => !p.stays && p.toldAt === null);
        return over <= now.getTime() && left.length === 0
          ? null
          : `${left.length} wait, told ${told?.at}, it is ${now.toISOString()}`;
      }),
  },
];

const isTold = (list: WaitingList, wave: WaitingList["waves"][number]) =>
  list.mails.some((m) => m.epoch === wave.epoch && m.wave === wave.number && m.state !== "dropped");

/** What holds of kept units whenever nothing is under way. */
export const readerLaws: Law<Pick<Known, "memory" | "stage">>[] = [
  {
    name: "kept units do not stay",
    says: "they are let go once everybody was told and had their time, or left a day ago",
    broken: ({ memory, stage }) =>
      firstOf(memory.kept, ([itemId, places]) => {
        if (![...places.values()].some((kept) => kept.readers > 0)) return null;
        const lists = listsOf(memory, itemId).map(([, list]) => list);
        const now = stage.now().getTime();
        const someone = lists.some(
          (list) =>
            waitingFor(list).some((p) => p.toldAt === null) || list.mails.some((m) => m.state === "waiting"),
        );
        const ends = lists.flatMap((list) => [
          ...list.waves.map((w) => Date.parse(w.at) + rules.waitHours * hour),
          ...list.people.flatMap((p) => (p.toldAt ? Date.parse(p.toldAt) + 24 * hour : [])),
          ...(list.leftAt ? [Date.parse(list.leftAt) + 24 * hour] : []),
        ]);
        if (someone || lists.length === 0 || Math.max(0, ...ends) + hour >= now) return null;
        // Whoever stays on the list waits for the next restock.
        if (lists.some((list) => waitingFor(list).length > 0)) return null;
        return `${show([...places])} of ${itemId}, all were told by ${new Date(Math.max(0, ...ends)).toISOString()}`;
      }),
  },
];
