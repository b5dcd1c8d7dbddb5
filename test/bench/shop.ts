import { handlers } from "#app/worker/handlers.server.ts";
import { stockedVariant, type StockedVariant } from "#test/acts.ts";
import { testWorld, type TestWorld } from "#test/world.ts";
import type { Lab } from "./measure.ts";

/**
 * The real app with its workers against the stand-in, in this process, installed in one shop. Without a heartbeat,
 * whose questions would be counted with the event's, unless it is asked for.
 */
export async function benchShop(lab: Lab, { heartbeat }: { heartbeat: boolean }): Promise<TestWorld> {
  const world = await testWorld({ database: await lab.database(), worker: heartbeat });
  if (!heartbeat) await world.app.queue.work(handlers(world.app));
  await world.install();
  return world;
}

/** Products with much stock and with none, so that an order for one takes it from the shelf or is owed. */
export async function plentyAndNone(world: TestWorld): Promise<{ plenty: StockedVariant; none: StockedVariant }> {
  const plenty = await stockedVariant(world, { title: "Plenty", available: 10_000 });
  const none = await stockedVariant(world, { title: "None", available: 0 });
  await world.settled();
  return { plenty, none };
}
