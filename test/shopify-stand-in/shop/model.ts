/**
 * The pretend shop as plain, JSON-serialisable data. Rules that change it live beside it in this folder.
 * Ids are the numeric tail of Shopify's gids, as strings. Times are ISO strings of the stand-in's clock.
 */
export type Id = string;
export type Money = string; // decimal text, shop currency

export type Shop = {
  domain: string; // demo-shop.myshopify.com
  name: string;
  currency: string;
  timeZone: string;
  locale: string;
  countryCode: string;
  email: string;
  /** Where a storefront of it is open on this machine; otherwise its name at Shopify. */
  storefrontUrl?: string;
  plan: "Standard" | "Advanced" | "Plus" | "Enterprise";
};

export type Location = {
  id: Id;
  name: string;
  isActive: boolean;
  fulfillsOnlineOrders: boolean;
  shipsInventory: boolean;
  deleted: boolean;
  address: Record<string, string>;
  createdAt: string;
  updatedAt: string;
};

export type Product = {
  id: Id;
  title: string;
  handle: string;
  descriptionHtml: string;
  status: "ACTIVE" | "DRAFT" | "ARCHIVED" | "UNLISTED";
  vendor: string;
  productType: string;
  tags: string[];
  options: { id: Id; name: string; values: string[] }[];
  variantIds: Id[]; // in order
  createdAt: string;
  updatedAt: string;
};

/** Chosen by hand. */
export type Collection = { id: Id; title: string; productIds: Id[] };

export type Variant = {
  id: Id;
  productId: Id;
  inventoryItemId: Id;
  title: string; // "Olive / L", or "Default Title"
  optionValues: string[]; // one per product option
  sku: string | null;
  price: Money;
  compareAtPrice: Money | null;
  inventoryPolicy: "CONTINUE" | "DENY";
  createdAt: string;
  updatedAt: string;
};

export type InventoryItem = {
  id: Id;
  sku: string | null;
  tracked: boolean;
  requiresShipping: boolean;
  variantIds: Id[];
  levelIds: Id[]; // one per location that stocks it, active or not
  createdAt: string;
  updatedAt: string;
};

/** on_hand = available + committed + reserved + damaged + quality_control + safety_stock; incoming stands outside. */
export type QuantityName =
  | "available"
  | "committed"
  | "on_hand"
  | "incoming"
  | "reserved"
  | "damaged"
  | "quality_control"
  | "safety_stock";

export type InventoryLevel = {
  id: Id;
  inventoryItemId: Id;
  locationId: Id;
  isActive: boolean;
  quantities: Record<QuantityName, number>;
  quantityUpdatedAt: Partial<Record<QuantityName, string>>;
  createdAt: string;
  updatedAt: string;
};

export type LineItem = {
  id: Id;
  variantId: Id | null;
  productId: Id | null;
  inventoryItemId: Id | null;
  title: string;
  variantTitle: string | null;
  sku: string | null;
  quantity: number; // as sold, includes removed
  currentQuantity: number; // minus removed and refunded
  unitPrice: Money;
  requiresShipping: boolean;
  customAttributes: { key: string; value: string }[];
};

export type Order = {
  id: Id;
  number: number;
  name: string; // "#1042"
  email: string | null;
  phone: string | null;
  customer: { id: Id; firstName: string; lastName: string; email: string; tags?: string[] } | null;
  companyLocationId?: Id | null; // bought by a company there: B2B
  shippingAddress: Record<string, string> | null;
  customerLocale: string;
  sourceName: string; // web, pos, shopify_draft_order, or an app's name
  note: string | null;
  tags: string[];
  test: boolean;
  currency: string;
  financialStatus:
    | "PENDING"
    | "AUTHORIZED"
    | "EXPIRED"
    | "PAID"
    | "PARTIALLY_PAID"
    | "PARTIALLY_REFUNDED"
    | "REFUNDED"
    | "VOIDED";
  createdAt: string;
  processedAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  cancelReason: string | null;
  closedAt: string | null;
  edited: boolean;
  routedAt: string | null; // null until order routing has made the fulfillment orders
  retailLocationId: Id | null; // POS orders
  taxesIncluded: boolean;
  customAttributes: { key: string; value: string }[];
  fulfillmentOrderIds: Id[];
  fulfillmentIds: Id[];
  lineItems: LineItem[];
  refunds: {
    id: Id;
    createdAt: string;
    note: string | null;
    amount: Money;
    lines: {
      lineItemId: Id;
      quantity: number;
      restockType: "NO_RESTOCK" | "CANCEL" | "RETURN";
      locationId: Id | null;
    }[];
  }[];
};

