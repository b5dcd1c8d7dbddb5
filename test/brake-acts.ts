import { brakeSet } from "#app/flows/brake-set.server.ts";
import type { BrakeRule } from "#app/domain/brake.ts";
import { placeOrder } from "#test/shopify-stand-in/shop/orders.ts";
import { tail, type StockedVariant } from "./acts.ts";
import { demoShop, type TestWorld } from "./world.ts";

/** A brake that takes everything, but for what is said. */
export const rule = (more: Partial<BrakeRule>): BrakeRule => ({
  accept: "cap",
  cap: null,
  farthestDays: null,
  margin: 0,
  opens: false,
  ...more,
});
export const upTo = (cap: number, more: Partial<BrakeRule> = {}) => rule({ cap, ...more });

export async function policyAt(world: TestWorld, variant: StockedVariant): Promise<string> {
  const { productVariant } = await world.staff<{ productVariant: { inventoryPolicy: string } }>(
    "query ($id: ID!) { productVariant(id: $id) { inventoryPolicy } }",
    { id: variant.variantId },
  );
  return productVariant.inventoryPolicy;
}

/** What the app knows of a variant with a brake. */
export const brakedRow = (world: TestWorld, variant: StockedVariant) =>
  world.app.db.brakedVariant.findFirst({ where: { shop: demoShop, variantId: tail(variant.variantId) } });

/** What it switched, in words, first things first. */
export async function brakeJournal(world: TestWorld, variant: StockedVariant): Promise<string[]> {
  const entries = await world.app.db.brakeEntry.findMany({
    where: { shop: demoShop, variantId: tail(variant.variantId) },
    orderBy: { seq: "asc" },
  });
  return entries.map(({ event, before, after }) => [event, before, after].filter(Boolean).join(" "));
}

/** Sets it for a product, and waits until all is switched. */
export async function setBrake(world: TestWorld, variant: StockedVariant, one: BrakeRule): Promise<void> {
  await brakeSet(world.app, demoShop, { level: "product", targets: [tail(variant.productId)] }, one);
  await world.settled();
}

/** As at a checkout, which asks Shopify alone. */
export function buys(world: TestWorld, variant: StockedVariant, quantity: number): "sold" | "refused" {
  const lines = [{ variantId: tail(variant.variantId), quantity }];
  const placed = placeOrder(world.shopify.shops.get(demoShop)!, { lines, sourceName: "web" });
  return "refused" in placed ? "refused" : "sold";
}
