import type { Id } from "../domain/facts.ts";

/** "gid://shopify/Order/123" or "gid://shopify/InventoryLevel/1?inventory_item_id=2" to "123" or "1". */
export function idOf(gid: string): Id {
  const tail = /^gid:\/\/shopify\/\w+\/(\d+)/.exec(gid)?.[1];
  if (!tail) throw new Error(`Not a Shopify id: ${JSON.stringify(gid)}`);
  return tail;
}

export function gid(type: string, id: Id): string {
  return `gid://shopify/${type}/${id}`;
}
