import type { Id } from "../domain/facts.ts";
import type { Admin } from "./admin.server.ts";
import { graphql } from "./generated/gql.ts";
import type { FulfillmentOrderPartFragment } from "./generated/graphql.ts";
import { gid, idOf } from "./gid.ts";
import { pages } from "./pages.ts";

/** An order as far as the debt book needs it. No customer, no address. */
export type ReadOrder = {
  orderId: Id;
  name: string;
  channel: string;
  currency: string;
  placedAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  /** Missing where Shopify does not say. */
  paid?: boolean;
  lines: ReadOrderLine[];
  fulfillmentLines: ReadFulfillmentLine[];
};
export type ReadOrderLine = {
  lineId: Id;
  variantId: Id | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  quantity: number;
  unitPrice: string;
};
export type ReadFulfillmentLine = {
  fulfillmentLineId: Id;
  fulfillmentOrderId: Id;
  lineId: Id;
  itemId: Id | null;
  locationId: Id | null;
  remaining: number;
  status: string;
};

const OrderPart = graphql(`
  fragment OrderPart on Order {
    id
    name
    sourceName
    currencyCode
    processedAt
    updatedAt
    cancelledAt
    displayFinancialStatus
  }
`);

const FulfillmentOrderPart = graphql(`
  fragment FulfillmentOrderPart on FulfillmentOrder {
    id
    status
    assignedLocation {
      location {
        id
      }
    }
    lineItems(first: 20, after: $linesAfter) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        remainingQuantity
        inventoryItemId
        lineItem {
          id
          title
          variantTitle
          sku
          quantity
          originalUnitPriceSet {
            shopMoney {
              amount
            }
          }
          variant {
            id
          }
        }
      }
    }
  }
`);
void OrderPart;
void FulfillmentOrderPart;

const ReadOrderQuery = graphql(`
  query ReadOrder($id: ID!, $after: String, $linesAfter: String) {
    order(id: $id) {
      ...OrderPart
      fulfillmentOrders(first: 5, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...FulfillmentOrderPart
        }
      }
    }
  }
`);

const FulfillmentOrderLines = graphql(`
  query FulfillmentOrderLines($id: ID!, $linesAfter: String) {
    fulfillmentOrder(id: $id) {
      ...FulfillmentOrderPart
    }
  }
`);

const OrderOfFulfillmentOrder = graphql(`
  query OrderOfFulfillmentOrder($id: ID!) {
    fulfillmentOrder(id: $id) {
      orderId
    }
  }
`);

const ChangedOrders = graphql(`
  query ChangedOrders($query: String!, $after: String) {
    orders(first: 50, after: $after, query: $query, sortKey: UPDATED_AT) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        updatedAt
      }
    }
  }
`);

const ChangedFulfillmentOrders = graphql(`
  query ChangedFulfillmentOrders($query: String!, $after: String) {
    fulfillmentOrders(first: 50, after: $after, query: $query, includeClosed: true, sortKey: UPDATED_AT) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        orderId
        updatedAt
      }
    }
  }
`);

/** Everything of one order, or null when Shopify does not show it (deleted, or older than the 60-day window). */
export async function readOrder(admin: Admin, orderId: Id): Promise<ReadOrder | null> {
  let read: ReadOrder | null = null;
  const fetch = async (after: string | null) => {
    const { order } = await admin.request(ReadOrderQuery, {
      id: gid("Order", orderId),
      after,
      linesAfter: null,
    });
    if (!order) return null;
    const { name, sourceName, currencyCode, processedAt, updatedAt, cancelledAt } = order;
    const facts = {
      paid: isPaid(order.displayFinancialStatus ?? null),
      name,
      channel: sourceName ?? "",
      currency: currencyCode,
      placedAt: processedAt,
      updatedAt,
    };
    read ??= { orderId, ...facts, cancelledAt: cancelledAt ?? null, lines: [], fulfillmentLines: [] };
    return order.fulfillmentOrders;
  };
  for await (const { nodes } of pages(fetch)) {
    for (const part of nodes) await addFulfillmentOrder(admin, read!, part);
  }
  return read;
}

