import type { Transaction } from "../database/client.server.ts";
import { comingFrom } from "../database/deliveries.server.ts";
import { gatherFacts, withWholeQueue } from "../database/item-facts.server.ts";
import { itemsOwed } from "../database/pages/foreseen.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import {
  findSupplier,
  itemsOfSupplier,
  lockSupplier,
  saveClosed,
  saveDelay,
} from "../database/suppliers.server.ts";
import { dayIn } from "../domain/days.ts";
import type { Day, Delay, Facts, Id } from "../domain/facts.ts";
import { movesTo, type Foreseen } from "../domain/slip.ts";
import type { SupplierClosed } from "../domain/supplier-days.ts";
import type { World } from "../world.ts";
import { learnDates } from "./dates-learned.server.ts";
import { withPromises } from "./delivery-foreseen.server.ts";

/** What is unusual about a supplier: a disruption (null: it is over), days off, or one span of them no longer. */
export type PaceSaid =
  | { kind: "delay"; delay: Delay | null }
  | { kind: "closed"; span: SupplierClosed }
  | { kind: "open"; first: Day };

/** A disruption moves what is to come; both move what no delivery covers. */
export async function supplierPaceSet(
  world: World,
  shop: string,
  supplierId: Id,
  said: PaceSaid,
): Promise<"saved" | "not_found"> {
  return world.db.$transaction((tx) => setPace(world, tx, shop, supplierId, said));
}

/** Whom that would move. It is done, looked at and taken back in one transaction: nobody ever sees it. */
export async function supplierPaceForeseen(
  world: World,
  shop: string,
  supplierId: Id,
  said: PaceSaid,
): Promise<Foreseen | null> {
  try {
    await world.db.$transaction(async (tx) => {
      await lockSupplier(tx, shop, supplierId);
      if (!(await findSupplier(tx, shop, supplierId))) throw new Seen(null);
      const coming = await comingFrom(tx, shop, supplierId);
      const items = [...coming.flatMap((d) => d.itemIds), ...(await itemsOfSupplier(tx, shop, supplierId))];
      const owed = (await itemsOwed(tx, shop, [...new Set(items)])).sort();
      const before = await factsOf(tx, shop, owed);
      await setPace(world, tx, shop, supplierId, said);
      const after = await factsOf(tx, shop, owed);
      const now = world.now();
      const moves = before.flatMap((facts, i) => {
        const { supplies, leadTime } = after[i]!;
        return movesTo(facts, { supplies, leadTime }, now);
      });
      const today = dayIn(await timeZoneOf(tx, shop), now);
      throw new Seen({ expectedOn: null, lines: await withPromises(tx, shop, moves, today, now) });
    });
  } catch (thrown) {
    if (thrown instanceof Seen) return thrown.foreseen;
    throw thrown;
  }
  return null;
}

/** Ends the transaction in which something was only looked at. */
class Seen extends Error {
  foreseen: Foreseen | null;
  constructor(foreseen: Foreseen | null) {
    super("Only looked at.");
    this.foreseen = foreseen;
  }
}

async function factsOf(tx: Transaction, shop: string, itemIds: Id[]): Promise<Facts[]> {
  const found: Facts[] = [];
  for (const itemId of itemIds) {
    const gathered = await gatherFacts(tx, shop, itemId);
    if (gathered) found.push(await withWholeQueue(tx, shop, gathered.facts));
  }
  return found;
}

async function setPace(
  world: World,
  tx: Transaction,
  shop: string,
  supplierId: Id,
  said: PaceSaid,
): Promise<"saved" | "not_found"> {
  await lockSupplier(tx, shop, supplierId);
  if (!(await findSupplier(tx, shop, supplierId))) return "not_found";
  if (said.kind === "delay") await saveDelay(tx, shop, supplierId, said.delay);
  else if (said.kind === "closed") await saveClosed(tx, shop, supplierId, said.span);
  else await saveClosed(tx, shop, supplierId, { first: said.first, last: null, name: "" });
  await learnDates(world, tx, shop, supplierId, await timeZoneOf(tx, shop));
  const items = await itemsOfSupplier(tx, shop, supplierId);
  await world.nudge(
    items.map((itemId) => ({ queue: "recount", shop, itemId })),
    tx,
  );
  return "saved";
}
