import type { Id } from "../domain/facts.ts";
import type { Part } from "../domain/holds.ts";
import type { Admin } from "./admin.server.ts";
import { ShopifyRefused } from "./errors.ts";
import { graphql } from "./generated/gql.ts";
import type { HoldPartFragment } from "./generated/graphql.ts";
import { gid, idOf } from "./gid.ts";
import { pages } from "./pages.ts";

/** One hold of ours on a fulfillment order: Shopify refuses a second one with the same handle. */
export const holdHandle = "shipsby-waiting";

const HoldPart = graphql(`
  fragment HoldPart on FulfillmentOrder {
    id
    status
    requestStatus
    supportedActions {
      action
    }
    fulfillmentHolds {
      id
      handle
      heldByRequestingApp
    }
    lineItems(first: 20, after: $linesAfter) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        remainingQuantity
        lineItem {
          id
        }
      }
    }
  }
`);
void HoldPart;

const HoldsOfOrder = graphql(`
  query HoldsOfOrder($id: ID!, $after: String, $linesAfter: String) {
    order(id: $id) {
      fulfillmentOrders(first: 5, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...HoldPart
        }
      }
    }
  }
`);

const HoldsOfPart = graphql(`
  query HoldsOfPart($id: ID!, $linesAfter: String) {
    fulfillmentOrder(id: $id) {
      ...HoldPart
    }
  }
`);

const HoldUnits = graphql(`
  mutation HoldUnits($id: ID!, $hold: FulfillmentOrderHoldInput!) {
    fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {
      fulfillmentHold {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`);

const ReleaseHolds = graphql(`
  mutation ReleaseHolds($id: ID!, $holdIds: [ID!]) {
    fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds) {
      userErrors {
        code
        message
      }
    }
  }
`);

const HoldAnew = graphql(`
  mutation HoldAnew($id: ID!, $holdIds: [ID!], $hold: FulfillmentOrderHoldInput!) {
    fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds) {
      userErrors {
        code
        message
      }
    }
    fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {
      fulfillmentHold {
        id
      }
      userErrors {
        code
        message
      }
    }
  }
`);

/**
 * The fulfillment orders of an order with their holds. One that Shopify does not show any more for its age: those
 * that are known.
 */
export async function readHolds(admin: Admin, orderId: Id, knownParts: Id[]): Promise<Part[]> {
  const found: Part[] = [];
  let shown = true;
  const fetch = async (after: string | null) => {
    const { order } = await admin.request(HoldsOfOrder, {
      id: gid("Order", orderId),
      after,
      linesAfter: null,
    });
    shown = order !== null && order !== undefined;
    return order?.fulfillmentOrders ?? null;
  };
  for await (const { nodes } of pages(fetch)) {
    for (const part of nodes) found.push(await wholePart(admin, part));
  }
  for (const id of shown ? [] : knownParts) {
    const { fulfillmentOrder } = await admin.request(HoldsOfPart, {
      id: gid("FulfillmentOrder", id),
      linesAfter: null,
    });
    if (fulfillmentOrder) found.push(await wholePart(admin, fulfillmentOrder));
  }
  return found;
}

async function wholePart(admin: Admin, first: HoldPartFragment): Promise<Part> {
  const fetch = async (linesAfter: string | null) =>
    linesAfter === null
      ? first.lineItems
      : (await admin.request(HoldsOfPart, { id: first.id, linesAfter })).fulfillmentOrder?.lineItems;
  const lines: Part["lines"] = [];
  for await (const { nodes } of pages(fetch))
    for (const { id, lineItem, remainingQuantity: remaining } of nodes)
      lines.push({ id: idOf(id), lineId: idOf(lineItem.id), remaining });
  return {
    id: idOf(first.id),
    status: first.status,
    requestStatus: first.requestStatus,
    canHold: first.supportedActions.some((a) => a.action === "HOLD"),
    lines,
    holds: first.fulfillmentHolds.map((hold) => ({
      id: idOf(hold.id),
      ours: hold.heldByRequestingApp && hold.handle === holdHandle,
    })),
  };
}

