import { handlers } from "#app/worker/handlers.server.ts";
import { stockedVariant, type StockedVariant } from "#test/acts.ts";
import { patience } from "#app/queues.ts";
import type { TestDatabase } from "#test/setup/database.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";
import type { Lab } from "./measure.ts";

/**
 * The real app with its workers against the stand-in, in this process, installed in its shops. Without a heartbeat,
 * whose questions would be counted with the event's, unless it is asked for.
 */
export async function benchShop(
  lab: Lab,
  { heartbeat = false, shops = [demoShop] }: { heartbeat?: boolean; shops?: string[] } = {},
): Promise<{ world: TestWorld; database: TestDatabase }> {
  const database = await lab.database();
  const world = await testWorld({
    database,
    patience: { ...patience },
    worker: heartbeat,
    shops: shops.map((domain) => ({ domain })),
  });
  if (!heartbeat) await world.app.queue.work(handlers(world.app));
  for (const shop of shops) await world.install(shop);
  return { world, database };
}

/** Products with much stock and with none, so that an order for one takes it from the shelf or is owed. */
export async function plentyAndNone(
  world: TestWorld,
): Promise<{ plenty: StockedVariant; none: StockedVariant }> {
  const plenty = await stockedVariant(world, { title: "Plenty", available: 10_000 });
  const none = await stockedVariant(world, { title: "None", available: 0 });
  await world.settled();
  return { plenty, none };
}
