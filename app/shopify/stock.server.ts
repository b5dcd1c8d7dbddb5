import type { Id } from "../domain/facts.ts";
import type { Admin } from "./admin.server.ts";
import { graphql } from "./generated/gql.ts";
import type { LevelPartFragment, VariantPartFragment } from "./generated/graphql.ts";
import { gid, idOf } from "./gid.ts";
import { pages } from "./pages.ts";

export type ReadLevel = {
  locationId: Id;
  active: boolean;
  onHand: number;
  available: number;
  committed: number;
  incoming: number;
  unavailable: number;
  updatedAt: string;
};
export type ReadVariant = {
  variantId: Id;
  productId: Id;
  itemId: Id;
  title: string;
  sku: string | null;
  price: string;
  policy: "CONTINUE" | "DENY";
  position: number;
};
export type ReadProduct = {
  productId: Id;
  title: string;
  handle: string;
  status: string;
  productType: string;
  updatedAt: string;
};
export type ReadItem = {
  itemId: Id;
  tracked: boolean;
  requiresShipping: boolean;
  levels: ReadLevel[];
  /** Null where they were not asked for. */
  variants: ReadVariant[] | null;
  products: ReadProduct[];
};
export type ReadLocation = { locationId: Id; name: string; active: boolean; fulfillsOnline: boolean };

const LevelPart = graphql(`
  fragment LevelPart on InventoryLevel {
    isActive
    updatedAt
    location {
      id
    }
    quantities(
      names: [
        "available"
        "on_hand"
        "committed"
        "incoming"
        "reserved"
        "damaged"
        "quality_control"
        "safety_stock"
      ]
    ) {
      name
      quantity
    }
  }
`);

const VariantPart = graphql(`
  fragment VariantPart on ProductVariant {
    id
    title
    sku
    price
    position
    inventoryPolicy
    inventoryItem {
      id
    }
    product {
      id
      title
      handle
      status
      productType
      updatedAt
    }
  }
`);
void LevelPart;
void VariantPart;

const ReadItemQuery = graphql(`
  query ReadItem($id: ID!, $after: String, $withVariants: Boolean!) {
    inventoryItem(id: $id) {
      id
      tracked
      requiresShipping
      variants(first: 5) @include(if: $withVariants) {
        nodes {
          ...VariantPart
        }
      }
      inventoryLevels(first: 20, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...LevelPart
        }
      }
    }
  }
`);

const ProductItems = graphql(`
  query ProductItems($id: ID!, $after: String) {
    product(id: $id) {
      id
      title
      handle
      status
      productType
      updatedAt
      variants(first: 100, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...VariantPart
        }
      }
    }
  }
`);

const Locations = graphql(`
  query Locations($after: String) {
    locations(first: 50, after: $after, includeInactive: true, includeLegacy: true) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        isActive
        fulfillsOnlineOrders
      }
    }
  }
`);

/** An inventory item with its levels, or null when it was deleted. Its variants cost nearly as much again. */
export async function readItem(admin: Admin, itemId: Id, withVariants: boolean): Promise<ReadItem | null> {
  let read: ReadItem | null = null;
  const fetch = async (after: string | null) => {
    const { inventoryItem } = await admin.request(ReadItemQuery, {
      id: gid("InventoryItem", itemId),
      after,
      withVariants: withVariants && after === null,
    });
    if (!inventoryItem) return null;
    const variants = inventoryItem.variants?.nodes ?? [];
    const { tracked, requiresShipping } = inventoryItem;
    read ??= {
      itemId,
      tracked,
      requiresShipping,
      levels: [],
      variants: withVariants ? variants.map(readVariant) : null,
      products: variants.map(readProduct),
    };
    return inventoryItem.inventoryLevels;
  };
  for await (const { nodes } of pages(fetch)) read!.levels.push(...nodes.map(readLevel));
  return read;
}

/** A product with its variants, or null when it was deleted. */
export async function readProductWithVariants(
  admin: Admin,
  productId: Id,
): Promise<{ product: ReadProduct; variants: ReadVariant[] } | null> {
  let read: { product: ReadProduct; variants: ReadVariant[] } | null = null;
  const fetch = async (after: string | null) => {
    const { product } = await admin.request(ProductItems, { id: gid("Product", productId), after });
    if (!product) return null;
    const { title, handle, status, productType, updatedAt } = product;
    read ??= { product: { productId, title, handle, status, productType, updatedAt }, variants: [] };
    return product.variants;
  };
  for await (const { nodes } of pages(fetch)) read!.variants.push(...nodes.map(readVariant));
  return read;
}

export async function readLocations(admin: Admin): Promise<ReadLocation[]> {
  const read: ReadLocation[] = [];
  for await (const { nodes } of pages(
    async (after) => (await admin.request(Locations, { after })).locations,
  )) {
    for (const l of nodes) {
      read.push({
        locationId: idOf(l.id),
        name: l.name,
        active: l.isActive,
        fulfillsOnline: l.fulfillsOnlineOrders,
      });
    }
  }
  return read;
}

export function readLevel(part: LevelPartFragment): ReadLevel {
  const of = (name: string) => part.quantities.find((q) => q.name === name)?.quantity ?? 0;
  return {
    locationId: idOf(part.location.id),
    active: part.isActive,
    onHand: of("on_hand"),
    available: of("available"),
    committed: of("committed"),
    incoming: of("incoming"),
    unavailable: of("reserved") + of("damaged") + of("quality_control") + of("safety_stock"),
    updatedAt: part.updatedAt,
  };
}

export function readVariant(part: VariantPartFragment): ReadVariant {
  return {
    variantId: idOf(part.id),
    productId: idOf(part.product.id),
    itemId: idOf(part.inventoryItem.id),
    title: part.title,
    sku: part.sku ?? null,
    price: part.price,
    policy: part.inventoryPolicy,
    position: part.position,
  };
}

export function readProduct(part: VariantPartFragment): ReadProduct {
  const { id, title, handle, status, productType, updatedAt } = part.product;
  return { productId: idOf(id), title, handle, status, productType, updatedAt };
}
