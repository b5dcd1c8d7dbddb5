import { addDays, dayIn } from "#app/domain/days.ts";
import type { BrakeRule } from "#app/domain/brake.ts";
import type { Day, Id } from "#app/domain/facts.ts";
import type { Level } from "#app/domain/level.ts";
import { adjustQuantities } from "#test/shopify-stand-in/shop/inventory.ts";
import { everythingInTheBook, nudge, type App } from "./app.ts";
import { releasedLaws } from "./arrival-laws.ts";
import { groupReleased, groupsOnHold } from "./arrivals.ts";
import { brakeSet, brakeStopped } from "./brakes.ts";
import { collectionRead } from "./date-rules.ts";
import type { Act, Step } from "./history.ts";
import { holdRulesSaved } from "./holds.ts";
import { uphold } from "./laws.ts";
import type { Delivery } from "./memory.ts";
import { promiseSet } from "./promises-reviewed.ts";
import { receipt, receiptUndone, splitDelivery } from "./receipts.ts";
import { recordEffects, recount } from "./recount.ts";
import { placesOwing, ruleActs } from "./rule-acts.ts";
import type { SeenOrder } from "./shopify-reads.ts";
import type { Stage } from "./stage.ts";

type Happens = (app: App, step: Step) => string | null;

const pick = <T>(list: T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

/** Now and then nobody knows when. */
function dayOf({ memory, stage }: App, { days, luck }: Step): Day | null {
  return luck % 6 === 0 ? null : addDays(dayIn(memory.calendar.timeZone, stage.now()), days);
}

const coming = ({ memory }: App, at: number): Delivery | undefined =>
  pick(
    [...memory.deliveries.values()].filter((d) => d.status === "coming"),
    at,
  );

/**
 * Mirrors app/flows/{calendar-changed,date-rules-set,delivery-*,kept-back-set,lead-time-set,line-pinned,order-ranked,
 * product-discontinued,promise-set,settings-saved,tiers-saved}.server.ts.
 */
export const merchantActs = {
  ...ruleActs,
  delivery: (app, step) => delivered(app, step, true),
  draft: (app, step) => delivered(app, step, false),
  confirm(app, { which }) {
    const draft = pick(
      [...app.memory.deliveries.values()].filter((d) => d.status === "coming" && !d.confirmed),
      which,
    );
    if (!draft) return null;
    draft.confirmed = true;
    nudge(app, [{ queue: "recount", shop: app.shop, itemId: draft.itemId }]);
    return `${draft.reference} is confirmed`;
  },
  delivery_moved(app, step) {
    const delivery = coming(app, step.which);
    return delivery ? changed(app, delivery, { expectedOn: dayOf(app, step) }) : null;
  },
  delivery_cut(app, step) {
    const delivery = coming(app, step.which);
    return delivery ? changed(app, delivery, { quantity: delivery.received + step.units }) : null;
  },
  delivery_cancelled(app, { which }) {
    const delivery = coming(app, which);
    return delivery ? changed(app, delivery, { status: "cancelled" }) : null;
  },
  delivery_received(app, step) {
    const delivery = coming(app, step.which);
    if (!delivery) return null;
    const { itemId, locationId, reference } = delivery;
    const [delta, field, changeFrom] = [step.units, [], null];
    adjustQuantities(app.stage.shop, "available", [{ itemId, locationId, delta, changeFrom, field }]);
    delivery.received += step.units;
    if (delivery.received >= delivery.quantity) delivery.status = "received";
    nudge(app, [{ queue: "read", shop: app.shop, what: "item", id: itemId }]);
    return `${step.units} of ${reference} have arrived`;
  },
  receipt(app, step) {
    const delivery = coming(app, step.which);
    return delivery ? receipt(app, delivery, step, dayOf(app, step)) : null;
  },
  receipt_undone: (app, { which }) => receiptUndone(app, (all) => pick(all, which)),
  stock_rises(app, { which, other, units }) {
    const itemId = pick(app.stage.items, which)!.id;
    const keeping = [...(app.memory.kept.get(itemId)?.keys() ?? [])];
    const locationId = pick([...placesOwing(app, itemId), ...keeping, ...keeping], other)!;
    const [delta, field, changeFrom] = [units, [], null];
    adjustQuantities(app.stage.shop, "available", [{ itemId, locationId, delta, changeFrom, field }]);
    const place = app.stage.locationIds.indexOf(locationId) + 1;
    return `${units} more of item ${app.stage.items.findIndex((i) => i.id === itemId) + 1} lie at location ${place}`;
  },
  split_delivery(app, step) {
    const delivery = coming(app, step.which);
    return delivery ? splitDelivery(app, delivery, step.units, dayOf(app, step)) : null;
  },
  lead_time(app, { days, units }) {
    app.memory.leadTimeDays = units === 1 ? null : 1 + (days % 20);
    everythingMayDiffer(app);
    return `the shop's lead time: ${app.memory.leadTimeDays}`;
  },
  product_lead_time(app, { which, days, units }) {
    const { productId, inventoryItemId: itemId } = pick(app.stage.variants, which)!;
    if (units === 1) app.memory.productLeadTimes.delete(productId);
    else app.memory.productLeadTimes.set(productId, 1 + (days % 20));
    nudge(app, [{ queue: "recount", shop: app.shop, itemId }]);
    return `a product's lead time: ${app.memory.productLeadTimes.get(productId)}`;
  },
  calendar(app, { units, other }) {
    const workingDays = [[1, 2, 3, 4, 5], [], [2, 4], [6, 7]][other % 4]!;
    app.memory.calendar = { ...app.memory.calendar, handlingDays: units - 1, workingDays };
    everythingMayDiffer(app);
    return `${units - 1} days of handling, packing on days ${JSON.stringify(workingDays)}`;
  },
  discontinue(app, { which }) {
    const { productId, inventoryItemId: itemId } = pick(app.stage.variants, which)!;
    if (!app.memory.discontinued.delete(productId)) app.memory.discontinued.add(productId);
    nudge(app, [{ queue: "recount", shop: app.shop, itemId }]);
    return `a product is ${app.memory.discontinued.has(productId) ? "" : "not "}discontinued`;
  },
  serve_first(app, { which }) {
    const order = pick([...app.memory.orders.values()], which);
    if (!order) return null;
    const priority = app.memory.ranks.get(order.orderId)?.priority === 1 ? 0 : 1;
    rank(app, order, { priority });
    return `${nameOf(app, order.orderId)} is ${priority === 1 ? "" : "not "}served first`;
  },
  needed_by(app, step) {
    const order = pick([...app.memory.orders.values()], step.which);
    if (!order) return null;
    const requiredOn = dayOf(app, step);
    rank(app, order, { requiredOn });
    return `${nameOf(app, order.orderId)} is needed by ${requiredOn}`;
  },
  ranking(app, { which, other }) {
    const ranking = { by: which % 2 === 0 ? "placed" : "required", paidFirst: other % 2 === 0 } as const;
    app.memory.ranking = ranking;
    everythingMayDiffer(app);
    return `first comes who ${ranking.by === "placed" ? "ordered" : "needs it"} first${ranking.paidFirst ? ", and is not held" : ""}`;
  },
  pin(app, { which, other, units }) {
    const { memory, shop } = app;
    const owed = pick(owedLines(app), which);
    const delivery =
      owed &&
      pick(
        [...memory.deliveries.values()].filter(
          (d) =>
            d.status === "coming" &&
            d.confirmed &&
            d.itemId === owed.itemId &&
            d.locationId === owed.locationId &&
            d.quantity > d.received,
        ),
        other,
      );
    if (!delivery) return null;
    const { itemId, lineId } = owed;
    const { deliveryId } = delivery;
    memory.pegs = memory.pegs.filter((p) => p.deliveryId !== deliveryId || p.lineId !== lineId);
    memory.pegs.push({ itemId, deliveryId, lineId, kind: "pin", quantity: units });
    memory.pegs.sort((a, b) => (`${a.deliveryId} ${a.lineId}` < `${b.deliveryId} ${b.lineId}` ? -1 : 1));
    nudge(app, [{ queue: "recount", shop, itemId }]);
    recount(app, itemId);
    return `${units} of ${delivery.reference} are for ${nameOf(app, owed.orderId)}`;
  },
  unpin(app, { which }) {
    const { memory, shop } = app;
    const pin = pick(memory.pegs, which);
    if (!pin) return null;
    memory.pegs = memory.pegs.filter((p) => p !== pin);
    nudge(app, [{ queue: "recount", shop, itemId: pin.itemId }]);
    recount(app, pin.itemId);
    return `a line is not pinned any more`;
  },
  promise_by_hand(app, step) {
    const owed = pick(owedLines(app), step.which);
    if (!owed) return null;
    const day = dayOf(app, step);
    return promiseSet(app, owed.orderId, owed.lineId, day)
      ? `${nameOf(app, owed.orderId)}: the merchant promises ${day}`
      : null;
  },
  promise_rules(app, { units, days, other }) {
    app.memory.policy = {
      toleranceDays: units - 1,
      toleranceShare: (other % 4) / 10,
      confirmHours: days,
      frozenDays: other % 5,
    };
    everythingMayDiffer(app);
    return `promises: ${JSON.stringify(app.memory.policy)}`;
  },
  close_days(app, { days, units }) {
    const { calendar } = app.memory;
    const first = addDays(dayIn(calendar.timeZone, app.stage.now()), days % 10);
    const closed = Array.from({ length: units }, (_, n) => addDays(first, n));
    app.memory.calendar = { ...calendar, closed: [...new Set([...calendar.closed, ...closed])].sort() };
    everythingMayDiffer(app);
    return `closed for ${units} days from ${first} on`;
  },
  holds(app, step) {
    const rules = anyHoldRules(step);
    holdRulesSaved(app, rules);
    return `holds: ${JSON.stringify(rules)}`;
  },
  approve(app, { which }) {
    const found = pick([...groupsOnHold(app.memory, "all")], which);
    if (!found) return null;
    const orders = groupReleased(app, found[1]);
    uphold(releasedLaws, { app, group: found[0] });
    return `what arrived for ${orders.map((id) => nameOf(app, id)).join(" and ")} may leave`;
  },
  brake(app, step) {
    const { level, target } = anyLevel(app.stage, step);
    if (level === "collection") collectionRead(app, target);
    const rule = anyRule(step);
    brakeSet(app, level, target, rule);
    return `brake of a ${level}: ${JSON.stringify(rule)}`;
  },
  brake_off(app, step) {
    const { level, target } = anyLevel(app.stage, step);
    brakeSet(app, level, target, null);
    return `no brake of a ${level} any more`;
  },
  brake_put_back: (app, step) => stopped(app, step, true),
  brake_resumed: (app, step) => stopped(app, step, false),
} satisfies Partial<Record<Act, Happens>>;

export const anyHoldRules = ({ which, other, units }: Step) => ({
  on: units > 1,
  review: which % 3 === 0,
  wholeOrders: other % 3 === 0,
});

export function anyLevel({ variants, shop }: Stage, { which, other }: Step): { level: Level; target: Id } {
  const level = (["shop", "product", "variant", "collection"] as const)[other % 4]!;
  const { productId, id: variantId } = pick(variants, which)!;
  const collection = pick(Object.keys(shop.collections), which)!;
  return { level, target: { shop: "", product: productId, variant: variantId, collection }[level] };
}

export const anyRule = ({ other, units, days, luck }: Step): BrakeRule => ({
  accept: (["never", "cap", "cap", "dated", "always"] as const)[luck % 5]!,
  cap: units - 1,
  farthestDays: days > 20 ? null : days,
  margin: other % 7 === 0 ? 1 : 0,
  opens: other % 4 === 0,
});

function stopped(app: App, { which }: Step, isStopped: boolean): string | null {
  const rows = [...app.memory.braked.values()].filter((row) => (row.stopped === null) === isStopped);
  const row = pick(rows, which);
  if (!row) return null;
  brakeStopped(app, row.productId, isStopped);
  return isStopped ? "what the brake did to a product is put back" : "the brake goes on with a product";
}

/** A delivery is entered; a draft promises nothing yet. */
function delivered(app: App, step: Step, confirmed: boolean): string {
  const { memory, stage } = app;
  // Ids of growing length, so that "9" and "10" must be told apart.
  const deliveryId = String(8 + memory.deliveries.size);
  const itemId = pick(stage.items, step.which)!.id;
  const locationId = pick(stage.locationIds, step.other)!;
  const expectedOn = dayOf(app, step);
  const reference = `PO-${deliveryId}`;
  memory.deliveries.set(deliveryId, {
    deliveryId,
    reference,
    locationId,
    itemId,
    quantity: step.units,
    received: 0,
    expectedOn,
    status: "coming",
    confirmed,
  });
  nudge(app, [{ queue: "recount", shop: app.shop, itemId }]);
  const at = `location ${stage.locationIds.indexOf(locationId) + 1}`;
  return `${reference}${confirmed ? "" : " (a draft)"} brings ${step.units} of item ${stage.items.findIndex((i) => i.id === itemId) + 1} to ${at} on ${expectedOn}`;
}

const nameOf = ({ stage }: App, orderId: Id) => stage.shop.orders[orderId]?.name ?? "a deleted order";

const owedLines = ({ memory }: App) =>
  [...memory.books].flatMap(([itemId, { owed }]) => owed.map((o) => ({ ...o, itemId })));

/** Mirrors app/flows/order-ranked.server.ts. */
function rank(app: App, order: SeenOrder, to: { priority?: number; requiredOn?: Day | null }): void {
  const { memory, shop } = app;
  const before = memory.ranks.get(order.orderId) ?? { priority: 0, requiredOn: null };
  memory.ranks.set(order.orderId, { ...before, ...to });
  for (const itemId of new Set(order.lines.flatMap((l) => l.itemId ?? []))) {
    memory.changed.add(itemId);
    nudge(app, [{ queue: "recount", shop, itemId }]);
    recount(app, itemId);
  }
}

function changed(app: App, delivery: Delivery, to: Partial<Delivery>): string {
  const before = { ...delivery };
  const covered = ordersCoveredBy(app, [delivery.deliveryId]);
  Object.assign(delivery, to);
  if (delivery.expectedOn !== before.expectedOn || delivery.status !== before.status)
    tellOrdersAgain(app, covered);
  nudge(app, [{ queue: "recount", shop: app.shop, itemId: delivery.itemId }]);
  const { reference, quantity, expectedOn, status } = delivery;
  return status === "coming" ? `${reference}: now ${quantity} on ${expectedOn}` : `${reference} is cancelled`;
}

function everythingMayDiffer(app: App): void {
  const { items, orders } = everythingInTheBook(app);
  tellOrdersAgain(app, orders);
  nudge(
    app,
    items.map((itemId) => ({ queue: "recount", shop: app.shop, itemId })),
  );
}

export function ordersCoveredBy({ memory }: App, deliveryIds: Id[]): Id[] {
  const owed = [...memory.books.values()].flatMap((book) => book.owed);
  const isPaid = owed.filter((o) =>
    o.covers.some((c) => c.kind === "delivery" && deliveryIds.includes(c.deliveryId)),
  );
  return [...new Set(isPaid.map((o) => o.orderId))];
}

export function tellOrdersAgain(app: App, orders: Id[]): void {
  const because = { kind: "settings_changed" } as const;
  recordEffects(
    app.memory,
    orders.map((target) => ({ kind: "write_order_backorders", target, because })),
  );
  if (orders.length === 0) return;
  const reviews = orders.map((orderId) => ({ queue: "promises" as const, shop: app.shop, orderId }));
  nudge(app, [{ queue: "perform", shop: app.shop, kind: "write_order_backorders" }, ...reviews]);
}
