import { randomUUID } from "node:crypto";
import type { Transaction } from "../database/client.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import {
  addSupplier,
  findSupplier,
  itemsOfSupplier,
  lockSupplier,
  nameIsTaken,
  saveSupplier,
  type SupplierWords,
} from "../database/suppliers.server.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { datesForeseen, type DatesForeseen } from "./dates-foreseen.server.ts";
import { learnDates } from "./dates-learned.server.ts";
import { itemsFrom } from "./supplier-pace.server.ts";

/**
 * Names are the shop's own: two suppliers cannot have the same. `supplierId` is chosen by whoever sends it: sent again,
 * because the answer was lost, it is the same supplier.
 */
export async function supplierAdded(
  world: World,
  shop: string,
  { supplierId = randomUUID(), ...words }: SupplierWords & { supplierId?: Id },
): Promise<{ supplierId: Id } | "name_taken"> {
  return world.db.$transaction(async (tx) => {
    if (await nameIsTaken(tx, shop, words.name, supplierId)) return "name_taken";
    await addSupplier(tx, shop, supplierId, words, world.now());
    return { supplierId };
  });
}

/** Another lead time moves what no delivery covers; another choice of dates moves what is to come from it. */
export async function supplierChanged(
  world: World,
  shop: string,
  supplierId: Id,
  words: SupplierWords,
): Promise<"changed" | "not_found" | "name_taken"> {
  return world.db.$transaction((tx) => change(world, tx, shop, supplierId, words));
}

/** Whom that would move, before it is saved. Null: there is no such supplier. */
export async function supplierChangeForeseen(
  world: World,
  shop: string,
  supplierId: Id,
  words: SupplierWords,
): Promise<DatesForeseen | null> {
  if (!(await findSupplier(world.db, shop, supplierId))) return null;
  return datesForeseen(
    world,
    shop,
    (tx) => itemsFrom(tx, shop, supplierId),
    (tx) => change(world, tx, shop, supplierId, words),
  );
}

async function change(
  world: World,
  tx: Transaction,
  shop: string,
  supplierId: Id,
  words: SupplierWords,
): Promise<"changed" | "not_found" | "name_taken"> {
  await lockSupplier(tx, shop, supplierId);
  const before = await findSupplier(tx, shop, supplierId);
  if (!before) return "not_found";
  if (await nameIsTaken(tx, shop, words.name, supplierId)) return "name_taken";
  await saveSupplier(tx, shop, supplierId, words);
  if (before.dates !== words.dates || before.bufferDays !== (words.bufferDays ?? 0))
    await learnDates(world, tx, shop, supplierId, await timeZoneOf(tx, shop));
  if (before.leadTimeDays !== words.leadTimeDays) {
    const items = await itemsOfSupplier(tx, shop, supplierId);
    await world.nudge(
      items.map((itemId) => ({ queue: "recount", shop, itemId })),
      tx,
    );
  }
  return "changed";
}
