import { GraphQLError } from "graphql";
import type { Owner, OwnerType } from "../shop/metafields.ts";
import type { ShopState } from "../shop/state.ts";
import type { ExecutionContext } from "./context.ts";
import { gid, parseGid } from "./ids.ts";
import { typed } from "./typed.ts";
import { mayReadOrder } from "./order-window.ts";
import { requireScope } from "./scopes.ts";

type Kind = {
  graphqlType: string;
  /** Its name in MetafieldOwnerType. */
  apiName: string;
  record: (state: ShopState, id: string) => object | undefined;
  /** Who may change the owner may change its metafields. */
  writeScope: string | null;
};

const kinds: Record<OwnerType, Kind> = {
  PRODUCT: {
    graphqlType: "Product",
    apiName: "PRODUCT",
    record: (state, id) => state.products[id],
    writeScope: "write_products",
  },
  PRODUCTVARIANT: {
    graphqlType: "ProductVariant",
    apiName: "PRODUCTVARIANT",
    record: (state, id) => state.variants[id],
    writeScope: "write_products",
  },
  ORDER: {
    graphqlType: "Order",
    apiName: "ORDER",
    record: (state, id) => state.orders[id],
    writeScope: "write_orders",
  },
  TRANSFER: {
    graphqlType: "InventoryTransfer",
    apiName: "TRANSFER",
    record: (state, id) => state.transfers[id],
    writeScope: "write_inventory_transfers",
  },
  SHOP: {
    graphqlType: "Shop",
    apiName: "SHOP",
    record: (state, id) => (id === state.id ? state : undefined),
    writeScope: null,
  },
  APP_INSTALLATION: {
    graphqlType: "AppInstallation",
    apiName: "API_PERMISSION",
    record: (state, id) => (id === installationId(state) ? installationOf(state) : undefined),
    writeScope: null,
  },
};

export const ownerTypes = Object.keys(kinds) as OwnerType[];

export const graphqlTypeOf = (type: OwnerType): string => kinds[type].graphqlType;
export const apiNameOf = (type: OwnerType): string => kinds[type].apiName;

/** The owner type that an enum value of the API means. */
export function ownerTypeOf(apiName: string): OwnerType {
  const found = ownerTypes.find((type) => kinds[type].apiName === apiName);
  if (!found) throw new GraphQLError(`The stand-in does not implement metafields of ${apiName}`);
  return found;
}

/**
 * The owner a gid names: null when there is none such or the caller may not see it, an error when the stand-in
 * knows no metafields of its kind.
 */
export function ownerOf(ctx: ExecutionContext, value: string): Owner | null {
  const parsed = parseGid(value);
  const type = ownerTypes.find((one) => kinds[one].graphqlType === parsed?.type);
  if (!parsed || !type) throw new GraphQLError(`The stand-in does not implement metafields of ${value}`);
  const order = type === "ORDER" ? ctx.shop.orders[parsed.id] : undefined;
  if (order && !mayReadOrder(ctx, order)) return null;
  return kinds[type].record(ctx.shop, parsed.id) ? { type, id: parsed.id } : null;
}

export const ownerGid = ({ type, id }: Owner): string => gid(kinds[type].graphqlType, id);

export function ownerRecord(state: ShopState, { type, id }: Owner): object | null {
  const record = kinds[type].record(state, id);
  return record ? typed(kinds[type].graphqlType, record) : null;
}

export function requireOwnerScope(ctx: ExecutionContext, field: string, type: OwnerType): void {
  const scope = kinds[type].writeScope;
  if (scope) requireScope(ctx, field, scope);
}

/** The installation of the app in a shop has the app's number and lives as long as the shop. */
export const installationId = (state: ShopState): string => `${state.appId}${state.id.slice(-4)}`;

export type InstallationSource = { id: string; state: ShopState };

const installations = new WeakMap<ShopState, InstallationSource>();

export function installationOf(state: ShopState): InstallationSource {
  const found = installations.get(state) ?? { id: installationId(state), state };
  installations.set(state, found);
  return found;
}
