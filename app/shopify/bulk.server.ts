import { createInterface } from "node:readline";
import { Readable } from "node:stream";
import type { Admin } from "./admin.server.ts";
import { refuseUserErrors } from "./admin.server.ts";
import { shownIn } from "./attributes.ts";
import { ShopifyRefused, ShopifyUnavailable } from "./errors.ts";
import { graphql } from "./generated/gql.ts";
import { idOf } from "./gid.ts";
import { addLine, isPaid, type ReadOrder } from "./orders.server.ts";
import { readLevel, readProduct, readVariant, type ReadItem } from "./stock.server.ts";

/**
 * Bulk queries cannot use variables, and their fields must be those of the single reads, so that one line of the
 * result is read by the same code. At most two levels of connections.
 */
const levelsQuery = `{
  inventoryItems {
    edges { node {
      id tracked requiresShipping
      variants(first: 5) { edges { node {
        id title sku price position inventoryPolicy inventoryItem { id } product { id title handle status productType updatedAt }
      } } }
      inventoryLevels { edges { node {
        isActive updatedAt location { id }
        quantities(names: ["available", "on_hand", "committed", "incoming", "reserved", "damaged", "quality_control", "safety_stock"]) { name quantity }
      } } }
    } }
  }
}`;

/** Not through `order`: Shopify denies that for orders older than 60 days, and with it the whole export. */
const openOrdersQuery = `{
  fulfillmentOrders(includeClosed: false) {
    edges { node {
      id status assignedLocation { location { id } } orderId orderName orderProcessedAt
      lineItems { edges { node {
        id remainingQuantity inventoryItemId
        lineItem { id title variantTitle sku quantity originalUnitPrice variant { id } customAttributes { key value } }
      } } }
    } }
  }
}`;

/** What fulfillment orders do not say of their order, for the orders that the app may see. */
const orderDetailsQuery = `{
  orders(query: "status:open") {
    edges { node {
      id sourceName currencyCode updatedAt cancelledAt displayFinancialStatus customAttributes { key value }
    } }
  }
}`;

export const bulkQueries = { levels: levelsQuery, orders: openOrdersQuery, details: orderDetailsQuery };

const Run = graphql(`
  mutation BulkRun($query: String!) {
    bulkOperationRunQuery(query: $query) {
      bulkOperation {
        id
      }
      userErrors {
        field
        message
      }
    }
  }
`);

const Operation = graphql(`
  query BulkOperationById($id: ID!) {
    bulkOperation(id: $id) {
      status
      errorCode
      url
      objectCount
    }
  }
`);

export type BulkKind = keyof typeof bulkQueries;

/** The gid of the operation that was started. */
export async function startBulk(admin: Admin, kind: BulkKind): Promise<string> {
  const { bulkOperationRunQuery } = await admin.request(Run, { query: bulkQueries[kind] });
  refuseUserErrors("Starting a bulk operation", bulkOperationRunQuery?.userErrors);
  const id = bulkOperationRunQuery?.bulkOperation?.id;
  if (!id) throw new ShopifyUnavailable("Shopify started no bulk operation");
  return id;
}

export type BulkState =
  | { state: "running"; objects: number }
  | { state: "finished"; url: string | null }
  | { state: "failed"; problem: string };

export async function bulkState(admin: Admin, id: string): Promise<BulkState> {
  const { bulkOperation } = await admin.request(Operation, { id });
  switch (bulkOperation?.status) {
    case "CREATED":
    case "RUNNING":
    case "CANCELING":
      return { state: "running", objects: Number(bulkOperation.objectCount) };
    case "COMPLETED":
      return { state: "finished", url: bulkOperation.url ?? null };
    default:
      return {
        state: "failed",
        problem:
          `The bulk operation ended as ${bulkOperation?.status ?? "unknown"} ${bulkOperation?.errorCode ?? ""}`.trim(),
      };
  }
}

type Line = Record<string, unknown> & { id?: string; __parentId?: string };

