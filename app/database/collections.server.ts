import type { Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";

/** A collection as it was read. Returns the items of products that came into it or left it. */
export async function keepCollection(
  tx: Transaction,
  shop: string,
  collectionId: Id,
  { title, productIds }: { title: string; productIds: Id[] },
  readAt: Date,
): Promise<Id[]> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('collection'), hashtext(${`${shop}/${collectionId}`}))`;
  await tx.collection.upsert({
    where: { shop_collectionId: { shop, collectionId } },
    create: { shop, collectionId, title, readAt },
    update: { title, readAt },
  });
  const rows = await tx.collectionProduct.findMany({
    where: { shop, collectionId },
    select: { productId: true },
  });
  const [was, is] = [new Set(rows.map((r) => r.productId)), new Set(productIds)];
  const [came, left] = [[...is].filter((id) => !was.has(id)), [...was].filter((id) => !is.has(id))];
  await tx.collectionProduct.createMany({
    data: came.map((productId) => ({ shop, collectionId, productId })),
  });
  await tx.collectionProduct.deleteMany({ where: { shop, collectionId, productId: { in: left } } });
  return itemsOf(tx, shop, [...came, ...left]);
}

/** A collection that was deleted in Shopify, with its rules. Returns the items for which that counted. */
export async function forgetCollection(tx: Transaction, shop: string, collectionId: Id): Promise<Id[]> {
  const rows = await tx.collectionProduct.findMany({
    where: { shop, collectionId },
    select: { productId: true },
  });
  const itsOwn = { level: "collection", target: collectionId };
  await tx.brake.deleteMany({ where: { shop, ...itsOwn } });
  await tx.dateRule.deleteMany({ where: { shop, ...itsOwn } });
  await tx.collectionProduct.deleteMany({ where: { shop, collectionId } });
  await tx.collection.deleteMany({ where: { shop, collectionId } });
  return itemsOf(
    tx,
    shop,
    rows.map((r) => r.productId),
  );
}

/** Collections for which a rule is set: no others have to be known. */
export async function ruledCollections(db: Database, shop: string): Promise<Id[]> {
  const rows = await db.$queryRaw<{ target: Id }[]>`
    select target from brake where shop = ${shop} and level = 'collection'
    union select target from date_rule where shop = ${shop} and level = 'collection'`;
  return rows.map((r) => r.target);
}

async function itemsOf(tx: Transaction, shop: string, productIds: Id[]): Promise<Id[]> {
  const rows = await tx.variant.findMany({
    where: { shop, productId: { in: productIds } },
    distinct: ["itemId"],
    select: { itemId: true },
  });
  return rows.map((r) => r.itemId);
}
