import type { Transaction } from "../database/client.server.ts";
import { eraseShop } from "../database/shops.server.ts";
import type { World } from "../world.ts";

/**
 * Shopify's three compliance requests. No customer's name, address or e-mail is kept, so there is nothing to hand
 * out and nothing to erase for a person; the request's own body, which may name one, goes with the inbox row.
 */
export async function privacyRequested(
  world: World,
  tx: Transaction,
  shop: string,
  request: "customers/data_request" | "customers/redact" | "shop/redact",
): Promise<void> {
  if (request === "shop/redact") await eraseShop(tx, shop);
  world.log.info({ shop, request }, "privacy request handled");
}
