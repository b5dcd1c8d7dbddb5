import { afterEach, beforeEach, expect, test } from "vitest";
import { openSmallShop, type SmallShop } from "../testing/small-shop.ts";
import { KEY_REQUIRED } from "./idempotent.ts";
import { adminSchema } from "./schema.ts";

let shop: SmallShop;
beforeEach(async () => {
  shop = await openSmallShop();
});
afterEach(() => shop.stop());

const adjust = (delta: number, directive: string) =>
  shop.standIn.execute(
    "demo-shop.myshopify.com",
    `mutation ($input: InventoryAdjustQuantitiesInput!) { inventoryAdjustQuantities(input: $input) ${directive} {
      inventoryAdjustmentGroup { changes { delta } } userErrors { code message } } }`,
    {
      input: {
        reason: "correction",
        name: "available",
        changes: [{ inventoryItemId: shop.item, locationId: shop.berlin, delta, changeFromQuantity: null }],
      },
    },
  );

test("every mutation on the list exists in the schema", () => {
  expect(Object.keys(adminSchema().getMutationType()!.getFields())).toEqual(
    expect.arrayContaining(KEY_REQUIRED),
  );
});

test("without a key nothing happens", async () => {
  const result = await adjust(2, "");
  expect(result.errors?.[0]).toMatchObject({
    message: "The @idempotent directive is required for this mutation but was not provided.",
    extensions: { code: "BAD_REQUEST" },
  });
  expect((await adjust(2, `@idempotent(key: " ")`)).errors).toHaveLength(1);
  expect((await shop.at(shop.berlin)).available).toBe(3);
});

test("the same key and input change stock once and answer the same twice", async () => {
  const first = await adjust(2, `@idempotent(key: "a")`);
  const second = await adjust(2, `@idempotent(key: "a")`);
  expect(first.errors).toBeUndefined();
  expect(second.data).toEqual(first.data);
  expect((await shop.at(shop.berlin)).available).toBe(5);
  await adjust(2, `@idempotent(key: "b")`);
  expect((await shop.at(shop.berlin)).available).toBe(7);
});

test("the same key with another input is refused", async () => {
  await adjust(2, `@idempotent(key: "a")`);
  const { data } = await adjust(3, `@idempotent(key: "a")`);
  expect(data).toMatchObject({
    inventoryAdjustQuantities: { userErrors: [{ code: "IDEMPOTENCY_KEY_PARAMETER_MISMATCH" }] },
  });
  expect((await shop.at(shop.berlin)).available).toBe(5);
});

test("a key is forgotten after a day", async () => {
  await adjust(2, `@idempotent(key: "a")`);
  shop.standIn.clock.advance(25 * 3600_000);
  await adjust(2, `@idempotent(key: "a")`);
  expect((await shop.at(shop.berlin)).available).toBe(7);
});
