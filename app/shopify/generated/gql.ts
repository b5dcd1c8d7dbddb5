/* eslint-disable */
import * as types from './graphql.ts';
import type { TypedDocumentNode as DocumentNode } from '@graphql-typed-document-node/core';

/**
 * Map of all GraphQL operations in the project.
 *
 * This map has several performance disadvantages:
 * 1. It is not tree-shakeable, so it will include all operations in the project.
 * 2. It is not minifiable, so the string of a GraphQL query will be multiple times inside the bundle.
 * 3. It does not support dead code elimination, so it will add unused operations.
 *
 * Therefore it is highly recommended to use the babel or swc plugin for production.
 * Learn more about it here: https://the-guild.dev/graphql/codegen/plugins/presets/preset-client#reducing-bundle-size
 */
type Documents = {
    "\n  query AvailableUnits($items: [ID!]!, $location: ID!) {\n    nodes(ids: $items) {\n      ... on InventoryItem {\n        id\n        inventoryLevel(locationId: $location) {\n          quantities(names: [\"available\"]) {\n            quantity\n          }\n        }\n      }\n    }\n  }\n": typeof types.AvailableUnitsDocument,
    "\n  mutation AddArrivedUnits($input: InventoryAdjustQuantitiesInput!, $key: String!) {\n    inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.AddArrivedUnitsDocument,
    "\n  mutation BulkRun($query: String!) {\n    bulkOperationRunQuery(query: $query) {\n      bulkOperation {\n        id\n      }\n      userErrors {\n        field\n        message\n      }\n    }\n  }\n": typeof types.BulkRunDocument,
    "\n  query BulkOperationById($id: ID!) {\n    bulkOperation(id: $id) {\n      status\n      errorCode\n      url\n      objectCount\n    }\n  }\n": typeof types.BulkOperationByIdDocument,
    "\n  query FindCollections($query: String) {\n    collections(first: 20, query: $query, sortKey: TITLE) {\n      nodes {\n        id\n        title\n      }\n    }\n  }\n": typeof types.FindCollectionsDocument,
    "\n  query CollectionProducts($id: ID!, $after: String) {\n    collection(id: $id) {\n      id\n      title\n      products(first: 250, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          id\n        }\n      }\n    }\n  }\n": typeof types.CollectionProductsDocument,
    "\n  mutation KeepUnit($input: DraftOrderInput!) {\n    draftOrderCreate(input: $input) {\n      draftOrder {\n        id\n        invoiceUrl\n        reserveInventoryUntil\n      }\n      userErrors {\n        message\n      }\n    }\n  }\n": typeof types.KeepUnitDocument,
    "\n  query FindKeptUnit($query: String!) {\n    draftOrders(first: 1, query: $query) {\n      nodes {\n        id\n        invoiceUrl\n        reserveInventoryUntil\n      }\n    }\n  }\n": typeof types.FindKeptUnitDocument,
    "\n  query KeptUnitStatus($id: ID!) {\n    draftOrder(id: $id) {\n      id\n      status\n    }\n  }\n": typeof types.KeptUnitStatusDocument,
    "\n  mutation ReleaseUnit($id: ID!) {\n    draftOrderDelete(input: { id: $id }) {\n      deletedId\n      userErrors {\n        message\n      }\n    }\n  }\n": typeof types.ReleaseUnitDocument,
    "\n  fragment HoldPart on FulfillmentOrder {\n    id\n    status\n    requestStatus\n    supportedActions {\n      action\n    }\n    fulfillmentHolds {\n      id\n      handle\n      heldByRequestingApp\n    }\n    lineItems(first: 20, after: $linesAfter) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        remainingQuantity\n        lineItem {\n          id\n        }\n      }\n    }\n  }\n": typeof types.HoldPartFragmentDoc,
    "\n  query HoldsOfOrder($id: ID!, $after: String, $linesAfter: String) {\n    order(id: $id) {\n      fulfillmentOrders(first: 5, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...HoldPart\n        }\n      }\n    }\n  }\n": typeof types.HoldsOfOrderDocument,
    "\n  query HoldsOfPart($id: ID!, $linesAfter: String) {\n    fulfillmentOrder(id: $id) {\n      ...HoldPart\n    }\n  }\n": typeof types.HoldsOfPartDocument,
    "\n  mutation HoldUnits($id: ID!, $hold: FulfillmentOrderHoldInput!) {\n    fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {\n      fulfillmentHold {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.HoldUnitsDocument,
    "\n  mutation ReleaseHolds($id: ID!, $holdIds: [ID!]) {\n    fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.ReleaseHoldsDocument,
    "\n  query Definitions($ownerType: MetafieldOwnerType!) {\n    metafieldDefinitions(first: 20, ownerType: $ownerType, namespace: \"$app\") {\n      nodes {\n        key\n      }\n    }\n  }\n": typeof types.DefinitionsDocument,
    "\n  mutation DefinitionCreate($definition: MetafieldDefinitionInput!) {\n    metafieldDefinitionCreate(definition: $definition) {\n      createdDefinition {\n        id\n      }\n      userErrors {\n        field\n        message\n        code\n      }\n    }\n  }\n": typeof types.DefinitionCreateDocument,
    "\n  mutation MetafieldsSet($metafields: [MetafieldsSetInput!]!) {\n    metafieldsSet(metafields: $metafields) {\n      userErrors {\n        field\n        message\n        code\n      }\n    }\n  }\n": typeof types.MetafieldsSetDocument,
    "\n  mutation MoveUnits($id: ID!, $to: ID!, $lines: [FulfillmentOrderLineItemInput!]) {\n    fulfillmentOrderMove(id: $id, newLocationId: $to, fulfillmentOrderLineItems: $lines) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": typeof types.MoveUnitsDocument,
    "\n  fragment DraftLinesPart on DraftOrderLineItemConnection {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      quantity\n      variant {\n        id\n      }\n    }\n  }\n": typeof types.DraftLinesPartFragmentDoc,
    "\n  query OpenDrafts($after: String) {\n    draftOrders(first: 20, after: $after, query: \"status:open OR status:invoice_sent\") {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        status\n        tags\n        lineItems(first: 15) {\n          ...DraftLinesPart\n        }\n      }\n    }\n  }\n": typeof types.OpenDraftsDocument,
    "\n  query MoreOfDraft($id: ID!, $after: String) {\n    draftOrder(id: $id) {\n      lineItems(first: 200, after: $after) {\n        ...DraftLinesPart\n      }\n    }\n  }\n": typeof types.MoreOfDraftDocument,
    "\n  fragment OrderPart on Order {\n    id\n    name\n    sourceName\n    currencyCode\n    processedAt\n    updatedAt\n    cancelledAt\n    displayFinancialStatus\n    shippingAddress @include(if: $withCountry) {\n      countryCodeV2\n    }\n    customAttributes @include(if: $withShown) {\n      key\n      value\n    }\n  }\n": typeof types.OrderPartFragmentDoc,
    "\n  fragment FulfillmentOrderPart on FulfillmentOrder {\n    id\n    status\n    updatedAt\n    assignedLocation {\n      location {\n        id\n      }\n    }\n    lineItems(first: 20, after: $linesAfter) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        remainingQuantity\n        inventoryItemId\n        lineItem {\n          id\n          title\n          variantTitle\n          sku\n          quantity\n          originalUnitPrice\n          customAttributes @include(if: $withShown) {\n            key\n            value\n          }\n        }\n      }\n    }\n  }\n": typeof types.FulfillmentOrderPartFragmentDoc,
    "\n  query ReadOrder(\n    $id: ID!\n    $after: String\n    $linesAfter: String\n    $withCountry: Boolean!\n    $withShown: Boolean!\n  ) {\n    order(id: $id) {\n      ...OrderPart\n      fulfillmentOrders(first: 5, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...FulfillmentOrderPart\n        }\n      }\n    }\n  }\n": typeof types.ReadOrderDocument,
    "\n  query FulfillmentOrderLines($id: ID!, $linesAfter: String, $withShown: Boolean!) {\n    fulfillmentOrder(id: $id) {\n      ...FulfillmentOrderPart\n    }\n  }\n": typeof types.FulfillmentOrderLinesDocument,
    "\n  query LineVariants($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on LineItem {\n        id\n        variant {\n          id\n        }\n      }\n    }\n  }\n": typeof types.LineVariantsDocument,
    "\n  query OrderOfFulfillmentOrder($id: ID!) {\n    fulfillmentOrder(id: $id) {\n      orderId\n    }\n  }\n": typeof types.OrderOfFulfillmentOrderDocument,
    "\n  query ChangedOrders($query: String!, $after: String) {\n    orders(first: 50, after: $after, query: $query, sortKey: UPDATED_AT) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        updatedAt\n      }\n    }\n  }\n": typeof types.ChangedOrdersDocument,
    "\n  query ChangedFulfillmentOrders($query: String!, $after: String) {\n    fulfillmentOrders(first: 50, after: $after, query: $query, includeClosed: true, sortKey: UPDATED_AT) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        orderId\n        updatedAt\n      }\n    }\n  }\n": typeof types.ChangedFulfillmentOrdersDocument,
    "\n  query ReadPolicies($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on ProductVariant {\n        id\n        inventoryPolicy\n      }\n    }\n  }\n": typeof types.ReadPoliciesDocument,
    "\n  mutation SetPolicies($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {\n    productVariantsBulkUpdate(productId: $productId, variants: $variants) {\n      userErrors {\n        field\n        message\n        code\n      }\n    }\n  }\n": typeof types.SetPoliciesDocument,
    "\n  query Installation {\n    currentAppInstallation {\n      accessScopes {\n        handle\n      }\n    }\n    shop {\n      name\n      currencyCode\n      ianaTimezone\n      primaryDomain {\n        url\n      }\n      shopAddress {\n        countryCodeV2\n      }\n    }\n  }\n": typeof types.InstallationDocument,
    "\n  fragment LevelPart on InventoryLevel {\n    isActive\n    updatedAt\n    location {\n      id\n    }\n    quantities(\n      names: [\n        \"available\"\n        \"on_hand\"\n        \"committed\"\n        \"incoming\"\n        \"reserved\"\n        \"damaged\"\n        \"quality_control\"\n        \"safety_stock\"\n      ]\n    ) {\n      name\n      quantity\n    }\n  }\n": typeof types.LevelPartFragmentDoc,
    "\n  fragment VariantPart on ProductVariant {\n    id\n    title\n    sku\n    price\n    position\n    inventoryPolicy\n    inventoryItem {\n      id\n    }\n    product {\n      id\n      title\n      handle\n      status\n      productType\n      updatedAt\n    }\n  }\n": typeof types.VariantPartFragmentDoc,
    "\n  query ReadItem($id: ID!, $after: String, $withVariants: Boolean!) {\n    inventoryItem(id: $id) {\n      id\n      tracked\n      requiresShipping\n      variants(first: 5) @include(if: $withVariants) {\n        nodes {\n          ...VariantPart\n        }\n      }\n      inventoryLevels(first: 20, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...LevelPart\n        }\n      }\n    }\n  }\n": typeof types.ReadItemDocument,
    "\n  query ProductItems($id: ID!, $after: String) {\n    product(id: $id) {\n      id\n      title\n      handle\n      status\n      productType\n      updatedAt\n      variants(first: 100, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...VariantPart\n        }\n      }\n    }\n  }\n": typeof types.ProductItemsDocument,
    "\n  query Locations($after: String) {\n    locations(first: 50, after: $after, includeInactive: true, includeLegacy: true) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        name\n        isActive\n        fulfillsOnlineOrders\n      }\n    }\n  }\n": typeof types.LocationsDocument,
    "\n  mutation TagsAdd($id: ID!, $tags: [String!]!) {\n    tagsAdd(id: $id, tags: $tags) {\n      userErrors {\n        message\n      }\n    }\n  }\n": typeof types.TagsAddDocument,
    "\n  mutation TagsRemove($id: ID!, $tags: [String!]!) {\n    tagsRemove(id: $id, tags: $tags) {\n      userErrors {\n        message\n      }\n    }\n  }\n": typeof types.TagsRemoveDocument,
    "\n  query OrderTags($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on Order {\n        id\n        tags\n        purchasingEntity {\n          __typename\n        }\n      }\n    }\n  }\n": typeof types.OrderTagsDocument,
    "\n  query CustomerTags($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on Order {\n        id\n        customer {\n          tags\n        }\n      }\n    }\n  }\n": typeof types.CustomerTagsDocument,
    "\n  fragment TransferLinePart on InventoryTransferLineItem {\n    totalQuantity\n    inventoryItem {\n      id\n    }\n  }\n": typeof types.TransferLinePartFragmentDoc,
    "\n  fragment ShipmentLinesPart on InventoryShipmentLineItemConnection {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      quantity\n      unreceivedQuantity\n      inventoryItem {\n        id\n      }\n    }\n  }\n": typeof types.ShipmentLinesPartFragmentDoc,
    "\n  fragment ShipmentPart on InventoryShipment {\n    id\n    name\n    status\n    dateCreated\n    dateReceived\n    lineItemTotalQuantity\n    totalReceivedQuantity\n    tracking {\n      arrivesAt\n    }\n    lineItems(first: 40) {\n      ...ShipmentLinesPart\n    }\n  }\n": typeof types.ShipmentPartFragmentDoc,
    "\n  query ReadTransfer($id: ID!) {\n    inventoryTransfer(id: $id) {\n      id\n      name\n      referenceName\n      status\n      dateCreated\n      totalQuantity\n      origin {\n        location {\n          id\n        }\n      }\n      destination {\n        location {\n          id\n        }\n      }\n      lineItems(first: 40) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...TransferLinePart\n        }\n      }\n      shipments(first: 3) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...ShipmentPart\n        }\n      }\n    }\n  }\n": typeof types.ReadTransferDocument,
    "\n  query MoreTransferLines($id: ID!, $after: String) {\n    inventoryTransfer(id: $id) {\n      lineItems(first: 200, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...TransferLinePart\n        }\n      }\n    }\n  }\n": typeof types.MoreTransferLinesDocument,
    "\n  query MoreShipments($id: ID!, $after: String) {\n    inventoryTransfer(id: $id) {\n      shipments(first: 8, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...ShipmentPart\n        }\n      }\n    }\n  }\n": typeof types.MoreShipmentsDocument,
    "\n  query MoreShipmentLines($id: ID!, $after: String) {\n    inventoryShipment(id: $id) {\n      lineItems(first: 200, after: $after) {\n        ...ShipmentLinesPart\n      }\n    }\n  }\n": typeof types.MoreShipmentLinesDocument,
    "\n  query OpenTransfers($after: String) {\n    inventoryTransfers(\n      first: 25\n      after: $after\n      query: \"status:DRAFT OR status:READY_TO_SHIP OR status:IN_PROGRESS\"\n    ) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        name\n        referenceName\n        status\n        totalQuantity\n        shipments(first: 10) {\n          pageInfo {\n            hasNextPage\n          }\n          nodes {\n            id\n            status\n            lineItemTotalQuantity\n            totalReceivedQuantity\n            tracking {\n              arrivesAt\n            }\n          }\n        }\n      }\n    }\n  }\n": typeof types.OpenTransfersDocument,
};
const documents: Documents = {
    "\n  query AvailableUnits($items: [ID!]!, $location: ID!) {\n    nodes(ids: $items) {\n      ... on InventoryItem {\n        id\n        inventoryLevel(locationId: $location) {\n          quantities(names: [\"available\"]) {\n            quantity\n          }\n        }\n      }\n    }\n  }\n": types.AvailableUnitsDocument,
    "\n  mutation AddArrivedUnits($input: InventoryAdjustQuantitiesInput!, $key: String!) {\n    inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.AddArrivedUnitsDocument,
    "\n  mutation BulkRun($query: String!) {\n    bulkOperationRunQuery(query: $query) {\n      bulkOperation {\n        id\n      }\n      userErrors {\n        field\n        message\n      }\n    }\n  }\n": types.BulkRunDocument,
    "\n  query BulkOperationById($id: ID!) {\n    bulkOperation(id: $id) {\n      status\n      errorCode\n      url\n      objectCount\n    }\n  }\n": types.BulkOperationByIdDocument,
    "\n  query FindCollections($query: String) {\n    collections(first: 20, query: $query, sortKey: TITLE) {\n      nodes {\n        id\n        title\n      }\n    }\n  }\n": types.FindCollectionsDocument,
    "\n  query CollectionProducts($id: ID!, $after: String) {\n    collection(id: $id) {\n      id\n      title\n      products(first: 250, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          id\n        }\n      }\n    }\n  }\n": types.CollectionProductsDocument,
    "\n  mutation KeepUnit($input: DraftOrderInput!) {\n    draftOrderCreate(input: $input) {\n      draftOrder {\n        id\n        invoiceUrl\n        reserveInventoryUntil\n      }\n      userErrors {\n        message\n      }\n    }\n  }\n": types.KeepUnitDocument,
    "\n  query FindKeptUnit($query: String!) {\n    draftOrders(first: 1, query: $query) {\n      nodes {\n        id\n        invoiceUrl\n        reserveInventoryUntil\n      }\n    }\n  }\n": types.FindKeptUnitDocument,
    "\n  query KeptUnitStatus($id: ID!) {\n    draftOrder(id: $id) {\n      id\n      status\n    }\n  }\n": types.KeptUnitStatusDocument,
    "\n  mutation ReleaseUnit($id: ID!) {\n    draftOrderDelete(input: { id: $id }) {\n      deletedId\n      userErrors {\n        message\n      }\n    }\n  }\n": types.ReleaseUnitDocument,
    "\n  fragment HoldPart on FulfillmentOrder {\n    id\n    status\n    requestStatus\n    supportedActions {\n      action\n    }\n    fulfillmentHolds {\n      id\n      handle\n      heldByRequestingApp\n    }\n    lineItems(first: 20, after: $linesAfter) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        remainingQuantity\n        lineItem {\n          id\n        }\n      }\n    }\n  }\n": types.HoldPartFragmentDoc,
    "\n  query HoldsOfOrder($id: ID!, $after: String, $linesAfter: String) {\n    order(id: $id) {\n      fulfillmentOrders(first: 5, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...HoldPart\n        }\n      }\n    }\n  }\n": types.HoldsOfOrderDocument,
    "\n  query HoldsOfPart($id: ID!, $linesAfter: String) {\n    fulfillmentOrder(id: $id) {\n      ...HoldPart\n    }\n  }\n": types.HoldsOfPartDocument,
    "\n  mutation HoldUnits($id: ID!, $hold: FulfillmentOrderHoldInput!) {\n    fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {\n      fulfillmentHold {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.HoldUnitsDocument,
    "\n  mutation ReleaseHolds($id: ID!, $holdIds: [ID!]) {\n    fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.ReleaseHoldsDocument,
    "\n  query Definitions($ownerType: MetafieldOwnerType!) {\n    metafieldDefinitions(first: 20, ownerType: $ownerType, namespace: \"$app\") {\n      nodes {\n        key\n      }\n    }\n  }\n": types.DefinitionsDocument,
    "\n  mutation DefinitionCreate($definition: MetafieldDefinitionInput!) {\n    metafieldDefinitionCreate(definition: $definition) {\n      createdDefinition {\n        id\n      }\n      userErrors {\n        field\n        message\n        code\n      }\n    }\n  }\n": types.DefinitionCreateDocument,
    "\n  mutation MetafieldsSet($metafields: [MetafieldsSetInput!]!) {\n    metafieldsSet(metafields: $metafields) {\n      userErrors {\n        field\n        message\n        code\n      }\n    }\n  }\n": types.MetafieldsSetDocument,
    "\n  mutation MoveUnits($id: ID!, $to: ID!, $lines: [FulfillmentOrderLineItemInput!]) {\n    fulfillmentOrderMove(id: $id, newLocationId: $to, fulfillmentOrderLineItems: $lines) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n": types.MoveUnitsDocument,
    "\n  fragment DraftLinesPart on DraftOrderLineItemConnection {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      quantity\n      variant {\n        id\n      }\n    }\n  }\n": types.DraftLinesPartFragmentDoc,
    "\n  query OpenDrafts($after: String) {\n    draftOrders(first: 20, after: $after, query: \"status:open OR status:invoice_sent\") {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        status\n        tags\n        lineItems(first: 15) {\n          ...DraftLinesPart\n        }\n      }\n    }\n  }\n": types.OpenDraftsDocument,
    "\n  query MoreOfDraft($id: ID!, $after: String) {\n    draftOrder(id: $id) {\n      lineItems(first: 200, after: $after) {\n        ...DraftLinesPart\n      }\n    }\n  }\n": types.MoreOfDraftDocument,
    "\n  fragment OrderPart on Order {\n    id\n    name\n    sourceName\n    currencyCode\n    processedAt\n    updatedAt\n    cancelledAt\n    displayFinancialStatus\n    shippingAddress @include(if: $withCountry) {\n      countryCodeV2\n    }\n    customAttributes @include(if: $withShown) {\n      key\n      value\n    }\n  }\n": types.OrderPartFragmentDoc,
    "\n  fragment FulfillmentOrderPart on FulfillmentOrder {\n    id\n    status\n    updatedAt\n    assignedLocation {\n      location {\n        id\n      }\n    }\n    lineItems(first: 20, after: $linesAfter) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        remainingQuantity\n        inventoryItemId\n        lineItem {\n          id\n          title\n          variantTitle\n          sku\n          quantity\n          originalUnitPrice\n          customAttributes @include(if: $withShown) {\n            key\n            value\n          }\n        }\n      }\n    }\n  }\n": types.FulfillmentOrderPartFragmentDoc,
    "\n  query ReadOrder(\n    $id: ID!\n    $after: String\n    $linesAfter: String\n    $withCountry: Boolean!\n    $withShown: Boolean!\n  ) {\n    order(id: $id) {\n      ...OrderPart\n      fulfillmentOrders(first: 5, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...FulfillmentOrderPart\n        }\n      }\n    }\n  }\n": types.ReadOrderDocument,
    "\n  query FulfillmentOrderLines($id: ID!, $linesAfter: String, $withShown: Boolean!) {\n    fulfillmentOrder(id: $id) {\n      ...FulfillmentOrderPart\n    }\n  }\n": types.FulfillmentOrderLinesDocument,
    "\n  query LineVariants($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on LineItem {\n        id\n        variant {\n          id\n        }\n      }\n    }\n  }\n": types.LineVariantsDocument,
    "\n  query OrderOfFulfillmentOrder($id: ID!) {\n    fulfillmentOrder(id: $id) {\n      orderId\n    }\n  }\n": types.OrderOfFulfillmentOrderDocument,
    "\n  query ChangedOrders($query: String!, $after: String) {\n    orders(first: 50, after: $after, query: $query, sortKey: UPDATED_AT) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        updatedAt\n      }\n    }\n  }\n": types.ChangedOrdersDocument,
    "\n  query ChangedFulfillmentOrders($query: String!, $after: String) {\n    fulfillmentOrders(first: 50, after: $after, query: $query, includeClosed: true, sortKey: UPDATED_AT) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        orderId\n        updatedAt\n      }\n    }\n  }\n": types.ChangedFulfillmentOrdersDocument,
    "\n  query ReadPolicies($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on ProductVariant {\n        id\n        inventoryPolicy\n      }\n    }\n  }\n": types.ReadPoliciesDocument,
    "\n  mutation SetPolicies($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {\n    productVariantsBulkUpdate(productId: $productId, variants: $variants) {\n      userErrors {\n        field\n        message\n        code\n      }\n    }\n  }\n": types.SetPoliciesDocument,
    "\n  query Installation {\n    currentAppInstallation {\n      accessScopes {\n        handle\n      }\n    }\n    shop {\n      name\n      currencyCode\n      ianaTimezone\n      primaryDomain {\n        url\n      }\n      shopAddress {\n        countryCodeV2\n      }\n    }\n  }\n": types.InstallationDocument,
    "\n  fragment LevelPart on InventoryLevel {\n    isActive\n    updatedAt\n    location {\n      id\n    }\n    quantities(\n      names: [\n        \"available\"\n        \"on_hand\"\n        \"committed\"\n        \"incoming\"\n        \"reserved\"\n        \"damaged\"\n        \"quality_control\"\n        \"safety_stock\"\n      ]\n    ) {\n      name\n      quantity\n    }\n  }\n": types.LevelPartFragmentDoc,
    "\n  fragment VariantPart on ProductVariant {\n    id\n    title\n    sku\n    price\n    position\n    inventoryPolicy\n    inventoryItem {\n      id\n    }\n    product {\n      id\n      title\n      handle\n      status\n      productType\n      updatedAt\n    }\n  }\n": types.VariantPartFragmentDoc,
    "\n  query ReadItem($id: ID!, $after: String, $withVariants: Boolean!) {\n    inventoryItem(id: $id) {\n      id\n      tracked\n      requiresShipping\n      variants(first: 5) @include(if: $withVariants) {\n        nodes {\n          ...VariantPart\n        }\n      }\n      inventoryLevels(first: 20, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...LevelPart\n        }\n      }\n    }\n  }\n": types.ReadItemDocument,
    "\n  query ProductItems($id: ID!, $after: String) {\n    product(id: $id) {\n      id\n      title\n      handle\n      status\n      productType\n      updatedAt\n      variants(first: 100, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...VariantPart\n        }\n      }\n    }\n  }\n": types.ProductItemsDocument,
    "\n  query Locations($after: String) {\n    locations(first: 50, after: $after, includeInactive: true, includeLegacy: true) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        name\n        isActive\n        fulfillsOnlineOrders\n      }\n    }\n  }\n": types.LocationsDocument,
    "\n  mutation TagsAdd($id: ID!, $tags: [String!]!) {\n    tagsAdd(id: $id, tags: $tags) {\n      userErrors {\n        message\n      }\n    }\n  }\n": types.TagsAddDocument,
    "\n  mutation TagsRemove($id: ID!, $tags: [String!]!) {\n    tagsRemove(id: $id, tags: $tags) {\n      userErrors {\n        message\n      }\n    }\n  }\n": types.TagsRemoveDocument,
    "\n  query OrderTags($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on Order {\n        id\n        tags\n        purchasingEntity {\n          __typename\n        }\n      }\n    }\n  }\n": types.OrderTagsDocument,
    "\n  query CustomerTags($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on Order {\n        id\n        customer {\n          tags\n        }\n      }\n    }\n  }\n": types.CustomerTagsDocument,
    "\n  fragment TransferLinePart on InventoryTransferLineItem {\n    totalQuantity\n    inventoryItem {\n      id\n    }\n  }\n": types.TransferLinePartFragmentDoc,
    "\n  fragment ShipmentLinesPart on InventoryShipmentLineItemConnection {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      quantity\n      unreceivedQuantity\n      inventoryItem {\n        id\n      }\n    }\n  }\n": types.ShipmentLinesPartFragmentDoc,
    "\n  fragment ShipmentPart on InventoryShipment {\n    id\n    name\n    status\n    dateCreated\n    dateReceived\n    lineItemTotalQuantity\n    totalReceivedQuantity\n    tracking {\n      arrivesAt\n    }\n    lineItems(first: 40) {\n      ...ShipmentLinesPart\n    }\n  }\n": types.ShipmentPartFragmentDoc,
    "\n  query ReadTransfer($id: ID!) {\n    inventoryTransfer(id: $id) {\n      id\n      name\n      referenceName\n      status\n      dateCreated\n      totalQuantity\n      origin {\n        location {\n          id\n        }\n      }\n      destination {\n        location {\n          id\n        }\n      }\n      lineItems(first: 40) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...TransferLinePart\n        }\n      }\n      shipments(first: 3) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...ShipmentPart\n        }\n      }\n    }\n  }\n": types.ReadTransferDocument,
    "\n  query MoreTransferLines($id: ID!, $after: String) {\n    inventoryTransfer(id: $id) {\n      lineItems(first: 200, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...TransferLinePart\n        }\n      }\n    }\n  }\n": types.MoreTransferLinesDocument,
    "\n  query MoreShipments($id: ID!, $after: String) {\n    inventoryTransfer(id: $id) {\n      shipments(first: 8, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...ShipmentPart\n        }\n      }\n    }\n  }\n": types.MoreShipmentsDocument,
    "\n  query MoreShipmentLines($id: ID!, $after: String) {\n    inventoryShipment(id: $id) {\n      lineItems(first: 200, after: $after) {\n        ...ShipmentLinesPart\n      }\n    }\n  }\n": types.MoreShipmentLinesDocument,
    "\n  query OpenTransfers($after: String) {\n    inventoryTransfers(\n      first: 25\n      after: $after\n      query: \"status:DRAFT OR status:READY_TO_SHIP OR status:IN_PROGRESS\"\n    ) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        name\n        referenceName\n        status\n        totalQuantity\n        shipments(first: 10) {\n          pageInfo {\n            hasNextPage\n          }\n          nodes {\n            id\n            status\n            lineItemTotalQuantity\n            totalReceivedQuantity\n            tracking {\n              arrivesAt\n            }\n          }\n        }\n      }\n    }\n  }\n": types.OpenTransfersDocument,
};

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 *
 *
 * @example
 * ```ts
 * const query = graphql(`query GetUser($id: ID!) { user(id: $id) { name } }`);
 * ```
 *
 * The query argument is unknown!
 * Please regenerate the types.
 */
