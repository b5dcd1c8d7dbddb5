import type { Transaction } from "../database/client.server.ts";
import type { World } from "../world.ts";

/** What an act would come to: it is done, looked at and taken back in one transaction. Nobody else ever sees it. */
export async function rehearsed<T>(world: World, act: (tx: Transaction) => Promise<T>): Promise<T> {
  try {
    return await world.db.$transaction(async (tx) => {
      throw new Rehearsed(await act(tx));
    });
  } catch (thrown) {
    if (thrown instanceof Rehearsed) return thrown.seen as T;
    throw thrown;
  }
}

class Rehearsed extends Error {
  override name = "Rehearsed";
  seen: unknown;
  constructor(seen: unknown) {
    super("Only looked at.");
    this.seen = seen;
  }
}
