import { locationOf } from "#test/acts.ts";
import type { TestWorld } from "#test/world.ts";
import type { Given, Place } from "./vocabulary.ts";

/** Ids are gids here, as Shopify's API has them. */
export type ShopThing = { productId: string; variantId: string; itemId: string };

/** A line of a fulfillment order that has units to ship. */
export type OpenPart = {
  fulfillmentOrderId: string;
  id: string;
  lineId: string;
  locationId: string;
  remaining: number;
};

type LineInput = { variantId: string; quantity: number };

const refusals = "userErrors { message }";

/** What people do in a shop, through Shopify's official mutations only. Each throws what Shopify refuses. */
export function shopifyActs(world: TestWorld, shop: string) {
  const ask = <T = unknown>(query: string, variables: object = {}) => world.staff<T>(query, variables, shop);
  const places = new Map<Place, Promise<string>>();
  const key = () => crypto.randomUUID();

  const acts = {
    /** One location per name, however many ask for it at once. */
    place(name: Place): Promise<string> {
      const known = places.get(name) ?? locationOf(world, name, shop);
      places.set(name, known);
      return known;
    },

    /** A product of one variant, stocked where it is said to be. */
    async stock(title: string, levels: Given[]): Promise<ShopThing> {
      const { tracked = true, needsNoShipping = false, policy = "CONTINUE" } = levels[0]!;
      const inventoryQuantities: object[] = [];
      for (const { at = "Berlin", onHand = 0 } of levels)
        inventoryQuantities.push({ locationId: await acts.place(at), name: "available", quantity: onHand });
      const item = { tracked, requiresShipping: !needsNoShipping, sku: title.replaceAll(" ", "-") };
      const { productSet } = await ask<{
        productSet: {
          product: { id: string; variants: { nodes: { id: string; inventoryItem: { id: string } }[] } };
        };
      }>(
        `mutation ($input: ProductSetInput!) { productSet(synchronous: true, input: $input) {
          product { id variants(first: 1) { nodes { id inventoryItem { id } } } } ${refusals} } }`,
        {
          input: {
            title,
            status: "ACTIVE",
            productOptions: [{ name: "Title", values: [{ name: "Default Title" }] }],
            variants: [
              {
                optionValues: [{ optionName: "Title", name: "Default Title" }],
                price: "40.00",
                inventoryPolicy: policy,
                inventoryItem: item,
                inventoryQuantities,
              },
            ],
          },
        },
      );
      const { id, variants } = productSet.product;
      return { productId: id, variantId: variants.nodes[0]!.id, itemId: variants.nodes[0]!.inventoryItem.id };
    },

    async order(
      lineItems: LineInput[],
      more: { processedAt: string; unpaid?: true; till?: string },
    ): Promise<string> {
      const { processedAt, unpaid, till } = more;
      const atTill = till && {
        sourceName: "pos",
        transactions: [
          {
            kind: "SALE",
            status: "SUCCESS",
            locationId: till,
            amountSet: { shopMoney: { amount: "40.00", currencyCode: "EUR" } },
          },
        ],
      };
      const { orderCreate } = await ask<{ orderCreate: { order: { id: string } } }>(
        `mutation ($order: OrderCreateOrderInput!) { orderCreate(order: $order) { order { id } ${refusals} } }`,
        { order: { lineItems, processedAt, financialStatus: unpaid ? "PENDING" : "PAID", ...atTill } },
      );
      return orderCreate.order.id;
    },
    async draft(lineItems: LineInput[]): Promise<string> {
      const { draftOrderCreate } = await ask<{ draftOrderCreate: { draftOrder: { id: string } } }>(
        `mutation ($input: DraftOrderInput!) { draftOrderCreate(input: $input) { draftOrder { id } ${refusals} } }`,
        { input: { lineItems } },
      );
      return draftOrderCreate.draftOrder.id;
    },
    async complete(draftId: string): Promise<string> {
      const { draftOrderComplete } = await ask<{
        draftOrderComplete: { draftOrder: { order: { id: string } } };
      }>(`mutation ($id: ID!) { draftOrderComplete(id: $id) { draftOrder { order { id } } ${refusals} } }`, {
        id: draftId,
      });
      return draftOrderComplete.draftOrder.order.id;
    },
    async linesOf(orderId: string): Promise<string[]> {
      const { order } = await ask<{ order: { lineItems: { nodes: { id: string }[] } } }>(
        "query ($id: ID!) { order(id: $id) { lineItems(first: 20) { nodes { id } } } }",
        { id: orderId },
      );
      return order.lineItems.nodes.map((l) => l.id);
    },

    async edit(
      orderId: string,
      change: { index: number; quantity: number } | { variantId: string; quantity: number },
    ) {
      const { orderEditBegin } = await ask<{
        orderEditBegin: { calculatedOrder: { id: string; lineItems: { nodes: { id: string }[] } } };
      }>(
        `mutation ($id: ID!) { orderEditBegin(id: $id) {
          calculatedOrder { id lineItems(first: 20) { nodes { id } } } ${refusals} } }`,
        { id: orderId },
      );
      const { id, lineItems } = orderEditBegin.calculatedOrder;
      if ("index" in change) {
        await ask(
          `mutation ($id: ID!, $line: ID!, $quantity: Int!) {
            orderEditSetQuantity(id: $id, lineItemId: $line, quantity: $quantity, restock: true) { ${refusals} } }`,
          { id, line: lineItems.nodes[change.index]!.id, quantity: change.quantity },
        );
      } else {
        await ask(
          `mutation ($id: ID!, $variantId: ID!, $quantity: Int!) {
            orderEditAddVariant(id: $id, variantId: $variantId, quantity: $quantity) { ${refusals} } }`,
          { id, ...change },
        );
      }
      await ask(`mutation ($id: ID!) { orderEditCommit(id: $id) { ${refusals} } }`, { id });
    },
    cancel: (id: string) =>
      ask(
        `mutation ($id: ID!) { orderCancel(orderId: $id, reason: CUSTOMER, restock: true,
          refundMethod: { originalPaymentMethodsRefund: true }) { ${refusals} } }`,
        { id },
      ),
    deleteOrder: (id: string) =>
      ask(`mutation ($id: ID!) { orderDelete(orderId: $id) { ${refusals} } }`, { id }),
    refund: (
      orderId: string,
      line: { lineItemId: string; quantity: number; restockType: string; locationId: string },
    ) => {
      const { locationId, ...rest } = line;
      const where = line.restockType === "NO_RESTOCK" ? {} : { locationId };
      return ask(
        `mutation ($input: RefundInput!, $key: String!) { refundCreate(input: $input) @idempotent(key: $key) { ${refusals} } }`,
        { key: key(), input: { orderId, transactions: [], refundLineItems: [{ ...rest, ...where }] } },
      );
    },

    /** Fulfillment lines with units to ship, oldest first. Shopify makes them a moment after the order. */
    async partsOf(orderId: string): Promise<OpenPart[]> {
      type Answer = {
        order: {
          fulfillmentOrders: {
            nodes: {
              id: string;
              status: string;
              assignedLocation: { location: { id: string } };
              lineItems: { nodes: { id: string; remainingQuantity: number; lineItem: { id: string } }[] };
            }[];
          };
        };
      };
      for (let tries = 0; ; tries++) {
        const { order } = await ask<Answer>(
          `query ($id: ID!) { order(id: $id) { fulfillmentOrders(first: 10) { nodes { id status
            assignedLocation { location { id } }
            lineItems(first: 20) { nodes { id remainingQuantity lineItem { id } } } } } } }`,
          { id: orderId },
        );
        const { nodes } = order.fulfillmentOrders;
        if (nodes.length > 0)
          return nodes.flatMap(({ id: fulfillmentOrderId, assignedLocation, lineItems }) =>
            lineItems.nodes
              .filter((l) => l.remainingQuantity > 0)
              .map(({ id, remainingQuantity: remaining, lineItem }) => {
                const locationId = assignedLocation.location.id;
                return { fulfillmentOrderId, id, lineId: lineItem.id, locationId, remaining };
              }),
          );
        if (tries > 200) throw new Error(`${orderId} is not routed.`);
        await new Promise((resolve) => setTimeout(resolve, 10));
      }
    },
    ship: (part: OpenPart, quantity: number) =>
      ask(
        `mutation ($fulfillment: FulfillmentInput!) { fulfillmentCreate(fulfillment: $fulfillment) { ${refusals} } }`,
        {
          fulfillment: {
            lineItemsByFulfillmentOrder: [
              {
                fulfillmentOrderId: part.fulfillmentOrderId,
                fulfillmentOrderLineItems: [{ id: part.id, quantity }],
              },
            ],
          },
        },
      ),
    async unship(orderId: string) {
      const { order } = await ask<{ order: { fulfillments: { id: string }[] } }>(
        "query ($id: ID!) { order(id: $id) { fulfillments(first: 10) { id } } }",
        { id: orderId },
      );
      for (const { id } of order.fulfillments)
        await ask(`mutation ($id: ID!) { fulfillmentCancel(id: $id) { ${refusals} } }`, { id });
    },
    move: (part: OpenPart, quantity: number, newLocationId: string) =>
      ask(
        `mutation ($id: ID!, $newLocationId: ID!, $lines: [FulfillmentOrderLineItemInput!]) {
          fulfillmentOrderMove(id: $id, newLocationId: $newLocationId, fulfillmentOrderLineItems: $lines) { ${refusals} } }`,
        { id: part.fulfillmentOrderId, newLocationId, lines: [{ id: part.id, quantity }] },
      ),
    split: (part: OpenPart, quantity: number) =>
      ask(
        `mutation ($splits: [FulfillmentOrderSplitInput!]!) { fulfillmentOrderSplit(fulfillmentOrderSplits: $splits) { ${refusals} } }`,
        {
          splits: [
            {
              fulfillmentOrderId: part.fulfillmentOrderId,
              fulfillmentOrderLineItems: [{ id: part.id, quantity }],
            },
          ],
        },
      ),
    merge: (fulfillmentOrderIds: string[]) =>
      ask(
        `mutation ($inputs: [FulfillmentOrderMergeInput!]!) { fulfillmentOrderMerge(fulfillmentOrderMergeInputs: $inputs) { ${refusals} } }`,
        {
          inputs: [
            { mergeIntents: fulfillmentOrderIds.map((fulfillmentOrderId) => ({ fulfillmentOrderId })) },
          ],
        },
      ),
    hold: (id: string) =>
      ask(
        `mutation ($id: ID!) { fulfillmentOrderHold(id: $id, fulfillmentHold: { reason: OTHER }) { ${refusals} } }`,
        { id },
      ),
    release: (id: string) =>
      ask(`mutation ($id: ID!) { fulfillmentOrderReleaseHold(id: $id) { ${refusals} } }`, { id }),

    count: (inventoryItemId: string, locationId: string, quantity: number) =>
      ask(
        `mutation ($input: InventorySetQuantitiesInput!, $key: String!) {
          inventorySetQuantities(input: $input) @idempotent(key: $key) { ${refusals} } }`,
        {
          key: key(),
          input: {
            name: "on_hand",
            reason: "cycle_count_available",
            quantities: [{ inventoryItemId, locationId, quantity, changeFromQuantity: null }],
          },
        },
      ),
    arrive: (inventoryItemId: string, locationId: string, delta: number) =>
      ask(
        `mutation ($input: InventoryAdjustQuantitiesInput!, $key: String!) {
          inventoryAdjustQuantities(input: $input) @idempotent(key: $key) { ${refusals} } }`,
        {
          key: key(),
          input: {
            name: "available",
            reason: "received",
            changes: [{ inventoryItemId, locationId, delta, changeFromQuantity: null }],
          },
        },
      ),
    damage: (inventoryItemId: string, locationId: string, quantity: number, to = "damaged") =>
      ask(
        `mutation ($input: InventoryMoveQuantitiesInput!, $key: String!) {
          inventoryMoveQuantities(input: $input) @idempotent(key: $key) { ${refusals} } }`,
        {
          key: key(),
          input: {
            reason: to,
            referenceDocumentUri: "shop://shelf/1",
            changes: [
              {
                inventoryItemId,
                quantity,
                from: { locationId, name: "available", changeFromQuantity: null },
                to: {
                  locationId,
                  name: to,
                  ledgerDocumentUri: "shop://shelf/1",
                  changeFromQuantity: null,
                },
              },
            ],
          },
        },
      ),

    changeVariant: ({ productId, variantId }: ShopThing, change: object) =>
      ask(
        `mutation ($id: ID!, $variants: [ProductVariantsBulkInput!]!) {
          productVariantsBulkUpdate(productId: $id, variants: $variants) { ${refusals} } }`,
        { id: productId, variants: [{ id: variantId, ...change }] },
      ),
    archive: (id: string) =>
      ask(`mutation ($product: ProductUpdateInput!) { productUpdate(product: $product) { ${refusals} } }`, {
        product: { id, status: "ARCHIVED" },
      }),
    deleteProduct: (id: string) =>
      ask(`mutation ($id: ID!) { productDelete(input: { id: $id }) { ${refusals} } }`, { id }),
  };
  return acts;
}

export type ShopifyActs = ReturnType<typeof shopifyActs>;
