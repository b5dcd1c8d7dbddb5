import type { Id } from "../domain/facts.ts";
import type { Admin } from "./admin.server.ts";
import { refuseUserErrors } from "./admin.server.ts";
import { graphql } from "./generated/gql.ts";
import { gid, idOf } from "./gid.ts";

type Policy = "CONTINUE" | "DENY";

/** Shopify takes so many variants in a call. */
const variantsAtOnce = 250;

const ReadPolicies = graphql(`
  query ReadPolicies($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on ProductVariant {
        id
        inventoryPolicy
      }
    }
  }
`);

const SetPolicies = graphql(`
  mutation SetPolicies($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {
    productVariantsBulkUpdate(productId: $productId, variants: $variants) {
      userErrors {
        field
        message
        code
      }
    }
  }
`);

/** Whether variants are sold beyond their stock, as Shopify says now. Those that were deleted are not among them. */
export async function readPolicies(admin: Admin, variantIds: Id[]): Promise<Map<Id, Policy>> {
  const found = new Map<Id, Policy>();
  for (const some of inParts(variantIds)) {
    const { nodes } = await admin.request(ReadPolicies, { ids: some.map((id) => gid("ProductVariant", id)) });
    for (const node of nodes)
      if (node && "inventoryPolicy" in node) found.set(idOf(node.id), node.inventoryPolicy);
  }
  return found;
}

/** Variants of one product. A call is all or nothing; setting what is there already changes nothing. */
export async function setPolicies(
  admin: Admin,
  productId: Id,
  policies: { variantId: Id; to: Policy }[],
): Promise<void> {
  for (const some of inParts(policies)) {
    const { productVariantsBulkUpdate } = await admin.request(SetPolicies, {
      productId: gid("Product", productId),
      variants: some.map(({ variantId, to }) => ({
        id: gid("ProductVariant", variantId),
        inventoryPolicy: to,
      })),
    });
    refuseUserErrors(
      "Setting whether variants sell when out of stock",
      productVariantsBulkUpdate?.userErrors,
    );
  }
}

function* inParts<T>(all: T[]): Generator<T[]> {
  for (let from = 0; from < all.length; from += variantsAtOnce) yield all.slice(from, from + variantsAtOnce);
}
