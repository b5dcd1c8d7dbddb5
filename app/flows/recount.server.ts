import { lockBook, recordBook, recordWhy } from "../database/book.server.ts";
import { noteDrift } from "../database/drift.server.ts";
import { recordEffects } from "../database/effects.server.ts";
import { gatherFacts, withWholeQueue } from "../database/item-facts.server.ts";
import { markCounted, recordTails } from "../database/tails.server.ts";
import { watchedPlaces } from "../database/waves.server.ts";
import { driftOf, settleSeconds } from "../domain/drift.ts";
import type { Effect } from "../domain/effects.ts";
import type { Id } from "../domain/facts.ts";
import { plan } from "../domain/plan.ts";
import { alertsToReview } from "../domain/restock.ts";
import { comeAfter } from "../domain/tail.ts";
import type { World } from "../world.ts";
import { arrivalsFound } from "./arrivals-found.server.ts";
import { brakeApplied } from "./brake-applied.server.ts";
import { causesFound } from "./causes-found.server.ts";

/** Facts, plan, record: the book's page of an item, its reasons and its effects, in one transaction. */
export async function recount(world: World, shop: string, itemId: Id): Promise<void> {
  await world.db.$transaction(async (tx) => {
    await lockBook(tx, shop, itemId);
    const gathered = await gatherFacts(tx, shop, itemId);
    if (!gathered) return;
    const now = world.now();
    // One more line at the end of a queue costs the same however long that is.
    const goesOn = !gathered.recount && comeAfter(gathered.facts, now);
    const facts = goesOn ? gathered.facts : await withWholeQueue(tx, shop, gathered.facts);
    // A shortage that exists only between two webhooks is told to nobody: the heartbeat has it looked at again.
    const drift = driftOf(facts);
    if (!(await noteDrift(tx, shop, itemId, drift, now, addSeconds(now, -settleSeconds)))) return;
    const { book, tails, effects: changes, why } = plan(facts, now);
    await recordBook(tx, shop, itemId, facts.book, book);
    await recordTails(tx, shop, itemId, gathered.facts.tails, tails);
    await arrivalsFound(tx, shop, facts, gathered.facts.tails, { book, tails }, now);
    await causesFound(tx, shop, gathered, { facts, drift, book, tails }, now);
    await markCounted(tx, shop, itemId, gathered);
    const brake = gathered.braking ? await brakeApplied(tx, shop, { facts, book, tails }, now) : nothing;
    const holds = gathered.holding ? holdsOf(changes) : [];
    const effects = [...changes, ...brake.effects, ...holds];
    await recordWhy(tx, shop, [...why, ...brake.why], now);
    await recordEffects(tx, shop, effects, now);
    const lists = await watchedPlaces(
      tx,
      shop,
      facts.variants.map((v) => v.variantId),
    );
    const keeping = facts.stock.some((s) => (s.kept ?? 0) > 0);
    // Their review has them written, so that a promise is in the same write.
    const orders = new Set(effects.filter((e) => e.kind === "write_order_backorders").map((e) => e.target));
    const kinds = new Set(effects.map((e) => e.kind).filter((kind) => kind !== "write_order_backorders"));
    await world.nudge(
      [
        ...[...kinds].map((kind) => ({ queue: "perform" as const, shop, kind })),
        ...[...orders].map((orderId) => ({ queue: "promises" as const, shop, orderId })),
        ...alertsToReview(facts.book.availability, book.availability, lists, keeping).map(
          ({ variantId, place }) => ({
            queue: "alerts" as const,
            shop,
            variantId,
            place,
          }),
        ),
      ],
      tx,
    );
    if (effects.length > 0) world.log.info({ shop, itemId, effects: effects.length }, "the book changed");
  });
}

/** Where it changed what an order is owed, it changes what should be on hold of it. */
function holdsOf(changes: Effect[]): Effect[] {
  return changes.flatMap(({ kind, target, because }) =>
    kind === "write_order_backorders" ? [{ kind: "hold_waiting_part" as const, target, because }] : [],
  );
}

const nothing = { effects: [], why: [] };

function addSeconds(at: Date, seconds: number): Date {
  return new Date(at.getTime() + seconds * 1000);
}
