import type { Id } from "../domain/facts.ts";
import type { Admin } from "./admin.server.ts";
import { graphql } from "./generated/gql.ts";
import { gid, idOf } from "./gid.ts";
import { pages } from "./pages.ts";

const FindCollections = graphql(`
  query FindCollections($query: String) {
    collections(first: 20, query: $query, sortKey: TITLE) {
      nodes {
        id
        title
      }
    }
  }
`);

const CollectionProducts = graphql(`
  query CollectionProducts($id: ID!, $after: String) {
    collection(id: $id) {
      id
      title
      products(first: 250, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          id
        }
      }
    }
  }
`);

/** The first collections by title, of those whose title has a word that begins so. */
export async function findCollections(
  admin: Admin,
  search: string,
): Promise<{ collectionId: Id; title: string }[]> {
  const word = search.replace(/[^\p{L}\p{N} ]/gu, " ").trim();
  const { collections } = await admin.request(FindCollections, { query: word ? `title:${word}*` : null });
  return collections.nodes.map(({ id, title }) => ({ collectionId: idOf(id), title }));
}

/** A collection with its products as they are now, chosen by hand or by rules; null when it was deleted. */
export async function readCollection(
  admin: Admin,
  collectionId: Id,
): Promise<{ title: string; productIds: Id[] } | null> {
  let read: { title: string; productIds: Id[] } | null = null;
  const fetch = async (after: string | null) => {
    const { collection } = await admin.request(CollectionProducts, {
      id: gid("Collection", collectionId),
      after,
    });
    if (!collection) return null;
    read ??= { title: collection.title, productIds: [] };
    return collection.products;
  };
  for await (const { nodes } of pages(fetch)) read!.productIds.push(...nodes.map((n) => idOf(n.id)));
  return read;
}
