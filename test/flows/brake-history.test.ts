import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { restMinutes, type BrakeRule } from "#app/domain/brake.ts";
import type { Level } from "#app/domain/level.ts";
import { brakePutBack, brakeResumed } from "#app/flows/brake-held.server.ts";
import { brakeRemoved, brakeSet, brakesTurnedOff } from "#app/flows/brake-set.server.ts";
import { enterDelivery, orderOf, stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

let world: TestWorld;
beforeAll(async () => {
  world = await testWorld();
  await world.install();
});
afterAll(() => world?.close());

type Policy = "CONTINUE" | "DENY";
const rules: fc.Arbitrary<BrakeRule> = fc.record({
  accept: fc.constantFrom("never", "cap", "dated", "always"),
  cap: fc.integer({ min: 0, max: 4 }),
  farthestDays: fc.option(fc.integer({ min: 1, max: 20 }), { nil: null }),
  margin: fc.integer({ min: 0, max: 2 }),
  opens: fc.boolean(),
});
const level = fc.constantFrom<Level>("shop", "product", "variant");
const which = fc.nat({ max: 2 });
const act = fc.oneof(
  fc.record({ does: fc.constant("sets a brake" as const), level, which, rule: rules }),
  fc.record({ does: fc.constant("takes a brake off" as const), level, which }),
  fc.record({ does: fc.constant("sells" as const), which, units: fc.integer({ min: 1, max: 4 }) }),
  fc.record({ does: fc.constant("counts" as const), which, units: fc.integer({ min: 0, max: 3 }) }),
  fc.record({ does: fc.constant("expects" as const), which, days: fc.integer({ min: 1, max: 30 }) }),
  fc.record({ does: fc.constant("switches by hand" as const), which }),
  fc.record({ does: fc.constant("puts back" as const), which }),
  fc.record({ does: fc.constant("lets go on" as const), which }),
  fc.record({ does: fc.constant("waits" as const), which }),
  fc.record({ does: fc.constant("loses an answer" as const), which, arrives: fc.boolean() }),
);
type Act = typeof act extends fc.Arbitrary<infer A> ? A : never;

async function policyOf(variant: StockedVariant): Promise<Policy> {
  const { productVariant } = await world.staff<{ productVariant: { inventoryPolicy: Policy } }>(
    "query ($id: ID!) { productVariant(id: $id) { inventoryPolicy } }",
    { id: variant.variantId },
  );
  return productVariant.inventoryPolicy;
}

async function perform(one: Act, variants: StockedVariant[], word: Map<string, Policy>): Promise<void> {
  const variant = variants[one.which]!;
  const where = (at: Level) => ({
    level: at,
    targets: [at === "shop" ? "" : tail(at === "product" ? variant.productId : variant.variantId)],
  });
  const all = { productId: tail(variant.productId), variantId: null };
  switch (one.does) {
    case "sets a brake":
      return brakeSet(world.app, demoShop, where(one.level), one.rule);
    case "takes a brake off":
      return brakeRemoved(world.app, demoShop, where(one.level));
    case "sells":
      return void (await orderOf(world, [{ variant, quantity: one.units }]));
    case "counts":
      return variant.setAvailable(one.units);
    case "expects":
      return void (await enterDelivery(world, variant, { quantity: 3, days: one.days }));
    case "switches by hand": {
      // At rest: a switch that is under way and somebody's hand at the same moment know nothing of each other.
      await world.settled();
      const other = (await policyOf(variant)) === "DENY" ? "CONTINUE" : "DENY";
      word.set(variant.variantId, other);
      await variant.setPolicy(other);
      return world.settled();
    }
    case "puts back":
      return brakePutBack(world.app, demoShop, all);
    case "lets go on":
      return brakeResumed(world.app, demoShop, all);
    case "waits":
      world.shopify.clock.advance(restMinutes * 60_000);
      return world.beat();
    case "loses an answer":
      world.meddle[one.arrives ? "after" : "before"] = (asked) => {
        if (asked.operation !== "SetPolicies") return;
        delete world.meddle.before;
        delete world.meddle.after;
        throw new Error("killed");
      };
  }
}

test("after any history, turning the brake off leaves every policy as it was found, or as staff set it since", async () => {
  const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2 ** 31);
  await fc.assert(
    fc.asyncProperty(
      fc.tuple(
        fc.constantFrom<Policy>("CONTINUE", "DENY"),
        fc.constantFrom<Policy>("CONTINUE", "DENY"),
        fc.constant<Policy>("CONTINUE"),
      ),
      fc.array(act, { minLength: 6, maxLength: 14 }),
      async (policies, acts) => {
        const variants: StockedVariant[] = [];
        for (const policy of policies)
          variants.push(await stockedVariant(world, { title: "Any", available: 2, policy }));
        await world.settled();
        const word = new Map(variants.map((v, i) => [v.variantId, policies[i]!]));
        for (const one of acts) await perform(one, variants, word);
        await world.settled();
        delete world.meddle.before;
        delete world.meddle.after;
        await brakesTurnedOff(world.app, demoShop);
        await world.settled();
        const held = await Promise.all(variants.map(policyOf));
        expect(held).toEqual(variants.map((v) => word.get(v.variantId)));
        for (const v of variants) await v.remove();
      },
    ),
    { seed, numRuns: Number(process.env["PROPERTY_RUNS"] ?? 4), endOnFailure: true },
  );
}, 300_000);
