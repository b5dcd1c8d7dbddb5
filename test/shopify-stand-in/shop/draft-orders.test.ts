import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSmallShop, type SmallShop } from "../testing/small-shop.ts";

let shop: SmallShop;
beforeEach(async () => {
  shop = await openSmallShop();
  shop.standIn.grantOptionalScopes(shop.state.shop.domain, ["write_draft_orders"]);
});
afterEach(() => shop.stop());

const hour = 3_600_000;

/** A draft order for two units that reserves them for an hour. */
async function reserved() {
  const { data } = await shop.app(
    `mutation ($input: DraftOrderInput!) { draftOrderCreate(input: $input) {
      draftOrder { id invoiceUrl reserveInventoryUntil } userErrors { message } } }`,
    {
      input: {
        lineItems: [{ variantId: shop.variant, quantity: 2 }],
        reserveInventoryUntil: new Date(shop.standIn.clock.now().getTime() + hour).toISOString(),
      },
    },
  );
  return data!.draftOrderCreate.draftOrder;
}

describe("a draft order that reserves its units", () => {
  test("takes them out of what is available, and gives them back when the time is over", async () => {
    expect((await reserved()).invoiceUrl).toMatch(/^https:\/\/.*\/invoices\/\d+$/);
    expect(await shop.at(shop.berlin)).toMatchObject({ available: 1, reserved: 2, on_hand: 3 });
    shop.standIn.clock.advance(hour + 1);
    await expect.poll(() => shop.at(shop.berlin)).toMatchObject({ available: 3, reserved: 0, on_hand: 3 });
  });

  test("gives them back when it is deleted", async () => {
    const { id } = await reserved();
    await shop.app(`mutation ($id: ID!) { draftOrderDelete(input: { id: $id }) { deletedId } }`, { id });
    expect(await shop.at(shop.berlin)).toMatchObject({ available: 3, reserved: 0 });
  });

  test("promises them to its order when it is paid", async () => {
    const { id } = await reserved();
    await shop.app(`mutation ($id: ID!) { draftOrderComplete(id: $id) { userErrors { message } } }`, { id });
    await shop.standIn.idle();
    expect(await shop.at(shop.berlin)).toMatchObject({ available: 1, committed: 2, reserved: 0 });
  });
});
