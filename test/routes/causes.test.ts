import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryEntered } from "#app/flows/delivery-entered.server.ts";
import { supplierChosen } from "#app/flows/supplier-chosen.server.ts";
import { supplierAdded } from "#app/flows/supplier-saved.server.ts";
import { dayFromNow, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { ensureBuilt } from "#test/shopify-stand-in/demo/build.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import { browser, open, send, words } from "./visit.ts";

// A pack of Alpine Gear's is sold ahead of PO-7, which then moves; a mug is sold though it stops at zero.
let world: TestWorld;
let pack: StockedVariant;
let planned: string;
let lineId: string;
let supplierId: string;
let causesBefore: string;

beforeAll(async () => {
  await ensureBuilt(process.cwd(), () => {});
  world = await testWorld();
  pack = await stockedVariant(world, { title: "=Trail pack", available: 0 });
  const mug = await stockedVariant(world, { title: "Mug", available: 1, policy: "DENY" });
  await world.install();
  causesBefore = await read("/app/causes");
  const added = await supplierAdded(world.app, demoShop, {
    name: "Alpine Gear",
    leadTimeDays: null,
    dates: "stated",
  });
  if (added === "name_taken") throw new Error("The shop has no supplier yet.");
  supplierId = added.supplierId;
  await supplierChosen(world.app, demoShop, tail(pack.productId), supplierId);
  const { deliveryId } = await deliveryEntered(world.app, demoShop, {
    ...{ itemId: tail(pack.itemId), locationId: tail(pack.locationId), supplierId },
    ...{ quantity: 5, expectedOn: dayFromNow(world, 9), reference: "PO-7" },
  });
  await world.settled();
  planned = tail((await orderOf(world, [{ variant: pack, quantity: 2 }])).id);
  await orderOf(world, [{ variant: mug, quantity: 3 }]);
  await world.settled();
  // Else it would be a typing mistake, corrected on the day of entry.
  const createdAt = new Date(world.app.now().getTime() - 3 * 86_400_000);
  await world.app.db.delivery.updateMany({ where: { shop: demoShop, deliveryId }, data: { createdAt } });
  await deliveryChanged(world.app, demoShop, deliveryId, { expectedOn: dayFromNow(world, 15) });
  await world.settled();
  ({ lineId } = await world.app.db.owedLine.findFirstOrThrow({
    where: { shop: demoShop, orderId: planned },
  }));
}, 300_000);
afterAll(() => world?.close());

async function read(path: string): Promise<string> {
  const { status, html } = await open(world, path);
  expect(status, words(html).slice(0, 500)).toBe(200);
  return words(html);
}

describe("why an order is owed", () => {
  test("stands on its page with what shows it, and what delayed it since", async () => {
    const page = await read(`/app/orders/${planned}`);
    expect(page).toMatch(/Cause Sold on purpose It was sold ahead of PO-7, expected on /);
    expect(page).toMatch(/Late since then: Alpine Gear's PO-7 moved from .* to .*\./);
  });

  test("is changed by staff, who see what was found, and is taken back", async () => {
    const cause = (to: string) =>
      send(world, `/app/orders/${planned}`, { intent: "cause", lineId, cause: to });
    expect((await cause("nonsense")).status).toBe(422);
    expect((await cause("other")).html).toContain("Cause saved");
    const page = await read(`/app/orders/${planned}`);
    expect(page).toContain(
      "Something else Said by your staff. Shipsby found: Sold on purpose. It was sold ahead",
    );
    expect(page).toContain("Your staff said why it is owed: Something else, instead of Sold on purpose.");
    expect((await cause("")).html).toContain("Cause taken back");
    expect(await read(`/app/orders/${planned}`)).not.toContain("Said by your staff");
    const strange = await send(world, `/app/orders/${planned}`, {
      intent: "cause",
      lineId: "1",
      cause: "other",
    });
    expect(strange.status).toBe(404);
  });

  test("is summed up at the product and at its supplier", async () => {
    const sum = "Sold on purpose 2 units in 1 order";
    expect(await read(`/app/products/${tail(pack.productId)}`)).toContain(sum);
    expect(await read(`/app/suppliers/${supplierId}`)).toContain(sum);
  });

  test("narrows the list of backorders", async () => {
    const oversold = await read("/app/backorders?cause=oversold");
    expect(oversold).toContain("2 units in 1 order");
    expect(oversold).toContain("Cause: Oversold");
    expect(await read("/app/backorders?cause=sold_ahead")).toContain("=Trail pack");
    expect(await read("/app/backorders?cause=demand_surge")).toContain("No results");
  });

  test("has a page of its own: nothing yet, then the whole shop, by supplier and by product", async () => {
    expect(causesBefore).toContain("Nothing was owed lately");
    const page = await read("/app/causes");
    expect(page).toMatch(/Oversold 2 units in 1 order/);
    expect(page).toMatch(/By supplier Alpine Gear Sold on purpose: 2 units in 1 order/);
  });

  test("leaves as a file that no spreadsheet runs", async () => {
    const headers = {
      "user-agent": browser,
      authorization: `Bearer ${world.shopify.issueIdToken(demoShop)}`,
    };
    const html = await (await fetch(`${world.webUrl}/app/causes/export.data`, { headers })).text();
    expect(html).toContain("Product,Supplier,Cause,Units owed,Orders,Weeks");
    expect(html).toContain("'=Trail pack,Alpine Gear,Sold on purpose,2,1,1");
    expect(html).toContain("Mug,,Oversold,2,1,1");
  });
});
