import fc from "fast-check";
import { expect, test } from "vitest";
import { quietShop } from "../testing/quiet-shop.ts";
import {
  cancelFulfillmentOrder,
  mergeFulfillmentOrders,
  moveFulfillmentOrder,
  splitFulfillmentOrder,
} from "./fulfillment-order-changes.ts";
import { allParts } from "./fulfillment-order-parts.ts";
import { fulfil } from "./fulfillments.ts";
import { holdFulfillmentOrder, releaseHolds } from "./holds.ts";
import { addLocation } from "./locations.ts";
import { createOrder } from "./orders.ts";
import { setProduct } from "./products.ts";
import { isOpen, levelAt, onHandParts } from "./quantities.ts";
import { Refusal } from "./refusal.ts";
import { route } from "./routing.ts";
import { createShipment, deleteShipment, markInTransit, receive, unreceived } from "./shipments.ts";
import type { ShopState } from "./state.ts";
import { cancelTransfer, createTransfer, markReadyToShip } from "./transfers.ts";

const LOCATIONS = 3;
const ITEMS = 2;

const index = fc.nat({ max: 11 });
const quantity = fc.integer({ min: 1, max: 4 });
const step = fc.oneof(
  fc.record({
    do: fc.constantFrom("order", "split", "hold", "ship", "transfer", "moveSome"),
    index,
    other: index,
    quantity,
  }),
  fc.record({
    do: fc.constantFrom("release", "merge", "move", "cancel", "callOff", "send", "receive", "reject", "lose"),
    index,
    other: index,
    quantity,
  }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const pick = <T>(list: T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

function take(state: ShopState, { do: what, index: at, other, quantity: units }: Step): void {
  const item = pick(Object.keys(state.items), at)!;
  const [from, to] = [pick(Object.keys(state.locations), at)!, pick(Object.keys(state.locations), other)!];
  const open = Object.values(state.fulfillmentOrders).filter((one) => isOpen(one.status));
  const order = pick(open, at);
  const part = order && pick(allParts(order), other);
  const parts = part ? [{ id: part.id, quantity: Math.min(units, part.quantity) }] : [];
  const transfer = pick(Object.values(state.transfers), at);
  const shipment = pick(Object.values(state.shipments), at);

  if (what === "order") {
    const variantId = pick(Object.keys(state.variants), at)!;
    route(
      state,
      createOrder(state, {
        sourceName: "web",
        lines: [
          { variantId, quantity: units },
          { variantId: pick(Object.keys(state.variants), other)!, quantity: 1 },
        ],
      }),
    );
  }
  if (what === "transfer") {
    const input = { referenceName: null, note: null, tags: [], dateCreated: null };
    const origin = other % 4 === 0 ? null : from;
    const made = createTransfer(state, {
      ...input,
      originLocationId: origin,
      destinationLocationId: to,
      items: [{ inventoryItemId: item, quantity: units }],
    });
    markReadyToShip(state, made);
  }
  if (transfer) {
    if (what === "callOff") cancelTransfer(state, transfer);
    if (what === "send") {
      const [line] = transfer.lineItems;
      const made = createShipment(
        state,
        transfer,
        [{ inventoryItemId: line!.inventoryItemId, quantity: units }],
        {},
      );
      if (other % 3 > 0) markInTransit(state, made, null);
    }
  }
  if (shipment) {
    const [line] = shipment.lineItems;
    const reason = what === "receive" ? ("ACCEPTED" as const) : ("REJECTED" as const);
    if (what === "receive" || what === "reject")
      receive(state, shipment, [{ lineId: line!.id, quantity: units, reason }], null);
    if (what === "lose") deleteShipment(state, shipment);
  }
  if (!order) return;
  if (what === "split") splitFulfillmentOrder(state, order, parts, []);
  if (what === "hold") {
    const hold = { reason: "OTHER", reasonNotes: null, externalId: null, handle: String(other) };
    holdFulfillmentOrder(state, order, { ...hold, parts: units > 2 ? [] : parts }, "1");
  }
  if (what === "release") releaseHolds(state, order, { ids: null, externalId: null }, "1");
  if (what === "merge") {
    const siblings = open.filter((one) => one.orderId === order.orderId && one !== order);
    const sibling = pick(siblings, other);
    if (sibling)
      mergeFulfillmentOrders(
        state,
        [order, sibling].map((one) => ({ order: one, parts: null })),
      );
  }
  if (what === "move") moveFulfillmentOrder(state, order, to, null);
  if (what === "moveSome") moveFulfillmentOrder(state, order, to, parts);
  if (what === "cancel") cancelFulfillmentOrder(state, order);
  if (what === "ship") fulfil(state, { parts: [{ fulfillmentOrderId: order.id, lines: parts }] });
}

function attempt(state: ShopState, action: Step): void {
  try {
    take(state, action);
  } catch (refusal) {
    if (!(refusal instanceof Refusal)) throw refusal;
  }
}

const sum = <T>(list: T[], of: (one: T) => number): number => list.reduce((total, one) => total + of(one), 0);

function checkStock(state: ShopState): void {
  for (const level of Object.values(state.levels)) {
    const { quantities, inventoryItemId, locationId } = level;
    expect(quantities.on_hand).toBe(sum([...onHandParts], (name) => quantities[name]));
    const here = Object.values(state.fulfillmentOrders).filter(
      (one) => one.locationId === locationId && isOpen(one.status),
    );
    const owed = sum(here, (one) =>
      sum(
        one.lineItems.filter((line) => line.inventoryItemId === inventoryItemId),
        (line) => line.remainingQuantity,
      ),
    );
    expect(quantities.committed, "committed is what open fulfillment orders owe").toBe(owed);

    const coming = Object.values(state.shipments).filter(
      (one) =>
        state.transfers[one.transferId]!.destinationLocationId === locationId && one.status !== "DRAFT",
    );
    const lines = coming
      .flatMap((one) => one.lineItems)
      .filter((line) => line.inventoryItemId === inventoryItemId);
    expect(quantities.incoming, "incoming is what was sent and not received").toBe(sum(lines, unreceived));

    const leaving = Object.values(state.transfers).filter(
      (one) => one.originLocationId === locationId && !["DRAFT", "CANCELED"].includes(one.status),
    );
    const reserved = sum(leaving, (one) => {
      const mine = one.lineItems.filter((line) => line.inventoryItemId === inventoryItemId);
      const sent = one.shipmentIds
        .flatMap((id) => state.shipments[id] ?? [])
        .filter((shipment) => shipment.status !== "DRAFT")
        .flatMap((shipment) => shipment.lineItems)
        .filter((line) => line.inventoryItemId === inventoryItemId);
      return sum(mine, (line) => line.totalQuantity) - sum(sent, (line) => line.quantity);
    });
    expect(quantities.reserved, "reserved is what transfers will take").toBe(reserved);
  }
}

function checkOrders(state: ShopState): void {
  for (const order of Object.values(state.orders)) {
    for (const line of order.lineItems) {
      const open = Object.values(state.fulfillmentOrders)
        .filter((one) => one.orderId === order.id && isOpen(one.status))
        .flatMap((one) => one.lineItems)
        .filter((entry) => entry.lineItemId === line.id);
      const shipped = Object.values(state.fulfillments)
        .filter((one) => one.orderId === order.id)
        .flatMap((one) => one.lines)
        .filter((entry) => entry.lineItemId === line.id);
      expect(sum(open, (one) => one.remainingQuantity) + sum(shipped, (one) => one.quantity)).toBe(
        line.quantity,
      );
    }
    const listed = order.fulfillmentOrderIds;
    expect(new Set(listed).size).toBe(listed.length);
    expect(listed.every((id) => state.fulfillmentOrders[id]?.orderId === order.id)).toBe(true);
  }
}

test("however fulfillment orders and transfers change, stock adds up and every ordered unit is owed or shipped once", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 30, maxLength: 60 }), (steps) => {
      const state = quietShop();
      const locations = Array.from({ length: LOCATIONS }, (_, number) =>
        addLocation(state, { name: `Location ${number}` }),
      );
      for (let number = 0; number < ITEMS; number += 1) {
        const quantities = locations.map(({ id }) => ({
          locationId: id,
          name: "available",
          quantity: number + 2,
        }));
        const variant = {
          optionValues: ["Default Title"],
          tracked: true,
          inventoryPolicy: "CONTINUE" as const,
          quantities,
        };
        setProduct(state, null, { title: `Product ${number}`, variants: [variant] });
      }
      expect(levelAt(state, Object.keys(state.items)[0]!, locations[0]!.id)).toBeDefined();
      for (const action of steps) {
        attempt(state, action);
        checkStock(state);
        checkOrders(state);
      }
    }),
    { numRuns: 150 },
  );
});
