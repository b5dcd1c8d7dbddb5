import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";

// What an app of this kind asks for. None of it may end in "The stand-in does not implement ...".

let shop: TestShop;
const known: Record<string, string> = {};

beforeAll(async () => {
  shop = await openTestShop();
  known.berlin = await shop.addLocation("Berlin");
  known.lyon = await shop.addLocation("Lyon");
  const tent = await shop.addVariant({ sku: "TENT", stock: { [known.berlin]: 3, [known.lyon]: 9 } });
  known.product = tent.productId;
  known.variant = tent.variantId;
  known.item = tent.itemId;
  known.order = await shop.addOrder([{ variantId: tent.variantId, quantity: 5 }], {
    email: "anna@example.com",
    customer: { toUpsert: { email: "anna@example.com", firstName: "Anna", lastName: "Berg" } },
    shippingAddress: { address1: "Hauptstr. 1", city: "Berlin", countryCode: "DE" },
  });
  const [first] = await shop.fulfillmentOrders(known.order);
  known.fulfillmentOrder = first.id;
  known.fulfillmentOrderLine = first.lines[0].id;
  known.line = first.lines[0].lineItem.id;
  const level = await shop.run(
    `query ($id: ID!, $at: ID!) { inventoryItem(id: $id) { inventoryLevel(locationId: $at) { id } } }`,
    { id: known.item, at: known.berlin },
  );
  known.level = level.inventoryItem.inventoryLevel.id;
});
afterAll(() => shop.stop());

const ids = (...names: string[]) => Object.fromEntries(names.map((name) => [name, known[name]]));

