import type { Id } from "../domain/facts.ts";
import type { SaidOfOrder } from "../domain/tiers.ts";
import type { Admin } from "./admin.server.ts";
import { graphql } from "./generated/gql.ts";
import { gid, idOf } from "./gid.ts";

// Of who bought only the kind is asked for: a company, or anybody else.
const OrderTags = graphql(`
  query OrderTags($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Order {
        id
        tags
        purchasingEntity {
          __typename
        }
      }
    }
  }
`);

const CustomerTags = graphql(`
  query CustomerTags($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on Order {
        id
        customer {
          tags
        }
      }
    }
  }
`);

/** As many orders as one request may ask for without being dear. */
export const ordersAtOnce = 100;

/** What tiers may ask for of orders. Those that Shopify does not show any more are missing. */
export async function readForTiers(
  admin: Admin,
  orderIds: Id[],
  { customers }: { customers: boolean },
): Promise<Map<Id, SaidOfOrder>> {
  const said = new Map<Id, SaidOfOrder>();
  for (let from = 0; from < orderIds.length; from += ordersAtOnce) {
    const ids = orderIds.slice(from, from + ordersAtOnce).map((id) => gid("Order", id));
    for (const node of (await admin.request(OrderTags, { ids })).nodes)
      if (node && "tags" in node) {
        const b2b = node.purchasingEntity?.__typename === "PurchasingCompany";
        said.set(idOf(node.id), { orderTags: node.tags, customerTags: [], b2b });
      }
    if (!customers) continue;
    for (const node of (await admin.request(CustomerTags, { ids })).nodes)
      if (node && "customer" in node) {
        const one = said.get(idOf(node.id));
        if (one) one.customerTags = node.customer?.tags ?? [];
      }
  }
  return said;
}
