import type {
  AccessToken,
  BulkOperation,
  Collection,
  DraftOrder,
  Fulfillment,
  FulfillmentOrder,
  Id,
  InventoryItem,
  InventoryLevel,
  InventoryShipment,
  InventoryTransfer,
  Job,
  Location,
  Metafield,
  MetafieldDefinition,
  Order,
  OrderEdit,
  Product,
  ProductOperation,
  Shop,
  Variant,
} from "./model.ts";

/** Everything one shop knows, as plain data that survives in the data file. */
export type ShopData = {
  shop: Shop;
  id: Id;
  appId: Id;
  lastId: Id;
  lastOrderNumber: number;
  /** Orders whose fulfillment orders do not exist yet. */
  unroutedOrderIds: Id[];
  app: {
    installed: boolean;
    grantedScopes: string[];
    tokens: AccessToken[];
    protectedDataApproved: boolean;
    redactDueAt: string | null;
  };
  locations: Record<Id, Location>;
  products: Record<Id, Product>;
  collections: Record<Id, Collection>;
  variants: Record<Id, Variant>;
  items: Record<Id, InventoryItem>;
  levels: Record<Id, InventoryLevel>;
  orders: Record<Id, Order>;
  orderEdits: Record<Id, OrderEdit>;
  draftOrders: Record<Id, DraftOrder>;
  fulfillmentOrders: Record<Id, FulfillmentOrder>;
  fulfillments: Record<Id, Fulfillment>;
  metafields: Record<Id, Metafield>;
  metafieldDefinitions: Record<Id, MetafieldDefinition>;
  transfers: Record<Id, InventoryTransfer>;
  shipments: Record<Id, InventoryShipment>;
  bulkOperations: Record<Id, BulkOperation>;
  productOperations: Record<Id, ProductOperation>;
  jobs: Record<Id, Job>;
};

/** What a shop's rules need from the world around them. Not part of the saved data. */
export type World = {
  now(): Date;
  /** Tells the subscribers of a topic. The payload is only built when somebody listens. */
  emit(topic: string, payload: () => unknown): void;
  /** Later work by the stand-in's clock; see Tasks in ../clock.ts. */
  after(ms: number, run: () => void | Promise<void>, options?: { counted?: boolean }): void;
  routingDelayMs: number;
};

export type ShopState = ShopData & { readonly world: World };

export function emptyShop(shop: Shop, appId: Id, firstId: bigint): ShopData {
  return {
    shop,
    id: String(firstId),
    appId,
    lastId: String(firstId),
    lastOrderNumber: 1000,
    unroutedOrderIds: [],
    app: { installed: false, grantedScopes: [], tokens: [], protectedDataApproved: true, redactDueAt: null },
    locations: {},
    products: {},
    collections: {},
    variants: {},
    items: {},
    levels: {},
    orders: {},
    orderEdits: {},
    draftOrders: {},
    fulfillmentOrders: {},
    fulfillments: {},
    metafields: {},
    metafieldDefinitions: {},
    transfers: {},
    shipments: {},
    bulkOperations: {},
    productOperations: {},
    jobs: {},
  };
}

/** Adds the world to the data without making it part of what is saved. */
export function openShop(data: ShopData, world: World): ShopState {
  Object.defineProperty(data, "world", { value: world, enumerable: false });
  return data as ShopState;
}

/** The next id of the shop. Larger than 2^53 on purpose: a client that reads ids as numbers breaks here. */
export function newId(state: ShopData): Id {
  state.lastId = String(BigInt(state.lastId) + 1n);
  return state.lastId;
}

export const timestamp = (state: ShopState): string => state.world.now().toISOString();
