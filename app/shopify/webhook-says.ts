import type { Id } from "../domain/facts.ts";
import type { Shown } from "../domain/shown.ts";
import { shownIn } from "./attributes.ts";
import type { ReadProduct, ReadVariant } from "./stock.server.ts";

/**
 * What a body says of its subject, where it says everything that we compare. Only ever compared with what is known,
 * so that what says nothing new need not be read: a webhook may be old, late or incomplete.
 */
export type SaidOrder = {
  updatedAt: Date;
  cancelledAt: Date | null;
  financialStatus: string | null;
  lines: { lineId: Id; toShip: number }[];
};
/** What the order's shopper was shown, and in which version of the order it stands. */
export type SaidShown = { at: Date; shown: Shown };
export type SaidStock = { locationId: Id; available: number; at: Date };
export type SaidProduct = { product: ReadProduct; variants: ReadVariant[] };

/** Numbers are digits here: see webhooks.ts. */
type Body = Record<string, unknown>;

export function saidOrder(body: Body): SaidOrder | null {
  const updatedAt = instant(body["updated_at"]);
  const { cancelled_at: cancelled, financial_status: status } = body;
  const lines = listOf(body["line_items"])?.map((line) => ({
    lineId: id(line["id"]),
    toShip: whole(line["fulfillable_quantity"]),
  }));
  const cancelledAt = cancelled === null ? null : instant(cancelled);
  if (!updatedAt || cancelledAt === undefined || !lines || !(status === null || typeof status === "string"))
    return null;
  if (!lines.every(isWhole)) return null;
  return { updatedAt, cancelledAt, financialStatus: status?.toUpperCase() ?? null, lines };
}

/** Null: its shopper was shown nothing. Undefined: the body does not say. */
export function saidShown(body: Body): SaidShown | null | undefined {
  const at = instant(body["updated_at"]);
  const listed = listOf(body["line_items"]);
  if (!at || !listed) return undefined;
  const lines = listed.flatMap((line) => {
    const lineId = id(line["id"]);
    return lineId ? [{ lineId, attributes: listOf(line["properties"]) ?? [] }] : [];
  });
  const shown = shownIn(listOf(body["note_attributes"]) ?? [], lines);
  return shown && { at, shown };
}

export function saidStock(body: Body): SaidStock | null {
  const said = {
    locationId: id(body["location_id"]),
    available: whole(body["available"]),
    at: instant(body["updated_at"]),
  };
  return isWhole(said) ? said : null;
}

/** Longer lists of variants are cut off. */
const mostVariants = 100;

export function saidProduct(productId: Id, body: Body): SaidProduct | null {
  const variants = listOf(body["variants"])?.map((variant) => ({
    variantId: id(variant["id"]),
    productId,
    itemId: id(variant["inventory_item_id"]),
    title: text(variant["title"]),
    price: text(variant["price"]),
    policy: policyOf(variant["inventory_policy"]),
    position: whole(variant["position"]),
    sku: { said: variant["sku"] },
  }));
  const product = {
    productId,
    title: text(body["title"]),
    handle: text(body["handle"]),
    status: text(body["status"])?.toUpperCase(),
    productType: text(body["product_type"]),
    updatedAt: text(body["updated_at"]),
  };
  if (!isWhole(product) || !variants || variants.length >= mostVariants || !variants.every(isWhole))
    return null;
  return { product, variants: variants.map((v) => ({ ...v, sku: text(v.sku.said) ?? null })) };
}

type Whole<T> = { [K in keyof T]: Exclude<T[K], undefined> };

/** Every part of it was said. */
function isWhole<T extends object>(said: T): said is T & Whole<T> {
  return Object.values(said).every((part) => part !== undefined);
}

function listOf(value: unknown): Body[] | undefined {
  return Array.isArray(value) && value.every((v) => typeof v === "object" && v !== null)
    ? (value as Body[])
    : undefined;
}

function id(value: unknown): Id | undefined {
  return typeof value === "string" && /^\d{1,20}$/.test(value) ? value : undefined;
}

function whole(value: unknown): number | undefined {
  return typeof value === "string" && /^-?\d{1,9}$/.test(value) ? Number(value) : undefined;
}

function text(value: unknown): string | undefined {
  return typeof value === "string" ? value : undefined;
}

function policyOf(value: unknown): ReadVariant["policy"] | undefined {
  return value === "continue" ? "CONTINUE" : value === "deny" ? "DENY" : undefined;
}

function instant(value: unknown): Date | undefined {
  const at = typeof value === "string" ? new Date(value) : undefined;
  return at && !Number.isNaN(at.getTime()) ? at : undefined;
}
