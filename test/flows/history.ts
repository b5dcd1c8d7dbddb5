import fc from "fast-check";
import {
  enterDelivery,
  orderOf,
  stockedVariant,
  tail,
  type PlacedOrder,
  type StockedVariant,
} from "#test/acts.ts";
import type { TestWorld } from "#test/world.ts";

/** One thing that somebody does in a shop. Numbers choose among what there is then. */
export type Step =
  | { act: "order"; lines: { variant: number; quantity: number }[] }
  | { act: "cancel" | "ship"; order: number }
  | { act: "ship_some" | "refund" | "edit"; order: number; units: number }
  | { act: "count"; variant: number; available: number }
  | { act: "policy"; variant: number; sellOn: boolean }
  | { act: "delivery"; variant: number; quantity: number; days: number | null };

const variant = fc.nat(2);
const order = fc.nat(9);
const units = fc.integer({ min: 1, max: 4 });

const anOrder: fc.Arbitrary<Step> = fc.record({
  act: fc.constant("order" as const),
  lines: fc.array(fc.record({ variant, quantity: units }), { minLength: 1, maxLength: 2 }),
});
const anything: fc.Arbitrary<Step> = fc.oneof(
  { weight: 5, arbitrary: anOrder },
  { weight: 3, arbitrary: fc.record({ act: fc.constantFrom("cancel" as const, "ship" as const), order }) },
  {
    weight: 4,
    arbitrary: fc.record({
      act: fc.constantFrom("ship_some" as const, "refund" as const, "edit" as const),
      order,
      units,
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant("count" as const),
      variant,
      available: fc.integer({ min: -4, max: 6 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("policy" as const), variant, sellOn: fc.boolean() }) },
  {
    weight: 2,
    arbitrary: fc.record({
      act: fc.constant("delivery" as const),
      variant,
      quantity: units,
      days: fc.option(fc.integer({ min: 3, max: 20 }), { nil: null, freq: 5 }),
    }),
  },
);

/** Some orders first, so that there is something to act on. */
export const anyHistory: fc.Arbitrary<Step[]> = fc
  .tuple(
    fc.array(anOrder, { minLength: 2, maxLength: 3 }),
    fc.array(anything, { minLength: 5, maxLength: 10 }),
  )
  .map(([first, then]) => [...first, ...then]);

export type Stage = { shop: string; variants: StockedVariant[] };

/** The shop in which histories happen: three products with 3, 1 and 0 units. */
export async function setStage(world: TestWorld, shop: string): Promise<Stage> {
  const variants: StockedVariant[] = [];
  for (const [title, available] of [
    ["Pack", 3],
    ["Lamp", 1],
    ["Tent", 0],
  ] as const) {
    variants.push(await stockedVariant(world, { title, available, policy: "CONTINUE", shop }));
  }
  return { shop, variants };
}

/** What Shopify refuses (to ship what is shipped, to refund what is gone) is refused in every shop alike. */
export async function play(world: TestWorld, { shop, variants }: Stage, history: Step[]): Promise<void> {
  const orders: PlacedOrder[] = [];
  const chosen = (n: number) => orders[n % Math.max(1, orders.length)];
  for (const step of history) {
    try {
      await take(step);
    } catch (refused) {
      if (!(refused instanceof Error)) throw refused;
    }
    await world.shopify.idle();
  }

  async function take(step: Step): Promise<void> {
    switch (step.act) {
      case "order":
        orders.push(
          await orderOf(
            world,
            step.lines.map((l) => ({ variant: variants[l.variant]!, quantity: l.quantity })),
            shop,
          ),
        );
        return;
      case "cancel":
        return chosen(step.order)?.cancel();
      case "ship":
        return chosen(step.order)?.ship();
      case "ship_some":
        return chosen(step.order)?.ship(step.units);
      case "refund":
        return chosen(step.order)?.refund(step.units);
      case "edit":
        return chosen(step.order)?.editTo(step.units);
      case "count":
        return variants[step.variant]!.setAvailable(step.available);
      case "policy":
        return variants[step.variant]!.setPolicy(step.sellOn ? "CONTINUE" : "DENY");
      case "delivery":
        await enterDelivery(
          world,
          variants[step.variant]!,
          { ...step, reference: `PO ${step.quantity}/${step.days}` },
          shop,
        );
    }
  }
}

/** Everything that the app knows, decided and published of a shop, without ids and moments. */
export async function stateOf(world: TestWorld, { shop, variants }: Stage): Promise<object> {
  const { db } = world.app;
  const stock = await db.$queryRaw<object[]>`
    select v.policy, p.title, s.on_hand, s.available, s.committed, s.unavailable, s.active, a.state, a.ships_by, a.free, a.owed, a.coming, a.because
    from variant v join product p using (shop, product_id) left join stock_level s using (shop, item_id)
      left join availability a using (shop, variant_id)
    where v.shop = ${shop} order by p.title`;
  const demand = await db.$queryRaw<object[]>`
    select o.name, o.cancelled_at is not null as cancelled, l.title, f.remaining, w.outstanding, w.ready, w.owed, w.uncovered, w.units_before
    from sales_order o join fulfillment_line f using (shop, order_id) join order_line l using (shop, line_id)
      left join owed_line w using (shop, fulfillment_line_id)
    where o.shop = ${shop} and (f.remaining > 0 or w.owed > 0) order by o.name, l.title, f.remaining, f.fulfillment_line_id`;
  const covers = await db.$queryRaw<object[]>`
    select o.name, c.position, c.kind, c.quantity, d.reference from cover c
      join owed_line w using (shop, fulfillment_line_id) join sales_order o on o.shop = w.shop and o.order_id = w.order_id
      left join delivery d on d.shop = c.shop and d.delivery_id = c.delivery_id
    where c.shop = ${shop} order by o.name, w.units_before, c.position, d.reference`;
  const published = await Promise.all(variants.map((v) => v.published()));
  const orders = await world.staff<{
    orders: {
      nodes: {
        name: string;
        tags: string[];
        metafield: { jsonValue: { owed: number; lines: { owed: number; ships_by: string }[] } } | null;
      }[];
    };
  }>(
    `{ orders(first: 50) { nodes { name tags metafield(namespace: "$app", key: "backorders") { jsonValue } } } }`,
    {},
    shop,
  );
  const told = orders.orders.nodes
    // An order that was never owed and one that is not any more say the same.
    .filter((o) => o.tags.length > 0 || (o.metafield?.jsonValue.owed ?? 0) > 0)
    .map((o) => ({
      name: o.name,
      tags: o.tags,
      lines: o.metafield?.jsonValue.lines.map((l) => `${l.owed} ${l.ships_by}`).sort(),
    }));
  return { stock, demand, covers, published, told: told.sort((a, b) => a.name.localeCompare(b.name)) };
}

/** Shopify's own shortage per product, which the sum of what is owed must equal. */
export async function shortages(
  world: TestWorld,
  { shop, variants }: Stage,
): Promise<{ owed: number; shortage: number }[]> {
  return Promise.all(
    variants.map(async (v) => {
      const { inventoryItem } = await world.staff<{
        inventoryItem: { inventoryLevel: { quantities: { quantity: number }[] } };
      }>(
        `query ($id: ID!, $at: ID!) { inventoryItem(id: $id) { inventoryLevel(locationId: $at) { quantities(names: ["committed", "on_hand"]) { name quantity } } } }`,
        { id: v.itemId, at: v.locationId },
        shop,
      );
      const [committed, onHand] = inventoryItem.inventoryLevel.quantities.map((q) => q.quantity);
      const { _sum } = await world.app.db.owedLine.aggregate({
        where: { shop, itemId: tail(v.itemId) },
        _sum: { owed: true },
      });
      return { owed: _sum.owed ?? 0, shortage: Math.max(0, committed! - Math.max(0, onHand!)) };
    }),
  );
}
