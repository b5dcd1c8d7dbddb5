import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { orderOf, stockedVariant, tail, type PlacedOrder } from "#test/acts.ts";
import { ensureBuilt } from "#test/shopify-stand-in/demo/build.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import { open, send, words } from "./visit.ts";

let world: TestWorld;
let plain: PlacedOrder;
let tagged: PlacedOrder;
beforeAll(async () => {
  await ensureBuilt(process.cwd(), () => {});
  world = await testWorld();
  await world.install();
  const pack = await stockedVariant(world, { title: "Trail pack", available: 0 });
  await world.settled();
  plain = await orderOf(world, [{ variant: pack, quantity: 1 }]);
  tagged = await orderOf(world, [{ variant: pack, quantity: 2 }], demoShop, { tags: ["VIP"] });
  await world.settled();
}, 180_000);
afterAll(() => world?.close());

const address = "/app/settings/groups";
async function read(path: string): Promise<string> {
  const { status, html } = await open(world, path);
  expect(status, words(html).slice(0, 500)).toBe(200);
  return words(html);
}
const vip = { by: "order_tag", tag: "VIP" };

describe("the groups that are served first", () => {
  test("are none at first, and the page says who comes first then", async () => {
    const page = await read(address);
    expect(page).toContain("No group is served first.");
    expect(page).toContain("the order that was placed first is served first");
    expect(page).not.toContain("Undo");
  });

  test("show who would pass whom before they are saved, and nothing is saved by that", async () => {
    const { html } = await send(world, address, { ...vip, intent: "foresee" });
    expect(html).toContain("Trail pack");
    expect(html).toContain("overtaken");
    expect(await read(address)).toContain("No group is served first.");
  });

  test("name what is wrong, and ask for access where a group needs it", async () => {
    const empty = await send(world, address, { by: "order_tag", tag: "", intent: "save" });
    expect(empty.html).toContain("Enter one tag of up to 40 letters");
    const customers = { by: "customer_tag", tag: "wholesale", intent: "save" };
    expect((await send(world, address, customers)).html).toContain("Allow access to customer tags first.");
  });

  test("are saved, and the order says why it is served before others", async () => {
    await send(world, address, { ...vip, intent: "save" });
    await world.settled();
    expect(await read(address)).toContain("Before the last change: no groups.");
    const page = await read(`/app/orders/${tail(tagged.id)}`);
    expect(page).toContain("First in line");
    expect(page).toContain("Served before others: tagged “VIP”");
    expect(await read(`/app/orders/${tail(plain.id)}`)).toContain("1 line with 2 units before it");
  });

  test("are taken back by undo", async () => {
    await send(world, address, { intent: "undo" });
    await world.settled();
    expect(await read(address)).toContain("No group is served first.");
    expect(await read(`/app/orders/${tail(plain.id)}`)).toContain("First in line");
  });

  test("take customers' tags as soon as access is given, though its webhook is on its way", async () => {
    world.shopify.grantOptionalScopes(demoShop, ["read_customers"]);
    const customers = { by: "customer_tag", tag: "wholesale", intent: "save" };
    expect((await send(world, address, customers)).html).toContain("Groups saved");
    await world.settled();
  });
});
