import fc from "fast-check";
import { expect, test } from "vitest";
import { cancelFulfillment, fulfil } from "./fulfillments.ts";
import { fulfillmentOrdersOf, unfulfilledUnits } from "./fulfillment-orders.ts";
import { adjustQuantities, moveQuantities, setQuantities, updateItem } from "./inventory.ts";
import { addLocation } from "./locations.ts";
import { addEditVariant, beginEdit, commitEdit, setEditQuantity } from "./order-edits.ts";
import { cancelOrder, createOrder } from "./orders.ts";
import { setProduct } from "./products.ts";
import { isOpen, levelsOf, onHandParts } from "./quantities.ts";
import { refund } from "./refunds.ts";
import { Refusal } from "./refusal.ts";
import { route } from "./routing.ts";
import type { ShopState } from "./state.ts";
import { quietShop } from "../testing/quiet-shop.ts";

const small = fc.nat({ max: 6 });
const step = fc.oneof(
  fc.record({ do: fc.constant("order" as const), variant: small, quantity: fc.integer({ min: 1, max: 6 }) }),
  fc.record({
    do: fc.constantFrom("route" as const, "cancel" as const, "cancelUnstocked" as const),
    order: small,
  }),
  fc.record({ do: fc.constant("ship" as const), order: small, quantity: small }),
  fc.record({ do: fc.constant("unship" as const), shipment: small }),
  fc.record({
    do: fc.constant("refund" as const),
    order: small,
    quantity: fc.integer({ min: 1, max: 3 }),
    kind: fc.constantFrom("NO_RESTOCK" as const, "CANCEL" as const, "RETURN" as const),
  }),
  fc.record({ do: fc.constant("edit" as const), order: small, quantity: small, restock: fc.boolean() }),
  fc.record({ do: fc.constant("add" as const), order: small, variant: small }),
  fc.record({
    do: fc.constant("set" as const),
    variant: small,
    at: small,
    quantity: fc.integer({ min: 0, max: 9 }),
  }),
  fc.record({
    do: fc.constant("adjust" as const),
    variant: small,
    at: small,
    delta: fc.integer({ min: -5, max: 5 }),
  }),
  fc.record({ do: fc.constant("damage" as const), variant: small, at: small, quantity: small }),
  fc.record({ do: fc.constant("track" as const), variant: small, tracked: fc.boolean() }),
);
type Step = typeof step extends fc.Arbitrary<infer S> ? S : never;

const pick = <T>(list: T[], index: number): T | undefined => list[index % Math.max(1, list.length)];

function take(state: ShopState, action: Step): void {
  const variants = Object.values(state.variants);
  const orders = Object.values(state.orders);
  const place = (variant: number, at: number) => ({
    itemId: pick(variants, variant)!.inventoryItemId,
    locationId: pick(Object.keys(state.locations), at)!,
    field: [],
  });
  const order = "order" in action ? pick(orders, action.order) : undefined;
  switch (action.do) {
    case "order":
      createOrder(state, {
        lines: [{ variantId: pick(variants, action.variant)!.id, quantity: action.quantity }],
        sourceName: "web",
      });
      return;
    case "route":
      if (order?.routedAt === null) route(state, order);
      return;
    case "cancel":
    case "cancelUnstocked":
      if (order?.cancelledAt === null) {
        cancelOrder(state, order, { reason: "OTHER", restocked: action.do === "cancel", refunded: true });
      }
      return;
    case "ship": {
      const open = order && fulfillmentOrdersOf(state, order).find((entry) => isOpen(entry.status));
      const [line] = open?.lineItems ?? [];
      if (!open || !line) return;
      const quantity = Math.min(action.quantity, line.remainingQuantity);
      fulfil(state, { parts: [{ fulfillmentOrderId: open.id, lines: [{ id: line.id, quantity }] }] });
      return;
    }
    case "unship": {
      const shipment = pick(Object.values(state.fulfillments), action.shipment);
      if (shipment) cancelFulfillment(state, shipment);
      return;
    }
    case "refund":
      if (!order) return;
      refund(state, order, {
        note: null,
        amount: null,
        lines: [
          {
            lineItemId: order.lineItems[0]!.id,
            quantity: action.quantity,
            restockType: action.kind,
            locationId: Object.keys(state.locations)[0]!,
          },
        ],
      });
      return;
    case "edit": {
      if (!order) return;
      const edit = beginEdit(state, order);
      const [line] = edit.lines;
      if (!line) return;
      setEditQuantity(state, edit, line.id, action.quantity, action.restock);
      commitEdit(state, edit, null);
      return;
    }
    case "add": {
      if (!order) return;
      const edit = beginEdit(state, order);
      const variantId = pick(variants, action.variant)!.id;
      addEditVariant(state, edit, { variantId, quantity: 2, locationId: null, allowDuplicates: true });
      commitEdit(state, edit, null);
      return;
    }
    case "set":
      setQuantities(state, "available", [
        { ...place(action.variant, action.at), quantity: action.quantity, changeFrom: null },
      ]);
      return;
    case "adjust":
      adjustQuantities(state, "available", [
        { ...place(action.variant, action.at), delta: action.delta, changeFrom: null },
      ]);
      return;
    case "damage": {
      const { itemId, locationId } = place(action.variant, action.at);
      const side = (name: string) => ({ locationId, name, changeFrom: null });
      moveQuantities(state, [
        { itemId, quantity: action.quantity, from: side("available"), to: side("damaged"), field: [] },
      ]);
      return;
    }
    case "track":
      updateItem(state, state.items[pick(variants, action.variant)!.inventoryItemId]!, {
        tracked: action.tracked,
      });
  }
}

