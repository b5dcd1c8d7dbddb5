import { alertRules } from "../database/alert-settings.server.ts";
import { recordWhy } from "../database/book.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { addRestockNotices } from "../database/notices.server.ts";
import { lineOf } from "../database/subscriptions.server.ts";
import { standingOf, type Standing } from "../database/variant-standing.server.ts";
import { addWave, lastWave, lockWatch, saveWatch, watchOf, waveOfAct } from "../database/waves.server.ts";
import type { AlertSettings } from "../domain/alert-settings-form.ts";
import type { Id } from "../domain/facts.ts";
import { look, notOnSale } from "../domain/restock.ts";
import { decideWave, quietHours, waveLimit, type Sending, type WaveDecision } from "../domain/wave.ts";
import { messageId } from "../mail/message-id.server.ts";
import type { World } from "../world.ts";
import { readersServed } from "./readers-served.server.ts";
import { recount } from "./recount.server.ts";
import { stockChanged } from "./stock-changed.server.ts";

export type List = { variantId: Id; place: string };
/** Who sends a wave now, and the one act of theirs that it is. */
type ByHand = { author: string; actionId: Id };

/**
 * Looks at the list of a variant: is it back, and who is told now? Before a wave Shopify is asked once more what is
 * in stock, so that nobody is summoned by a level that was true a while ago.
 */
export async function wavesReviewed(
  world: World,
  shop: string,
  list: List,
  byHand: ByHand | null = null,
): Promise<Pick<WaveDecision, "because"> | null> {
  const first = await review(world, shop, list, byHand, "only look");
  if (!first?.standing) return first?.decision ?? null;
  if (!first.decision.wave) {
    await readersServed(world, shop, first.standing);
    return first.decision;
  }
  await stockChanged(world, shop, first.standing.itemId);
  await recount(world, shop, first.standing.itemId);
  const second = await review(world, shop, list, byHand, "send");
  await readersServed(world, shop, first.standing);
  return second?.decision ?? null;
}

async function review(
  world: World,
  shop: string,
  list: List,
  byHand: ByHand | null,
  how: "only look" | "send",
): Promise<{ decision: Pick<WaveDecision, "because" | "wave">; standing: Standing | null } | null> {
  return world.db.$transaction(async (tx) => {
    const { variantId, place } = list;
    await lockWatch(tx, shop, variantId, place);
    const now = world.now();
    const watched = await watchOf(tx, shop, variantId, place);
    if (!watched) return null;
    const before = byHand && (await waveOfAct(tx, shop, list, byHand.actionId));
    if (before) return { decision: { because: before, wave: null }, standing: null };
    const standing = await standingOf(tx, shop, variantId, place);
    const shelf = standing?.shelf ?? notOnSale;
    const { epoch } = look(watched.watch, shelf, now);
    const rules = await rulesFor(tx, shop, list);
    const quietSince = new Date(now.getTime() - quietHours * 3_600_000);
    const decision = decideWave(
      {
        shelf,
        watch: watched.watch,
        paused: watched.paused,
        sending: sendingIn(world, rules),
        lastWave: await lastWave(tx, shop, variantId, place, epoch),
        line: await lineOf(tx, shop, list, epoch, quietSince, waveLimit(shelf, rules)),
        rules,
      },
      now,
      byHand !== null,
    );
    if (decision.wave && how === "only look") return { decision, standing };
    await saveWatch(tx, shop, variantId, place, decision);
    if (decision.wave) await send(world, tx, shop, list, decision, standing!, byHand, now);
    return { decision, standing };
  });
}

/** A unit is kept for the whole shop: a list of one place is told as if there were no first refusal. */
async function rulesFor(tx: Transaction, shop: string, { place }: List): Promise<AlertSettings> {
  const rules = await alertRules(tx, shop);
  return { ...rules, firstRefusal: rules.firstRefusal && place === "" };
}

async function send(
  world: World,
  tx: Transaction,
  shop: string,
  { variantId, place }: List,
  { wave, watch, because }: WaveDecision,
  standing: Standing,
  byHand: ByHand | null,
  at: Date,
): Promise<void> {
  const { number, ids, free } = wave!;
  const { epoch } = watch;
  await addWave(tx, shop, {
    variantId,
    place,
    epoch,
    number,
    at,
    free,
    size: ids.length,
    author: byHand?.author ?? "Shipsby",
    actionId: byHand?.actionId ?? null,
    because,
  });
  await addRestockNotices(tx, shop, { variantId, place, epoch, number, at }, ids, (key) =>
    messageId(world.mail.domain, shop, key),
  );
  const { productId } = standing;
  await recordWhy(tx, shop, [{ productId, variantId, because: { kind: "alert", because } }], at);
  await world.nudge([{ queue: "notices", shop }], tx);
}

/** Whether alerts leave, and why not. */
export function sendingIn(world: World, settings: { sending: boolean; imprint: string }): Sending {
  if (!world.mail.ready) return "no_mail_server";
  if (!settings.sending) return "off";
  return settings.imprint.trim() === "" ? "no_imprint" : "on";
}
