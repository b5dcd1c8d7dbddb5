import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";

let shop: TestShop;
let berlin: string;
let lyon: string;

beforeEach(async () => {
  shop = await openTestShop();
  berlin = await shop.addLocation("Berlin");
  lyon = await shop.addLocation("Lyon");
});
afterEach(() => shop.stop());

const setQuantities = `mutation ($input: InventorySetQuantitiesInput!, $key: String!) {
  inventorySetQuantities(input: $input) @idempotent(key: $key) {
    inventoryAdjustmentGroup { changes { name delta quantityAfterChange } }
    userErrors { field message code }
  }
}`;

const set = (name: string, quantities: object[]) =>
  shop.ask(setQuantities, { input: { name, reason: "correction", quantities }, key: crypto.randomUUID() });

describe("Stock at a location", () => {
  test("a routed order is promised: committed rises, available falls, on hand stays", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    await shop.addOrder([{ variantId: tent.variantId, quantity: 5 }]);
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 3, committed: 5, available: -2 });
  });

  test("shipping lowers on hand and committed and leaves available alone", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const order = await shop.addOrder([{ variantId: tent.variantId, quantity: 2 }]);
    const [first] = await shop.fulfillmentOrders(order);
    await shop.ship(first.id);
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 1, committed: 0, available: 1 });
  });

  test("an untracked item is promised nothing and never runs out", async () => {
    const gift = await shop.addVariant({ tracked: false, stock: { [berlin]: 0 } });
    await shop.addOrder([{ variantId: gift.variantId, quantity: 5 }]);
    expect(await shop.stock(gift.itemId, berlin)).toMatchObject({ on_hand: 0, committed: 0, available: 0 });
  });

  test("an item that becomes tracked commits what is still owed", async () => {
    const tent = await shop.addVariant({ tracked: false, stock: { [berlin]: 4 } });
    await shop.addOrder([{ variantId: tent.variantId, quantity: 3 }]);
    await shop.run(
      `mutation ($id: ID!) { inventoryItemUpdate(id: $id, input: { tracked: true }) { userErrors { message } } }`,
      { id: tent.itemId },
    );
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 4, committed: 3, available: 1 });
  });

  test("setting available moves on hand with it; a level that changed meanwhile is not overwritten", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const entry = { inventoryItemId: tent.itemId, locationId: berlin };
    await set("available", [{ ...entry, quantity: 10, changeFromQuantity: 3 }]);
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 10, available: 10 });

    const stale = await set("available", [{ ...entry, quantity: 1, changeFromQuantity: 3 }]);
    expect(stale.data.inventorySetQuantities.userErrors).toMatchObject([
      { code: "CHANGE_FROM_QUANTITY_STALE" },
    ]);
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ available: 10 });
  });

  test("one impossible entry leaves the whole list undone", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const result = await set("on_hand", [
      { inventoryItemId: tent.itemId, locationId: berlin, quantity: 8 },
      { inventoryItemId: tent.itemId, locationId: lyon, quantity: 8 },
    ]);
    expect(result.data.inventorySetQuantities.userErrors).toMatchObject([
      { code: "ITEM_NOT_STOCKED_AT_LOCATION", field: ["input", "quantities", "1", "locationId"] },
    ]);
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 3 });
  });

  test("damaged units leave available but stay on hand", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 6 } });
    await shop.run(
      `mutation ($item: ID!, $location: ID!) {
        inventoryMoveQuantities(input: { reason: "damaged", referenceDocumentUri: "gid://app/Count/1", changes: [{
          inventoryItemId: $item, quantity: 2,
          from: { locationId: $location, name: "available" }, to: { locationId: $location, name: "damaged", ledgerDocumentUri: "gid://app/Count/1" }
        }] }) @idempotent(key: "m1") { userErrors { message } }
      }`,
      { item: tent.itemId, location: berlin },
    );
    expect(await shop.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 6, available: 4, damaged: 2 });
  });

  test("a location that still owes orders can't be closed", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 1 } });
    await shop.addOrder([{ variantId: tent.variantId, quantity: 2 }]);
    const { data } = await shop.ask(
      `mutation ($id: ID!) { locationDeactivate(locationId: $id) @idempotent(key: "d1") {
        location { isActive } locationDeactivateUserErrors { code } } }`,
      { id: berlin },
    );
    expect(data.locationDeactivate.locationDeactivateUserErrors).toEqual([
      { code: "HAS_FULFILLMENT_ORDERS_ERROR" },
    ]);
  });
});