export function graphql(source: string): unknown;

/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query AvailableUnits($items: [ID!]!, $location: ID!) {\n    nodes(ids: $items) {\n      ... on InventoryItem {\n        id\n        inventoryLevel(locationId: $location) {\n          quantities(names: [\"available\"]) {\n            quantity\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query AvailableUnits($items: [ID!]!, $location: ID!) {\n    nodes(ids: $items) {\n      ... on InventoryItem {\n        id\n        inventoryLevel(locationId: $location) {\n          quantities(names: [\"available\"]) {\n            quantity\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation AddArrivedUnits($input: InventoryAdjustQuantitiesInput!, $key: String!) {\n    inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation AddArrivedUnits($input: InventoryAdjustQuantitiesInput!, $key: String!) {\n    inventoryAdjustQuantities(input: $input) @idempotent(key: $key) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation BulkRun($query: String!) {\n    bulkOperationRunQuery(query: $query) {\n      bulkOperation {\n        id\n      }\n      userErrors {\n        field\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation BulkRun($query: String!) {\n    bulkOperationRunQuery(query: $query) {\n      bulkOperation {\n        id\n      }\n      userErrors {\n        field\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query BulkOperationById($id: ID!) {\n    bulkOperation(id: $id) {\n      status\n      errorCode\n      url\n      objectCount\n    }\n  }\n"): (typeof documents)["\n  query BulkOperationById($id: ID!) {\n    bulkOperation(id: $id) {\n      status\n      errorCode\n      url\n      objectCount\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindCollections($query: String) {\n    collections(first: 20, query: $query, sortKey: TITLE) {\n      nodes {\n        id\n        title\n      }\n    }\n  }\n"): (typeof documents)["\n  query FindCollections($query: String) {\n    collections(first: 20, query: $query, sortKey: TITLE) {\n      nodes {\n        id\n        title\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CollectionProducts($id: ID!, $after: String) {\n    collection(id: $id) {\n      id\n      title\n      products(first: 250, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          id\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query CollectionProducts($id: ID!, $after: String) {\n    collection(id: $id) {\n      id\n      title\n      products(first: 250, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          id\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation KeepUnit($input: DraftOrderInput!) {\n    draftOrderCreate(input: $input) {\n      draftOrder {\n        id\n        invoiceUrl\n        reserveInventoryUntil\n      }\n      userErrors {\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation KeepUnit($input: DraftOrderInput!) {\n    draftOrderCreate(input: $input) {\n      draftOrder {\n        id\n        invoiceUrl\n        reserveInventoryUntil\n      }\n      userErrors {\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FindKeptUnit($query: String!) {\n    draftOrders(first: 1, query: $query) {\n      nodes {\n        id\n        invoiceUrl\n        reserveInventoryUntil\n      }\n    }\n  }\n"): (typeof documents)["\n  query FindKeptUnit($query: String!) {\n    draftOrders(first: 1, query: $query) {\n      nodes {\n        id\n        invoiceUrl\n        reserveInventoryUntil\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query KeptUnitStatus($id: ID!) {\n    draftOrder(id: $id) {\n      id\n      status\n    }\n  }\n"): (typeof documents)["\n  query KeptUnitStatus($id: ID!) {\n    draftOrder(id: $id) {\n      id\n      status\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReleaseUnit($id: ID!) {\n    draftOrderDelete(input: { id: $id }) {\n      deletedId\n      userErrors {\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReleaseUnit($id: ID!) {\n    draftOrderDelete(input: { id: $id }) {\n      deletedId\n      userErrors {\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment HoldPart on FulfillmentOrder {\n    id\n    status\n    requestStatus\n    supportedActions {\n      action\n    }\n    fulfillmentHolds {\n      id\n      handle\n      heldByRequestingApp\n    }\n    lineItems(first: 20, after: $linesAfter) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        remainingQuantity\n        lineItem {\n          id\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment HoldPart on FulfillmentOrder {\n    id\n    status\n    requestStatus\n    supportedActions {\n      action\n    }\n    fulfillmentHolds {\n      id\n      handle\n      heldByRequestingApp\n    }\n    lineItems(first: 20, after: $linesAfter) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        remainingQuantity\n        lineItem {\n          id\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HoldsOfOrder($id: ID!, $after: String, $linesAfter: String) {\n    order(id: $id) {\n      fulfillmentOrders(first: 5, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...HoldPart\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query HoldsOfOrder($id: ID!, $after: String, $linesAfter: String) {\n    order(id: $id) {\n      fulfillmentOrders(first: 5, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...HoldPart\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query HoldsOfPart($id: ID!, $linesAfter: String) {\n    fulfillmentOrder(id: $id) {\n      ...HoldPart\n    }\n  }\n"): (typeof documents)["\n  query HoldsOfPart($id: ID!, $linesAfter: String) {\n    fulfillmentOrder(id: $id) {\n      ...HoldPart\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation HoldUnits($id: ID!, $hold: FulfillmentOrderHoldInput!) {\n    fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {\n      fulfillmentHold {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation HoldUnits($id: ID!, $hold: FulfillmentOrderHoldInput!) {\n    fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {\n      fulfillmentHold {\n        id\n      }\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation ReleaseHolds($id: ID!, $holdIds: [ID!]) {\n    fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation ReleaseHolds($id: ID!, $holdIds: [ID!]) {\n    fulfillmentOrderReleaseHold(id: $id, holdIds: $holdIds) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Definitions($ownerType: MetafieldOwnerType!) {\n    metafieldDefinitions(first: 20, ownerType: $ownerType, namespace: \"$app\") {\n      nodes {\n        key\n      }\n    }\n  }\n"): (typeof documents)["\n  query Definitions($ownerType: MetafieldOwnerType!) {\n    metafieldDefinitions(first: 20, ownerType: $ownerType, namespace: \"$app\") {\n      nodes {\n        key\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation DefinitionCreate($definition: MetafieldDefinitionInput!) {\n    metafieldDefinitionCreate(definition: $definition) {\n      createdDefinition {\n        id\n      }\n      userErrors {\n        field\n        message\n        code\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation DefinitionCreate($definition: MetafieldDefinitionInput!) {\n    metafieldDefinitionCreate(definition: $definition) {\n      createdDefinition {\n        id\n      }\n      userErrors {\n        field\n        message\n        code\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MetafieldsSet($metafields: [MetafieldsSetInput!]!) {\n    metafieldsSet(metafields: $metafields) {\n      userErrors {\n        field\n        message\n        code\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation MetafieldsSet($metafields: [MetafieldsSetInput!]!) {\n    metafieldsSet(metafields: $metafields) {\n      userErrors {\n        field\n        message\n        code\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation MoveUnits($id: ID!, $to: ID!, $lines: [FulfillmentOrderLineItemInput!]) {\n    fulfillmentOrderMove(id: $id, newLocationId: $to, fulfillmentOrderLineItems: $lines) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation MoveUnits($id: ID!, $to: ID!, $lines: [FulfillmentOrderLineItemInput!]) {\n    fulfillmentOrderMove(id: $id, newLocationId: $to, fulfillmentOrderLineItems: $lines) {\n      userErrors {\n        code\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment DraftLinesPart on DraftOrderLineItemConnection {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      quantity\n      variant {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment DraftLinesPart on DraftOrderLineItemConnection {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      quantity\n      variant {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OpenDrafts($after: String) {\n    draftOrders(first: 20, after: $after, query: \"status:open OR status:invoice_sent\") {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        status\n        tags\n        lineItems(first: 15) {\n          ...DraftLinesPart\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query OpenDrafts($after: String) {\n    draftOrders(first: 20, after: $after, query: \"status:open OR status:invoice_sent\") {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        status\n        tags\n        lineItems(first: 15) {\n          ...DraftLinesPart\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MoreOfDraft($id: ID!, $after: String) {\n    draftOrder(id: $id) {\n      lineItems(first: 200, after: $after) {\n        ...DraftLinesPart\n      }\n    }\n  }\n"): (typeof documents)["\n  query MoreOfDraft($id: ID!, $after: String) {\n    draftOrder(id: $id) {\n      lineItems(first: 200, after: $after) {\n        ...DraftLinesPart\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment OrderPart on Order {\n    id\n    name\n    sourceName\n    currencyCode\n    processedAt\n    updatedAt\n    cancelledAt\n    displayFinancialStatus\n    shippingAddress @include(if: $withCountry) {\n      countryCodeV2\n    }\n    customAttributes @include(if: $withShown) {\n      key\n      value\n    }\n  }\n"): (typeof documents)["\n  fragment OrderPart on Order {\n    id\n    name\n    sourceName\n    currencyCode\n    processedAt\n    updatedAt\n    cancelledAt\n    displayFinancialStatus\n    shippingAddress @include(if: $withCountry) {\n      countryCodeV2\n    }\n    customAttributes @include(if: $withShown) {\n      key\n      value\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment FulfillmentOrderPart on FulfillmentOrder {\n    id\n    status\n    updatedAt\n    assignedLocation {\n      location {\n        id\n      }\n    }\n    lineItems(first: 20, after: $linesAfter) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        remainingQuantity\n        inventoryItemId\n        lineItem {\n          id\n          title\n          variantTitle\n          sku\n          quantity\n          originalUnitPrice\n          customAttributes @include(if: $withShown) {\n            key\n            value\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment FulfillmentOrderPart on FulfillmentOrder {\n    id\n    status\n    updatedAt\n    assignedLocation {\n      location {\n        id\n      }\n    }\n    lineItems(first: 20, after: $linesAfter) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        remainingQuantity\n        inventoryItemId\n        lineItem {\n          id\n          title\n          variantTitle\n          sku\n          quantity\n          originalUnitPrice\n          customAttributes @include(if: $withShown) {\n            key\n            value\n          }\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReadOrder(\n    $id: ID!\n    $after: String\n    $linesAfter: String\n    $withCountry: Boolean!\n    $withShown: Boolean!\n  ) {\n    order(id: $id) {\n      ...OrderPart\n      fulfillmentOrders(first: 5, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...FulfillmentOrderPart\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ReadOrder(\n    $id: ID!\n    $after: String\n    $linesAfter: String\n    $withCountry: Boolean!\n    $withShown: Boolean!\n  ) {\n    order(id: $id) {\n      ...OrderPart\n      fulfillmentOrders(first: 5, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...FulfillmentOrderPart\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query FulfillmentOrderLines($id: ID!, $linesAfter: String, $withShown: Boolean!) {\n    fulfillmentOrder(id: $id) {\n      ...FulfillmentOrderPart\n    }\n  }\n"): (typeof documents)["\n  query FulfillmentOrderLines($id: ID!, $linesAfter: String, $withShown: Boolean!) {\n    fulfillmentOrder(id: $id) {\n      ...FulfillmentOrderPart\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query LineVariants($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on LineItem {\n        id\n        variant {\n          id\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query LineVariants($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on LineItem {\n        id\n        variant {\n          id\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderOfFulfillmentOrder($id: ID!) {\n    fulfillmentOrder(id: $id) {\n      orderId\n    }\n  }\n"): (typeof documents)["\n  query OrderOfFulfillmentOrder($id: ID!) {\n    fulfillmentOrder(id: $id) {\n      orderId\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChangedOrders($query: String!, $after: String) {\n    orders(first: 50, after: $after, query: $query, sortKey: UPDATED_AT) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        updatedAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query ChangedOrders($query: String!, $after: String) {\n    orders(first: 50, after: $after, query: $query, sortKey: UPDATED_AT) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        updatedAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ChangedFulfillmentOrders($query: String!, $after: String) {\n    fulfillmentOrders(first: 50, after: $after, query: $query, includeClosed: true, sortKey: UPDATED_AT) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        orderId\n        updatedAt\n      }\n    }\n  }\n"): (typeof documents)["\n  query ChangedFulfillmentOrders($query: String!, $after: String) {\n    fulfillmentOrders(first: 50, after: $after, query: $query, includeClosed: true, sortKey: UPDATED_AT) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        orderId\n        updatedAt\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReadPolicies($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on ProductVariant {\n        id\n        inventoryPolicy\n      }\n    }\n  }\n"): (typeof documents)["\n  query ReadPolicies($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on ProductVariant {\n        id\n        inventoryPolicy\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation SetPolicies($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {\n    productVariantsBulkUpdate(productId: $productId, variants: $variants) {\n      userErrors {\n        field\n        message\n        code\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation SetPolicies($productId: ID!, $variants: [ProductVariantsBulkInput!]!) {\n    productVariantsBulkUpdate(productId: $productId, variants: $variants) {\n      userErrors {\n        field\n        message\n        code\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Installation {\n    currentAppInstallation {\n      accessScopes {\n        handle\n      }\n    }\n    shop {\n      name\n      currencyCode\n      ianaTimezone\n      primaryDomain {\n        url\n      }\n      shopAddress {\n        countryCodeV2\n      }\n    }\n  }\n"): (typeof documents)["\n  query Installation {\n    currentAppInstallation {\n      accessScopes {\n        handle\n      }\n    }\n    shop {\n      name\n      currencyCode\n      ianaTimezone\n      primaryDomain {\n        url\n      }\n      shopAddress {\n        countryCodeV2\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment LevelPart on InventoryLevel {\n    isActive\n    updatedAt\n    location {\n      id\n    }\n    quantities(\n      names: [\n        \"available\"\n        \"on_hand\"\n        \"committed\"\n        \"incoming\"\n        \"reserved\"\n        \"damaged\"\n        \"quality_control\"\n        \"safety_stock\"\n      ]\n    ) {\n      name\n      quantity\n    }\n  }\n"): (typeof documents)["\n  fragment LevelPart on InventoryLevel {\n    isActive\n    updatedAt\n    location {\n      id\n    }\n    quantities(\n      names: [\n        \"available\"\n        \"on_hand\"\n        \"committed\"\n        \"incoming\"\n        \"reserved\"\n        \"damaged\"\n        \"quality_control\"\n        \"safety_stock\"\n      ]\n    ) {\n      name\n      quantity\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment VariantPart on ProductVariant {\n    id\n    title\n    sku\n    price\n    position\n    inventoryPolicy\n    inventoryItem {\n      id\n    }\n    product {\n      id\n      title\n      handle\n      status\n      productType\n      updatedAt\n    }\n  }\n"): (typeof documents)["\n  fragment VariantPart on ProductVariant {\n    id\n    title\n    sku\n    price\n    position\n    inventoryPolicy\n    inventoryItem {\n      id\n    }\n    product {\n      id\n      title\n      handle\n      status\n      productType\n      updatedAt\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReadItem($id: ID!, $after: String, $withVariants: Boolean!) {\n    inventoryItem(id: $id) {\n      id\n      tracked\n      requiresShipping\n      variants(first: 5) @include(if: $withVariants) {\n        nodes {\n          ...VariantPart\n        }\n      }\n      inventoryLevels(first: 20, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...LevelPart\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ReadItem($id: ID!, $after: String, $withVariants: Boolean!) {\n    inventoryItem(id: $id) {\n      id\n      tracked\n      requiresShipping\n      variants(first: 5) @include(if: $withVariants) {\n        nodes {\n          ...VariantPart\n        }\n      }\n      inventoryLevels(first: 20, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...LevelPart\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ProductItems($id: ID!, $after: String) {\n    product(id: $id) {\n      id\n      title\n      handle\n      status\n      productType\n      updatedAt\n      variants(first: 100, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...VariantPart\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ProductItems($id: ID!, $after: String) {\n    product(id: $id) {\n      id\n      title\n      handle\n      status\n      productType\n      updatedAt\n      variants(first: 100, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...VariantPart\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query Locations($after: String) {\n    locations(first: 50, after: $after, includeInactive: true, includeLegacy: true) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        name\n        isActive\n        fulfillsOnlineOrders\n      }\n    }\n  }\n"): (typeof documents)["\n  query Locations($after: String) {\n    locations(first: 50, after: $after, includeInactive: true, includeLegacy: true) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        name\n        isActive\n        fulfillsOnlineOrders\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TagsAdd($id: ID!, $tags: [String!]!) {\n    tagsAdd(id: $id, tags: $tags) {\n      userErrors {\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation TagsAdd($id: ID!, $tags: [String!]!) {\n    tagsAdd(id: $id, tags: $tags) {\n      userErrors {\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  mutation TagsRemove($id: ID!, $tags: [String!]!) {\n    tagsRemove(id: $id, tags: $tags) {\n      userErrors {\n        message\n      }\n    }\n  }\n"): (typeof documents)["\n  mutation TagsRemove($id: ID!, $tags: [String!]!) {\n    tagsRemove(id: $id, tags: $tags) {\n      userErrors {\n        message\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OrderTags($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on Order {\n        id\n        tags\n        purchasingEntity {\n          __typename\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query OrderTags($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on Order {\n        id\n        tags\n        purchasingEntity {\n          __typename\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query CustomerTags($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on Order {\n        id\n        customer {\n          tags\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query CustomerTags($ids: [ID!]!) {\n    nodes(ids: $ids) {\n      ... on Order {\n        id\n        customer {\n          tags\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment TransferLinePart on InventoryTransferLineItem {\n    totalQuantity\n    inventoryItem {\n      id\n    }\n  }\n"): (typeof documents)["\n  fragment TransferLinePart on InventoryTransferLineItem {\n    totalQuantity\n    inventoryItem {\n      id\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ShipmentLinesPart on InventoryShipmentLineItemConnection {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      quantity\n      unreceivedQuantity\n      inventoryItem {\n        id\n      }\n    }\n  }\n"): (typeof documents)["\n  fragment ShipmentLinesPart on InventoryShipmentLineItemConnection {\n    pageInfo {\n      hasNextPage\n      endCursor\n    }\n    nodes {\n      quantity\n      unreceivedQuantity\n      inventoryItem {\n        id\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  fragment ShipmentPart on InventoryShipment {\n    id\n    name\n    status\n    dateCreated\n    dateReceived\n    lineItemTotalQuantity\n    totalReceivedQuantity\n    tracking {\n      arrivesAt\n    }\n    lineItems(first: 40) {\n      ...ShipmentLinesPart\n    }\n  }\n"): (typeof documents)["\n  fragment ShipmentPart on InventoryShipment {\n    id\n    name\n    status\n    dateCreated\n    dateReceived\n    lineItemTotalQuantity\n    totalReceivedQuantity\n    tracking {\n      arrivesAt\n    }\n    lineItems(first: 40) {\n      ...ShipmentLinesPart\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query ReadTransfer($id: ID!) {\n    inventoryTransfer(id: $id) {\n      id\n      name\n      referenceName\n      status\n      dateCreated\n      totalQuantity\n      origin {\n        location {\n          id\n        }\n      }\n      destination {\n        location {\n          id\n        }\n      }\n      lineItems(first: 40) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...TransferLinePart\n        }\n      }\n      shipments(first: 3) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...ShipmentPart\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query ReadTransfer($id: ID!) {\n    inventoryTransfer(id: $id) {\n      id\n      name\n      referenceName\n      status\n      dateCreated\n      totalQuantity\n      origin {\n        location {\n          id\n        }\n      }\n      destination {\n        location {\n          id\n        }\n      }\n      lineItems(first: 40) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...TransferLinePart\n        }\n      }\n      shipments(first: 3) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...ShipmentPart\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MoreTransferLines($id: ID!, $after: String) {\n    inventoryTransfer(id: $id) {\n      lineItems(first: 200, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...TransferLinePart\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MoreTransferLines($id: ID!, $after: String) {\n    inventoryTransfer(id: $id) {\n      lineItems(first: 200, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...TransferLinePart\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MoreShipments($id: ID!, $after: String) {\n    inventoryTransfer(id: $id) {\n      shipments(first: 8, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...ShipmentPart\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query MoreShipments($id: ID!, $after: String) {\n    inventoryTransfer(id: $id) {\n      shipments(first: 8, after: $after) {\n        pageInfo {\n          hasNextPage\n          endCursor\n        }\n        nodes {\n          ...ShipmentPart\n        }\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query MoreShipmentLines($id: ID!, $after: String) {\n    inventoryShipment(id: $id) {\n      lineItems(first: 200, after: $after) {\n        ...ShipmentLinesPart\n      }\n    }\n  }\n"): (typeof documents)["\n  query MoreShipmentLines($id: ID!, $after: String) {\n    inventoryShipment(id: $id) {\n      lineItems(first: 200, after: $after) {\n        ...ShipmentLinesPart\n      }\n    }\n  }\n"];
/**
 * The graphql function is used to parse GraphQL queries into a document that can be used by GraphQL clients.
 */
export function graphql(source: "\n  query OpenTransfers($after: String) {\n    inventoryTransfers(\n      first: 25\n      after: $after\n      query: \"status:DRAFT OR status:READY_TO_SHIP OR status:IN_PROGRESS\"\n    ) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        name\n        referenceName\n        status\n        totalQuantity\n        shipments(first: 10) {\n          pageInfo {\n            hasNextPage\n          }\n          nodes {\n            id\n            status\n            lineItemTotalQuantity\n            totalReceivedQuantity\n            tracking {\n              arrivesAt\n            }\n          }\n        }\n      }\n    }\n  }\n"): (typeof documents)["\n  query OpenTransfers($after: String) {\n    inventoryTransfers(\n      first: 25\n      after: $after\n      query: \"status:DRAFT OR status:READY_TO_SHIP OR status:IN_PROGRESS\"\n    ) {\n      pageInfo {\n        hasNextPage\n        endCursor\n      }\n      nodes {\n        id\n        name\n        referenceName\n        status\n        totalQuantity\n        shipments(first: 10) {\n          pageInfo {\n            hasNextPage\n          }\n          nodes {\n            id\n            status\n            lineItemTotalQuantity\n            totalReceivedQuantity\n            tracking {\n              arrivesAt\n            }\n          }\n        }\n      }\n    }\n  }\n"];

export function graphql(source: string) {
  return (documents as any)[source] ?? {};
}

export type DocumentType<TDocumentNode extends DocumentNode<any, any>> = TDocumentNode extends DocumentNode<  infer TType,  any>  ? TType  : never;