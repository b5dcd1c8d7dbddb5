import type { Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";

export type ItemFacts = {
  itemId: Id;
  tracked: boolean;
  requiresShipping: boolean;
  levels: {
    locationId: Id;
    active: boolean;
    onHand: number;
    available: number;
    committed: number;
    incoming: number;
    unavailable: number;
    updatedAt: string;
  }[];
  /** Null where they were not read. */
  variants: VariantFacts[] | null;
  products: ProductFacts[];
};
export type VariantFacts = {
  variantId: Id;
  productId: Id;
  itemId: Id;
  title: string;
  sku: string | null;
  price: string;
  policy: string;
  position: number;
};
export type ProductFacts = {
  productId: Id;
  title: string;
  handle: string;
  status: string;
  productType?: string;
  updatedAt: string;
};

/** Stock, variants and products of one item as read in one piece. True when anything that decides has changed. */
export async function keepItem(
  tx: Transaction,
  shop: string,
  item: ItemFacts,
  readNumber: bigint,
): Promise<boolean> {
  const { itemId, tracked, requiresShipping } = item;
  await lockItem(tx, shop, itemId);
  const known = await tx.item.findUnique({ where: { shop_itemId: { shop, itemId } } });
  if (known && readNumber < known.readSeq) return false;
  let changed = !known || known.tracked !== tracked;
  const row = { tracked, requiresShipping, readSeq: readNumber };
  await tx.item.upsert({
    where: { shop_itemId: { shop, itemId } },
    create: { shop, itemId, ...row },
    update: row,
  });

  // In one order, like everybody who keeps several.
  for (const product of item.products.toSorted((a, b) => (a.productId < b.productId ? -1 : 1)))
    await keepProduct(tx, shop, product);
  if (item.variants && (await keepVariants(tx, shop, { itemId }, item.variants))) changed = true;

  const before = await tx.stockLevel.findMany({ where: { shop, itemId } });
  const gone = before.filter((b) => !item.levels.some((l) => l.locationId === b.locationId));
  if (gone.length > 0) {
    changed = true;
    await tx.stockLevel.deleteMany({
      where: { shop, itemId, locationId: { in: gone.map((g) => g.locationId) } },
    });
  }
  // In one order, like everybody who locks levels.
  for (const level of item.levels.toSorted((a, b) => (a.locationId < b.locationId ? -1 : 1))) {
    const old = before.find((b) => b.locationId === level.locationId);
    const same =
      old &&
      old.onHand === level.onHand &&
      old.available === level.available &&
      old.unavailable === level.unavailable &&
      old.committed === level.committed &&
      old.incoming === level.incoming &&
      old.active === level.active;
    if (same) continue;
    changed = true;
    const { locationId, updatedAt, ...numbers } = level;
    const data = { ...numbers, updatedAt: new Date(updatedAt) };
    await tx.stockLevel.upsert({
      where: { shop_itemId_locationId: { shop, itemId, locationId } },
      create: { shop, itemId, locationId, ...data },
      update: data,
    });
  }
  return changed;
}

/** A deleted item: its lines stay owed, its stock is gone, its variants are no longer shown. */
export async function forgetItem(
  tx: Transaction,
  shop: string,
  itemId: Id,
  readNumber: bigint,
): Promise<boolean> {
  await lockItem(tx, shop, itemId);
  const known = await tx.item.findUnique({ where: { shop_itemId: { shop, itemId } } });
  if (!known || readNumber < known.readSeq) return false;
  await tx.item.update({ where: { shop_itemId: { shop, itemId } }, data: { readSeq: readNumber } });
  await tx.stockLevel.deleteMany({ where: { shop, itemId } });
  await tx.variant.updateMany({ where: { shop, itemId }, data: { gone: true } });
  return true;
}

/** Products that still show variants of an item. */
export async function productsOfItem(db: Database, shop: string, itemId: Id): Promise<Id[]> {
  const rows = await db.variant.findMany({
    where: { shop, itemId, gone: false },
    distinct: ["productId"],
    select: { productId: true },
  });
  return rows.map((r) => r.productId);
}

/** The variant of each item that has just one; an item that several share, or none, is not among them. */
export async function onlyVariantsOf(db: Database, shop: string, itemIds: Id[]): Promise<Map<Id, Id>> {
  const rows = await db.variant.findMany({
    where: { shop, itemId: { in: itemIds }, gone: false },
    select: { itemId: true, variantId: true },
  });
  const known = Map.groupBy(rows, (r) => r.itemId);
  return new Map(
    [...known].flatMap(([itemId, [one, ...more]]) => (more.length > 0 ? [] : [[itemId, one!.variantId]])),
  );
}

/** Whether a product and its variants are just what we know of them, apart from when they were touched. */
export async function knowsProduct(
  tx: Transaction,
  shop: string,
  product: ProductFacts,
  variants: VariantFacts[],
): Promise<boolean> {
  const { productId } = product;
  const known = await tx.product.findUnique({ where: { shop_productId: { shop, productId } } });
  if (!known || known.title !== product.title || known.handle !== product.handle) return false;
  if (known.status !== product.status || known.type !== product.productType) return false;
  const before = await tx.variant.findMany({ where: { shop, productId, gone: false } });
  return before.length === variants.length && variants.every((v) => before.some((b) => sameVariant(b, v)));
}

/** Items whose variants changed. */
export async function keepProductWithVariants(
  tx: Transaction,
  shop: string,
  product: ProductFacts,
  variants: VariantFacts[],
): Promise<Id[]> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('product'), hashtext(${`${shop}/${product.productId}`}))`;
  const known = await tx.product.findUnique({
    where: { shop_productId: { shop, productId: product.productId } },
  });
  if (known && new Date(product.updatedAt) < known.updatedAt) return [];
  await keepProduct(tx, shop, product);
  const before = await tx.variant.findMany({ where: { shop, productId: product.productId, gone: false } });
  await keepVariants(tx, shop, { productId: product.productId }, variants);
  const changed = variants.filter((v) => !before.some((b) => sameVariant(b, v)));
  const gone = before.filter((b) => !variants.some((v) => v.variantId === b.variantId));
  return [...new Set([...changed, ...gone].map((v) => v.itemId))];
}

/** The items of a deleted product. */
export async function forgetProduct(tx: Transaction, shop: string, productId: Id): Promise<Id[]> {
  const variants = await tx.variant.findMany({ where: { shop, productId, gone: false } });
  await tx.variant.updateMany({ where: { shop, productId }, data: { gone: true } });
  await tx.product.updateMany({ where: { shop, productId }, data: { status: "DELETED" } });
  return [...new Set(variants.map((v) => v.itemId))];
}

async function keepProduct(tx: Transaction, shop: string, product: ProductFacts): Promise<void> {
  const { productId, updatedAt, productType, ...rest } = product;
  const known = await tx.product.findUnique({ where: { shop_productId: { shop, productId } } });
  if (known && known.updatedAt > new Date(updatedAt)) return;
  if (
    known &&
    known.title === rest.title &&
    known.handle === rest.handle &&
    known.status === rest.status &&
    known.type === (productType ?? known.type) &&
    known.updatedAt >= new Date(updatedAt)
  )
    return;
  const type = productType === undefined ? {} : { type: productType };
  const data = { ...rest, ...type, updatedAt: new Date(updatedAt) };
  await tx.product.upsert({
    where: { shop_productId: { shop, productId } },
    create: { shop, productId, ...data },
    update: data,
  });
}

async function keepVariants(
  tx: Transaction,
  shop: string,
  of: { itemId: Id } | { productId: Id },
  variants: VariantFacts[],
): Promise<boolean> {
  const before = await tx.variant.findMany({ where: { shop, ...of, gone: false } });
  const written = variants.filter((v) => !before.some((b) => sameVariant(b, v)));
  const gone = before.filter((b) => !variants.some((v) => v.variantId === b.variantId));
  if (written.length + gone.length === 0) return false;
  await lockVariants(
    tx,
    shop,
    [...written, ...gone].map((v) => v.variantId),
  );
  for (const variant of written.toSorted((a, b) => (a.variantId < b.variantId ? -1 : 1))) {
    const { variantId, ...data } = variant;
    await tx.variant.upsert({
      where: { shop_variantId: { shop, variantId } },
      create: { shop, variantId, ...data },
      update: { ...data, gone: false },
    });
  }
  if (gone.length > 0)
    await tx.variant.updateMany({
      where: { shop, variantId: { in: gone.map((g) => g.variantId) } },
      data: { gone: true },
    });
  return true;
}

/** Who writes several locks them first, in one order. */
export async function lockVariants(tx: Transaction, shop: string, variantIds: Id[]): Promise<void> {
  await tx.$executeRaw`
    select 1 from variant where shop = ${shop} and variant_id = any(${variantIds}) order by variant_id for update`;
}

function sameVariant(
  a: Omit<VariantFacts, "price"> & { price: { toString(): string }; gone?: boolean },
  b: VariantFacts,
): boolean {
  return (
    a.variantId === b.variantId &&
    a.itemId === b.itemId &&
    a.productId === b.productId &&
    a.policy === b.policy &&
    a.title === b.title &&
    a.sku === b.sku &&
    a.position === b.position &&
    Number(a.price.toString()) === Number(b.price)
  );
}

export type LocationFacts = { locationId: Id; name: string; active: boolean; fulfillsOnline: boolean };

/** Locations that became active or inactive by this, and those of them that were closed. */
export async function keepLocations(
  tx: Transaction,
  shop: string,
  locations: LocationFacts[],
): Promise<{ changed: Id[]; closed: Id[] }> {
  const before = await tx.location.findMany({ where: { shop } });
  for (const { locationId, ...data } of locations) {
    await tx.location.upsert({
      where: { shop_locationId: { shop, locationId } },
      create: { shop, locationId, ...data },
      update: data,
    });
  }
  // A deleted location keeps its name for the lines that still point at it.
  const gone = before
    .filter((b) => !locations.some((l) => l.locationId === b.locationId))
    .map((b) => b.locationId);
  await tx.location.updateMany({
    where: { shop, locationId: { in: gone } },
    data: { active: false, fulfillsOnline: false },
  });
  const turned = locations.filter((l) =>
    before.some((b) => b.locationId === l.locationId && b.active !== l.active),
  );
  const wasOpen = new Set(before.filter((b) => b.active).map((b) => b.locationId));
  const changed = [...gone, ...turned.map((l) => l.locationId)];
  return { changed, closed: changed.filter((id) => wasOpen.has(id)) };
}

/** A location that no webhook told us of. */
export async function hasUnknownLocation(tx: Transaction, shop: string, locationIds: Id[]): Promise<boolean> {
  return (
    (await tx.location.count({ where: { shop, locationId: { in: locationIds } } })) <
    new Set(locationIds).size
  );
}

export async function itemsAtLocations(tx: Transaction, shop: string, locationIds: Id[]): Promise<Id[]> {
  const rows = await tx.stockLevel.findMany({
    where: { shop, locationId: { in: locationIds } },
    distinct: ["itemId"],
    select: { itemId: true },
  });
  return rows.map((r) => r.itemId);
}

export async function lockItem(tx: Transaction, shop: string, itemId: Id): Promise<void> {
  await tx.$executeRaw`select pg_advisory_xact_lock(hashtext('item'), hashtext(${`${shop}/${itemId}`}))`;
}

/** What a full export must mention: items that are sold or have stock, be it nowhere that is open. */
export async function knownItems(db: Database, shop: string): Promise<Set<Id>> {
  const rows = await db.$queryRaw<{ itemId: Id }[]>`
    select item_id as "itemId" from stock_level where shop = ${shop}
    union select item_id from variant where shop = ${shop} and not gone`;
  return new Set(rows.map((r) => r.itemId));
}
