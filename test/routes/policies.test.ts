import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { ensureBuilt } from "#test/shopify-stand-in/demo/build.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import { open, send, words } from "./visit.ts";

let world: TestWorld;
let pack: StockedVariant;
let lamp: StockedVariant;
beforeAll(async () => {
  await ensureBuilt(process.cwd(), () => {});
  world = await testWorld();
  await world.install();
  pack = await stockedVariant(world, { title: "Trail pack", available: 3 });
  lamp = await stockedVariant(world, { title: "Lamp", available: 2 });
  await world.settled();
}, 180_000);
afterAll(() => world?.close());

async function read(path: string): Promise<string> {
  const { status, html } = await open(world, path);
  expect(status, words(html).slice(0, 500)).toBe(200);
  return words(html);
}
const capOf = (cap: string) => ({ accept: "cap", cap, farthestDays: "", margin: "" });

describe("the policies", () => {
  test("say that nothing is braked before anybody sets a brake", async () => {
    expect(await read("/app/policies")).toContain(
      "Shopify alone decides what sells when it is out of stock.",
    );
  });

  test("show what a brake would switch before it is saved, and switch nothing by that", async () => {
    const answer = await sendTo("product", pack, { ...capOf("0"), intent: "foresee" });
    expect(answer).toContain("Trail pack");
    expect(await world.app.db.brake.count()).toBe(0);
  });

  test("name what is wrong at its field", async () => {
    expect(await sendTo("product", pack, { ...capOf(""), intent: "save" })).toContain(
      "Enter how many units may be owed, 0 or more.",
    );
    expect(await sendTo("product", pack, { ...capOf("2"), margin: "x", intent: "save" })).toContain(
      "Enter a whole number from 0 to 1000.",
    );
  });

  test("list a brake that was set, with the product that it is for, and the product's page says what it did", async () => {
    await sendTo("product", pack, { ...capOf("1"), intent: "save" });
    await orderOf(world, [{ variant: pack, quantity: 6 }]);
    await world.settled();
    const page = await read("/app/policies");
    expect(page).toContain("Product: Trail pack");
    expect(page).toContain("Up to 1 unit owed");
    expect(page).toContain("1 variant takes no more backorders now.");
    expect(page).toContain("2 units more were sold than allowed");
    expect(await read("/app")).toContain("Look at 2 units sold beyond the brake");
    const product = await read(`/app/products/${tail(pack.productId)}`);
    expect(product).toContain("No more backorders: 3 units are owed, and the product's brake takes up to 1.");
    expect(product).toContain("switched: it was “keeps selling”, and is “stops selling” since then.");
  });

  test("forget what was sold too far once the merchant has seen it", async () => {
    await send(world, "/app/policies", { intent: "seen", productId: tail(pack.productId) });
    expect(await read("/app/policies")).not.toContain("sold than allowed");
  });

  test("put a product back, and let the brake go on", async () => {
    await send(world, "/app/policies", { intent: "put-back", productId: tail(pack.productId) });
    await world.settled();
    expect(await read("/app/policies")).toContain("Put back as it was before the brake.");
    await send(world, "/app/policies", { intent: "resume", productId: tail(pack.productId) });
    await world.settled();
    expect(await read("/app/policies")).toContain("1 variant takes no more backorders now.");
  });

  test("set lead times for many products at once", async () => {
    const found = await read("/app/policies/products?search=lamp");
    expect(found).toContain("Lamp");
    expect(found).not.toContain("Trail pack");
    const where = new URLSearchParams({ level: "product" });
    for (const { productId } of [pack, lamp]) where.append("target", tail(productId));
    await send(world, `/app/policies/dates/lead-time/set?${where}`, { days: "21" });
    expect(await read("/app/policies")).toContain("2 products have their own");
  });

  test("make many products to order at once", async () => {
    const { html } = await send(world, "/app/policies/products", {
      intent: "made-to-order",
      days: "6",
      target: [tail(lamp.productId), "404"],
    });
    expect(html).toContain("Saved for 1 product");
    expect(await read("/app/policies")).toContain("1 product is made to order");
    await send(world, "/app/policies/products", {
      ...{ intent: "made-to-order", days: "", target: tail(lamp.productId) },
    });
  });

  test("say for a product what applies and which level it comes from", async () => {
    await send(world, "/app/policies/brake", { accept: "never", intent: "save" });
    const applies = await read(`/app/policies/applies/${tail(pack.productId)}`);
    expect(applies).toContain("Up to 1 unit owed");
    expect(applies).toContain("Set on this product. In Shopify it stops selling when out of stock now.");
    expect(applies).toContain("21 days");
    expect(applies).toContain("No groups");
    expect(applies).toContain("It isn't set on this product.");
    const other = await read(`/app/policies/applies/${tail(lamp.productId)}`);
    expect(other).toContain("Never");
    expect(other).toContain("From the whole shop.");
  });

  test("are turned off at once, with everything put back", async () => {
    await send(world, "/app/policies", { intent: "turn-off" });
    await world.settled();
    expect(await read("/app/policies")).toContain("No brake is set.");
    expect(await world.app.db.variant.count({ where: { shop: demoShop, policy: "DENY" } })).toBe(0);
  });

  test("a brake for what this shop does not have leads nowhere", async () => {
    expect((await open(world, "/app/policies/brake?level=product&target=404")).status).toBe(404);
    expect((await open(world, "/app/policies/brake?level=product&target=x")).status).toBe(404);
    expect((await open(world, "/app/policies/applies/404")).status).toBe(404);
  });
});

async function sendTo(
  level: string,
  variant: StockedVariant,
  fields: Record<string, string>,
): Promise<string> {
  const where = new URLSearchParams({ level, target: tail(variant.productId) });
  return (await send(world, `/app/policies/brake?${where}`, fields)).html;
}
