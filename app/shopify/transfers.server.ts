import type { TransferFact, TransferGlance } from "../domain/native-supply.ts";
import type { Id } from "../domain/facts.ts";
import type { Admin } from "./admin.server.ts";
import { graphql } from "./generated/gql.ts";
import type { ShipmentPartFragment, TransferLinePartFragment } from "./generated/graphql.ts";
import { gid, idOf } from "./gid.ts";
import { pages } from "./pages.ts";

const TransferLinePart = graphql(`
  fragment TransferLinePart on InventoryTransferLineItem {
    totalQuantity
    inventoryItem {
      id
    }
  }
`);

const ShipmentLinesPart = graphql(`
  fragment ShipmentLinesPart on InventoryShipmentLineItemConnection {
    pageInfo {
      hasNextPage
      endCursor
    }
    nodes {
      quantity
      unreceivedQuantity
      inventoryItem {
        id
      }
    }
  }
`);

const ShipmentPart = graphql(`
  fragment ShipmentPart on InventoryShipment {
    id
    name
    status
    dateCreated
    dateReceived
    lineItemTotalQuantity
    totalReceivedQuantity
    tracking {
      arrivesAt
    }
    lineItems(first: 40) {
      ...ShipmentLinesPart
    }
  }
`);
void TransferLinePart;
void ShipmentLinesPart;
void ShipmentPart;

const ReadTransfer = graphql(`
  query ReadTransfer($id: ID!) {
    inventoryTransfer(id: $id) {
      id
      name
      referenceName
      status
      dateCreated
      totalQuantity
      origin {
        location {
          id
        }
      }
      destination {
        location {
          id
        }
      }
      lineItems(first: 40) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...TransferLinePart
        }
      }
      shipments(first: 3) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...ShipmentPart
        }
      }
    }
  }
`);

const MoreTransferLines = graphql(`
  query MoreTransferLines($id: ID!, $after: String) {
    inventoryTransfer(id: $id) {
      lineItems(first: 200, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...TransferLinePart
        }
      }
    }
  }
`);

const MoreShipments = graphql(`
  query MoreShipments($id: ID!, $after: String) {
    inventoryTransfer(id: $id) {
      shipments(first: 8, after: $after) {
        pageInfo {
          hasNextPage
          endCursor
        }
        nodes {
          ...ShipmentPart
        }
      }
    }
  }
`);

const MoreShipmentLines = graphql(`
  query MoreShipmentLines($id: ID!, $after: String) {
    inventoryShipment(id: $id) {
      lineItems(first: 200, after: $after) {
        ...ShipmentLinesPart
      }
    }
  }
`);

const OpenTransfers = graphql(`
  query OpenTransfers($after: String) {
    inventoryTransfers(
      first: 25
      after: $after
      query: "status:DRAFT OR status:READY_TO_SHIP OR status:IN_PROGRESS"
    ) {
      pageInfo {
        hasNextPage
        endCursor
      }
      nodes {
        id
        name
        referenceName
        status
        totalQuantity
        shipments(first: 10) {
          pageInfo {
            hasNextPage
          }
          nodes {
            id
            status
            lineItemTotalQuantity
            totalReceivedQuantity
            tracking {
              arrivesAt
            }
          }
        }
      }
    }
  }
`);

/** A transfer with everything that it brings, or null when it was deleted. */
export async function readTransfer(
  admin: Admin,
  transferId: Id,
): Promise<{ transfer: TransferFact; glance: TransferGlance } | null> {
  const id = gid("InventoryTransfer", transferId);
  const { inventoryTransfer: read } = await admin.request(ReadTransfer, { id });
  if (!read) return null;
  const lines = [...read.lineItems.nodes];
  if (read.lineItems.pageInfo.hasNextPage) {
    const fetch = async (after: string | null) =>
      (
        await admin.request(MoreTransferLines, {
          id,
          after: after ?? read.lineItems.pageInfo.endCursor ?? null,
        })
      ).inventoryTransfer?.lineItems;
    for await (const page of pages(fetch)) lines.push(...page.nodes);
  }
  const shipments = [...read.shipments.nodes];
  if (read.shipments.pageInfo.hasNextPage) {
    const fetch = async (after: string | null) =>
      (await admin.request(MoreShipments, { id, after: after ?? read.shipments.pageInfo.endCursor ?? null }))
        .inventoryTransfer?.shipments;
    for await (const page of pages(fetch)) shipments.push(...page.nodes);
  }
  const { name, status, totalQuantity: units } = read;
  const reference = read.referenceName ?? null;
  const transfer: TransferFact = {
    ...{ transferId, name, reference, status },
    originId: read.origin?.location ? idOf(read.origin.location.id) : null,
    destinationId: read.destination?.location ? idOf(read.destination.location.id) : null,
    createdAt: read.dateCreated ?? null,
    lines: lines.flatMap(transferLine),
    shipments: [],
  };
  for (const part of shipments)
    transfer.shipments.push({
      shipmentId: idOf(part.id),
      name: part.name,
      status: part.status,
      arrivesAt: part.tracking?.arrivesAt ?? null,
      createdAt: part.dateCreated ?? null,
      receivedAt: part.dateReceived ?? null,
      lines: await shipmentLines(admin, part),
    });
  const glance = { transferId, name, reference, status, units, shipments: shipments.map(shipmentGlance) };
  return { transfer, glance };
}

/** All that are not over, with what a list shows of them. */
export async function openTransfers(admin: Admin): Promise<TransferGlance[]> {
  const open: TransferGlance[] = [];
  const fetch = async (after: string | null) =>
    (await admin.request(OpenTransfers, { after })).inventoryTransfers;
  for await (const page of pages(fetch))
    for (const node of page.nodes)
      open.push({
        transferId: idOf(node.id),
        name: node.name,
        reference: node.referenceName ?? null,
        status: node.status,
        units: node.totalQuantity,
        shipments: node.shipments.nodes.map(shipmentGlance),
      });
  return open;
}

function shipmentGlance(
  part: Pick<
    ShipmentPartFragment,
    "id" | "status" | "tracking" | "lineItemTotalQuantity" | "totalReceivedQuantity"
  >,
): TransferGlance["shipments"][number] {
  const { id, status, tracking, lineItemTotalQuantity: units, totalReceivedQuantity: received } = part;
  return { shipmentId: idOf(id), status, arrivesAt: tracking?.arrivesAt ?? null, units, received };
}

function transferLine({ inventoryItem, totalQuantity: quantity }: TransferLinePartFragment) {
  return inventoryItem ? [{ itemId: idOf(inventoryItem.id), quantity }] : [];
}

async function shipmentLines(admin: Admin, { id, lineItems }: ShipmentPartFragment) {
  const nodes = [...(lineItems?.nodes ?? [])];
  if (lineItems?.pageInfo.hasNextPage) {
    const fetch = async (after: string | null) =>
      (await admin.request(MoreShipmentLines, { id, after: after ?? lineItems.pageInfo.endCursor ?? null }))
        .inventoryShipment?.lineItems;
    for await (const page of pages(fetch)) nodes.push(...page.nodes);
  }
  return nodes.flatMap(({ inventoryItem, quantity, unreceivedQuantity: unreceived }) =>
    inventoryItem ? [{ itemId: idOf(inventoryItem.id), quantity, unreceived }] : [],
  );
}
