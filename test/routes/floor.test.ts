import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { ensureBuilt } from "#test/shopify-stand-in/demo/build.ts";
import { testWorld, type TestWorld } from "#test/world.ts";
import { open, send, words } from "./visit.ts";

let world: TestWorld;
let pack: StockedVariant;
let address: string;
let here: { itemId: string; locationId: string };
beforeAll(async () => {
  await ensureBuilt(process.cwd(), () => {});
  world = await testWorld();
  await world.install();
  pack = await stockedVariant(world, { title: "Trail pack", available: 0 });
  await world.settled();
  await orderOf(world, [{ variant: pack, quantity: 2 }]);
  await world.settled();
  address = `/app/products/${tail(pack.productId)}/floor`;
  here = { itemId: tail(pack.itemId), locationId: tail(pack.locationId) };
}, 180_000);
afterAll(() => world?.close());

async function read(path: string): Promise<string> {
  const { status, html } = await open(world, path);
  expect(status, words(html).slice(0, 500)).toBe(200);
  return words(html);
}

describe("what is kept for the shop floor", () => {
  test("is nothing at first", async () => {
    expect(await read(address)).toContain("Nothing of this product is kept now.");
    expect(await read(`/app/products/${tail(pack.productId)}`)).toContain(
      "Nothing: all units that arrive go to waiting orders first.",
    );
  });

  test("is looked at before it is saved, and nothing is saved by that", async () => {
    await send(world, address, { ...here, units: "2", intent: "foresee" });
    expect(await read(address)).toContain("Nothing of this product is kept now.");
  });

  test("is said on the product's page and under Policies", async () => {
    const { html } = await send(world, address, { ...here, units: "2", intent: "save" });
    expect(html).toContain("Saved");
    await world.settled();
    expect(await read(address)).toContain("2 units for the shop floor, in Berlin");
    expect(await read(`/app/products/${tail(pack.productId)}`)).toContain(
      "2 units for the shop floor, in Berlin",
    );
    expect(await read("/app/policies")).toContain("Kept of 1 variant: 2 units for the shop floor.");
    const applies = await read(`/app/policies/applies/${tail(pack.productId)}`);
    expect(applies).toContain("2 units for the shop floor, in Berlin");
  });

  test("is taken back by undo", async () => {
    await send(world, address, { ...here, units: "0", intent: "undo" });
    await world.settled();
    expect(await read(address)).toContain("Nothing of this product is kept now.");
  });

  test("names what is wrong, and leads nowhere for a product that is not the shop's", async () => {
    const wrong = await send(world, address, { ...here, units: "some", intent: "save" });
    expect(wrong.html).toContain("Enter a whole number, 0 or more.");
    const other = await send(world, address, { ...here, itemId: "404", units: "1", intent: "save" });
    expect(other.html).toContain("Choose a variant.");
    const nobody = await send(world, address, { ...here, readers: "1", intent: "save" });
    expect(nobody.html).toContain("Nobody is on this variant's waiting list.");
    expect((await open(world, "/app/products/404/floor")).status).toBe(404);
  });
});
