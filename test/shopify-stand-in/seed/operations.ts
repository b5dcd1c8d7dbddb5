/** The official operations the seed goes through, as a merchant's own integration would. */
export const addLocation = `mutation ($input: LocationAddInput!) {
  locationAdd(input: $input) { location { id } userErrors { message } }
}`;

export const setProduct = `mutation ($input: ProductSetInput!) {
  productSet(input: $input, synchronous: true) {
    product { id variants(first: 100) { nodes { id sku inventoryItem { id } } } }
    userErrors { message }
  }
}`;

export const createOrder = `mutation ($order: OrderCreateOrderInput!, $options: OrderCreateOptionsInput) {
  orderCreate(order: $order, options: $options) { order { id } userErrors { message } }
}`;

export const whatToShip = `query ($id: ID!) {
  order(id: $id) {
    lineItems(first: 20) { nodes { id sku quantity } }
    fulfillmentOrders(first: 10) {
      nodes { id assignedLocation { location { id } } lineItems(first: 20) { nodes { id remainingQuantity sku } } }
    }
  }
}`;

export const ship = `mutation ($fulfillment: FulfillmentInput!) {
  fulfillmentCreate(fulfillment: $fulfillment) { userErrors { message } }
}`;

export const cancel = `mutation ($orderId: ID!) {
  orderCancel(
    orderId: $orderId, reason: CUSTOMER, restock: true, refundMethod: { originalPaymentMethodsRefund: true }
  ) { orderCancelUserErrors { message } }
}`;

export const refund = `mutation ($input: RefundInput!, $key: String!) {
  refundCreate(input: $input) @idempotent(key: $key) { userErrors { message } }
}`;

export const createTransfer = `mutation ($input: InventoryTransferCreateAsReadyToShipInput!, $key: String!) {
  inventoryTransferCreateAsReadyToShip(input: $input) @idempotent(key: $key) {
    inventoryTransfer { id } userErrors { message }
  }
}`;

export const sendShipment = `mutation ($input: InventoryShipmentCreateInput!, $key: String!) {
  inventoryShipmentCreateInTransit(input: $input) @idempotent(key: $key) { userErrors { message } }
}`;

export const adjustStock = `mutation ($input: InventoryAdjustQuantitiesInput!, $key: String!) {
  inventoryAdjustQuantities(input: $input) @idempotent(key: $key) { userErrors { message } }
}`;

export const moveArrival = `mutation ($id: ID!, $tracking: InventoryShipmentTrackingInput!) {
  inventoryShipmentSetTracking(id: $id, tracking: $tracking) { userErrors { message } }
}`;
