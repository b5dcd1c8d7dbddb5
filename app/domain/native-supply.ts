import type { Day, Id } from "./facts.ts";

/** What lets the app read transfers and their shipments, and hear of them. */
export const transferScopes = [
  "read_inventory_transfers",
  "read_inventory_shipments",
  "read_inventory_shipments_received_items",
];

/** A transfer of Shopify's as it is now, with all its shipments. */
export type TransferFact = {
  transferId: Id;
  /** "#T0012" */
  name: string;
  /** The merchant's own word for it. */
  reference: string | null;
  /** DRAFT | READY_TO_SHIP | IN_PROGRESS | TRANSFERRED | CANCELED | OTHER */
  status: string;
  originId: Id | null;
  destinationId: Id | null;
  createdAt: string | null;
  lines: { itemId: Id; quantity: number }[];
  shipments: ShipmentFact[];
};

export type ShipmentFact = {
  shipmentId: Id;
  name: string;
  /** DRAFT | IN_TRANSIT | PARTIALLY_RECEIVED | RECEIVED | OTHER */
  status: string;
  /** The only date that Shopify keeps for goods on their way. */
  arrivesAt: string | null;
  createdAt: string | null;
  receivedAt: string | null;
  lines: { itemId: Id; quantity: number; unreceived: number }[];
};

/** A delivery that is read from Shopify: nobody changes its units or its day here. */
export type NativeDelivery = {
  deliveryId: Id;
  origin: "transfer" | "shipment";
  reference: string;
  locationId: Id;
  /** When Shopify says that it arrives. */
  statedOn: Day | null;
  orderedOn: Day | null;
  confirmed: boolean;
  status: "coming" | "received" | "cancelled";
  createdAt: string | null;
  receivedOn: Day | null;
  lines: NativeLine[];
};
export type NativeLine = { itemId: Id; quantity: number; received: number };

/**
 * What a transfer brings: each shipment, and what no shipment holds yet, every unit in one of them. A draft is
 * tentative; ready to ship it is certain to come, on a day that only a shipment says. Rejected units came, and are
 * no supply any more.
 */
export function nativeDeliveries(transfer: TransferFact, dayAt: (instant: string) => Day): NativeDelivery[] {
  const { transferId, name, reference, status, destinationId, createdAt } = transfer;
  if (destinationId === null) return [];
  const day = (instant: string | null) => (instant === null ? null : dayAt(instant));
  const named = (own: string) => (reference ? `${own} (${reference})` : own);
  const certain = status !== "DRAFT" && status !== "OTHER";
  const over = status === "TRANSFERRED" || status === "CANCELED";
  const common = { locationId: destinationId, orderedOn: day(createdAt) };

  const shipments = transfer.shipments.map((shipment): NativeDelivery => {
    const lines = merged(
      shipment.lines.map(({ itemId, quantity, unreceived }) => ({
        itemId,
        quantity,
        received: Math.max(0, quantity - unreceived),
      })),
    );
    const nothingToCome = lines.every((l) => l.received >= l.quantity);
    const some = lines.some((l) => l.received > 0);
    return {
      ...common,
      deliveryId: `shipment-${shipment.shipmentId}`,
      origin: "shipment",
      reference: named(shipment.name),
      statedOn: day(shipment.arrivesAt),
      confirmed: certain && shipment.status !== "OTHER",
      status: some && (nothingToCome || over) ? "received" : nothingToCome || over ? "cancelled" : "coming",
      createdAt: shipment.createdAt ?? createdAt,
      receivedOn: day(shipment.receivedAt),
      lines,
    };
  });

  const shipped = new Map<Id, number>();
  for (const { lines } of shipments)
    for (const l of lines) shipped.set(l.itemId, (shipped.get(l.itemId) ?? 0) + l.quantity);
  const rest = merged(transfer.lines.map((l) => ({ ...l, received: 0 })))
    .map((l) => ({ ...l, quantity: l.quantity - (shipped.get(l.itemId) ?? 0) }))
    .filter((l) => l.quantity > 0);
  if (rest.length === 0 || status === "TRANSFERRED") return shipments;
  return [
    ...shipments,
    {
      ...common,
      deliveryId: `transfer-${transferId}`,
      origin: "transfer",
      reference: named(name),
      statedOn: null,
      confirmed: certain,
      status: over ? "cancelled" : "coming",
      createdAt,
      receivedOn: null,
      lines: rest,
    },
  ];
}

/** Each item once. */
function merged(lines: NativeLine[]): NativeLine[] {
  const byItem = new Map<Id, NativeLine>();
  for (const { itemId, quantity, received } of lines) {
    const known = byItem.get(itemId);
    if (known)
      Object.assign(known, { quantity: known.quantity + quantity, received: known.received + received });
    else byItem.set(itemId, { itemId, quantity, received });
  }
  return [...byItem.values()];
}

/** What a list shows of a transfer. Another digest than the last one: something about it has changed. */
export type TransferGlance = Pick<TransferFact, "transferId" | "name" | "reference" | "status"> & {
  units: number;
  shipments: {
    shipmentId: Id;
    status: string;
    arrivesAt: string | null;
    units: number;
    received: number;
  }[];
};

export function digestOf({ name, reference, status, units, shipments }: TransferGlance): string {
  const parts = shipments
    .map((s) => [s.shipmentId, s.status, s.arrivesAt, s.units, s.received].join("|"))
    .sort();
  return [status, name, reference ?? "", units, ...parts].join("\n");
}

/** How each shipment stood when this digest was made. */
export function statusesIn(digest: string): Map<Id, string> {
  const parts = digest.split("\n").slice(4);
  return new Map(parts.map((part) => part.split("|").slice(0, 2) as [Id, string]));
}
