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
  plan: "Standard" | "Advanced" | "Plus" | "Enterprise";
};

export type Location = {
  id: Id;
  name: string;
  isActive: boolean;
  fulfillsOnlineOrders: boolean;
  shipsInventory: boolean;
  deleted: boolean;
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
  customer: { id: Id; firstName: string; lastName: string; email: string } | null;
  shippingAddress: Record<string, string> | null;
  customerLocale: string;
  sourceName: string; // web, pos, shopify_draft_order, or an app's name
  note: string | null;
  tags: string[];
  test: boolean;
  currency: string;
  financialStatus: "PENDING" | "AUTHORIZED" | "PAID" | "PARTIALLY_REFUNDED" | "REFUNDED" | "VOIDED";
  createdAt: string;
  processedAt: string;
  updatedAt: string;
  cancelledAt: string | null;
  cancelReason: string | null;
  closedAt: string | null;
  edited: boolean;
  lineItems: LineItem[];
  refunds: {
    id: Id;
    createdAt: string;
    note: string | null;
    amount: Money;
    lines: { lineItemId: Id; quantity: number; restockType: "NO_RESTOCK" | "CANCEL" | "RETURN"; locationId: Id | null }[];
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
  lineItems: { id: Id; lineItemId: Id; inventoryItemId: Id | null; totalQuantity: number; remainingQuantity: number }[];
};

export type Fulfillment = {
  id: Id;
  orderId: Id;
  locationId: Id;
  status: "SUCCESS" | "CANCELLED";
  createdAt: string;
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
