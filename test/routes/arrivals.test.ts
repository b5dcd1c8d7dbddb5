import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { holdScopes } from "#app/domain/release-form.ts";
import { deliveryOfLinesEntered } from "#app/flows/delivery-entered.server.ts";
import { deliveryCounted } from "#app/flows/delivery-received.server.ts";
import { releaseSettingsSaved } from "#app/flows/release-settings-saved.server.ts";
import {
  dayFromNow,
  orderOf,
  stockedVariant,
  tail,
  type PlacedOrder,
  type StockedVariant,
} from "#test/acts.ts";
import { holdsIn } from "#test/hold-acts.ts";
import { ensureBuilt } from "#test/shopify-stand-in/demo/build.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import { open, send, words } from "./visit.ts";

// Three orders wait for a pack each, the second for a lamp as well. Two packs arrive.
let world: TestWorld;
let pack: StockedVariant;
let lamp: StockedVariant;
const orders: PlacedOrder[] = [];
const rules = { on: true, review: true, wholeOrders: false };

beforeAll(async () => {
  await ensureBuilt(process.cwd(), () => {});
  world = await testWorld();
  await world.install();
  world.shopify.grantOptionalScopes(demoShop, [...holdScopes]);
  await releaseSettingsSaved(world.app, demoShop, rules);
  pack = await stockedVariant(world, { title: "=Trail pack", available: 0 });
  lamp = await stockedVariant(world, { title: "Lamp", available: 0 });
  for (const lines of [[pack], [pack, lamp], [pack]])
    orders.push(
      await orderOf(
        world,
        lines.map((variant) => ({ variant, quantity: 1 })),
      ),
    );
  await world.settled();
}, 180_000);
afterAll(() => world?.close());

async function read(path: string): Promise<string> {
  const { status, html } = await open(world, path);
  expect(status, words(html).slice(0, 500)).toBe(200);
  return words(html);
}
const heldUnits = async (order: PlacedOrder) =>
  (await holdsIn(world, order.id)).reduce((sum, hold) => sum + hold.units, 0);
const theArrival = async () => {
  const { seq } = await world.app.db.arrival.findFirstOrThrow({
    where: { shop: demoShop },
    orderBy: { seq: "asc" },
  });
  return `/app/arrivals/${seq}`;
};

const theDelivery = async () => {
  const rows = await world.app.db.arrival.findMany({
    where: { shop: demoShop, receiptId: { not: null } },
    orderBy: { seq: "asc" },
  });
  return `/app/arrivals/${rows.at(-1)!.seq}`;
};

describe("half of what is owed arrives, and the merchant releases it", () => {
  test("before that the page says what it is for", async () => {
    expect(await read("/app/arrivals")).toContain("Nothing has arrived for an owed line yet");
  });

  test("exactly the two oldest orders get it, each with its reason, and nothing is released yet", async () => {
    await pack.setAvailable(-1);
    await world.settled();
    expect(await read("/app/arrivals")).toContain("2 units arrived and are still on hold.");
    const page = await read(await theArrival());
    expect(page).toContain("2 units of =Trail pack");
    expect(page).toMatch(/takes 1 unit.*Waited longest.*takes 1 unit.*Waited next longest/);
    expect(page).toMatch(/takes 1 unit. Complete now.*takes 1 unit. Still waiting for 1 unit/);
    expect(page).toContain("Still waiting");
    expect(page).toContain("needs 1 more unit: others came first");
    expect(page).toContain("Release 2 units");
    expect(await holdsIn(world, orders[0]!.id)).toEqual([{ units: 1, ours: true }]);
  });

  test("the pick list names orders and what is complete, and no cell becomes a formula", async () => {
    const { html } = await open(world, `${await theArrival()}/pick`);
    const page = words(html);
    expect(page).toMatch(/Complete now.*Still waiting for 1 unit/);
    expect(html).toContain("'=Trail pack");
  });

  test("Home says that it waits, and leads to it", async () => {
    const home = await read("/app");
    expect(home).toContain("Release 1 arrival");
    expect(home).toContain("2 units here and on hold until you say so");
    expect(await read("/app/arrivals?view=release")).toContain("1 arrival waits for your release.");
  });

  test("a webhook that comes again adds no arrival", async () => {
    const arrivals = await world.app.db.arrival.count({ where: { shop: demoShop } });
    await world.app.nudge([{ queue: "recount", shop: demoShop, itemId: pack.itemId.split("/").at(-1)! }]);
    await world.settled();
    expect(await world.app.db.arrival.count({ where: { shop: demoShop } })).toBe(arrivals);
  });

  test("what is released can ship, what is not stays on hold", async () => {
    const [first] = await world.app.db.arrivalLine.findMany({ orderBy: { position: "asc" } });
    const { promise: readAgain, resolve: readNow } = Promise.withResolvers<void>();
    world.meddle.before = ({ operation }) => (operation === "ReadOrder" ? readAgain : undefined);
    const answer = await send(world, await theArrival(), { orders: [first!.orderId] });
    expect(answer.html).toContain("Releasing 1 unit");
    // It is released, and what Shopify tells of it was not read yet.
    const ofIt = { kind: "hold_waiting_part", target: first!.orderId };
    await expect
      .poll(
        async () => ({
          held: (await holdsIn(world, orders[0]!.id)).length,
          underWay: await world.app.db.effect.count({ where: { ...ofIt, written: { equals: "unsure" } } }),
        }),
        { timeout: 15_000 },
      )
      .toEqual({ held: 0, underWay: 0 });
    const page = await read(await theArrival());
    expect(page).toContain("Being released");
    expect(page).not.toContain("On hold by others");
    expect(await read(`/app/orders/${first!.orderId}`)).toContain("Shipsby is releasing its hold.");
    delete world.meddle.before;
    readNow();
    await world.settled();
    expect(await read(`/app/orders/${first!.orderId}`)).not.toContain("releasing");
    expect(await holdsIn(world, orders[0]!.id)).toEqual([]);
    expect(await heldUnits(orders[1]!)).toBe(2);
    expect(await read(await theArrival())).toContain("Can ship");
  });

  test("of an order that still waits for another line the rest stays on hold", async () => {
    const lines = await world.app.db.arrivalLine.findMany({ orderBy: { position: "asc" } });
    await send(world, await theArrival(), { orders: [lines[1]!.orderId] });
    await world.settled();
    expect(await holdsIn(world, orders[1]!.id)).toEqual([{ units: 1, ours: true }]);
  });

  test("released twice says that nothing is left to release", async () => {
    const [first] = await world.app.db.arrivalLine.findMany({ orderBy: { position: "asc" } });
    const answer = await send(world, await theArrival(), { orders: [first!.orderId] });
    expect(answer.html).toContain("Things changed while you were looking");
    expect((await send(world, await theArrival(), {})).html).toContain("Choose at least one order.");
  });
});

