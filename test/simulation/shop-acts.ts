import { isOpen, changeQuantities, levelAt } from "#test/shopify-stand-in/shop/quantities.ts";
import { cancelFulfillment, fulfil } from "#test/shopify-stand-in/shop/fulfillments.ts";
import {
  mergeFulfillmentOrders,
  moveFulfillmentOrder,
  splitFulfillmentOrder,
} from "#test/shopify-stand-in/shop/fulfillment-order-changes.ts";
import { allParts } from "#test/shopify-stand-in/shop/fulfillment-order-parts.ts";
import { holdFulfillmentOrder, releaseHolds } from "#test/shopify-stand-in/shop/holds.ts";
import {
  adjustQuantities,
  moveQuantities,
  setQuantities,
  updateItem,
} from "#test/shopify-stand-in/shop/inventory.ts";
import { activateLocation, deactivateLocation } from "#test/shopify-stand-in/shop/locations.ts";
import type { FulfillmentOrder, InventoryShipment, Order } from "#test/shopify-stand-in/shop/model.ts";
import {
  addEditVariant,
  beginEdit,
  commitEdit,
  setEditQuantity,
} from "#test/shopify-stand-in/shop/order-edits.ts";
import { cancelOrder, createOrder, deleteOrder, placeOrder } from "#test/shopify-stand-in/shop/orders.ts";
import { deleteProduct, productChanged, updateVariant } from "#test/shopify-stand-in/shop/products.ts";
import { refund, type RefundLine } from "#test/shopify-stand-in/shop/refunds.ts";
import {
  createShipment,
  markInTransit,
  receive,
  setTracking,
} from "#test/shopify-stand-in/shop/shipments.ts";
import { cancelTransfer, createTransfer, markReadyToShip } from "#test/shopify-stand-in/shop/transfers.ts";
import type { Act, Step } from "./history.ts";
import { introduce, labelActs } from "./label-acts.ts";
import type { Stage } from "./stage.ts";

/** What happens in the shop, told in a sentence; null when there was nothing to act on. */
type Happens = (stage: Stage, step: Step) => string | null;

