import { Badge } from "@shopify/polaris";
import type { DeliveryStanding } from "#app/domain/delivery-standing.ts";

/** Where a delivery stands, in words first: it must be readable without color. */
export function DeliveryBadge({ state }: { state: DeliveryStanding }) {
  switch (state) {
    case "draft":
      return <Badge>Draft</Badge>;
    case "on_the_way":
      return <Badge tone="info">Confirmed</Badge>;
    case "in_transit":
      return (
        <Badge tone="info" progress="partiallyComplete">
          In transit
        </Badge>
      );
    case "partly_received":
      return (
        <Badge tone="attention" progress="partiallyComplete">
          Partly received
        </Badge>
      );
    case "received":
      return <Badge tone="success">Received</Badge>;
    case "overdue":
      return <Badge tone="critical">Overdue</Badge>;
    case "no_date":
      return <Badge tone="attention">No date</Badge>;
    case "linked":
      return <Badge>Counted in Shopify</Badge>;
    case "canceled":
      return <Badge>Canceled</Badge>;
  }
}

/** The state of one that is still to come, where nothing is known of its other lines. */
export function comingState(delivery: {
  confirmed: boolean;
  overdue: boolean;
  expectedOn: string | null;
}): DeliveryStanding {
  if (!delivery.confirmed) return "draft";
  if (delivery.overdue) return "overdue";
  return delivery.expectedOn === null ? "no_date" : "on_the_way";
}
