import { enterDelivery, orderOf, stockedVariant, type PlacedOrder } from "#test/acts.ts";
import { countStatements, takeCounts, type Counts } from "./counted.ts";
import { quantile, type Finding, type Lab } from "./measure.ts";
import { benchShop, plentyAndNone } from "./shop.ts";

/** What one event of a shop costs, from the first webhook until nothing is left to do. */
export default async function eventCost(lab: Lab): Promise<void> {
  countStatements();
  const { world } = await benchShop(lab);
  const { plenty, none } = await plentyAndNone(world);
  const dated = await stockedVariant(world, { title: "Dated", available: 0 });
  await enterDelivery(world, dated, { quantity: 10_000, days: 20 });
  await orderOf(world, [{ variant: dated, quantity: 1 }]);
  await world.settled();
  const events = lab.quick ? 3 : 15;
  let available = 9_000;
  const owed: PlacedOrder[] = [];
  // The first debt also publishes that the product is sold out: a cost of its own.
  const kinds: [string, (n: number) => Promise<unknown>, number?][] = [
    ["in-stock order", () => orderOf(world, [{ variant: plenty, quantity: 1 }]), 10],
    ["backordered order", async () => owed.push(await orderOf(world, [{ variant: none, quantity: 1 }])), 40],
    // What is left of its delivery is published anew: another 14.
    ["backordered order with a date", () => orderOf(world, [{ variant: dated, quantity: 1 }]), 54],
    ["stock correction", () => plenty.setAvailable(--available)],
    ["cancellation of a backordered order", (n) => owed[n]!.cancel()],
  ];
  for (const [name, act, points] of kinds) {
    const seen: Counts[] = [];
    for (let n = 0; n < events; n++) {
      takeCounts();
      await act(n);
      await world.settled();
      seen.push(takeCounts());
    }
    const of = (what: keyof Counts) => seen.map((c) => Number(c[what]));
    const find = (what: string, unit: string, values: number[], more: Partial<Finding> = {}) =>
      lab.find({ what: `${name}: ${what}`, unit, values, ...more });
    find(
      "Admin API points",
      "points",
      of("points"),
      points ? { goal: { atMost: points }, kind: "count" } : {},
    );
    find(
      "calls of the Admin API",
      "",
      seen.map((c) => c.calls.length),
    );
    find("statements", "", of("statements"));
    find("rows written", "", of("rowsWritten"));
    const dearest = seen.find((c) => c.points === quantile(of("points"), 1))!;
    lab.note({ name, dearest: dearest.calls, all: seen.map((c) => c.calls) });
    console.log(`  dearest: ${dearest.calls.join(", ")}`);
  }
  // Ten orders cannot cost what one may: a counter that misses calls would say so here.
  takeCounts();
  for (let n = 0; n < 10; n++) await orderOf(world, [{ variant: none, quantity: 1 }]).then(world.settled);
  lab.find({
    what: "control: ten backordered orders, against what one may cost",
    unit: "points",
    values: [takeCounts().points],
    goal: { atMost: 40 },
    kind: "control",
  });
  await world.close();
}
