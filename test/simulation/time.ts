import { dayIn } from "#app/domain/days.ts";
import { settleSeconds } from "#app/domain/drift.ts";
import type { Cover, Day, Id } from "#app/domain/facts.ts";
import { everythingInTheBook, isIdle, nudge, workOnce, type App } from "./app.ts";
import type { Chance } from "./chance.ts";
import { customersLookedAt } from "./groups.ts";
import type { Act, Step } from "./history.ts";
import { tellOrdersAgain } from "./merchant-acts.ts";
import { listsTidied, lookAtDueLists } from "./readers.ts";
import { lookAtOrder } from "./shopify-reads.ts";

const hour = 3_600_000;

/** Time passes; how much, in words. */
export const timeActs = {
  /** Left to whoever plays the history. */
  rest: () => "(nothing is under way)",
  minutes: (apps, { units }) => wait(apps, units * 7 * 60_000),
  hours: (apps, { days }) => wait(apps, (1 + (days % 23)) * hour),
  days: (apps, { units }) => wait(apps, units * 24 * hour),
  weeks: (apps, { units }) => wait(apps, units * 7 * 24 * hour),
} satisfies Partial<Record<Act, (apps: App[], step: Step) => string | null>>;

function wait(apps: App[], ms: number): string {
  passTime(apps, ms);
  return `(${Math.round((ms / hour) * 10) / 10} hours later)`;
}

/** The clock moves, and what is due by it begins. Mirrors app/worker/start.server.ts and the cycles it starts. */
export function passTime(apps: App[], ms: number): void {
  for (const app of apps) {
    app.stage.advance(ms);
    beginWhatIsDue(app);
  }
}

function beginWhatIsDue(app: App): void {
  const { memory, shop } = app;
  const now = app.stage.now().getTime();
  app.inbox.push(...app.late.filter(({ at }) => at <= now));
  app.late = app.late.filter(({ at }) => at > now);
  const today = dayIn(memory.calendar.timeZone, new Date(now));
  if (memory.cycles.day < today) turnDay(app, today);
  if (memory.cycles.backorders < now - hour) readBackordersAgain(app, now);
  if (memory.cycles.nightly < now - 24 * hour) {
    memory.cycles.nightly = now;
    nudge(app, [{ queue: "reconcile", shop, cycle: "nightly" }]);
    listsTidied(app);
  }
  lookAtDueLists(app);
  for (const { itemId, lookAt } of memory.braked.values())
    if (lookAt !== null && Date.parse(lookAt) <= now) nudge(app, [{ queue: "recount", shop, itemId }]);
  for (const [id, rows] of memory.drift) {
    if (rows.some((row) => !row.settled && row.since <= now - settleSeconds * 1000))
      nudge(app, [{ queue: "read", shop, what: "item", id }]);
  }
}

/**
 * Mirrors app/flows/reconcile-day.server.ts. The promises of every order that is owed something are looked at: what
 * was bearable yesterday may be too much of the time that is left.
 */
function turnDay(app: App, today: string): void {
  const lastLook = app.memory.cycles.day;
  app.memory.cycles.day = today;
  tellOrdersAgain(app, ordersWhoseDayPassed(app, lastLook, today));
  const { items, orders } = everythingInTheBook(app);
  nudge(app, [
    ...items.map((itemId) => ({ queue: "recount", shop: app.shop, itemId }) as const),
    ...[...orders, ...watchedOrders(app)].map(
      (orderId) => ({ queue: "promises", shop: app.shop, orderId }) as const,
    ),
  ]);
  customersLookedAt(app);
}

/** Mirrors ordersWhoseDayPassed in app/database/book.server.ts. */
function ordersWhoseDayPassed({ memory }: App, lastLook: Day, today: Day): Id[] {
  const dayOf = (cover: Cover) => {
    if (cover.kind !== "delivery") return cover.expectedOn;
    const delivery = memory.deliveries.get(cover.deliveryId);
    return delivery?.status === "coming" ? delivery.expectedOn : null;
  };
  const hasPassed = (day: Day | null) => day !== null && day < today && day >= lastLook;
  const owed = [...memory.books.values()].flatMap((book) => book.owed);
  return [...new Set(owed.filter((o) => o.covers.some((c) => hasPassed(dayOf(c)))).map((o) => o.orderId))];
}

/** Orders that were touched and not seen in that version. Mirrors app/flows/reconcile-recent.server.ts. */
function readRecentChanges(app: App): void {
  const { memory, stage, shop } = app;
  const touched = Object.keys(stage.shop.orders).filter(
    (id) => lookAtOrder(stage.shop, id)!.updatedAt !== memory.orders.get(id)?.updatedAt,
  );
  nudge(
    app,
    touched.map((id) => ({ queue: "read", shop, what: "order", id, foundBy: "recent" })),
  );
}

/** Mirrors app/flows/reconcile-backorders.server.ts. */
function readBackordersAgain(app: App, now: number): void {
  app.memory.cycles.backorders = now;
  const { shop } = app;
  const { items, orders } = everythingInTheBook(app);
  nudge(app, [
    ...items.map((id) => ({ queue: "read", shop, what: "item", id, foundBy: "backorders" }) as const),
    ...orders.map((id) => ({ queue: "read", shop, what: "order", id, foundBy: "backorders" }) as const),
    ...watchedOrders(app).map((orderId) => ({ queue: "promises", shop, orderId }) as const),
  ]);
  if (app.memory.tiers.list.length > 0) nudge(app, [{ queue: "read", shop, what: "tiers", id: "all" }]);
}

function watchedOrders({ memory }: App) {
  return [...memory.ledgers].filter(([, ledger]) => ledger.watches.size > 0).map(([orderId]) => orderId);
}

/** Until nothing is under way any more: webhooks that arrived, jobs, answers, and what Shopify does by itself. */
export function comeToRest(apps: App[], chance: Chance): void {
  for (let tries = 0; tries < 100; tries++) {
    for (let things = 0; workOnce(apps, chance); things++) {
      if (things > 20_000) throw new Error("The app does not come to rest.");
    }
    const due = apps.flatMap(({ stage }) => stage.nextDueIn() ?? []);
    const unsettled = apps.some(({ memory }) =>
      [...memory.drift.values()].flat().some((row) => !row.settled),
    );
    if (due.length > 0) passTime(apps, Math.max(0, ...due));
    else if (unsettled) passTime(apps, (settleSeconds + 1) * 1000);
    else if (isIdle(apps)) return;
  }
  throw new Error("The app does not come to rest.");
}

/** Reconciliation, asked for now. Only a read of its order shows who else holds what we hold. */
export function reconcile(apps: App[], chance: Chance): void {
  for (const app of apps) readBackordersAgain(app, app.stage.now().getTime());
  for (const app of apps) {
    nudge(app, [{ queue: "reconcile", shop: app.shop, cycle: "nightly" }]);
    readRecentChanges(app);
    customersLookedAt(app);
  }
  comeToRest(apps, chance);
}
