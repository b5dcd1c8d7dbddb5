import type { Database, Transaction } from "./client.server.ts";

/** What Shopify says of a shop. */
type ShopFacts = {
  name: string;
  currency: string;
  timeZone: string;
  country: string;
  storefront: string;
  scopes: string;
};

/** True when the shop was not installed before: it has to be read from scratch. */
export async function welcomeShop(
  tx: Transaction,
  shop: string,
  facts: ShopFacts,
  at: Date,
): Promise<boolean> {
  const known = await tx.shop.findUnique({ where: { shop } });
  const fresh = !known?.installed;
  await tx.shop.upsert({
    where: { shop },
    create: { shop, ...facts, installedAt: at },
    update: {
      ...facts,
      installed: true,
      uninstalledAt: null,
      ...(fresh && { installedAt: at, importedAt: null }),
    },
  });
  return fresh || known.importedAt === null;
}

export async function isInstalled(db: Database | Transaction, shop: string): Promise<boolean> {
  const row = await db.shop.findUnique({ where: { shop }, select: { installed: true } });
  return row?.installed ?? false;
}

export async function isKnown(tx: Transaction, shop: string): Promise<boolean> {
  return (await tx.shop.count({ where: { shop } })) > 0;
}

export async function shopGone(tx: Transaction, shop: string, at: Date): Promise<void> {
  await tx.shop.updateMany({
    where: { shop, installed: true },
    data: { installed: false, uninstalledAt: at },
  });
  await tx.session.deleteMany({ where: { shop } });
}

export async function timeZoneOf(db: Database | Transaction, shop: string): Promise<string> {
  const row = await db.shop.findUniqueOrThrow({ where: { shop }, select: { timeZone: true } });
  return row.timeZone;
}

/** What the shop calls itself. */
export async function shopName(db: Database | Transaction, shop: string): Promise<string> {
  const row = await db.shop.findUniqueOrThrow({ where: { shop }, select: { name: true } });
  return row.name;
}

export async function currencyOf(db: Database, shop: string): Promise<string> {
  const row = await db.shop.findUniqueOrThrow({ where: { shop }, select: { currency: true } });
  return row.currency;
}

/** Where the shop sits, in two letters; empty while Shopify has not said. */
export async function countryOf(db: Database | Transaction, shop: string): Promise<string> {
  const row = await db.shop.findUnique({ where: { shop }, select: { country: true } });
  return row?.country ?? "";
}

/** Whether the shop has been read from scratch once. */
export async function isImported(db: Database, shop: string): Promise<boolean> {
  const row = await db.shop.findUniqueOrThrow({ where: { shop }, select: { importedAt: true } });
  return row.importedAt !== null;
}

export async function noteImported(tx: Transaction, shop: string, at: Date): Promise<void> {
  await tx.shop.update({ where: { shop }, data: { importedAt: at } });
}

/** Every table that holds something of a shop. A test compares this list with the database. */
export const tenantTables = [
  "shop",
  "session",
  "inbox",
  "location",
  "product",
  "variant",
  "item",
  "stock_level",
  "kept_back",
  "sales_order",
  "order_line",
  "fulfillment_line",
  "delivery",
  "delivery_line",
  "delivery_change",
  "delivery_batch",
  "delivery_batch_part",
  "delivery_not_taken",
  "stock_write",
  "transfer",
  "told_apart",
  "delivery_move",
  "supplier",
  "supplier_closed",
  "product_source",
  "proposal",
  "peg",
  "holiday",
  "customs_days",
  "date_rule",
  "date_change",
  "tail",
  "owed_line",
  "owed_cause",
  "shortage",
  "hold",
  "arrival",
  "arrival_line",
  "receipt",
  "cover",
  "availability",
  "drift",
  "promise_entry",
  "promise_watch",
  "promise_outcome",
  "published_date",
  "shown_date",
  "shipping_choice",
  "draft_line",
  "brake",
  "braked_variant",
  "brake_entry",
  "collection",
  "collection_product",
  "effect",
  "why",
  "spread",
  "cycle",
  "alert_settings",
  "message_text",
  "subscription",
  "restock_watch",
  "wave",
  "notice",
  "suppression",
  "allowance",
  "privacy_request",
  "kept_unit",
  "sign_up_import",
  "sign_up_import_part",
] as const;

/** Removes every trace of a shop (shop/redact), the request itself included once it was handled. */
export async function eraseShop(tx: Transaction, shop: string): Promise<void> {
  for (const table of tenantTables)
    await tx.$executeRawUnsafe(`delete from "${table}" where shop = $1`, shop);
  await tx.$executeRaw`delete from pgboss.job where group_id = ${shop}`;
}

export async function shopFacts(db: Database, shop: string, facts: ShopFacts): Promise<void> {
  await db.shop.updateMany({ where: { shop }, data: facts });
}

/** Why Shopify cannot be reached for a shop, for the eyes of its merchant. Null: it can. Writes only a difference. */
export async function noteProblem(db: Database, shop: string, problem: string | null): Promise<void> {
  await db.session.updateMany({
    where: {
      shop,
      ...(problem === null
        ? { problem: { not: null } }
        : { OR: [{ problem: null }, { problem: { not: problem } }] }),
    },
    data: { problem },
  });
}
