/** A staff member's own script: Shopify's official Admin API over HTTP and nothing else. */
export type StaffVariant = {
  productId: string;
  productNumber: string;
  variantId: string;
  itemId: string;
  locationId: string;
  handle: string;
};

export class StaffShop {
  private readonly url: string;
  private readonly token: string;
  constructor(url: string, token: string) {
    this.url = url;
    this.token = token;
  }

  async ask<T>(query: string, variables: object = {}): Promise<T> {
    const { data, errors } = (await this.post(this.url, { query, variables })) as {
      data: T;
      errors?: { message: string }[];
    };
    if (errors) throw new Error(errors.map((e) => e.message).join("; "));
    for (const payload of Object.values(
      data as Record<string, { userErrors?: { message: string }[] } | null>,
    )) {
      const [refused] = payload?.userErrors ?? [];
      if (refused) throw new Error(refused.message);
    }
    return data;
  }

  async post(url: string, body: object): Promise<unknown> {
    const headers = { "Content-Type": "application/json", "X-Shopify-Access-Token": this.token };
    const response = await fetch(url, { method: "POST", headers, body: JSON.stringify(body) });
    if (!response.ok) throw new Error(`${url} answered ${response.status}: ${await response.text()}`);
    return response.json();
  }

  async addProduct(as: {
    title: string;
    available: number;
    policy?: "CONTINUE" | "DENY";
    sku?: string;
    /** Where it is stocked; else at a new location. */
    locationId?: string;
  }): Promise<StaffVariant> {
    const { title, available, policy = "CONTINUE", sku = "TP-1" } = as;
    const locationId = as.locationId ?? (await this.addLocation());
    const variant = {
      optionValues: [{ optionName: "Title", name: "Default Title" }],
      price: "89.00",
      inventoryPolicy: policy,
      inventoryItem: { tracked: true, sku },
      inventoryQuantities: [{ locationId, name: "available", quantity: available }],
    };
    const options = [{ name: "Title", values: [{ name: "Default Title" }] }];
    const { productSet } = await this.ask<{
      productSet: {
        product: {
          id: string;
          handle: string;
          variants: { nodes: { id: string; inventoryItem: { id: string } }[] };
        };
      };
    }>(
      `mutation ($input: ProductSetInput!) { productSet(synchronous: true, input: $input) {
        product { id handle variants(first: 1) { nodes { id inventoryItem { id } } } } userErrors { message } } }`,
      { input: { title, status: "ACTIVE", productOptions: options, variants: [variant] } },
    );
    const { id, handle, variants } = productSet.product;
    const { id: variantId, inventoryItem } = variants.nodes[0]!;
    return {
      productId: id,
      productNumber: id.split("/").at(-1)!,
      variantId,
      itemId: inventoryItem.id,
      locationId,
      handle,
    };
  }

  private async addLocation(): Promise<string> {
    const { locationAdd } = await this.ask<{ locationAdd: { location: { id: string } } }>(
      `mutation ($input: LocationAddInput!) { locationAdd(input: $input) { location { id } userErrors { message } } }`,
      { input: { name: "Berlin", address: { countryCode: "DE" }, fulfillsOnlineOrders: true } },
    );
    return locationAdd.location.id;
  }

  /** Goods arrive, or go, by somebody's count. */
  async adjust({ itemId, locationId }: StaffVariant, delta: number): Promise<void> {
    const changes = [{ inventoryItemId: itemId, locationId, delta, changeFromQuantity: null }];
    await this.ask(
      `mutation ($input: InventoryAdjustQuantitiesInput!, $key: String!) {
        inventoryAdjustQuantities(input: $input) @idempotent(key: $key) { userErrors { message } } }`,
      { key: crypto.randomUUID(), input: { name: "available", reason: "received", changes } },
    );
  }

  /** A transfer from outside the shop, sent at once in one shipment. */
  async sendTransfer(
    { itemId, locationId }: StaffVariant,
    quantity: number,
    arrivesAt: string,
  ): Promise<void> {
    const lineItems = [{ inventoryItemId: itemId, quantity }];
    const { inventoryTransferCreateAsReadyToShip: made } = await this.ask<{
      inventoryTransferCreateAsReadyToShip: { inventoryTransfer: { id: string } };
    }>(
      `mutation ($input: InventoryTransferCreateAsReadyToShipInput!, $key: String!) {
        inventoryTransferCreateAsReadyToShip(input: $input) @idempotent(key: $key) {
          inventoryTransfer { id } userErrors { message } } }`,
      { key: crypto.randomUUID(), input: { destinationLocationId: locationId, lineItems } },
    );
    const movementId = made.inventoryTransfer.id;
    await this.ask(
      `mutation ($input: InventoryShipmentCreateInput!, $key: String!) {
        inventoryShipmentCreateInTransit(input: $input) @idempotent(key: $key) { userErrors { message } } }`,
      { key: crypto.randomUUID(), input: { movementId, lineItems, trackingInput: { arrivesAt } } },
    );
  }

  /** One unit of each. */
  orderOfEach(variants: StaffVariant[]): Promise<string> {
    return this.placeOrder(variants.map(({ variantId }) => ({ variantId, quantity: 1 })));
  }

  order({ variantId }: StaffVariant, quantity: number): Promise<string> {
    return this.placeOrder([{ variantId, quantity }]);
  }

  private async placeOrder(lineItems: { variantId: string; quantity: number }[]): Promise<string> {
    const { orderCreate } = await this.ask<{ orderCreate: { order: { id: string } } }>(
      `mutation ($order: OrderCreateOrderInput!) { orderCreate(order: $order) { order { id } userErrors { message } } }`,
      { order: { lineItems } },
    );
    return orderCreate.order.id;
  }

  async newestOrder(): Promise<{ id: string; name: string }> {
    const { orders } = await this.ask<{ orders: { nodes: { id: string; name: string }[] } }>(
      "{ orders(first: 1, sortKey: CREATED_AT, reverse: true) { nodes { id name } } }",
    );
    return orders.nodes[0]!;
  }

  async cancel(orderId: string): Promise<void> {
    await this.ask(
      `mutation ($id: ID!) { orderCancel(orderId: $id, reason: CUSTOMER, restock: true,
        refundMethod: { originalPaymentMethodsRefund: true }) { job { id } orderCancelUserErrors { message } } }`,
      { id: orderId },
    );
  }

  async backorders(orderId: string): Promise<unknown> {
    const { order } = await this.ask<{ order: { metafield: { jsonValue: unknown } | null } }>(
      `query ($id: ID!) { order(id: $id) { metafield(namespace: "$app", key: "backorders") { jsonValue } } }`,
      { id: orderId },
    );
    return order.metafield?.jsonValue ?? null;
  }

  async tags(orderId: string): Promise<string[]> {
    const { order } = await this.ask<{ order: { tags: string[] } }>(
      "query ($id: ID!) { order(id: $id) { tags } }",
      { id: orderId },
    );
    return order.tags;
  }
}
