import { GraphQLError } from "graphql";
import type { Id, InventoryLevel } from "../shop/model.ts";

export const gid = (type: string, id: Id): string => `gid://shopify/${type}/${id}`;

/** An inventory level's gid names its item too, as Shopify's does. */
export const levelGid = (level: Pick<InventoryLevel, "id" | "inventoryItemId">): string =>
  `${gid("InventoryLevel", level.id)}?inventory_item_id=${level.inventoryItemId}`;

export function parseGid(value: string): { type: string; id: Id } | null {
  const match = /^gid:\/\/shopify\/([A-Za-z]+)\/([0-9A-Za-z_-]+)(\?.*)?$/.exec(value);
  return match ? { type: match[1]!, id: match[2]! } : null;
}

/** The numeric tail of a gid of the given type; anything else is the request's fault. */
export function idOf(type: string, value: string): Id {
  const parsed = parseGid(value);
  if (!parsed || parsed.type !== type) {
    throw new GraphQLError(`Invalid global id '${value}'`, { extensions: { code: "INVALID_GLOBAL_ID" } });
  }
  return parsed.id;
}

/** As idOf, or null when the id is absent. */
export const optionalId = (type: string, value: string | null | undefined): Id | null =>
  value == null ? null : idOf(type, value);
