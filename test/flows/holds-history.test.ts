import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { holdScopes } from "#app/domain/release-form.ts";
import { releaseSettingsSaved } from "#app/flows/release-settings-saved.server.ts";
import { tail } from "#test/acts.ts";
import { isOurs, partsOf, staffHolds, staffMerges, staffReleases, staffSplits } from "#test/hold-acts.ts";
import { testWorld, type TestWorld } from "#test/world.ts";
import { anyHistory, play, setStage, type Stage, type Step } from "./history.ts";

/** HISTORY_RUNS asks for more, PROPERTY_SEED repeats a failure that was printed. */
const runs = Number(process.env["HISTORY_RUNS"] ?? 2);
const seed = Number(process.env["PROPERTY_SEED"] ?? Date.now() % 2 ** 31);

/** What staff and other apps do to fulfillment orders in between. */
type Meddling = { act: "hold" | "split" | "merge" | "release_theirs"; which: number; units: number };
const meddling: fc.Arbitrary<Meddling> = fc.record({
  act: fc.constantFrom("hold" as const, "split" as const, "merge" as const, "release_theirs" as const),
  which: fc.nat(9),
  units: fc.integer({ min: 1, max: 2 }),
});
const tales = fc.sample(
  fc.array(fc.tuple(anyHistory, fc.array(meddling, { maxLength: 3 })), { minLength: 2, maxLength: 3 }),
  { seed, numRuns: runs },
);

let world: TestWorld;
const domain = (i: number) => `holds-${i}.myshopify.com`;
const off = { on: false, review: false, wholeOrders: false };
beforeAll(async () => {
  world = await testWorld({ shops: tales.map((_, i) => ({ domain: domain(i) })) });
});
afterAll(() => world?.close());

async function partsIn({ shop }: Stage) {
  const { orders } = await world.staff<{ orders: { nodes: { id: string; cancelledAt: string | null }[] } }>(
    "{ orders(first: 50) { nodes { id cancelledAt } } }",
    {},
    shop,
  );
  const all = await Promise.all(orders.nodes.map((o) => partsOf(world, o.id, shop)));
  return all.map((parts, i) => ({ order: orders.nodes[i]!, parts }));
}

/** What Shopify refuses is refused. */
async function meddle(stage: Stage, { act, which, units }: Meddling): Promise<void> {
  const orders = (await partsIn(stage)).filter((o) => o.parts.length > 0);
  const { parts } = orders[which % Math.max(1, orders.length)] ?? { parts: [] };
  const part = parts[which % Math.max(1, parts.length)];
  if (!part) return;
  try {
    if (act === "hold") await staffHolds(world, part, null, stage.shop);
    else if (act === "split") await staffSplits(world, part, units, stage.shop);
    else if (act === "merge")
      await staffMerges(
        world,
        parts.filter((p) => p.holds.length === 0),
        stage.shop,
      );
    else {
      const theirs = part.holds.filter((h) => !isOurs(h)).map((h) => h.id);
      if (theirs.length > 0) await staffReleases(world, part.id, theirs, stage.shop);
    }
  } catch (refused) {
    if (!(refused instanceof Error)) throw refused;
  }
  await world.shopify.idle();
}

/** Every fulfillment order whose holds are not as they should be, in words. */
async function wrongHolds(stage: Stage, on: boolean): Promise<string[]> {
  const owed = await world.app.db.owedLine.findMany({ where: { shop: stage.shop } });
  return (await partsIn(stage)).flatMap(({ parts }) =>
    parts.flatMap((part) => {
      const units = part.lines.reduce((sum, l) => sum + l.remaining, 0);
      const waits = part.lines.reduce(
        (sum, l) => sum + (owed.find((o) => o.fulfillmentLineId === tail(l.id))?.owed ?? 0),
        0,
      );
      const ours = part.holds.filter(isOurs).length;
      const theirs = part.holds.length - ours;
      const said = `${waits} of ${units} wait, ${ours} holds of ours, ${theirs} of others`;
      if (!on) return ours === 0 ? [] : [said];
      // Where others hold a part of which some could ship, Shopify lets nobody hold the rest alone.
      const wanted = waits > 0 && (theirs === 0 || waits === units) ? 1 : 0;
      return ours === wanted && (ours === 0 || waits === units) ? [] : [said];
    }),
  );
}

test.each(tales.map((tale, i) => [i, tale] as const))(
  `our holds are what waits, whatever happens, and none is left when it is turned off (seed ${seed}, history %i)`,
  async (i, tale) => {
    const stage = await setStage(world, domain(i));
    await world.install(stage.shop);
    world.shopify.grantOptionalScopes(stage.shop, [...holdScopes]);
    await releaseSettingsSaved(world.app, stage.shop, { ...off, on: true });
    const orders: Step[] = tale[0]![0].slice(0, 2);
    await play(world, stage, orders);
    for (const [history, meddlings] of tale) {
      await play(world, stage, history);
      for (const one of meddlings) await meddle(stage, one);
      await world.settled();
      expect(await wrongHolds(stage, true)).toEqual([]);
    }
    const theirs = (await partsIn(stage))
      .flatMap(({ parts }) => parts.flatMap((p) => p.holds))
      .filter((h) => !isOurs(h));
    await releaseSettingsSaved(world.app, stage.shop, off);
    await world.settled();
    expect(await wrongHolds(stage, false)).toEqual([]);
    const left = (await partsIn(stage)).flatMap(({ parts }) =>
      parts.flatMap((p) => p.holds.map((h) => h.id)),
    );
    expect(left.sort()).toEqual(theirs.map((h) => h.id).sort());
  },
  120_000,
);