const reads: [name: string, query: string, variables?: () => object][] = [
  [
    "a variant with its stock everywhere",
    `query ($variant: ID!) { productVariant(id: $variant) {
      id sku title displayName price compareAtPrice inventoryPolicy inventoryQuantity sellableOnlineQuantity availableForSale position
      selectedOptions { name value } image { url } product { id handle title status }
      backorder: metafield(key: "backorder") { jsonValue compareDigest }
      inventoryItem { id tracked requiresShipping
        inventoryLevels(first: 50) { nodes { id isActive location { id name fulfillsOnlineOrders shipsInventory isFulfillmentService }
          quantities(names: ["available", "on_hand", "committed", "incoming", "reserved", "damaged", "quality_control", "safety_stock"]) { name quantity updatedAt } } } } } }`,
    () => ids("variant"),
  ],
  [
    "names of quantities",
    `{ inventoryProperties { quantityNames { name displayName isInUse comprises belongsTo } } }`,
  ],
  [
    "one level",
    `query ($item: ID!, $berlin: ID!) { inventoryItem(id: $item) { id sku tracked legacyResourceId createdAt updatedAt
      variants(first: 5) { nodes { id product { id } inventoryPolicy } } variant { id } locationsCount { count precision }
      inventoryLevel(locationId: $berlin) { id quantities(names: ["available"]) { id name quantity } } } }`,
    () => ids("item", "berlin"),
  ],
  [
    "a level by its id, with the old scheduled changes",
    `query ($level: ID!) { inventoryLevel(id: $level) { id item { id } location { id } canDeactivate
      scheduledChanges(first: 20) { nodes { expectedAt fromName toName quantity } } } }`,
    () => ids("level"),
  ],
  [
    "an order with everything a backorder needs",
    `query ($order: ID!) { order(id: $order) {
      id name number legacyResourceId createdAt updatedAt processedAt cancelledAt cancelReason closedAt closed test confirmed edited email note
      displayFinancialStatus displayFulfillmentStatus capturable fullyPaid unpaid merchantEditable merchantEditableErrors
      currencyCode totalOutstandingSet { shopMoney { amount currencyCode } } totalPriceSet { shopMoney { amount } } currentTotalPriceSet { shopMoney { amount } }
      tags sourceName customerLocale customer { id displayName firstName defaultEmailAddress { emailAddress } }
      shippingAddress { name address1 address2 city zip countryCodeV2 } customAttributes { key value }
      app { id name } retailLocation { id }
      lineItems(first: 40) { pageInfo { hasNextPage endCursor } nodes {
        id name title variantTitle quantity currentQuantity unfulfilledQuantity nonFulfillableQuantity refundableQuantity requiresShipping
        sku variant { id inventoryPolicy inventoryItem { id tracked } } product { id } originalUnitPriceSet { shopMoney { amount } }
        sellingPlan { sellingPlanId name } customAttributes { key value } } }
      fulfillments(first: 10) { id status }
      refunds { id createdAt note refundLineItems(first: 5) { nodes { quantity restockType lineItem { id } } } }
      fulfillmentOrders(first: 10) { nodes {
        id status requestStatus fulfillAt fulfillBy createdAt updatedAt orderId orderName
        assignedLocation { location { id } name countryCode address1 }
        supportedActions { action }
        deliveryMethod { methodType minDeliveryDateTime maxDeliveryDateTime }
        fulfillmentHolds { id handle reason reasonNotes displayReason heldByRequestingApp heldByApp { id title } }
        lineItems(first: 20) { nodes { id totalQuantity remainingQuantity inventoryItemId sku productTitle variant { id } lineItem { id unfulfilledQuantity } } } } } } }`,
    () => ids("order"),
  ],
  [
    "what a refund would give back",
    `query ($order: ID!, $lines: [RefundLineItemInput!]!) { order(id: $order) { suggestedRefund(refundLineItems: $lines) {
      amountSet { shopMoney { amount currencyCode } } suggestedTransactions { amountSet { shopMoney { amount } } gateway kind parentTransaction { id } } } } }`,
    () => ({
      ...ids("order"),
      lines: [{ lineItemId: known.line, quantity: 1, restockType: "CANCEL", locationId: known.berlin }],
    }),
  ],
  [
    "transfers on their way",
    `{ inventoryTransfers(first: 5, sortKey: ID) { pageInfo { hasNextPage endCursor } nodes { id name status tags referenceName dateCreated
      origin { name location { id } } destination { name location { id } }
      lineItems(first: 20) { nodes { inventoryItem { id } totalQuantity shippedQuantity shippableQuantity processableQuantity pickedForShipmentQuantity } }
      shipments(first: 3) { nodes { id name status dateShipped dateReceived tracking { arrivesAt company trackingNumber trackingUrl }
        lineItems(first: 20) { nodes { inventoryItem { id } quantity unreceivedQuantity acceptedQuantity rejectedQuantity } } } } } } }`,
  ],
  [
    "shipments on their way",
    `{ inventoryShipments(first: 10) { pageInfo { hasNextPage } nodes { id name status tracking { arrivesAt }
      lineItems(first: 40) { nodes { inventoryItem { id } quantity unreceivedQuantity } } } } }`,
  ],
  [
    "the installation and the shop",
    `{ currentAppInstallation { id accessScopes { handle } metafield(namespace: "conditional", key: "enabled") { jsonValue } }
      shop { id name email myshopifyDomain ianaTimezone currencyCode plan { publicDisplayName shopifyPlus partnerDevelopment } features { eligibleForSubscriptions } primaryDomain { url host } }
      shopLocales { locale primary published } }`,
  ],
  [
    "orders changed since",
    `{ orders(first: 25, query: "updated_at:>'2020-01-01T00:00:00Z' AND status:open", sortKey: UPDATED_AT) { pageInfo { hasNextPage endCursor } edges { cursor node { id updatedAt } } } ordersCount { count } }`,
  ],
  [
    "fulfillment orders changed since",
    `{ fulfillmentOrders(first: 25, includeClosed: false, query: "updated_at:>2020-01-01", sortKey: UPDATED_AT) { pageInfo { hasNextPage endCursor } nodes { id status orderId updatedAt order { id name } } } }`,
  ],
  [
    "all levels",
    `{ inventoryItems(first: 25) { pageInfo { hasNextPage endCursor } nodes { id inventoryLevels(first: 10) { nodes { id quantities(names: ["available"]) { quantity } } } } } }`,
  ],
  [
    "products and oversold variants",
    `{ products(first: 5, query: "status:active", sortKey: TITLE) { nodes { id title handle status vendor productType tags totalInventory hasOnlyDefaultVariant tracksInventory
        featuredMedia { id } options { id name position values optionValues { id name } } priceRangeV2 { minVariantPrice { amount } }
        variants(first: 5) { nodes { id title } } variantsCount { count } } }
      productVariants(first: 5, query: "inventory_quantity:<0") { nodes { id sku inventoryQuantity } } productsCount { count } }`,
  ],
  [
    "things by other identifiers",
    `query ($product: ID!, $variant: ID!, $nodes: [ID!]!) { productByIdentifier(identifier: { id: $product }) { id }
      productVariantByIdentifier(identifier: { id: $variant }) { id } node(id: $product) { id ... on Product { title } } nodes(ids: $nodes) { id __typename } }`,
    () => ({
      ...ids("product", "variant"),
      nodes: [known.order, known.item, known.level, known.berlin, known.fulfillmentOrder, known.line],
    }),
  ],
  [
    "locations",
    `query ($berlin: ID!) { location(id: $berlin) { id name isActive fulfillsOnlineOrders shipsInventory isFulfillmentService address { city countryCode formatted }
      inventoryLevels(first: 5) { nodes { id } } } locations(first: 10, includeInactive: true) { nodes { id name deactivatable hasUnfulfilledOrders } } }`,
    () => ids("berlin"),
  ],
  [
    "metafield definitions",
    `{ metafieldDefinitions(first: 20, ownerType: ORDER, namespace: "$app") { nodes { id key type { name } access { admin storefront customerAccount } } } }`,
  ],
  [
    "draft orders",
    `{ draftOrders(first: 5, query: "status:open") { nodes { id name status totalPriceSet { shopMoney { amount } } } } }`,
  ],
  ["bulk operations", `{ bulkOperations(first: 10, query: "status:RUNNING") { nodes { id status type } } }`],
];

