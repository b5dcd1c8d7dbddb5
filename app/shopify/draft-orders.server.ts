import type { Id } from "../domain/facts.ts";
import type { Admin } from "./admin.server.ts";
import { refuseUserErrors } from "./admin.server.ts";
import { graphql } from "./generated/gql.ts";
import { gid, idOf } from "./gid.ts";

const KeepUnit = graphql(`
  mutation KeepUnit($input: DraftOrderInput!) {
    draftOrderCreate(input: $input) {
      draftOrder {
        id
        invoiceUrl
        reserveInventoryUntil
      }
      userErrors {
        message
      }
    }
  }
`);

const FindKeptUnit = graphql(`
  query FindKeptUnit($query: String!) {
    draftOrders(first: 1, query: $query) {
      nodes {
        id
        invoiceUrl
        reserveInventoryUntil
      }
    }
  }
`);

const KeptUnitStatus = graphql(`
  query KeptUnitStatus($id: ID!) {
    draftOrder(id: $id) {
      id
      status
    }
  }
`);

const ReleaseUnit = graphql(`
  mutation ReleaseUnit($id: ID!) {
    draftOrderDelete(input: { id: $id }) {
      deletedId
      userErrors {
        message
      }
    }
  }
`);

export type Draft = { draftId: Id; url: string; until: Date };

type Answered = { id: string; invoiceUrl?: unknown; reserveInventoryUntil?: unknown };

/** A draft order of one unit that reserves it. Nobody is named in it: who has its address may buy. */
export async function keepUnit(
  admin: Admin,
  { variantId, tag, until, note }: { variantId: Id; tag: string; until: Date; note: string },
): Promise<Draft> {
  const { draftOrderCreate } = await admin.request(KeepUnit, {
    input: {
      lineItems: [{ variantId: gid("ProductVariant", variantId), quantity: 1 }],
      reserveInventoryUntil: until.toISOString(),
      tags: [tag],
      note,
    },
  });
  refuseUserErrors("Keeping a unit", draftOrderCreate?.userErrors);
  return readDraft(draftOrderCreate!.draftOrder!, until);
}

/** The draft order with this tag, of a request whose answer was lost. Shopify finds it after a moment. */
export async function findKept(admin: Admin, tag: string, until: Date): Promise<Draft | null> {
  const { draftOrders } = await admin.request(FindKeptUnit, { query: `tag:'${tag}'` });
  const [found] = draftOrders.nodes;
  return found ? readDraft(found, until) : null;
}

/** Whether the unit was bought, or else is for sale to everybody from now on. */
export async function releaseUnit(admin: Admin, draftId: Id): Promise<"bought" | "over"> {
  const id = gid("DraftOrder", draftId);
  const { draftOrder } = await admin.request(KeptUnitStatus, { id });
  if (!draftOrder) return "over";
  if (draftOrder.status === "COMPLETED") return "bought";
  const { draftOrderDelete } = await admin.request(ReleaseUnit, { id });
  refuseUserErrors("Releasing a unit", draftOrderDelete?.userErrors);
  return "over";
}

function readDraft({ id, invoiceUrl, reserveInventoryUntil }: Answered, until: Date): Draft {
  const told = typeof reserveInventoryUntil === "string" ? new Date(reserveInventoryUntil) : until;
  return { draftId: idOf(id), url: typeof invoiceUrl === "string" ? invoiceUrl : "", until: told };
}
