import type { Id, Stock } from "#app/domain/facts.ts";
import type { Part } from "#app/domain/holds.ts";
import type { SaidOfOrder } from "#app/domain/tiers.ts";
import { holdHandle } from "#app/shopify/holds.server.ts";
import { fulfillmentOrdersOf } from "#test/shopify-stand-in/shop/fulfillment-orders.ts";
import { livingLocations } from "#test/shopify-stand-in/shop/locations.ts";
import { levelsOf } from "#test/shopify-stand-in/shop/quantities.ts";
import type { ShopState } from "#test/shopify-stand-in/shop/state.ts";

/** What the app's reads bring home, as it is at this moment. Mirrors app/shopify/{orders,stock}.server.ts. */
export type SeenOrder = {
  orderId: Id;
  placedAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  partsUpdatedAt: string | null;
  lines: SeenLine[];
};
export type SeenLine = {
  id: Id;
  fulfillmentOrderId: Id;
  lineId: Id;
  itemId: Id | null;
  locationId: Id;
  remaining: number;
  status: string;
};
export type SeenVariant = { variantId: Id; productId: Id; itemId: Id; policy: "CONTINUE" | "DENY" };
export type SeenItem = { itemId: Id; tracked: boolean; levels: Stock[]; variants: SeenVariant[] };

export function lookAtOrder(shop: ShopState, orderId: Id): SeenOrder | null {
  const order = shop.orders[orderId];
  if (!order) return null;
  const [placedAt, updatedAt] = [inSeconds(order.processedAt), inSeconds(order.updatedAt)];
  const cancelledAt = order.cancelledAt && inSeconds(order.cancelledAt);
  const parts = fulfillmentOrdersOf(shop, order);
  const lines = parts.flatMap((one) =>
    one.lineItems.map((l) => ({
      id: l.id,
      fulfillmentOrderId: one.id,
      lineId: l.lineItemId,
      itemId: l.inventoryItemId,
      locationId: one.locationId,
      remaining: l.remainingQuantity,
      status: one.status,
    })),
  );
  const partsUpdatedAt =
    parts
      .map((one) => inSeconds(one.updatedAt))
      .sort()
      .at(-1) ?? null;
  return { orderId, placedAt, updatedAt, cancelledAt, partsUpdatedAt, lines };
}

/** Mirrors readHolds in app/shopify/holds.server.ts. */
export function lookAtHolds(shop: ShopState, orderId: Id): Part[] {
  const order = shop.orders[orderId];
  if (!order) return [];
  return fulfillmentOrdersOf(shop, order).map(({ id, status, requestStatus, lineItems, holds }) => ({
    id,
    status,
    requestStatus,
    canHold: ["OPEN", "IN_PROGRESS", "SCHEDULED", "ON_HOLD"].includes(status),
    lines: lineItems.map((l) => ({ id: l.id, lineId: l.lineItemId, remaining: l.remainingQuantity })),
    holds: holds.map((hold) => ({
      id: hold.id,
      ours: hold.heldByAppId === shop.appId && hold.handle === holdHandle,
    })),
  }));
}

/** Mirrors readForTiers in app/shopify/tiers.server.ts. */
export function lookAtTags(shop: ShopState, orderId: Id): SaidOfOrder | null {
  const order = shop.orders[orderId];
  if (!order) return null;
  const { tags: orderTags, customer, companyLocationId } = order;
  return {
    orderTags: [...orderTags],
    customerTags: [...(customer?.tags ?? [])],
    b2b: companyLocationId !== undefined,
  };
}

/** Mirrors readCollection in app/shopify/collections.server.ts. */
export const lookAtCollection = ({ collections, products }: ShopState, id: Id): Id[] =>
  (collections[id]?.productIds ?? []).filter((product) => products[product]);

export function lookAtItem(shop: ShopState, itemId: Id): SeenItem | null {
  const item = shop.items[itemId];
  if (!item) return null;
  const levels = levelsOf(shop, item)
    .filter((level) => level.isActive)
    .map(({ locationId, isActive, quantities: q }) => ({
      locationId,
      onHand: q.on_hand,
      unavailable: q.reserved + q.damaged + q.quality_control + q.safety_stock,
      available: q.available,
      committed: q.committed,
      active: isActive,
    }));
  return {
    itemId,
    tracked: item.tracked,
    levels,
    variants: item.variantIds.flatMap((id) => lookAtVariant(shop, id)),
  };
}

/** Shopify's times have no fractions: two changes in one second have one version. */
const inSeconds = (at: string) => at.replace(/\.\d+Z$/, ".000Z");

/** Null for a deleted product. */
export function lookAtProduct(shop: ShopState, productId: Id): SeenVariant[] | null {
  return shop.products[productId]?.variantIds.flatMap((id) => lookAtVariant(shop, id)) ?? null;
}

export const lookAtLocations = (shop: ShopState): Map<Id, boolean> =>
  new Map(livingLocations(shop).map((l) => [l.id, l.isActive]));

function lookAtVariant(shop: ShopState, variantId: Id): SeenVariant[] {
  const variant = shop.variants[variantId];
  if (!variant) return [];
  const { productId, inventoryItemId: itemId, inventoryPolicy: policy } = variant;
  return [{ variantId, productId, itemId, policy }];
}
