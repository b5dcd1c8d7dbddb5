import type { Id } from "../domain/facts.ts";
import type { Admin } from "./admin.server.ts";
import { graphql } from "./generated/gql.ts";
import { idOf } from "./gid.ts";
import { pages } from "./pages.ts";

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

/** Newest versions of an order itself and of its fulfillment orders, as far as they were touched. */
export type Touched = { order?: Date; parts?: Date };

/** Orders touched since an instant: their own changes and those of their fulfillment orders. */
export async function ordersChangedSince(admin: Admin, since: Date): Promise<Map<Id, Touched>> {
  const query = `updated_at:>='${since.toISOString()}'`;
  const changed = new Map<Id, Touched>();
  const note = (what: keyof Touched, orderGid: string, updatedAt: string) => {
    const at = new Date(updatedAt);
    const known = changed.get(idOf(orderGid)) ?? {};
    if (!known[what] || known[what] < at) changed.set(idOf(orderGid), { ...known, [what]: at });
  };
  for await (const { nodes } of pages(
    async (after) => (await admin.request(ChangedOrders, { query, after })).orders,
  )) {
    for (const order of nodes) note("order", order.id, order.updatedAt);
  }
  for await (const { nodes } of pages(
    async (after) => (await admin.request(ChangedFulfillmentOrders, { query, after })).fulfillmentOrders,
  )) {
    for (const { orderId, updatedAt } of nodes) note("parts", orderId, updatedAt);
  }
  return changed;
}
