import { readFileSync } from "node:fs";
import { parse } from "smol-toml";
import { describe, expect, test } from "vitest";
import { newsOf, Unreadable } from "#app/shopify/webhooks.ts";

/** Beyond 2^53: JSON.parse would make 9007199254741000 of it. */
const id = "9007199254740993";

describe("a webhook says where to look", () => {
  test.each<[string, string, object[]]>([
    [
      "orders/create",
      `{"id":${id},"admin_graphql_api_id":"gid://shopify/Order/${id}"}`,
      [{ kind: "order", orderId: id }],
    ],
    ["orders/delete", `{"id":${id}}`, [{ kind: "order", orderId: id }]],
    ["orders/edited", `{"order_edit":{"id":1,"order_id":${id}}}`, [{ kind: "order", orderId: id }]],
    ["refunds/create", `{"id":1,"order_id":${id}}`, [{ kind: "order", orderId: id }]],
    [
      "inventory_levels/update",
      `{"inventory_item_id":${id},"location_id":2,"available":-3}`,
      [{ kind: "stock", itemId: id }],
    ],
    [
      "inventory_levels/update",
      `{"inventory_item_id":${id},"location_id":2,"available":-3,"updated_at":"2026-11-21T09:30:00+01:00"}`,
      [
        {
          kind: "stock",
          itemId: id,
          says: { locationId: "2", available: -3, at: new Date("2026-11-21T08:30:00Z") },
        },
      ],
    ],
    ["inventory_levels/connect", `{"inventory_item_id":${id}}`, [{ kind: "item", itemId: id }]],
    ["inventory_items/delete", `{"id":${id}}`, [{ kind: "item", itemId: id }]],
    [
      "products/update",
      `{"admin_graphql_api_id":"gid://shopify/Product/${id}"}`,
      [{ kind: "product", productId: id }],
    ],
    ["locations/deactivate", `{"id":1}`, [{ kind: "locations" }]],
    [
      "fulfillment_orders/split",
      `{"fulfillment_order":{"id":"gid://shopify/FulfillmentOrder/1"},"remaining_fulfillment_order":{"id":"gid://shopify/FulfillmentOrder/${id}"},"again":"gid://shopify/FulfillmentOrder/1"}`,
      [
        { kind: "fulfillment_order", fulfillmentOrderId: "1" },
        { kind: "fulfillment_order", fulfillmentOrderId: id },
      ],
    ],
    ["bulk_operations/finish", "{}", [{ kind: "bulk_finished" }]],
    ["app/scopes_update", "{}", [{ kind: "scopes_changed" }]],
    [
      "app/uninstalled",
      '{"myshopify_domain":"A.myshopify.com"}',
      [{ kind: "shop_left", itself: "a.myshopify.com" }],
    ],
    [
      "shop/redact",
      '{"shop_domain":"a.myshopify.com"}',
      [{ kind: "privacy_request", request: "shop/redact", itself: "a.myshopify.com" }],
    ],
    ["customers/redact", "<html>", [{ kind: "privacy_request", request: "customers/redact", itself: null }]],
  ])("%s %s", (topic, body, news) => {
    expect(newsOf(topic, body)).toEqual(news);
  });
});

test.each([
  ["orders/create", "{}"],
  ["orders/create", '{"id":1.5}'],
  ["orders/create", '{"id":-1}'],
  ["orders/create", '{"id":1e3}'],
  ["orders/create", '{"id":"1; drop table inbox"}'],
  ["orders/create", `{"id":${"9".repeat(30)}}`],
  ["orders/create", '{"admin_graphql_api_id":"gid://shopify/Product/1"}'],
  ["orders/create", "[]"],
  ["orders/create", "null"],
  ["orders/create", '{"id":1'],
  ["orders/edited", '{"order_edit":{}}'],
  ["refunds/create", '{"id":1}'],
  ["inventory_levels/update", '{"location_id":1}'],
  ["fulfillment_orders/moved", "{}"],
])("%s %s cannot be understood, and says so", (topic, body) => {
  expect(() => newsOf(topic, body)).toThrow(Unreadable);
});