function checkShop(state: ShopState): void {
  for (const item of Object.values(state.items)) {
    for (const level of levelsOf(state, item)) {
      const { quantities } = level;
      expect(quantities.on_hand).toBe(onHandParts.reduce((total, name) => total + quantities[name], 0));
      const owed = Object.values(state.fulfillmentOrders)
        .filter((entry) => entry.locationId === level.locationId && isOpen(entry.status))
        .flatMap((entry) => entry.lineItems)
        .filter((line) => line.inventoryItemId === item.id)
        .reduce((total, line) => total + line.remainingQuantity, 0);
      expect(quantities.committed).toBe(item.tracked ? owed : 0);
    }
  }
  for (const order of Object.values(state.orders)) {
    for (const line of order.lineItems) {
      expect(line.currentQuantity).toBeGreaterThanOrEqual(0);
      expect(line.currentQuantity).toBeLessThanOrEqual(line.quantity);
      expect(unfulfilledUnits(state, order, line)).toBeLessThanOrEqual(line.quantity);
    }
  }
}

/** Promises are made and taken back on paper: the goods stay where they are. */
const movesNoGoods = (action: Step): boolean =>
  ["order", "route", "cancel", "add", "damage", "track"].includes(action.do) ||
  (action.do === "refund" && action.kind !== "RETURN") ||
  (action.do === "edit" && action.restock);

const goods = (state: ShopState): number[] =>
  Object.values(state.levels).map((level) => level.quantities.on_hand);

test("whatever happens, on hand is the sum of its parts and committed is what open fulfillment orders owe", () => {
  fc.assert(
    fc.property(fc.array(step, { minLength: 30, maxLength: 60 }), (history) => {
      const state = quietShop();
      const places = ["Berlin", "Lyon"].map((name) => addLocation(state, { name }).id);
      for (const title of ["Tent", "Stove"]) {
        setProduct(state, null, {
          title,
          variants: [
            {
              optionValues: ["Default Title"],
              tracked: true,
              inventoryPolicy: "CONTINUE",
              quantities: places.map((locationId) => ({ locationId, name: "available", quantity: 4 })),
            },
          ],
        });
      }
      for (const action of history) {
        const before = goods(state);
        try {
          take(state, action);
        } catch (error) {
          // A refusal is a fine answer, as long as nothing is left half done.
          if (!(error instanceof Refusal)) throw error;
        }
        checkShop(state);
        if (movesNoGoods(action)) expect(goods(state)).toEqual(before);
      }
    }),
    { numRuns: 300 },
  );
});
