import type { Id } from "../domain/facts.ts";
import type { Admin } from "./admin.server.ts";
import { ShopifyRefused } from "./errors.ts";
import { graphql } from "./generated/gql.ts";
import { gid, idOf } from "./gid.ts";

const MoveUnits = graphql(`
  mutation MoveUnits($id: ID!, $to: ID!, $lines: [FulfillmentOrderLineItemInput!]) {
    fulfillmentOrderMove(id: $id, newLocationId: $to, fulfillmentOrderLineItems: $lines) {
      userErrors {
        code
        message
      }
    }
  }
`);

const DraftTransfer = graphql(`
  mutation DraftTransfer($input: InventoryTransferCreateInput!, $key: String!) {
    inventoryTransferCreate(input: $input) @idempotent(key: $key) {
      inventoryTransfer {
        id
        name
      }
      userErrors {
        code
        message
      }
    }
  }
`);

/** Lets another location ship units of a line. `refused` has Shopify's own words. */
export async function moveUnits(
  admin: Admin,
  from: { partId: Id; fulfillmentLineId: Id; units: number },
  toLocationId: Id,
): Promise<"moved" | "no_access" | { refused: string }> {
  try {
    const { fulfillmentOrderMove } = await admin.request(MoveUnits, {
      id: gid("FulfillmentOrder", from.partId),
      to: gid("Location", toLocationId),
      lines: [{ id: gid("FulfillmentOrderLineItem", from.fulfillmentLineId), quantity: from.units }],
    });
    const refused = fulfillmentOrderMove?.userErrors[0];
    return refused ? { refused: refused.message } : "moved";
  } catch (error) {
    if (!(error instanceof ShopifyRefused)) throw error;
    return error.code === "ACCESS_DENIED" ? "no_access" : { refused: error.message };
  }
}

/** Units that shall go from one location to another. */
export type Draft = { itemId: Id; units: number; fromLocationId: Id; toLocationId: Id; note: string };

/**
 * Drafts a transfer: nothing moves, and nothing is reserved, before somebody marks it as ready in Shopify. The same
 * key makes no second one. `refused` has Shopify's own words.
 */
export async function draftTransfer(
  admin: Admin,
  key: string,
  { itemId, units, fromLocationId, toLocationId, note }: Draft,
): Promise<{ transferId: Id; name: string } | "no_access" | { refused: string }> {
  const input = {
    originLocationId: gid("Location", fromLocationId),
    destinationLocationId: gid("Location", toLocationId),
    lineItems: [{ inventoryItemId: gid("InventoryItem", itemId), quantity: units }],
    note,
  };
  try {
    const { inventoryTransferCreate: made } = await admin.request(DraftTransfer, { input, key });
    const transfer = made?.inventoryTransfer;
    if (transfer) return { transferId: idOf(transfer.id), name: transfer.name };
    return { refused: made?.userErrors[0]?.message ?? "it gave no reason." };
  } catch (error) {
    if (!(error instanceof ShopifyRefused)) throw error;
    return error.code === "ACCESS_DENIED" ? "no_access" : { refused: error.message };
  }
}
