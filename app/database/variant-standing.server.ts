import type { Id, State } from "../domain/facts.ts";
import { notOnSale, shelfFor, type Shelf } from "../domain/restock.ts";
import type { Database, Transaction } from "./client.server.ts";
import { Prisma } from "./generated/client.ts";
import { keptUnits } from "./kept-back.server.ts";

/** A variant as somebody who waits for it sees it. */
export type Standing = {
  variantId: Id;
  productId: Id;
  itemId: Id;
  /** "Trail pack, Olive". */
  item: string;
  handle: string;
  price: number;
  state: State;
  shelf: Shelf;
};

type Row = {
  variantId: Id;
  productId: Id;
  itemId: Id;
  product: string;
  variant: string;
  handle: string;
  price: number;
  status: string;
  gone: boolean;
  state: State | null;
  free: number | null;
  owed: number | null;
  tracked: boolean | null;
  atPlace: number | null;
  kept: number;
};

/** Null for a variant that this shop never had. */
export async function standingOf(
  db: Database | Transaction,
  shop: string,
  variantId: Id,
  place: string,
): Promise<Standing | null> {
  const [row] = await db.$queryRaw<Row[]>`
    select v.variant_id as "variantId", v.product_id as "productId", v.item_id as "itemId", p.title as product,
      v.title as variant, p.handle, v.price::float8 as price, p.status, v.gone, a.state, a.owed, i.tracked,
      a.free - k.floor as free, l.available - k.floor_here as "atPlace",
      case when ${place} = '' then k.readers else k.readers_here end as kept
    from variant v
    join product p on p.shop = v.shop and p.product_id = v.product_id
    left join availability a on a.shop = v.shop and a.variant_id = v.variant_id
    left join item i on i.shop = v.shop and i.item_id = v.item_id
    left join stock_level l on l.shop = v.shop and l.item_id = v.item_id and l.location_id = ${place} and l.active
    left join lateral (${keptUnits(shop, Prisma.sql`v.item_id`, Prisma.sql`${place}`)}) k on true
    where v.shop = ${shop} and v.variant_id = ${variantId}`;
  if (!row) return null;
  const { productId, itemId, handle, price } = row;
  return {
    variantId,
    productId,
    itemId,
    handle,
    price,
    item: itemName(row.product, row.variant),
    state: row.state ?? "out_of_stock",
    shelf: shelfOfRow(row, place),
  };
}

function shelfOfRow(row: Row, place: string): Shelf {
  const { state, free, owed, tracked } = row;
  if (row.gone || row.status !== "ACTIVE" || state === null || free === null) return notOnSale;
  return shelfFor(
    { state, free, owed: owed ?? 0, tracked: tracked ?? true },
    place === "" ? null : (row.atPlace ?? 0),
    row.kept,
  );
}

/** Shopify calls the only variant of a product "Default Title". */
export function itemName(product: string, variant: string): string {
  return variant === "Default Title" || variant === "" ? product : `${product}, ${variant}`;
}

/** The product's page in the shop's own theme, from a reader's root on; null for a variant that this shop does not sell. */
export async function variantPage(
  db: Database,
  shop: string,
  variantId: Id,
  root: string,
): Promise<string | null> {
  const standing = await standingOf(db, shop, variantId, "");
  return standing && `${root}/products/${encodeURIComponent(standing.handle)}?variant=${standing.variantId}`;
}

/** Null for a SKU that no variant has, or more than one. */
export async function variantWithSku(db: Database, shop: string, sku: string): Promise<Id | null> {
  const found = await db.variant.findMany({
    where: { shop, sku, gone: false },
    select: { variantId: true },
    take: 2,
  });
  return found.length === 1 ? found[0]!.variantId : null;
}
