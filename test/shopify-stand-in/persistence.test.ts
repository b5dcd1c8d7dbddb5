import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { openTestShop } from "./testing/test-shop.ts";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), "stand-in-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a stand-in that stops and starts again is the same shop at the same time of its clock", async () => {
  const dataFile = path.join(folder, "shop.json");
  const before = await openTestShop({ dataFile });
  const berlin = await before.addLocation("Berlin");
  const tent = await before.addVariant({ stock: { [berlin]: 3 } });
  const order = await before.addOrder([{ variantId: tent.variantId, quantity: 5 }]);
  before.standIn.clock.advance(86_400_000);
  await before.stop();
  expect(readdirSync(folder)).toEqual(["shop.json"]);

  const after = await openTestShop({ dataFile });
  expect(after.standIn.staffToken).toBe(before.standIn.staffToken);
  expect(after.standIn.clock.offsetMs()).toBe(86_400_000);
  expect(await after.stock(tent.itemId, berlin)).toMatchObject({ on_hand: 3, committed: 5, available: -2 });
  const next = await after.addOrder([{ variantId: tent.variantId, quantity: 1 }]);
  expect(next).not.toBe(order);
  await after.stop();
});

test("an order that was not routed when the stand-in went away is routed when it is back", async () => {
  const dataFile = path.join(folder, "shop.json");
  const before = await openTestShop({ dataFile, routingDelayMs: 60_000 });
  const berlin = await before.addLocation("Berlin");
  const tent = await before.addVariant({ stock: { [berlin]: 3 } });
  const { orderCreate } = await before.run(
    `mutation ($v: ID!) { orderCreate(order: { lineItems: [{ variantId: $v, quantity: 1 }] }) { order { id } userErrors { message } } }`,
    { v: tent.variantId },
  );
  await before.stop();

  const after = await openTestShop({ dataFile });
  await after.standIn.idle();
  expect(await after.fulfillmentOrders(orderCreate.order.id)).toHaveLength(1);
  await after.stop();
});