const pick = <T>(list: T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

const itemOf = ({ items }: Stage, at: number) => pick(items, at)!;
const placeOf = ({ locationIds }: Stage, at: number) => pick(locationIds, at)!;
const placeName = ({ locationIds }: Stage, id: string) => `location ${locationIds.indexOf(id) + 1}`;
const itemName = ({ items }: Stage, id: string | null) => `item ${items.findIndex((i) => i.id === id) + 1}`;
const orderOf = ({ shop }: Stage, at: number): Order | undefined => pick(Object.values(shop.orders), at);
const openOf = ({ shop }: Stage, at: number): FulfillmentOrder | undefined =>
  pick(
    Object.values(shop.fulfillmentOrders).filter((one) => isOpen(one.status)),
    at,
  );
const nameOf = ({ shop }: Stage, one: FulfillmentOrder) => shop.orders[one.orderId]!.name;

/** Who else holds fulfillment orders here. */
const anotherApp = "77";
const theirs = (one: FulfillmentOrder) =>
  one.holds.filter((hold) => hold.heldByAppId === anotherApp).map((hold) => hold.id);

const isComing = (one: InventoryShipment) => one.status !== "DRAFT" && one.status !== "RECEIVED";
/** Now and then nobody says when. */
const arrival = ({ now }: Stage, days: number, luck: number) =>
  luck % 5 === 0 ? null : new Date(now().getTime() + days * 86_400_000).toISOString();

/** Some units of one line of a fulfillment order. */
function partOf(one: FulfillmentOrder, { other, units }: Step) {
  const part = pick(allParts(one), other);
  return part && { id: part.id, quantity: Math.min(units, part.quantity) };
}

function linesOf({ variants }: Stage, { which, other, units }: Step) {
  const first = { variantId: pick(variants, which)!.id, quantity: units };
  return other % 3 > 0
    ? [first]
    : [first, { variantId: pick(variants, other)!.id, quantity: 1 + (other % 3) }];
}

const lineNames = (stage: Stage, lines: { variantId: string; quantity: number }[]) =>
  lines
    .map((l) => `${l.quantity} × item ${stage.variants.findIndex((v) => v.id === l.variantId) + 1}`)
    .join(" and ");

function refunding(restockType: RefundLine["restockType"]): Happens {
  return (stage, { which, other, units }) => {
    const order = orderOf(stage, which);
    const line = order && pick(order.lineItems, other);
    if (!line || line.currentQuantity === 0) return null;
    const quantity = Math.min(units, line.currentQuantity);
    const open = Object.values(stage.shop.fulfillmentOrders).find((one) => one.orderId === order.id);
    const locationId = restockType === "NO_RESTOCK" ? null : (open?.locationId ?? placeOf(stage, other));
    refund(stage.shop, order, {
      lines: [{ lineItemId: line.id, quantity, restockType, locationId }],
      note: null,
      amount: null,
    });
    return `${order.name}: ${quantity} × ${itemName(stage, line.inventoryItemId)} refunded (${restockType})`;
  };
}

export const shopActs = {
  ...labelActs,
  order(stage, step) {
    const lines = linesOf(stage, step);
    const placed = placeOrder(stage.shop, { lines, sourceName: "web" });
    if ("refused" in placed) return `an order of ${lineNames(stage, lines)} is refused: ${placed.refused}`;
    const order = stage.shop.orders[placed.orderId]!;
    return `${order.name} of ${lineNames(stage, lines)}${introduce(stage, order, step)}`;
  },
  order_at_till(stage, step) {
    const lines = linesOf(stage, step);
    const retailLocationId = placeOf(stage, step.other);
    const order = createOrder(stage.shop, { lines, sourceName: "pos", retailLocationId });
    return `${order.name} of ${lineNames(stage, lines)} at ${placeName(stage, retailLocationId)}`;
  },
  ship(stage, { which }) {
    const one = openOf(stage, which);
    if (!one) return null;
    fulfil(stage.shop, { parts: [{ fulfillmentOrderId: one.id, lines: null }] });
    return `${nameOf(stage, one)} leaves ${placeName(stage, one.locationId)}`;
  },
  ship_some(stage, step) {
    const one = openOf(stage, step.which);
    const part = one && partOf(one, step);
    if (!part) return null;
    fulfil(stage.shop, { parts: [{ fulfillmentOrderId: one.id, lines: [part] }] });
    return `${part.quantity} of ${nameOf(stage, one)} leave ${placeName(stage, one.locationId)}`;
  },
  unship(stage, { which }) {
    const fulfillment = pick(Object.values(stage.shop.fulfillments), which);
    if (!fulfillment) return null;
    cancelFulfillment(stage.shop, fulfillment);
    return `a parcel of ${stage.shop.orders[fulfillment.orderId]!.name} did not leave after all`;
  },
  cancel: cancelling(true),
  cancel_written_off: cancelling(false),
  edit(stage, { which, other, units }) {
    const order = orderOf(stage, which);
    const line = order && pick(order.lineItems, other);
    if (!line || line.currentQuantity === 0) return null;
    const edit = beginEdit(stage.shop, order);
    setEditQuantity(stage.shop, edit, line.id, units - 1, other % 2 === 0);
    commitEdit(stage.shop, edit, null);
    return `${order.name}: ${itemName(stage, line.inventoryItemId)} edited to ${units - 1}`;
  },
  add_line(stage, { which, other, units }) {
    const order = orderOf(stage, which);
    if (!order) return null;
    const edit = beginEdit(stage.shop, order);
    const variantId = pick(stage.variants, other)!.id;
    addEditVariant(stage.shop, edit, { variantId, quantity: units, locationId: null, allowDuplicates: true });
    commitEdit(stage.shop, edit, null);
    return `${order.name}: ${lineNames(stage, [{ variantId, quantity: units }])} added`;
  },
  refund_cancel: refunding("CANCEL"),
  refund_return: refunding("RETURN"),
  refund_only: refunding("NO_RESTOCK"),
  count(stage, { which, other, units, days }) {
    const [item, locationId] = [itemOf(stage, which), placeOf(stage, other)];
    const name = days % 2 === 0 ? "available" : "on_hand";
    const quantity = name === "available" ? units - 3 : units + (days % 7);
    setQuantities(stage.shop, name, [{ itemId: item.id, locationId, quantity, changeFrom: null, field: [] }]);
    return `${itemName(stage, item.id)} at ${placeName(stage, locationId)} is counted: ${quantity} ${name}`;
  },
  damage(stage, { which, other, units }) {
    const [item, locationId] = [itemOf(stage, which), placeOf(stage, other)];
    const level = levelAt(stage.shop, item.id, locationId);
    if (!level) return null;
    const repaired = other % 3 === 0;
    const quantity = repaired ? level.quantities.damaged : units;
    const side = (name: string) => ({ locationId, name, changeFrom: null });
    const [from, to] = repaired ? [side("damaged"), side("available")] : [side("available"), side("damaged")];
    moveQuantities(stage.shop, [{ itemId: item.id, quantity, from, to, field: [] }]);
    return `${quantity} of ${itemName(stage, item.id)} at ${placeName(stage, locationId)} are ${repaired ? "repaired" : "damaged"}`;
  },
  delivered_broken(stage, { which, other, units }) {
    const [item, locationId] = [itemOf(stage, which), placeOf(stage, other)];
    adjustQuantities(stage.shop, "damaged", [
      { itemId: item.id, locationId, delta: units, changeFrom: null, field: [] },
    ]);
    return `${units} of ${itemName(stage, item.id)} come to ${placeName(stage, locationId)} broken`;
  },
  commit_elsewhere(stage, { which, other, units }) {
    const level = levelAt(stage.shop, itemOf(stage, which).id, placeOf(stage, other));
    if (!level) return null;
    changeQuantities(stage.shop, level, { committed: units, available: -units });
    return `another app commits ${units} of ${itemName(stage, level.inventoryItemId)} at ${placeName(stage, level.locationId)}`;
  },
  move(stage, { which, other }) {
    const one = openOf(stage, which);
    if (!one) return null;
    moveFulfillmentOrder(stage.shop, one, placeOf(stage, other), null);
    return `${nameOf(stage, one)} moves to ${placeName(stage, placeOf(stage, other))}`;
  },
  move_some(stage, step) {
    const one = openOf(stage, step.which);
    const part = one && partOf(one, step);
    if (!part) return null;
    moveFulfillmentOrder(stage.shop, one, placeOf(stage, step.other), [part]);
    return `${part.quantity} of ${nameOf(stage, one)} move to ${placeName(stage, placeOf(stage, step.other))}`;
  },
  split(stage, step) {
    const one = openOf(stage, step.which);
    const part = one && partOf(one, step);
    if (!part) return null;
    splitFulfillmentOrder(stage.shop, one, [part], []);
    return `${nameOf(stage, one)} is split: ${part.quantity} apart`;
  },
  merge(stage, { which }) {
    const open = Object.values(stage.shop.fulfillmentOrders).filter((one) => one.status === "OPEN");
    const pairs = open.flatMap((one) =>
      open
        .filter(
          (other) =>
            other.id > one.id && other.orderId === one.orderId && other.locationId === one.locationId,
        )
        .map((other) => [one, other]),
    );
    const pair = pick(pairs, which);
    if (!pair) return null;
    mergeFulfillmentOrders(
      stage.shop,
      pair.map((order) => ({ order, parts: null })),
    );
    return `${nameOf(stage, pair[0]!)} is merged`;
  },
  hold(stage, step) {
    const one = openOf(stage, step.which);
    const part = one && partOf(one, step);
    if (!part) return null;
    const about = { reason: "OTHER", reasonNotes: null, externalId: null, handle: String(step.luck) };
    holdFulfillmentOrder(stage.shop, one, { ...about, parts: step.units > 2 ? [] : [part] }, anotherApp);
    return `${nameOf(stage, one)} is held, ${step.units > 2 ? "all of it" : part.quantity}`;
  },
  release(stage, { which }) {
    const held = Object.values(stage.shop.fulfillmentOrders).filter((one) => one.status === "ON_HOLD");
    const one = pick(held, which);
    if (!one) return null;
    const ours = one.holds.some((hold) => hold.heldByAppId === stage.shop.appId);
    if (ours) for (const line of one.lineItems) stage.letGo.add(line.lineItemId);
    // Nobody releases what was held within the same second: Shopify's times could not tell the two apart.
    stage.advance(1000);
    releaseHolds(stage.shop, one, { ids: null, externalId: null }, null);
    return `${nameOf(stage, one)} is released`;
  },
  release_theirs(stage, { which }) {
    const held = Object.values(stage.shop.fulfillmentOrders).filter((one) => theirs(one).length > 0);
    const one = pick(held, which);
    if (!one) return null;
    releaseHolds(stage.shop, one, { ids: theirs(one), externalId: null }, anotherApp);
    return `another app releases ${nameOf(stage, one)}`;
  },
  transfer(stage, { which, other, units, days, luck }) {
    const { shop } = stage;
    const item = itemOf(stage, which);
    const destinationLocationId = placeOf(stage, other);
    const originLocationId = other % 2 === 0 ? null : placeOf(stage, other + 1);
    const items = [{ inventoryItemId: item.id, quantity: units }];
    const about = { referenceName: null, note: null, tags: [], dateCreated: null };
    const made = createTransfer(shop, { ...about, items, originLocationId, destinationLocationId });
    markReadyToShip(shop, made);
    const to = placeName(stage, destinationLocationId);
    if (luck % 4 === 0) return `${units} of ${itemName(stage, item.id)} are to be sent to ${to}`;
    const sent = [{ inventoryItemId: item.id, quantity: 1 + (luck % units) }];
    markInTransit(shop, createShipment(shop, made, sent, { arrivesAt: arrival(stage, days, luck) }), null);
    const from = originLocationId ? placeName(stage, originLocationId) : "outside";
    return `${sent[0]!.quantity} of ${units} of ${itemName(stage, item.id)} on their way from ${from} to ${to}`;
  },
  receive(stage, { which, other, units }) {
    const shipment = pick(Object.values(stage.shop.shipments).filter(isComing), which);
    if (!shipment || !stage.shop.items[shipment.lineItems[0]!.inventoryItemId]) return null;
    const reason = other % 5 === 0 ? "REJECTED" : "ACCEPTED";
    receive(stage.shop, shipment, [{ lineId: shipment.lineItems[0]!.id, quantity: units, reason }], null);
    return `${units} of ${shipment.name} arrive (${reason})`;
  },
  arrives_at(stage, { which, days, luck }) {
    const shipment = pick(Object.values(stage.shop.shipments).filter(isComing), which);
    if (!shipment) return null;
    const arrivesAt = arrival(stage, days, luck);
    setTracking(stage.shop, shipment, { arrivesAt });
    return `${shipment.name} arrives at ${arrivesAt}`;
  },
  cancel_transfer(stage, { which }) {
    const ready = Object.values(stage.shop.transfers).filter((one) => one.status === "READY_TO_SHIP");
    const transfer = pick(ready, which);
    if (!transfer) return null;
    cancelTransfer(stage.shop, transfer);
    return `${transfer.name} is cancelled`;
  },
  policy(stage, { which }) {
    const variant = pick(stage.variants, which)!;
    const product = stage.shop.products[variant.productId];
    if (!product) return null;
    const inventoryPolicy = variant.inventoryPolicy === "DENY" ? "CONTINUE" : "DENY";
    stage.words.set(variant.id, {
      policy: inventoryPolicy,
      times: stage.words.get(variant.id)!.times + 1,
      missed: false,
    });
    updateVariant(stage.shop, variant, { inventoryPolicy });
    productChanged(stage.shop, product);
    return `${itemName(stage, variant.inventoryItemId)}: ${inventoryPolicy}`;
  },
  track(stage, { which, other }) {
    const item = itemOf(stage, which);
    if (!stage.shop.items[item.id]) return null;
    updateItem(stage.shop, item, { tracked: other % 3 > 0 });
    return `${itemName(stage, item.id)} is ${item.tracked ? "" : "not "}tracked`;
  },
  location(stage, { which }) {
    const location = stage.shop.locations[placeOf(stage, which)]!;
    if (!location.isActive) {
      activateLocation(stage.shop, location);
      return `${location.name} opens`;
    }
    for (const level of Object.values(stage.shop.levels)) {
      if (level.locationId !== location.id || !level.isActive) continue;
      const { available } = level.quantities;
      if (level.quantities.committed === 0) changeQuantities(stage.shop, level, { available: -available });
    }
    deactivateLocation(stage.shop, location);
    return `${location.name} closes`;
  },
  delete_order(stage, { which }) {
    const closed = Object.values(stage.shop.orders).filter((order) => order.closedAt !== null);
    const order = pick(closed, which);
    if (!order) return null;
    deleteOrder(stage.shop, order);
    return `${order.name} is deleted`;
  },
  delete_product(stage, { which }) {
    const variant = pick(stage.variants, which)!;
    const product = stage.shop.products[variant.productId];
    if (!product) return null;
    deleteProduct(stage.shop, product);
    return `${itemName(stage, variant.inventoryItemId)} is deleted`;
  },
} satisfies Partial<Record<Act, Happens>>;

function cancelling(restocked: boolean): Happens {
  return (stage, { which }) => {
    const order = orderOf(stage, which);
    if (!order || order.cancelledAt) return null;
    cancelOrder(stage.shop, order, { reason: "CUSTOMER", restocked, refunded: true });
    return `${order.name} is cancelled${restocked ? "" : ", its units written off"}`;
  };
}
