import type { Id } from "../domain/facts.ts";
import type { PromisePolicy } from "../domain/promise.ts";
import type { Policies } from "../domain/settings-form.ts";
import type { Database, Transaction } from "./client.server.ts";

export async function saveSettings(tx: Transaction, shop: string, settings: Policies): Promise<void> {
  await tx.shop.update({ where: { shop }, data: settings });
}

/** When promises of the shop move. */
export async function promisePolicy(db: Database | Transaction, shop: string): Promise<PromisePolicy> {
  const row = await db.shop.findUniqueOrThrow({
    where: { shop },
    select: { toleranceDays: true, tolerancePercent: true, confirmHours: true, frozenDays: true },
  });
  const { tolerancePercent, ...policy } = row;
  return { ...policy, toleranceShare: tolerancePercent / 100 };
}

export async function saveShopLeadTime(tx: Transaction, shop: string, days: number | null): Promise<void> {
  await tx.shop.update({ where: { shop }, data: { leadTimeDays: days } });
}

/** Items whose dates may change by it. */
export async function saveMadeToOrder(
  tx: Transaction,
  shop: string,
  productId: Id,
  days: number | null,
): Promise<Id[]> {
  await tx.product.updateMany({ where: { shop, productId }, data: { madeToOrderDays: days } });
  return itemsOfProduct(tx, shop, productId);
}

export async function saveDiscontinued(
  tx: Transaction,
  shop: string,
  productId: Id,
  discontinued: boolean,
): Promise<Id[]> {
  await tx.product.updateMany({ where: { shop, productId }, data: { discontinued } });
  return itemsOfProduct(tx, shop, productId);
}

async function itemsOfProduct(tx: Transaction, shop: string, productId: Id): Promise<Id[]> {
  const variants = await tx.variant.findMany({
    where: { shop, productId, gone: false },
    select: { itemId: true },
  });
  return [...new Set(variants.map((v) => v.itemId))];
}
