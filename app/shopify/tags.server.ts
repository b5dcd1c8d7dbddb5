import type { Admin } from "./admin.server.ts";
import { refuseUserErrors } from "./admin.server.ts";
import { graphql } from "./generated/gql.ts";

const TagsAdd = graphql(`
  mutation TagsAdd($id: ID!, $tags: [String!]!) {
    tagsAdd(id: $id, tags: $tags) {
      userErrors {
        message
      }
    }
  }
`);

const TagsRemove = graphql(`
  mutation TagsRemove($id: ID!, $tags: [String!]!) {
    tagsRemove(id: $id, tags: $tags) {
      userErrors {
        message
      }
    }
  }
`);

/** Both are sets in Shopify: adding a tag that is there, or removing one that is not, changes nothing. */
export async function setTag(admin: Admin, ownerGid: string, tag: string, present: boolean): Promise<void> {
  if (present) {
    const { tagsAdd } = await admin.request(TagsAdd, { id: ownerGid, tags: [tag] });
    refuseUserErrors("Adding the tag", tagsAdd?.userErrors);
  } else {
    const { tagsRemove } = await admin.request(TagsRemove, { id: ownerGid, tags: [tag] });
    refuseUserErrors("Removing the tag", tagsRemove?.userErrors);
  }
}