const changes: [name: string, query: string, variables: () => object][] = [
  [
    "switch a variant to stop at zero",
    `mutation ($product: ID!, $variants: [ProductVariantsBulkInput!]!) {
      productVariantsBulkUpdate(productId: $product, variants: $variants, allowPartialUpdates: true) {
        product { id } productVariants { id inventoryPolicy } userErrors { field message code } } }`,
    () => ({ ...ids("product"), variants: [{ id: known.variant, inventoryPolicy: "DENY" }] }),
  ],
  [
    "rename a product",
    `mutation ($product: ID!) { productUpdate(product: { id: $product, title: "Big tent", status: ACTIVE }) { product { title status } userErrors { field message } } }`,
    () => ids("product"),
  ],
  [
    "tag an order and take the tag off again",
    `mutation ($order: ID!) { tagsAdd(id: $order, tags: ["Backorder"]) { node { id } userErrors { field message } } tagsRemove(id: $order, tags: ["Backorder"]) { node { id } userErrors { field message } } }`,
    () => ids("order"),
  ],
  [
    "write an order metafield and delete it",
    `mutation ($order: ID!) { metafieldsSet(metafields: [{ ownerId: $order, key: "backorders", type: "json", value: "{}" }]) {
        metafields { id key ownerType compareDigest } userErrors { field message code elementIndex } }
      metafieldsDelete(metafields: [{ ownerId: $order, namespace: "$app", key: "backorders" }]) { deletedMetafields { ownerId key } userErrors { field message } } }`,
    () => ids("order"),
  ],
  [
    "hold some units",
    `mutation ($fulfillmentOrder: ID!, $hold: FulfillmentOrderHoldInput!) { fulfillmentOrderHold(id: $fulfillmentOrder, fulfillmentHold: $hold) {
      fulfillmentHold { id handle reason } fulfillmentOrder { id status lineItems(first: 50) { nodes { id remainingQuantity lineItem { id } } } }
      remainingFulfillmentOrder { id status } userErrors { field message code } } }`,
    () => ({
      ...ids("fulfillmentOrder"),
      hold: {
        reason: "INVENTORY_OUT_OF_STOCK",
        handle: "bo:1",
        fulfillmentOrderLineItems: [{ id: known.fulfillmentOrderLine, quantity: 2 }],
      },
    }),
  ],
  [
    "change the order's note and close and open it",
    `mutation ($order: ID!) { orderUpdate(input: { id: $order, note: "Call first" }) { order { note } userErrors { field message } }
      orderClose(input: { id: $order }) { order { closed } userErrors { message } } orderOpen(input: { id: $order }) { order { closed } userErrors { message } } }`,
    () => ids("order"),
  ],
  [
    "a draft order from creation to order",
    `mutation ($variant: ID!) { draftOrderCreate(input: { email: "ben@example.com", lineItems: [{ variantId: $variant, quantity: 1 }] }) {
      draftOrder { id name status lineItems(first: 5) { nodes { id quantity title variant { id } } } order { id } } userErrors { field message } } }`,
    () => ids("variant"),
  ],
];

describe("Everything such an app asks for is answered", () => {
  test.each(reads)("reading %s", async (_name, query, variables) => {
    const result = await shop.ask(query, variables?.() ?? {});
    expect(result.errors).toBeUndefined();
  });

  test.each(changes)("changing: %s", async (_name, query, variables) => {
    await expect(shop.run(query, variables())).resolves.toBeTruthy();
  });
});

describe("What the stand-in does not know", () => {
  test("a field without an answer says so, with its name, instead of being null", async () => {
    const { errors } = await shop.ask(`{ shop { billingAddress { id } } }`);
    expect(errors).toMatchObject([{ message: "The stand-in does not implement Shop.billingAddress" }]);
  });

  test("an unknown mutation says so too", async () => {
    const { errors } = await shop.ask(
      `mutation { priceListDelete(id: "gid://shopify/PriceList/1") { deletedId } }`,
    );
    expect(errors).toMatchObject([{ message: "The stand-in does not implement Mutation.priceListDelete" }]);
  });

  test("a field that Shopify's schema does not have is refused before anything runs", async () => {
    const result = await shop.ask(`{ shop { backorders } }`);
    expect(result.data).toBeUndefined();
    expect(result.errors[0].message).toContain('Cannot query field "backorders" on type "Shop"');
  });
});
