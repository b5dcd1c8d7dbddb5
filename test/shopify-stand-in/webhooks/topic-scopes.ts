const scopesByPrefix: [prefix: string, anyOf: string[]][] = [
  ["orders/", ["read_orders"]],
  ["refunds/", ["read_orders"]],
  ["fulfillments/", ["read_fulfillments", "read_orders", "read_merchant_managed_fulfillment_orders"]],
  ["draft_orders/", ["read_draft_orders"]],
  [
    "fulfillment_orders/",
    [
      "read_merchant_managed_fulfillment_orders",
      "read_assigned_fulfillment_orders",
      "read_third_party_fulfillment_orders",
      "read_marketplace_fulfillment_orders",
    ],
  ],
  [
    "fulfillment_holds/",
    [
      "read_merchant_managed_fulfillment_orders",
      "read_third_party_fulfillment_orders",
      "read_marketplace_fulfillment_orders",
    ],
  ],
  ["inventory_levels/", ["read_inventory"]],
  ["inventory_items/", ["read_inventory", "read_products"]],
  ["inventory_transfers/", ["read_inventory_transfers"]],
  ["inventory_shipments/receive_items", ["read_inventory_shipments_received_items"]],
  ["inventory_shipments/", ["read_inventory_shipments"]],
  ["products/", ["read_products"]],
  ["variants/", ["read_products"]],
  ["locations/", ["read_locations"]],
];

/** Whether the shop granted what a topic needs. Topics without an entry need nothing. `write_x` implies `read_x`. */
export function maySee(topic: string, granted: string[]): boolean {
  const anyOf = scopesByPrefix.find(([prefix]) => topic.startsWith(prefix))?.[1];
  return (
    !anyOf ||
    anyOf.some((scope) => granted.includes(scope) || granted.includes(scope.replace(/^read_/, "write_")))
  );
}
