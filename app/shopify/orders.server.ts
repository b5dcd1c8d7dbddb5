import type { Id } from "../domain/facts.ts";
import type { Shown } from "../domain/shown.ts";
import type { Admin } from "./admin.server.ts";
import { shownIn } from "./attributes.ts";
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
  /** The newest version among its fulfillment orders. */
  partsUpdatedAt?: string;
  /** Undefined where the order itself is not shown any more. */
  paid?: boolean;
  /** Two letters. Only where it was asked for: it needs the merchant's permission for protected data. */
  country?: string | null;
  /** What its shopper was shown. Only where it was asked for and the order says something. */
  shown?: Shown;
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
    shippingAddress @include(if: $withCountry) {
      countryCodeV2
    }
    customAttributes @include(if: $withShown) {
      key
      value
    }
  }
`);

// Every object in it costs a point, a scalar nothing: hence the price that Shopify calls deprecated, in the shop's
// currency, and no variant. Whoever reads knows the variant by its item, or asks LineVariants.
const FulfillmentOrderPart = graphql(`
  fragment FulfillmentOrderPart on FulfillmentOrder {
    id
    status
    updatedAt
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
          originalUnitPrice
          customAttributes @include(if: $withShown) {
            key
            value
          }
        }
      }
    }
  }
`);
void OrderPart;
void FulfillmentOrderPart;

const ReadOrderQuery = graphql(`
  query ReadOrder(
    $id: ID!
    $after: String
    $linesAfter: String
    $withCountry: Boolean!
    $withShown: Boolean!
  ) {
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
  query FulfillmentOrderLines($id: ID!, $linesAfter: String, $withShown: Boolean!) {
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

/**
 * Everything of one order, or null when Shopify does not show it (deleted, or older than the 60-day window). Lines
 * come without their variants.
 */
export async function readOrder(
  admin: Admin,
  orderId: Id,
  { withCountry = false, withShown = false } = {},
): Promise<ReadOrder | null> {
  let read: ReadOrder | null = null;
  const fetch = async (after: string | null) => {
    const { order } = await admin.request(ReadOrderQuery, {
      id: gid("Order", orderId),
      after,
      linesAfter: null,
      withCountry,
      withShown,
    });
    if (!order) return null;
    const { name, sourceName, currencyCode, processedAt, updatedAt, cancelledAt } = order;
    const facts = {
      paid: isPaid(order.displayFinancialStatus ?? null),
      ...(withCountry && { country: order.shippingAddress?.countryCodeV2 ?? null }),
      name,
      channel: sourceName ?? "",
      currency: currencyCode,
      placedAt: processedAt,
      updatedAt,
    };
    read ??= { orderId, ...facts, cancelledAt: cancelledAt ?? null, lines: [], fulfillmentLines: [] };
    addShown(read, shownIn(order.customAttributes ?? [], []));
    return order.fulfillmentOrders;
  };
  for await (const { nodes } of pages(fetch)) {
    for (const part of nodes) {
      await addFulfillmentOrder(admin, read!, part, withShown);
      const { partsUpdatedAt } = read!;
      if (!partsUpdatedAt || Date.parse(part.updatedAt) > Date.parse(partsUpdatedAt))
        read!.partsUpdatedAt = part.updatedAt;
    }
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
      withShown: false,
    });
    if (!fulfillmentOrder) continue;
    found = true;
    await addFulfillmentOrder(admin, read, fulfillmentOrder, false);
  }
  return found ? read : null;
}

async function addFulfillmentOrder(
  admin: Admin,
  read: ReadOrder,
  first: FulfillmentOrderPartFragment,
  withShown: boolean,
): Promise<void> {
  const fetch = async (linesAfter: string | null) =>
    linesAfter === null
      ? first.lineItems
      : (await admin.request(FulfillmentOrderLines, { id: first.id, linesAfter, withShown })).fulfillmentOrder
          ?.lineItems;
  for await (const { nodes } of pages(fetch)) for (const node of nodes) addLine(read, first, node);
}

type LineNode = FulfillmentOrderPartFragment["lineItems"]["nodes"][number];
/** Exports bring the variant with the line. */
type LinePart = Omit<LineNode, "lineItem"> & {
  lineItem: LineNode["lineItem"] & { variant?: { id: string } | null };
};

export function addLine(
  read: ReadOrder,
  of: Pick<FulfillmentOrderPartFragment, "id" | "status" | "assignedLocation">,
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
    unitPrice: line.originalUnitPrice,
  });
  addShown(read, shownIn([], [{ lineId, attributes: line.customAttributes ?? [] }]));
}

function addShown(read: ReadOrder, shown: Shown | null): void {
  if (!shown) return;
  const lines = [...(read.shown?.lines ?? []), ...shown.lines];
  read.shown = { lines, together: shown.together ?? read.shown?.together ?? null };
}

/** Some fulfillment-order webhooks name no order. Null when the fulfillment order is gone (merged away). */
export async function orderOfFulfillmentOrder(admin: Admin, id: Id): Promise<Id | null> {
  const { fulfillmentOrder } = await admin.request(OrderOfFulfillmentOrder, {
    id: gid("FulfillmentOrder", id),
  });
  return fulfillmentOrder ? idOf(fulfillmentOrder.orderId) : null;
}
