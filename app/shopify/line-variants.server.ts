import type { Id } from "../domain/facts.ts";
import type { Admin } from "./admin.server.ts";
import { graphql } from "./generated/gql.ts";
import { gid, idOf } from "./gid.ts";

const LineVariants = graphql(`
  query LineVariants($ids: [ID!]!) {
    nodes(ids: $ids) {
      ... on LineItem {
        id
        variant {
          id
        }
      }
    }
  }
`);

/** The variants of order lines; null for one that is gone, or of a line that never had one. */
export async function variantsOfLines(admin: Admin, lineIds: Id[]): Promise<Map<Id, Id | null>> {
  const found = new Map<Id, Id | null>();
  for (let from = 0; from < lineIds.length; from += mostNodes) {
    const ids = lineIds.slice(from, from + mostNodes).map((id) => gid("LineItem", id));
    const { nodes } = await admin.request(LineVariants, { ids });
    for (const node of nodes)
      if (node && "variant" in node) found.set(idOf(node.id), node.variant ? idOf(node.variant.id) : null);
  }
  return found;
}

/** Shopify takes no longer list. */
const mostNodes = 250;
