import type { Id } from "../domain/facts.ts";
import type { Admin } from "./admin.server.ts";
import { ShopifyRefused } from "./errors.ts";
import { graphql } from "./generated/gql.ts";
import { gid } from "./gid.ts";

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
