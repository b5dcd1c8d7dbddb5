import { setTimeout as pause } from "node:timers/promises";
import { orderOf } from "#test/acts.ts";
import { listeners } from "./counted.ts";
import { quantile, type Lab } from "./measure.ts";
import { benchShop, plentyAndNone } from "./shop.ts";

const orders = 50;

/** From the order to the metafield that says what it is owed, one order after the other on a quiet machine. */
export default async function latency(lab: Lab): Promise<void> {
  const { world } = await benchShop(lab, { heartbeat: true });
  const { none } = await plentyAndNone(world);
  const writtenAt = new Map<string, number>();
  const listen = (operation: string, variables: unknown) => {
    if (operation !== "MetafieldsSet") return;
    const { metafields } = variables as { metafields: { ownerId: string }[] };
    for (const { ownerId } of metafields)
      if (!writtenAt.has(ownerId)) writtenAt.set(ownerId, performance.now());
  };
  listeners.add(listen);
  const times: number[] = [];
  for (let n = 0; n < (lab.quick ? 10 : orders); n++) {
    const placed = performance.now();
    const { id } = await orderOf(world, [{ variant: none, quantity: 1 }]);
    while (!writtenAt.has(id)) {
      if (performance.now() - placed > 30_000)
        throw new Error("The order's metafield was not written in 30 s.");
      await pause(2);
    }
    times.push(writtenAt.get(id)! - placed);
    await world.settled();
  }
  listeners.delete(listen);
  lab.note({ times });
  lab.find({ what: "order placed to metafield written, p50", unit: "ms", values: [quantile(times, 0.5)] });
  lab.find({ what: "order placed to metafield written, p95", unit: "ms", values: [quantile(times, 0.95)] });
  await world.close();
}
