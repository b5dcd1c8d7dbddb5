import { fulfillmentOrderPayload } from "../webhooks/payloads/fulfillment-orders.ts";
import { createFulfillmentOrder } from "./fulfillment-orders.ts";
import { livingLocations } from "./locations.ts";
import type { FulfillmentOrder, Id, LineItem, Location, Order } from "./model.ts";
import { levelAt } from "./quantities.ts";
import { timestamp, type ShopState } from "./state.ts";

export type Part = { locationId: Id; lines: { line: LineItem; quantity: number }[] };

/** Makes the order's fulfillment orders some time later, as Shopify does. */
export function routeLater(state: ShopState, order: Order): void {
  state.world.after(state.world.routingDelayMs, () => {
    if (order.routedAt === null) route(state, order);
  });
}

/** Decides where each line is fulfilled from and promises the units there. */
export function route(state: ShopState, order: Order): FulfillmentOrder[] {
  order.routedAt = timestamp(state);
  state.unroutedOrderIds = state.unroutedOrderIds.filter((id) => id !== order.id);
  const lines = order.lineItems
    .map((line) => ({ line, quantity: unitsToShip(order, line) }))
    .filter(({ quantity }) => quantity > 0);
  const made = planRouting(state, order, lines).map((part) =>
    createFulfillmentOrder(state, order, part.locationId, part.lines),
  );
  for (const fulfillmentOrder of made) announceRouting(state, fulfillmentOrder);
  return made;
}

export const announceRouting = (state: ShopState, fulfillmentOrder: FulfillmentOrder): void =>
  state.world.emit("fulfillment_orders/order_routing_complete", () =>
    fulfillmentOrderPayload(fulfillmentOrder),
  );

/**
 * One location for the whole order if one stocks every line: the first that has enough of everything, else
 * the one with the most of what is asked. Only when no location stocks every line is the order divided.
 */
export function planRouting(state: ShopState, order: Order, lines: Part["lines"]): Part[] {
  if (lines.length === 0) return [];
  const candidates = candidateLocations(state, order);
  if (candidates.length === 0) return [];

  const whole = best(
    state,
    candidates.filter((location) => lines.every((entry) => stocks(state, location, entry.line))),
    lines,
  );
  if (whole) return [{ locationId: whole.id, lines }];

  const parts: Part[] = [];
  let left = lines;
  while (left.length > 0) {
    const most = candidates
      .map((location) => ({ location, stocked: left.filter((entry) => stocks(state, location, entry.line)) }))
      .sort((a, b) => b.stocked.length - a.stocked.length)[0]!;
    const here = most.stocked.length > 0 ? most.stocked : left;
    parts.push({ locationId: most.location.id, lines: here });
    left = left.filter((entry) => !here.includes(entry));
  }
  return parts;
}

function candidateLocations(state: ShopState, order: Order): Location[] {
  const active = livingLocations(state).filter((location) => location.isActive);
  const retail = active.filter((location) => location.id === order.retailLocationId);
  if (retail.length > 0) return retail;
  const online = active.filter((location) => location.fulfillsOnlineOrders);
  return online.length > 0 ? online : active;
}

function best(state: ShopState, locations: Location[], lines: Part["lines"]): Location | undefined {
  const enough = locations.find((location) =>
    lines.every(({ line, quantity }) => available(state, location, line) >= quantity),
  );
  if (enough) return enough;
  const covered = (location: Location) =>
    lines.reduce(
      (total, { line, quantity }) =>
        total + Math.min(quantity, Math.max(0, available(state, location, line))),
      0,
    );
  return locations.reduce<Location | undefined>(
    (leader, location) => (leader && covered(leader) >= covered(location) ? leader : location),
    undefined,
  );
}

const stocks = (state: ShopState, location: Location, line: LineItem): boolean =>
  line.inventoryItemId === null || levelAt(state, line.inventoryItemId, location.id) !== undefined;

function available(state: ShopState, location: Location, line: LineItem): number {
  if (line.inventoryItemId === null || !state.items[line.inventoryItemId]?.tracked) return Infinity;
  return levelAt(state, line.inventoryItemId, location.id)?.quantities.available ?? 0;
}

/** A refund without restocking leaves the units to be shipped. */
function unitsToShip(order: Order, line: LineItem): number {
  const refundedOnly = order.refunds
    .flatMap((refund) => refund.lines)
    .filter((entry) => entry.lineItemId === line.id && entry.restockType === "NO_RESTOCK")
    .reduce((total, entry) => total + entry.quantity, 0);
  return line.currentQuantity + refundedOnly;
}
