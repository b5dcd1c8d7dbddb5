import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { testWorld, type TestWorld } from "#test/world.ts";
import { anyHistory, play, setStage, shortages, stateOf, type Stage } from "./history.ts";

/** HISTORY_RUNS asks for more, PROPERTY_SEED repeats a failure that was printed. */
const runs = Number(process.env["HISTORY_RUNS"] ?? 2);
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2 ** 31);
const histories = fc.sample(anyHistory, { seed, numRuns: runs });
const domain = (kind: string, i: number) => `${kind}-${i}.myshopify.com`;

let world: TestWorld;
beforeAll(async () => {
  const shops = histories.flatMap((_, i) =>
    ["calm", "wild", "deaf"].map((kind) => ({ domain: domain(kind, i) })),
  );
  world = await testWorld({ shops });
});
afterAll(() => world?.close());

async function open(kind: string, i: number): Promise<Stage> {
  const stage = await setStage(world, domain(kind, i));
  await world.install(stage.shop);
  return stage;
}

test.each(histories.map((history, i) => [i, history] as const))(
  `history %i of seed ${seed} ends the same, whatever becomes of its webhooks`,
  async (i, history) => {
    const [calm, wild, deaf] = [await open("calm", i), await open("wild", i), await open("deaf", i)];
    const cycles = () => world.app.db.cycle.findMany({ where: { shop: deaf.shop } });

    await play(world, calm, history);
    await world.settled();
    const expected = await stateOf(world, calm);
    for (const { owed, shortage } of await shortages(world, calm)) expect(owed).toBe(shortage);

    world.shopify.faults.set({ duplicate: 0.7, drop: 0, reorder: 2000, delay: [0, 1500], seed });
    await play(world, wild, history);
    await world.settled();
    world.shopify.faults.set({});
    expect(await stateOf(world, wild)).toEqual(expected);

    world.shopify.faults.set({ drop: true });
    await play(world, deaf, history);
    // One minute later the orders that were touched are found, one night later everything.
    world.shopify.clock.advance(61_000);
    await world.beat();
    await world.settled();
    await world.app.db.cycle.updateMany({
      where: { shop: deaf.shop, name: "nightly" },
      data: { startedAt: new Date(0) },
    });
    await world.beat();
    await world.settled();
    world.shopify.faults.set({});
    expect(await stateOf(world, deaf)).toEqual(expected);
    const found = await cycles();
    expect(found.find((c) => c.name === "nightly")?.finishedAt).not.toBeNull();
    expect(found.some((c) => c.surprises > 0) || history.every((s) => s.act === "delivery")).toBe(true);

    // What is right already is left alone.
    world.asked.length = 0;
    await world.app.db.cycle.updateMany({
      where: { shop: calm.shop, name: "nightly" },
      data: { startedAt: new Date(0) },
    });
    await world.beat();
    await world.settled();
    expect(world.asked.filter((a) => a.shop === calm.shop && /MetafieldsSet|Tags/.test(a.operation))).toEqual(
      [],
    );
    expect(
      (await world.app.db.cycle.findFirst({ where: { shop: calm.shop, name: "nightly" } }))?.surprises,
    ).toBe(0);
  },
  180_000,
);
