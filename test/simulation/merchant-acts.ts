import { addDays, dayIn } from "#app/domain/days.ts";
import type { Day, Id } from "#app/domain/facts.ts";
import { adjustQuantities } from "#test/shopify-stand-in/shop/inventory.ts";
import { everythingInTheBook, nudge, type App } from "./app.ts";
import type { Act, Step } from "./history.ts";
import type { Delivery } from "./memory.ts";
import { recordEffects } from "./recount.ts";

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

/** Mirrors app/flows/{delivery-*,settings-saved,lead-time-set,product-discontinued}.server.ts. */
export const merchantActs = {
  delivery(app, step) {
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
    });
    nudge(app, [{ queue: "recount", shop: app.shop, itemId }]);
    const at = `location ${stage.locationIds.indexOf(locationId) + 1}`;
    return `${reference} brings ${step.units} of item ${stage.items.findIndex((i) => i.id === itemId) + 1} to ${at} on ${expectedOn}`;
  },
  delivery_moved(app, step) {
    const delivery = coming(app, step.which);
    return delivery ? changed(app, delivery, { expectedOn: dayOf(app, step) }) : null;
  },
  delivery_cut(app, step) {
    const delivery = coming(app, step.which);
    return delivery ? changed(app, delivery, { quantity: step.units }) : null;
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
} satisfies Partial<Record<Act, Happens>>;

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

function ordersCoveredBy({ memory }: App, deliveryIds: Id[]): Id[] {
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
