import type { Id } from "../domain/facts.ts";
import type { Admin } from "./admin.server.ts";
import { graphql } from "./generated/gql.ts";
import type { FulfillmentOrderPartFragment } from "./generated/graphql.ts";
import { gid, idOf } from "./gid.ts";

/** An order as far as the debt book needs it. No customer, no address. */
export type ReadOrder = {
  orderId: Id;
  name: string;
  channel: string;
  currency: string;
  placedAt: string;
  updatedAt: string;
  cancelledAt: string | null;
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
  let after: string | null = null;
  do {
    const { order } = await admin.request(ReadOrderQuery, { id: gid("Order", orderId), after, linesAfter: null });
    if (!order) return read;
    read ??= {
      orderId,
      name: order.name,
      channel: order.sourceName ?? "",
      currency: order.currencyCode,
      placedAt: order.processedAt,
      updatedAt: order.updatedAt,
      cancelledAt: order.cancelledAt ?? null,
      lines: [],
      fulfillmentLines: [],
    };
    for (const part of order.fulfillmentOrders.nodes) await addFulfillmentOrder(admin, read, part);
    const { hasNextPage, endCursor }: { hasNextPage: boolean; endCursor?: string | null } = order.fulfillmentOrders.pageInfo;
    after = hasNextPage ? (endCursor ?? null) : null;
  } while (after);
  return read;
}

async function addFulfillmentOrder(admin: Admin, read: ReadOrder, part: FulfillmentOrderPartFragment): Promise<void> {
  let page: FulfillmentOrderPartFragment | null | undefined = part;
  while (page) {
    for (const node of page.lineItems.nodes) {
      read.fulfillmentLines.push({
        fulfillmentLineId: idOf(node.id),
        fulfillmentOrderId: idOf(page.id),
        lineId: idOf(node.lineItem.id),
        itemId: node.inventoryItemId ? idOf(node.inventoryItemId) : null,
        locationId: page.assignedLocation.location ? idOf(page.assignedLocation.location.id) : null,
        remaining: node.remainingQuantity,
        status: page.status,
      });
      addOrderLine(read, node.lineItem);
    }
    const { hasNextPage, endCursor }: { hasNextPage: boolean; endCursor?: string | null } = page.lineItems.pageInfo;
    if (!hasNextPage) return;
    page = (await admin.request(FulfillmentOrderLines, { id: page.id, linesAfter: endCursor ?? null })).fulfillmentOrder;
  }
}

type LineItemPart = FulfillmentOrderPartFragment["lineItems"]["nodes"][number]["lineItem"];

function addOrderLine(read: ReadOrder, line: LineItemPart): void {
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
  const { fulfillmentOrder } = await admin.request(OrderOfFulfillmentOrder, { id: gid("FulfillmentOrder", id) });
  return fulfillmentOrder ? idOf(fulfillmentOrder.orderId) : null;
}

/** Orders touched since an instant: their own changes and those of their fulfillment orders. */
export async function ordersChangedSince(admin: Admin, since: Date): Promise<Id[]> {
  const ids = new Set<Id>();
  const query = `updated_at:>='${since.toISOString()}'`;
  for (let after: string | null = null, more = true; more; ) {
    const { orders } = await admin.request(ChangedOrders, { query, after });
    for (const order of orders.nodes) ids.add(idOf(order.id));
    more = orders.pageInfo.hasNextPage;
    after = orders.pageInfo.endCursor ?? null;
  }
  for (let after: string | null = null, more = true; more; ) {
    const { fulfillmentOrders } = await admin.request(ChangedFulfillmentOrders, { query, after });
    for (const { orderId } of fulfillmentOrders.nodes) ids.add(idOf(orderId));
    more = fulfillmentOrders.pageInfo.hasNextPage;
    after = fulfillmentOrders.pageInfo.endCursor ?? null;
  }
  return [...ids];
}
