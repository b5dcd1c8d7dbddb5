import type { Id } from "../domain/facts.ts";
import type { Admin } from "./admin.server.ts";
import { ShopifyRefused } from "./errors.ts";
import { graphql } from "./generated/gql.ts";
import { gid, idOf } from "./gid.ts";
import { holdOf, mustBeReleased, released } from "./holds.server.ts";

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

const MoveHeldUnits = graphql(`
  mutation MoveHeldUnits(
    $id: ID!
    $holdIds: [ID!]
    $to: ID!
    $lines: [FulfillmentOrderLineItemInput!]
    $rest: FulfillmentOrderHoldInput!
  ) {
    fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds) {
      userErrors {
        code
        message
      }
    }
    fulfillmentOrderMove(id: $id, newLocationId: $to, fulfillmentOrderLineItems: $lines) {
      userErrors {
        code
        message
      }
    }
    fulfillmentOrderHold(id: $id, fulfillmentHold: $rest) {
      userErrors {
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

type Move = { partId: Id; fulfillmentLineId: Id; units: number; toLocationId: Id };
type Moved = "moved" | "no_access" | { refused: string };

/** Lets another location ship units of a line. `refused` has Shopify's own words. */
export async function moveUnits(admin: Admin, move: Move): Promise<Moved> {
  return allowed(async () => (await admin.request(MoveUnits, inputOf(move))).fulfillmentOrderMove);
}

/**
 * The same for units of what we hold, of which Shopify moves nothing but the whole: our holds go, the units move, and
 * what stays is held again, in one request, so that nobody finds it free. A rest that could not be held again is held
 * when the order was read.
 */
export async function moveHeldUnits(
  admin: Admin,
  move: Move,
  { holdIds, rest, notes }: { holdIds: Id[]; rest: { id: Id; quantity: number }[]; notes: string },
): Promise<Moved> {
  return allowed(async () => {
    const answer = await admin.request(MoveHeldUnits, {
      ...inputOf(move),
      ...released(move.partId, holdIds),
      rest: holdOf(rest, notes),
    });
    mustBeReleased(answer.fulfillmentOrderReleaseHold);
    return answer.fulfillmentOrderMove;
  });
}

function inputOf({ partId, fulfillmentLineId, units, toLocationId }: Move) {
  return {
    id: gid("FulfillmentOrder", partId),
    to: gid("Location", toLocationId),
    lines: [{ id: gid("FulfillmentOrderLineItem", fulfillmentLineId), quantity: units }],
  };
}

async function allowed(
  move: () => Promise<{ userErrors: { message: string }[] } | null | undefined>,
): Promise<Moved> {
  try {
    const refused = (await move())?.userErrors[0];
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