/** Money that is authorized is as good as paid: many shops capture it when they ship. */
export function isPaid(status: string | null): boolean {
  return !["PENDING", "PARTIALLY_PAID", "EXPIRED", "VOIDED"].includes(status ?? "");
}

/**
 * An order that Shopify shows no longer because it is older than 60 days: its fulfillment orders are shown still.
 * Null when they are gone too.
 */
export async function readOldOrder(
  admin: Admin,
  known: Omit<ReadOrder, "lines" | "fulfillmentLines">,
  fulfillmentOrderIds: Id[],
): Promise<ReadOrder | null> {
  const read: ReadOrder = { ...known, lines: [], fulfillmentLines: [] };
  let found = false;
  for (const id of fulfillmentOrderIds) {
    const { fulfillmentOrder } = await admin.request(FulfillmentOrderLines, {
      id: gid("FulfillmentOrder", id),
      linesAfter: null,
    });
    if (!fulfillmentOrder) continue;
    found = true;
    await addFulfillmentOrder(admin, read, fulfillmentOrder);
  }
  return found ? read : null;
}

async function addFulfillmentOrder(
  admin: Admin,
  read: ReadOrder,
  first: FulfillmentOrderPartFragment,
): Promise<void> {
  const fetch = async (linesAfter: string | null) =>
    linesAfter === null
      ? first.lineItems
      : (await admin.request(FulfillmentOrderLines, { id: first.id, linesAfter })).fulfillmentOrder
          ?.lineItems;
  for await (const { nodes } of pages(fetch)) for (const node of nodes) addLine(read, first, node);
}

type LinePart = FulfillmentOrderPartFragment["lineItems"]["nodes"][number];

export function addLine(
  read: ReadOrder,
  of: Omit<FulfillmentOrderPartFragment, "lineItems">,
  node: LinePart,
): void {
  read.fulfillmentLines.push({
    fulfillmentLineId: idOf(node.id),
    fulfillmentOrderId: idOf(of.id),
    lineId: idOf(node.lineItem.id),
    itemId: node.inventoryItemId ? idOf(node.inventoryItemId) : null,
    locationId: of.assignedLocation.location ? idOf(of.assignedLocation.location.id) : null,
    remaining: node.remainingQuantity,
    status: of.status,
  });
  addOrderLine(read, node.lineItem);
}

function addOrderLine(read: ReadOrder, line: LinePart["lineItem"]): void {
  const lineId = idOf(line.id);
  if (read.lines.some((l) => l.lineId === lineId)) return;
  read.lines.push({
    lineId,
    variantId: line.variant ? idOf(line.variant.id) : null,
    title: line.title,
    variantTitle: line.variantTitle ?? null,
    sku: line.sku ?? null,
    quantity: line.quantity,
    unitPrice: line.originalUnitPriceSet.shopMoney.amount,
  });
}

/** Some fulfillment-order webhooks name no order. Null when the fulfillment order is gone (merged away). */
export async function orderOfFulfillmentOrder(admin: Admin, id: Id): Promise<Id | null> {
  const { fulfillmentOrder } = await admin.request(OrderOfFulfillmentOrder, {
    id: gid("FulfillmentOrder", id),
  });
  return fulfillmentOrder ? idOf(fulfillmentOrder.orderId) : null;
}

/** Orders touched since an instant: their own changes and those of their fulfillment orders, newest version each. */
export async function ordersChangedSince(admin: Admin, since: Date): Promise<Map<Id, Date>> {
  const query = `updated_at:>='${since.toISOString()}'`;
  const changed = new Map<Id, Date>();
  const note = (orderGid: string, updatedAt: string) => {
    const at = new Date(updatedAt);
    const known = changed.get(idOf(orderGid));
    if (!known || known < at) changed.set(idOf(orderGid), at);
  };
  for await (const { nodes } of pages(
    async (after) => (await admin.request(ChangedOrders, { query, after })).orders,
  )) {
    for (const order of nodes) note(order.id, order.updatedAt);
  }
  for await (const { nodes } of pages(
    async (after) => (await admin.request(ChangedFulfillmentOrders, { query, after })).fulfillmentOrders,
  )) {
    for (const { orderId, updatedAt } of nodes) note(orderId, updatedAt);
  }
  return changed;
}