const whole = {
  "orders/updated": {
    id: 1,
    updated_at: "2026-11-21T09:30:00+01:00",
    cancelled_at: null,
    financial_status: "paid",
    line_items: [{ id: 2, fulfillable_quantity: 3 }],
  },
  "products/update": {
    id: 1,
    title: "Pack",
    handle: "pack",
    status: "active",
    product_type: "",
    updated_at: "2026-11-21T09:30:00+01:00",
    variants: [
      {
        id: 2,
        inventory_item_id: 3,
        title: "Red",
        sku: null,
        price: "1.00",
        inventory_policy: "deny",
        position: 1,
      },
    ],
  },
};
const saysOf = (topic: string, body: object) => {
  const [news] = newsOf(topic, JSON.stringify(body)) ?? [];
  return news && "says" in news ? news.says : undefined;
};

test.each(Object.entries(whole))("%s says what it is about only if nothing is missing", (topic, body) => {
  expect(saysOf(topic, body)).toBeDefined();
  const list = "line_items" in body ? "line_items" : "variants";
  const [entry] = body[list as never] as [object];
  for (const field of Object.keys(body).filter((f) => f !== "id"))
    expect(saysOf(topic, { ...body, [field]: undefined }), field).toBeUndefined();
  for (const field of Object.keys(entry).filter((f) => f !== "sku"))
    expect(saysOf(topic, { ...body, [list]: [{ ...entry, [field]: undefined }] }), field).toBeUndefined();
});

test("a list of variants that may have been cut off says nothing", () => {
  const body = whole["products/update"];
  const variants = Array.from({ length: 100 }, () => body.variants[0]);
  expect(saysOf("products/update", { ...body, variants })).toBeUndefined();
  expect(saysOf("products/update", { ...body, variants: variants.slice(1) })).toBeDefined();
});

test("a body that would spoil objects spoils none", () => {
  expect(newsOf("orders/create", '{"__proto__":{"id":"7"},"id":5}')).toEqual([
    { kind: "order", orderId: "5" },
  ]);
  expect(({} as { id?: string }).id).toBeUndefined();
});

test("a body nested a hundred thousand levels deep is refused, not a stack that overflows", () => {
  const deep = '{"id":1,"a":' + "[".repeat(100_000) + "]".repeat(100_000) + "}";
  try {
    newsOf("orders/create", deep);
  } catch (error) {
    expect(error).toBeInstanceOf(Unreadable);
  }
});

type Toml = {
  webhooks: {
    api_version: string;
    subscriptions: { topics?: string[]; compliance_topics?: string[]; include_fields?: string[] }[];
  };
};
const toml = parse(readFileSync("shopify.app.toml", "utf8")) as unknown as Toml;
const subscriptions = toml.webhooks.subscriptions.flatMap((s) =>
  [...(s.topics ?? []), ...(s.compliance_topics ?? [])].map((topic) => ({ ...s, topic })),
);

test.each(subscriptions.map((s) => s.topic))(
  "%s, which the app subscribes to, means something to it",
  (topic) => {
    try {
      expect(newsOf(topic, "{}")).not.toBeNull();
    } catch (error) {
      expect(error).toBeInstanceOf(Unreadable);
    }
  },
);

test("the fields that are subscribed to are those that are read", () => {
  const ids: Record<string, RegExp> = {
    orders: /^(id|admin_graphql_api_id|order_edit\.order_id)$/,
    refunds: /^order_id$/,
    inventory_levels: /^inventory_item_id$/,
    inventory_items: /^id$/,
    products: /^id$/,
  };
  for (const { topic, include_fields } of subscriptions) {
    const needed = ids[topic.split("/")[0]!];
    if (needed && include_fields)
      expect(
        include_fields.some((field) => needed.test(field)),
        topic,
      ).toBe(true);
    // Attributes are cut down to ours before they come to rest: app/shopify/order-body.ts.
    if (include_fields)
      expect(include_fields.filter((f) => /name|email|phone|address|customer|note/.test(f))).toEqual(
        topic.startsWith("orders/") ? ["note_attributes"] : [],
      );
  }
});
