import { recordWhy } from "../database/book.server.ts";
import { holdRules, holdsOfOrders, recordHolds, type OrderHolds } from "../database/holds.server.ts";
import { lastShipsBy } from "../database/published.server.ts";
import type { HoldBecause } from "../domain/hold-because.ts";
import type { Day, Id } from "../domain/facts.ts";
import {
  holdNotes,
  isOfNow,
  newsOfHolds,
  nextHold,
  noteReleasing,
  releasesUnread,
  type HoldRules,
  type HoldStep,
  type KnownHold,
  type NotHeld,
} from "../domain/holds.ts";
import type { Admin } from "../shopify/admin.server.ts";
import { holdAnew, holdUnits, readHolds, releaseHolds } from "../shopify/holds.server.ts";
import type { World } from "../world.ts";
import type { Performer } from "./performer.ts";

/** Everything here that decides about an order's holds: other value, other look at Shopify. */
type Value = { rules: HoldRules; order: OrderHolds } | { nothing: true };

/** So many holds and releases one order may need in a row; then it waits for its next change. */
const mostSteps = 20;

/**
 * The waiting part of an order is on hold by us, and nothing else is. Shopify is read at every step, so that a hold
 * whose answer was lost is found again and no crash can leave two.
 */
export const holdWaitingPart: Performer<Value> = {
  together: 1,
  async wanted(world, shop, targets) {
    const rules = await holdRules(world.db, shop);
    const orders = await holdsOfOrders(world.db, shop, targets);
    return new Map(
      targets.map((id) => {
        const order = orders.get(id);
        if (!order || order.gone) return [id, null];
        const nothing = order.known.length === 0 && (!rules.on || order.waiting.length === 0);
        return [id, nothing ? { nothing: true } : { rules, order }];
      }),
    );
  },
  async write(world, shop, values) {
    for (const { target } of values) await settle(world, shop, target);
  },
  isNothing: (value) => "nothing" in value,
  result: () => null,
};

async function settle(world: World, shop: string, orderId: Id): Promise<void> {
  const refused = new Map<Id, NotHeld>();
  const admin = world.admin(shop);
  for (let steps = 0; steps < mostSteps; steps++) {
    const { rules, order } = await decidedNow(world, shop, orderId);
    const parts = await readHolds(admin, orderId, order.partIds);
    const { step, known: planned } = nextHold(parts, order.waiting, order.known, rules, refused);
    const onHold = order.partIds.filter((id) => order.statuses.includes(`${id} ON_HOLD`));
    const unread = releasesUnread(parts, order.known, onHold);
    const plannedNow = new Set(planned.filter(isOfNow).map((k) => k.partId));
    const known = [...planned, ...unread.filter((u) => !plannedNow.has(u.partId))];
    const releasing = step?.do === "release" ? step.partId : null;
    const now = noteReleasing(known, releasing);
    await note(world, shop, orderId, now, newsOfHolds(order.known, known));
    if (!step) return;
    const { partId } = step;
    const part = parts.find((p) => p.id === partId)!;
    const hold = step.do === "hold" ? step : step.again;
    const held = await take(
      admin,
      step,
      hold ? await lastShipsBy(world.db, shop, orderId, hold.lineIds, world.now()) : null,
    );
    if (held === "not_possible" || held === "no_access") refused.set(partId, held);

    const news: HoldBecause[] = [];
    const ofPart = (k: KnownHold) => k.partId === partId && isOfNow(k);
    // A release is forgotten when the order was read after it.
    const rows = now.filter((k) => !ofPart(k) || (releasing && typeof held !== "object"));
    if (step.do === "release") {
      const open = part.lines.reduce((sum, l) => sum + l.remaining, 0);
      const waits = known.find(ofPart)?.units ?? 0;
      news.push({ kind: "released", units: open - waits });
    }
    if (hold && typeof held === "object") {
      const { lineIds, units } = hold;
      const others = part.holds.some((h) => !h.ours);
      const row = { partId, holdId: held.holdId, state: "held" as const, reason: null };
      rows.push({ ...row, others, lineIds, units, approved: false });
      if (step.do === "hold") news.push({ kind: "placed", units });
    }
    if (news.length > 0) await note(world, shop, orderId, rows, news);
  }
  world.log.warn({ shop, orderId }, "holds of an order do not come to rest");
}

async function take(admin: Admin, step: HoldStep, shipsBy: Day | null) {
  const { partId } = step;
  if (step.do === "hold") return holdUnits(admin, partId, step.lines, holdNotes(shipsBy));
  if (step.again) return holdAnew(admin, partId, step.holdIds, step.again.lines, holdNotes(shipsBy));
  return releaseHolds(admin, partId, step.holdIds);
}

async function decidedNow(world: World, shop: string, orderId: Id) {
  const rules = await holdRules(world.db, shop);
  const order = (await holdsOfOrders(world.db, shop, [orderId])).get(orderId);
  if (!order) throw new Error(`Order ${orderId} of ${shop} is not known.`);
  return { rules, order };
}

async function note(
  world: World,
  shop: string,
  orderId: Id,
  known: KnownHold[],
  news: HoldBecause[],
): Promise<void> {
  await world.db.$transaction(async (tx) => {
    const items = await recordHolds(tx, shop, orderId, known, world.now());
    const reasons = news.map((because) => ({ orderId, because: { kind: "hold", because } as const }));
    await recordWhy(tx, shop, reasons, world.now());
    // A webhook of it may be lost, and then nobody would notice when staff release it.
    const acted = news.some((n) => n.kind === "placed" || n.kind === "released");
    await world.nudge(
      [
        ...items.map((itemId) => ({ queue: "recount" as const, shop, itemId })),
        ...(acted ? [{ queue: "read" as const, shop, what: "order" as const, id: orderId }] : []),
      ],
      tx,
    );
  });
}
