import type { FulfillmentOrder } from "../../shop/model.ts";

type Named = Pick<FulfillmentOrder, "id" | "status">;

const named = (fulfillmentOrder: Named) => ({
  id: `gid://shopify/FulfillmentOrder/${fulfillmentOrder.id}`,
  status: fulfillmentOrder.status.toLowerCase(),
});

/** order_routing_complete, cancelled, rescheduled: gids and states only. */
export const fulfillmentOrderPayload = (fulfillmentOrder: Named): unknown => ({
  fulfillment_order: named(fulfillmentOrder),
});