type Held = { holdId: Id } | "duplicate" | "changed" | "not_possible" | "no_access";

/**
 * Puts units of a fulfillment order on hold, or all of it where no lines are named. `duplicate`: our hold is there
 * already. `changed`: it is not any more as it was when it was read.
 */
export async function holdUnits(
  admin: Admin,
  partId: Id,
  lines: { id: Id; quantity: number }[],
  reasonNotes: string,
): Promise<Held> {
  return allowed(async () => {
    const answer = await admin.request(HoldUnits, {
      id: gid("FulfillmentOrder", partId),
      hold: holdOf(lines, reasonNotes),
    });
    return heldOf(answer.fulfillmentOrderHold);
  });
}

/**
 * Releases our holds and holds these units again, in one request: Shopify does the one right after the other, and
 * nobody finds the order free in between.
 */
export async function holdAnew(
  admin: Admin,
  partId: Id,
  holdIds: Id[],
  lines: { id: Id; quantity: number }[],
  reasonNotes: string,
): Promise<Held> {
  return allowed(async () => {
    const answer = await admin.request(HoldAnew, {
      ...released(partId, holdIds),
      hold: holdOf(lines, reasonNotes),
    });
    mustBeReleased(answer.fulfillmentOrderReleaseHold);
    return heldOf(answer.fulfillmentOrderHold);
  });
}

/** Without ids Shopify would release the holds of others too. What is not on hold any more is no failure. */
export async function releaseHolds(admin: Admin, partId: Id, holdIds: Id[]): Promise<void> {
  const answer = await admin.request(ReleaseHolds, released(partId, holdIds));
  mustBeReleased(answer.fulfillmentOrderReleaseHold);
}

/** Our hold on these units of a fulfillment order, or on all of it where no lines are named. */
export function holdOf(lines: { id: Id; quantity: number }[], reasonNotes: string) {
  const fulfillmentOrderLineItems = lines.map(({ id, quantity }) => ({
    id: gid("FulfillmentOrderLineItem", id),
    quantity,
  }));
  return {
    reason: "INVENTORY_OUT_OF_STOCK" as const,
    reasonNotes,
    handle: holdHandle,
    externalId: holdHandle,
    notifyMerchant: false,
    fulfillmentOrderLineItems,
  };
}

type Refusals = { userErrors: { code?: string | null; message: string }[] };

function heldOf(
  answer: ({ fulfillmentHold?: { id: string } | null } & Refusals) | null | undefined,
): Exclude<Held, "no_access"> {
  const refused = answer?.userErrors[0];
  if (refused?.code === "DUPLICATE_FULFILLMENT_HOLD_HANDLE") return "duplicate";
  if (refused?.code && changedMeanwhile.includes(refused.code)) return "changed";
  const hold = answer?.fulfillmentHold;
  return refused || !hold ? "not_possible" : { holdId: idOf(hold.id) };
}

const changedMeanwhile = [
  "FULFILLMENT_ORDER_NOT_FOUND",
  "FULFILLMENT_ORDER_NOT_SPLITTABLE",
  "INVALID_LINE_ITEM_QUANTITY",
];

async function allowed(hold: () => Promise<Held>): Promise<Held> {
  try {
    return await hold();
  } catch (error) {
    if (error instanceof ShopifyRefused && error.code === "ACCESS_DENIED") return "no_access";
    throw error;
  }
}

/** Which holds of a fulfillment order go. */
export function released(partId: Id, holdIds: Id[]) {
  if (holdIds.length === 0) throw new Error("Releasing no hold of ours would release everybody's.");
  return {
    id: gid("FulfillmentOrder", partId),
    holdIds: holdIds.map((id) => gid("FulfillmentHold", id)),
  };
}

/** Throws where Shopify does not let us take a hold off. */
export function mustBeReleased(answer: Refusals | null | undefined): void {
  const refused = answer?.userErrors[0];
  if (refused?.code === "INVALID_ACCESS")
    throw new ShopifyRefused(`Releasing the hold: ${refused.message}`, refused.code);
}