export type FulfillmentOrder = {
  id: Id;
  orderId: Id;
  locationId: Id;
  status: "OPEN" | "SCHEDULED" | "ON_HOLD" | "IN_PROGRESS" | "CLOSED" | "CANCELLED" | "INCOMPLETE";
  requestStatus: "UNSUBMITTED" | "SUBMITTED" | "ACCEPTED" | "REJECTED" | "CLOSED";
  fulfillAt: string | null;
  fulfillBy: string | null;
  remainderOf?: Id; // split off by a partial hold of that one, which takes it back when released
  createdAt: string;
  updatedAt: string;
  holds: {
    id: Id;
    handle: string;
    reason: string;
    reasonNotes: string | null;
    heldByAppId: Id | null;
    externalId: string | null;
  }[];
  lineItems: {
    id: Id;
    lineItemId: Id;
    inventoryItemId: Id | null;
    totalQuantity: number;
    remainingQuantity: number;
  }[];
};

export type Fulfillment = {
  id: Id;
  orderId: Id;
  locationId: Id;
  status: "SUCCESS" | "CANCELLED";
  createdAt: string;
  updatedAt: string;
  tracking: { company: string | null; number: string | null; url: string | null };
  lines: { fulfillmentOrderId: Id; fulfillmentOrderLineItemId: Id; lineItemId: Id; quantity: number }[];
};

export type Metafield = {
  id: Id;
  ownerType: "PRODUCT" | "PRODUCTVARIANT" | "ORDER" | "SHOP" | "APP_INSTALLATION" | "TRANSFER";
  ownerId: Id;
  namespace: string; // resolved: app--<appId> for "$app"
  key: string;
  type: string;
  value: string;
  createdAt: string;
  updatedAt: string;
};

export type MetafieldDefinition = {
  id: Id;
  ownerType: Metafield["ownerType"];
  namespace: string;
  key: string;
  name: string;
  description: string | null;
  type: string;
  access: { admin: string; storefront: string; customerAccount: string };
  declaredByApp?: boolean; // in its shopify.app.toml
  createdAt: string;
};

export type InventoryTransfer = {
  id: Id;
  name: string; // "#T0001"
  referenceName: string | null;
  status: "DRAFT" | "READY_TO_SHIP" | "IN_PROGRESS" | "TRANSFERRED" | "CANCELED";
  originLocationId: Id | null;
  destinationLocationId: Id | null;
  note: string | null;
  tags: string[];
  dateCreated: string;
  updatedAt: string;
  lineItems: { id: Id; inventoryItemId: Id; totalQuantity: number }[];
  shipmentIds: Id[];
};

export type InventoryShipment = {
  id: Id;
  name: string; // "#T0001-1"
  transferId: Id;
  status: "DRAFT" | "IN_TRANSIT" | "PARTIALLY_RECEIVED" | "RECEIVED";
  tracking: {
    arrivesAt: string | null;
    company: string | null;
    trackingNumber: string | null;
    trackingUrl: string | null;
  };
  dateCreated: string;
  dateShipped: string | null;
  dateReceived: string | null;
  updatedAt: string;
  lineItems: {
    id: Id;
    inventoryItemId: Id;
    quantity: number;
    acceptedQuantity: number;
    rejectedQuantity: number;
  }[];
};

export type BulkOperation = {
  id: Id;
  status: "CREATED" | "RUNNING" | "COMPLETED" | "CANCELING" | "CANCELED" | "FAILED" | "EXPIRED";
  query: string;
  errorCode: string | null;
  objectCount: number;
  rootObjectCount: number;
  jsonl: string | null;
  createdAt: string;
  completedAt: string | null;
};

/** A productSet that is carried out after the answer. */
export type ProductOperation = {
  id: Id;
  status: "CREATED" | "ACTIVE" | "COMPLETE";
  productId: Id | null;
  userErrors: object[];
};

/** Something Shopify does after having answered; `done` once it happened. */
export type Job = { id: Id; done: boolean };

export type DraftOrder = {
  id: Id;
  name: string; // "#D12"
  status: "OPEN" | "COMPLETED";
  email: string | null;
  note: string | null;
  tags: string[];
  customAttributes: { key: string; value: string }[];
  lineItems: {
    id: Id;
    variantId: Id | null;
    title: string;
    quantity: number;
    unitPrice: Money;
    customAttributes: { key: string; value: string }[];
  }[];
  orderId: Id | null;
  /** Until then its units are reserved, where they were taken from. */
  reserveInventoryUntil: string | null;
  reserved: { levelId: Id; quantity: number }[];
  createdAt: string;
  updatedAt: string;
  completedAt: string | null;
};

/** What the merchant has begun to change in an order and not yet committed. */
export type OrderEdit = {
  id: Id;
  orderId: Id;
  lines: {
    id: Id;
    lineItemId: Id | null; // null: a line the edit adds
    variantId: Id | null;
    quantity: number;
    restock: boolean;
    locationId: Id | null;
  }[];
  committedAt: string | null;
};

export type AccessToken = {
  token: string;
  refreshToken: string;
  scopes: string[];
  expiresAt: string;
  refreshExpiresAt: string;
  /** The refresh token this one was made from; it stays usable until this one is used. */
  previousRefreshToken: string | null;
};
