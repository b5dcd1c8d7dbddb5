import type { Id } from "../domain/facts.ts";
import {
  saidOrder,
  saidProduct,
  saidShown,
  saidStock,
  type SaidOrder,
  type SaidProduct,
  type SaidShown,
  type SaidStock,
} from "./webhook-says.ts";

/** What a webhook is about, in our words. Facts are read again from Shopify; a webhook only says where to look. */
export type News =
  | { kind: "order"; orderId: Id; says?: SaidOrder; shown?: SaidShown | null }
  | { kind: "fulfillment_order"; fulfillmentOrderId: Id }
  | { kind: "item"; itemId: Id }
  | { kind: "stock"; itemId: Id; says?: SaidStock }
  | { kind: "product"; productId: Id; says?: SaidProduct }
  | { kind: "locations" }
  | { kind: "transfer"; transferId: Id }
  | { kind: "shipment"; shipmentId: Id }
  | { kind: "bulk_finished" }
  | { kind: "scopes_changed" }
  | { kind: "shop_left"; itself: string | null }
  | { kind: "privacy_request"; request: PrivacyRequest; itself: string | null; person?: PersonAsked };

/** Somebody wants to see what is kept about them, or wants it gone. Never put into a job or a log. */
export type PersonAsked = { wants: "see" | "erase"; address: string | null };

export type PrivacyRequest = "customers/data_request" | "customers/redact" | "shop/redact";

/** The body is not what the topic promises: it is set aside with this sentence. */
export class Unreadable extends Error {
  override name = "Unreadable";
}

/** Null for a topic that the app did not subscribe to. Throws Unreadable for a body that cannot be understood. */
export function newsOf(topic: string, body: string): News[] | null {
  const [subject] = topic.split("/");
  switch (subject) {
    case "orders": {
      const said = read(body);
      if (topic === "orders/edited") return [{ kind: "order", orderId: editedOrder(said) }];
      return [
        {
          kind: "order",
          orderId: idFrom(said, "Order", "id"),
          ...saying(topic === "orders/updated" && saidOrder(said)),
          ...showing(saidShown(said)),
        },
      ];
    }
    case "refunds":
      return [{ kind: "order", orderId: idFrom(read(body), "Order", "order_id") }];
    case "fulfillment_orders":
    case "fulfillment_holds":
      return fulfillmentOrders(body);
    case "inventory_levels": {
      const said = read(body);
      const itemId = idFrom(said, "InventoryItem", "inventory_item_id");
      // A level that begins or ends is read.
      if (topic !== "inventory_levels/update") return [{ kind: "item", itemId }];
      return [{ kind: "stock", itemId, ...saying(saidStock(said)) }];
    }
    case "inventory_items":
      return [{ kind: "item", itemId: idFrom(read(body), "InventoryItem", "id") }];
    case "products": {
      const said = read(body);
      const productId = idFrom(said, "Product", "id");
      return [
        {
          kind: "product",
          productId,
          ...saying(topic === "products/update" && saidProduct(productId, said)),
        },
      ];
    }
    case "locations":
      return [{ kind: "locations" }];
    case "inventory_transfers":
      return [{ kind: "transfer", transferId: gidIn(read(body), "InventoryTransfer", "id") }];
    case "inventory_shipments": {
      // One topic calls its id by another name.
      const field = topic === "inventory_shipments/update_tracking" ? "shipment_id" : "id";
      return [{ kind: "shipment", shipmentId: gidIn(read(body), "InventoryShipment", field) }];
    }
    case "bulk_operations":
      return [{ kind: "bulk_finished" }];
    case "app":
      if (topic === "app/uninstalled")
        return [{ kind: "shop_left", itself: shopIn(body, "myshopify_domain") }];
      return topic === "app/scopes_update" ? [{ kind: "scopes_changed" }] : null;
    case "customers":
    case "shop":
      return isPrivacyRequest(topic)
        ? [
            {
              kind: "privacy_request",
              request: topic,
              itself: shopIn(body, "shop_domain"),
              ...personIn(topic, body),
            },
          ]
        : null;
    default:
      return null;
  }
}