/** Lines of a result file. Children follow their parent. A file without an end is an error, not a short file. */
async function* linesOf(url: string | null): AsyncGenerator<Line> {
  if (!url) return;
  const { hostname, protocol } = new URL(url);
  // The address comes from outside: only Shopify's own storage is fetched.
  if (
    protocol !== "https:" ||
    !/(^|\.)(storage\.googleapis\.com|shopify\.com|shopifycloud\.com)$/.test(hostname)
  ) {
    throw new ShopifyRefused(`A bulk result at an unexpected host: ${hostname}`);
  }
  let response: Response;
  try {
    response = await fetch(url, { signal: AbortSignal.timeout(600_000), redirect: "error" });
  } catch (cause) {
    throw new ShopifyUnavailable("The bulk result could not be fetched", 30, { cause });
  }
  if (!response.ok || !response.body)
    throw new ShopifyUnavailable(`The bulk result answered HTTP ${response.status}`, 30);
  for await (const line of createInterface({ input: Readable.fromWeb(response.body as never) })) {
    if (line === "") continue;
    try {
      yield JSON.parse(line) as Line;
    } catch (cause) {
      throw new ShopifyUnavailable("The bulk result is cut off", 30, { cause });
    }
  }
}

/** Items with their levels, one at a time: memory does not grow with the shop. */
export async function* itemsOfBulk(url: string | null): AsyncGenerator<ReadItem> {
  let item: ReadItem | null = null;
  for await (const line of linesOf(url)) {
    if (!line.__parentId) {
      if (item) yield item;
      item = {
        itemId: idOf(line.id!),
        tracked: line["tracked"] === true,
        requiresShipping: line["requiresShipping"] !== false,
        levels: [],
        variants: [],
        products: [],
      };
    } else if ("quantities" in line) {
      item?.levels.push(readLevel(line as never));
    } else if ("inventoryPolicy" in line) {
      item?.variants?.push(readVariant(line as never));
      item?.products.push(readProduct(line as never));
    }
  }
  if (item) yield item;
}

type Details = {
  sourceName: string | null;
  currencyCode: string;
  updatedAt: string;
  cancelledAt: string | null;
  displayFinancialStatus: string | null;
  customAttributes: { key: string; value: string | null }[];
};

/**
 * Open fulfillment orders, gathered per order. An order may have several and they need not stand together, so the
 * whole result is collected first: it holds open orders only. `currency` is the shop's, for orders too old to be
 * asked about.
 */
export async function openOrdersOfBulk(
  url: string | null,
  detailsUrl: string | null,
  currency: string,
): Promise<ReadOrder[]> {
  const details = new Map<string, Details>();
  for await (const line of linesOf(detailsUrl)) details.set(idOf(line.id!), line as never);
  const orders = new Map<string, ReadOrder>();
  const parents = new Map<string, { order: ReadOrder; part: never }>();
  for await (const line of linesOf(url)) {
    if (line.__parentId) {
      const parent = parents.get(line.__parentId);
      if (parent) addLine(parent.order, parent.part, line as never);
      continue;
    }
    const { orderId: gid, orderName: name, orderProcessedAt: placedAt } = line as Record<string, string>;
    const orderId = idOf(gid!);
    const known = details.get(orderId);
    const shown = known ? shownIn(known.customAttributes, []) : null;
    const order: ReadOrder = orders.get(orderId) ?? {
      orderId,
      name: name!,
      channel: known?.sourceName ?? "",
      currency: known?.currencyCode ?? currency,
      placedAt: placedAt!,
      updatedAt: known?.updatedAt ?? placedAt!,
      cancelledAt: known?.cancelledAt ?? null,
      ...(known && { paid: isPaid(known.displayFinancialStatus) }),
      ...(shown && { shown }),
      lines: [],
      fulfillmentLines: [],
    };
    orders.set(orderId, order);
    parents.set(line.id!, { order, part: line as never });
  }
  return [...orders.values()];
}
