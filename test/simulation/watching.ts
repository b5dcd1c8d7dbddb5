import { dayIn } from "#app/domain/days.ts";
import type { Id } from "#app/domain/facts.ts";
import { plan, type Plan } from "#app/domain/plan.ts";
import type { Shelf } from "#app/domain/restock.ts";
import type { App } from "./app.ts";
import { foundLaws, shelvesAfter, type Shelved } from "./arrival-laws.ts";
import { uphold } from "./laws.ts";
import type { Ledger } from "./memory.ts";
import { isOff, orderLaws, type Seen } from "./order-laws.ts";
import { pageLaws, tailLaws, type Page } from "./page-laws.ts";
import type { Expected } from "./promises-reviewed.ts";
import { announcedLaws, letGoLaws } from "./reader-laws.ts";
import type { WaitingList } from "./readers.ts";
import { keptLaws } from "./rule-laws.ts";

/** Looks at every page and every ledger as soon as it was written. */
export type Watching = {
  /** `planned` is what was decided; a count that went on from the ends of queues decides about newcomers only. */
  counted(app: App, count: { facts: Page["facts"]; planned: Plan; goesOn: boolean; now: Date }): void;
  reviewed(app: App, review: { orderId: Id; ledger: Ledger; lines: Expected[]; now: Date }): void;
  announced(app: App, wave: { variantId: Id; shelf: Shelf }): void;
  letGo(app: App, kept: { lists: WaitingList[] }): void;
};

export function watch(): Watching {
  const seen = new Map<Id, Seen[]>();
  const shelves = new Map<string, Shelved>();
  let arrivals = 0;
  const copies = new Map<Id, Pick<Ledger, "entries" | "closed">>();
  return {
    counted(app, { facts, planned, goesOn, now }) {
      const recorded = app.memory.books.get(facts.itemId)!;
      const whole = goesOn ? plan(facts, now) : planned;
      uphold([...pageLaws, ...keptLaws], { facts, planned: whole, recorded, now });
      if (goesOn) uphold(tailLaws, { facts, planned, whole });
      const { memory } = app;
      const found = memory.arrivals.slice(arrivals);
      uphold(foundLaws, {
        memory,
        itemId: facts.itemId,
        found,
        shelves: shelvesAfter(shelves, facts, found),
      });
      arrivals = memory.arrivals.length;
    },
    reviewed(app, { orderId, ledger, lines, now }) {
      const none: Pick<Ledger, "entries" | "closed"> = { entries: [], closed: new Map() };
      const before = copies.get(orderId) ?? none;
      // What the merchant said since the last review is no news of ours.
      before.entries.push(...ledger.entries.slice(before.entries.length).filter((e) => e.byHand));
      for (const { lineId } of ledger.entries)
        if (!lines.some((l) => l.lineId === lineId)) seen.delete(lineId);
      for (const { lineId, expected } of lines) {
        const promised = before.entries.findLast((e) => e.lineId === lineId)?.promisedOn ?? null;
        const { policy, calendar } = app.memory;
        const off = isOff(expected, promised, dayIn(calendar.timeZone, now), policy);
        seen.set(lineId, [...(seen.get(lineId) ?? []), { at: now.getTime(), expected, promised, off }]);
      }
      uphold(orderLaws, {
        orderId,
        ledger,
        before,
        lines,
        now,
        seen,
        policy: app.memory.policy,
        timeZone: app.memory.calendar.timeZone,
      });
      copies.set(orderId, structuredClone({ entries: ledger.entries, closed: ledger.closed }));
    },
    announced: (app, wave) => uphold(announcedLaws, { app, ...wave }),
    letGo: (app, kept) => uphold(letGoLaws, { now: app.stage.now(), ...kept }),
  };
}