function saying<T>(says: T | null | false): { says?: T } {
  return says ? { says } : {};
}

function showing(shown: SaidShown | null | undefined): { shown?: SaidShown | null } {
  return shown === undefined ? {} : { shown };
}

function isPrivacyRequest(topic: string): topic is PrivacyRequest {
  return topic === "customers/data_request" || topic === "customers/redact" || topic === "shop/redact";
}

/** Topics that matter also where the app is not installed (any more). */
export function isAlwaysHandled(topic: string): boolean {
  return topic === "app/uninstalled" || isPrivacyRequest(topic);
}

/** The shop that the signed body names: the header that names it is not signed. Null when the body names none. */
function shopIn(body: string, field: string): string | null {
  try {
    const shop = read(body)[field];
    return typeof shop === "string" ? shop.toLowerCase() : null;
  } catch {
    return null;
  }
}

/** Nothing for a body that names nobody: such a request is about nothing that is kept here. */
function personIn(topic: PrivacyRequest, body: string): { person?: PersonAsked } {
  if (topic === "shop/redact") return {};
  try {
    const { customer } = read(body) as { customer?: Body | null };
    if (typeof customer !== "object" || customer === null) return {};
    const address = typeof customer["email"] === "string" ? customer["email"] : null;
    return { person: { wants: topic === "customers/redact" ? "erase" : "see", address } };
  } catch {
    return {};
  }
}

type Body = Record<string, unknown>;

/**
 * JSON with every number kept as its digits: Shopify's ids exceed 2^53 and JSON.parse would round them. The
 * reviver's third argument holds the source text (Node 22 and later).
 */
function read(body: string): Body {
  let parsed: unknown;
  try {
    const keepDigits = (_: string, value: unknown, context?: { source?: string }) =>
      typeof value === "number" ? (context?.source ?? String(value)) : value;
    parsed = JSON.parse(body, keepDigits);
  } catch {
    throw new Unreadable("The body is not JSON.");
  }
  if (typeof parsed !== "object" || parsed === null || Array.isArray(parsed))
    throw new Unreadable("The body is not a JSON object.");
  return parsed as Body;
}

function idFrom(body: Body, type: string, field: string): Id {
  const direct = body[field];
  if (typeof direct === "string" && /^\d{1,20}$/.test(direct)) return direct;
  const gid = typeof body["admin_graphql_api_id"] === "string" ? body["admin_graphql_api_id"] : "";
  const fromGid = new RegExp(`^gid://shopify/${type}/(\\d{1,20})$`).exec(gid)?.[1];
  if (field === "id" && fromGid) return fromGid;
  throw new Unreadable(`The body names no ${type}: "${field}" is ${JSON.stringify(direct) ?? "missing"}.`);
}

/** These payloads say gids where others say numbers. */
function gidIn(body: Body, type: string, field: string): Id {
  const said = typeof body[field] === "string" ? body[field] : "";
  const id = new RegExp(`^(?:gid://shopify/${type}/)?(\\d{1,20})$`).exec(said)?.[1];
  return id ?? idFrom(body, type, field);
}

function editedOrder(body: Body): Id {
  const edit = body["order_edit"];
  if (typeof edit === "object" && edit !== null) return idFrom(edit as Body, "Order", "order_id");
  return idFrom(body, "Order", "id");
}

/** These payloads differ by topic and nest their ids; all of them matter, and all are gids. */
function fulfillmentOrders(body: string): News[] {
  read(body);
  const ids = new Set([...body.matchAll(/gid:\/\/shopify\/FulfillmentOrder\/(\d{1,20})/g)].map((m) => m[1]!));
  if (ids.size === 0) throw new Unreadable("The body names no fulfillment order.");
  return [...ids].map((fulfillmentOrderId) => ({ kind: "fulfillment_order", fulfillmentOrderId }));
}
