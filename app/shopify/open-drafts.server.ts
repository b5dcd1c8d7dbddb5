import type { Id } from "../domain/facts.ts";
import { isKeptTag } from "../domain/drafts.ts";
import type { Admin } from "./admin.server.ts";
import { graphql } from "./generated/gql.ts";
import type { DraftLinesPartFragment } from "./generated/graphql.ts";
import { idOf } from "./gid.ts";
import { pages } from "./pages.ts";

const DraftLinesPart = graphql(`
  fragment DraftLinesPart on DraftOrderLineItemConnection {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      quantity
      variant {
        id
      }
    }
  }
`);
void DraftLinesPart;

/** Nobody's name, address or note is asked for. */
const OpenDrafts = graphql(`
  query OpenDrafts($after: String) {
    draftOrders(first: 20, after: $after, query: "status:open OR status:invoice_sent") {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        status
        tags
        lineItems(first: 15) {
          ...DraftLinesPart
        }
      }
    }
  }
`);

const MoreOfDraft = graphql(`
  query MoreOfDraft($id: ID!, $after: String) {
    draftOrder(id: $id) {
      lineItems(first: 200, after: $after) {
        ...DraftLinesPart
      }
    }
  }
`);

/** Units of variants in draft orders that are neither done nor our own, and how many such drafts there are. */
export async function unitsInOpenDrafts(
  admin: Admin,
): Promise<{ drafts: number; lines: { draftId: Id; variantId: Id; quantity: number }[] }> {
  let drafts = 0;
  const lines = [];
  const list = async (after: string | null) => (await admin.request(OpenDrafts, { after })).draftOrders;
  for await (const { nodes } of pages(list)) {
    for (const { id, status, tags, lineItems } of nodes) {
      // Shopify's search lags behind.
      if (status === "COMPLETED" || tags.some(isKeptTag)) continue;
      drafts++;
      const units = await unitsOf(admin, id, lineItems);
      for (const [variantId, quantity] of units) lines.push({ draftId: idOf(id), variantId, quantity });
    }
  }
  return { drafts, lines };
}

async function unitsOf(admin: Admin, id: string, first: DraftLinesPartFragment): Promise<Map<Id, number>> {
  const units = new Map<Id, number>();
  const list = async (after: string | null) =>
    after === null ? first : (await admin.request(MoreOfDraft, { id, after })).draftOrder?.lineItems;
  for await (const { nodes } of pages(list))
    for (const { quantity, variant } of nodes)
      if (variant) units.set(idOf(variant.id), (units.get(idOf(variant.id)) ?? 0) + quantity);
  return units;
}
