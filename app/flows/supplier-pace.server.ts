import type { Transaction } from "../database/client.server.ts";
import { comingFrom } from "../database/deliveries.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import {
  findSupplier,
  itemsOfSupplier,
  lockSupplier,
  saveClosed,
  saveDelay,
} from "../database/suppliers.server.ts";
import type { Day, Delay, Id } from "../domain/facts.ts";
import type { SupplierClosed } from "../domain/supplier-days.ts";
import type { World } from "../world.ts";
import { datesForeseen, type DatesForeseen } from "./dates-foreseen.server.ts";
import { learnDates } from "./dates-learned.server.ts";

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

/** Whom that would move, before it is saved. */
export async function supplierPaceForeseen(
  world: World,
  shop: string,
  supplierId: Id,
  said: PaceSaid,
): Promise<DatesForeseen | null> {
  if (!(await findSupplier(world.db, shop, supplierId))) return null;
  return datesForeseen(
    world,
    shop,
    (tx) => itemsFrom(tx, shop, supplierId),
    (tx) => setPace(world, tx, shop, supplierId, said),
  );
}

/** What it brings, and what it would bring where no delivery is known. */
export async function itemsFrom(tx: Transaction, shop: string, supplierId: Id): Promise<Id[]> {
  const coming = await comingFrom(tx, shop, supplierId);
  return [...coming.flatMap((d) => d.itemIds), ...(await itemsOfSupplier(tx, shop, supplierId))];
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
