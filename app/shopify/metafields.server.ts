import { ShopifyRefused } from "./errors.ts";
import type { Admin } from "./admin.server.ts";
import { refuseUserErrors } from "./admin.server.ts";
import { graphql } from "./generated/gql.ts";
import type { MetafieldDefinitionInput } from "./generated/graphql.ts";

export const availabilityKey = "availability";
export const backordersKey = "backorders";

const Definitions = graphql(`
  query Definitions($ownerType: MetafieldOwnerType!) {
    metafieldDefinitions(first: 20, ownerType: $ownerType, namespace: "$app") {
      nodes {
        key
      }
    }
  }
`);

const DefinitionCreate = graphql(`
  mutation DefinitionCreate($definition: MetafieldDefinitionInput!) {
    metafieldDefinitionCreate(definition: $definition) {
      createdDefinition {
        id
      }
      userErrors {
        field
        message
        code
      }
    }
  }
`);

const MetafieldsSet = graphql(`
  mutation MetafieldsSet($metafields: [MetafieldsSetInput!]!) {
    metafieldsSet(metafields: $metafields) {
      userErrors {
        field
        message
        code
      }
    }
  }
`);

const definitions: MetafieldDefinitionInput[] = [
  {
    ownerType: "PRODUCT",
    namespace: "$app",
    key: availabilityKey,
    type: "json",
    name: "Backorder availability",
    description: "State and ship-by date per variant, written by Shipsby.",
    access: { admin: "MERCHANT_READ", storefront: "PUBLIC_READ" },
  },
  {
    ownerType: "ORDER",
    namespace: "$app",
    key: backordersKey,
    type: "json",
    name: "Backorders",
    description: "What this order is owed and by when, written by Shipsby.",
    access: { admin: "MERCHANT_READ", customerAccount: "READ" },
  },
];

/**
 * A definition must exist before the first value: later creation fails. The toml declares the same; shops where
 * that was not applied get them here. Safe to repeat.
 */
export async function ensureDefinitions(admin: Admin): Promise<void> {
  for (const definition of definitions) {
    const { ownerType } = definition;
    const { metafieldDefinitions } = await admin.request(Definitions, { ownerType });
    if (metafieldDefinitions.nodes.some((d) => d.key === definition.key)) continue;
    try {
      const { metafieldDefinitionCreate } = await admin.request(DefinitionCreate, { definition });
      refuseUserErrors(
        `Creating the metafield definition ${definition.key}`,
        metafieldDefinitionCreate?.userErrors,
      );
    } catch (error) {
      if (!(error instanceof ShopifyRefused && error.code === "TAKEN")) throw error;
    }
  }
}

/** Sets one JSON value in the app's own namespace. At most 25 owners a call, all or nothing. */
export async function setMetafields(
  admin: Admin,
  values: { ownerGid: string; key: string; value: unknown }[],
): Promise<void> {
  const { metafieldsSet } = await admin.request(MetafieldsSet, {
    metafields: values.map(({ ownerGid, key, value }) => ({
      ownerId: ownerGid,
      namespace: "$app",
      key,
      type: "json",
      value: JSON.stringify(value),
    })),
  });
  refuseUserErrors("Writing metafields", metafieldsSet?.userErrors);
}