// Of the same orders one still waits for a lamp and one for a pack.
describe("a delivery of two items arrives", () => {
  test("it is one arrival, whose orders are served in turn and say what is complete", async () => {
    const { deliveryId } = await deliveryOfLinesEntered(
      world.app,
      demoShop,
      { locationId: tail(pack.locationId), reference: "PO-118", expectedOn: dayFromNow(world, 5) },
      [pack, lamp].map(({ itemId }) => ({ itemId: tail(itemId), quantity: 1 })),
    );
    const counts = [pack, lamp].map(({ itemId }) => {
      return { itemId: tail(itemId), arrived: 1, damaged: 0, rest: "stays" as const };
    });
    await deliveryCounted(world.app, demoShop, deliveryId, { counts });
    for (const variant of [pack, lamp]) await variant.setAvailable(0);
    await world.settled();
    expect(await read("/app/arrivals")).toMatch(/PO-118: 2 items/);
    const page = await read(await theDelivery());
    expect(page).toContain("PO-118: 2 units of 2 items");
    expect(page).toMatch(/#1002 takes 1 unit. Complete now .* 1 unit of Lamp: Waited longest/);
    expect(page).toMatch(/#1003 takes 1 unit. Complete now .* 1 unit of =Trail pack: Waited longest/);
    expect(page).not.toContain("needs 1 more unit");
    expect(await read("/app")).toContain("Release 1 arrival");
  });

  test("its pick list is of the whole delivery", async () => {
    const list = await read(`${await theDelivery()}/pick`);
    expect(list).toMatch(/#1002 Lamp, LAMP Berlin 1 Complete now. On hold #1003 =Trail pack, =TRAIL-PACK/);
  });

  test("the delivery's page leads there", async () => {
    const { deliveryId } = await world.app.db.delivery.findFirstOrThrow({ where: { reference: "PO-118" } });
    const { html } = await open(world, `/app/incoming/${deliveryId}`);
    expect(words(html)).toContain("See who gets what arrived");
    expect(html).toContain(`href="${await theDelivery()}"`);
  });

  test("its orders are released together", async () => {
    const lines = await world.app.db.arrivalLine.findMany({ orderBy: { seq: "desc" }, take: 2 });
    const answer = await send(world, await theDelivery(), { orders: lines.map((l) => l.orderId) });
    expect(answer.html).toContain("Releasing 2 units");
    await world.settled();
    for (const order of orders.slice(1)) expect(await holdsIn(world, order.id)).toEqual([]);
  });
});

describe("the settings", () => {
  test("say what they would do before they are saved", async () => {
    await releaseSettingsSaved(world.app, demoShop, { ...rules, on: false });
    await world.settled();
    const page = await read("/app/settings/release");
    expect(page).toContain("Put what is owed on hold in Shopify");
    expect(page).toContain("Shipsby holds nothing.");
  });

  test("are not saved where access is missing, and say so", async () => {
    world.shopify.revokeOptionalScopes(demoShop, [...holdScopes]);
    await world.settled();
    expect(await read("/app/settings/release")).toContain("Allow access");
    const answer = await send(world, "/app/settings/release", { on: "yes", release: "at_once" });
    expect(answer.html).toContain("Allow access first. Nothing was changed.");
    world.shopify.grantOptionalScopes(demoShop, [...holdScopes]);
    const again = await send(world, "/app/settings/release", { on: "yes", release: "at_once" });
    expect(again.html).toContain("Settings saved");
  });
});
