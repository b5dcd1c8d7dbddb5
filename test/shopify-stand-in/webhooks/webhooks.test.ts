import "@shopify/shopify-api/adapters/web-api";
import { ApiVersion, LogSeverity, shopifyApi } from "@shopify/shopify-api";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { Received } from "../testing/listener.ts";
import { apiKey, apiSecret, domain, openTestShop, type TestShop } from "../testing/test-shop.ts";

let shop: TestShop;
let berlin: string;

beforeEach(async () => {
  shop = await openTestShop();
  berlin = await shop.addLocation("Berlin");
  shop.standIn.install(domain);
});
afterEach(() => shop.stop());

const first = (topic: string): Received => {
  const [entry] = shop.listener.ofTopic(topic);
  if (!entry)
    throw new Error(
      `${topic} was not sent; sent: ${shop.listener.received.map((one) => one.topic).join(", ")}`,
    );
  return entry;
};
const bodyOf = (topic: string) => JSON.parse(first(topic).raw);
const counts = () => shop.standIn.webhooks.counts();

describe("A webhook", () => {
  test("carries Shopify's headers and a signature that Shopify's own library accepts", async () => {
    await shop.addVariant({ stock: { [berlin]: 3 } });
    await shop.standIn.idle();
    const { headers, raw } = first("inventory_levels/update");
    expect(headers).toMatchObject({
      "x-shopify-topic": "inventory_levels/update",
      "x-shopify-shop-domain": domain,
      "x-shopify-api-version": "2026-07",
      "user-agent": "Shopify-Captain-Hook",
      "content-type": "application/json",
    });
    for (const name of ["x-shopify-webhook-id", "x-shopify-event-id", "x-shopify-triggered-at"]) {
      expect(headers[name]).toBeTruthy();
    }
    const library = shopifyApi({
      apiKey,
      apiSecretKey: apiSecret,
      apiVersion: ApiVersion.July26,
      hostName: "app.example.com",
      isEmbeddedApp: true,
      logger: { level: LogSeverity.Error },
    });
    const check = (rawBody: string) =>
      library.webhooks.validate({
        rawBody,
        rawRequest: new Request("https://app.example.com/webhooks", {
          method: "POST",
          headers: headers as Record<string, string>,
        }),
      });
    expect(await check(raw)).toMatchObject({ valid: true, topic: "INVENTORY_LEVELS_UPDATE" });
    expect(await check(`${raw} `)).toMatchObject({ valid: false });
  });

  test("writes ids as numbers with all their digits, more than a double can hold", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    await shop.standIn.idle();
    const digits = tent.itemId.split("/").at(-1)!;
    expect(BigInt(digits)).toBeGreaterThan(BigInt(Number.MAX_SAFE_INTEGER));
    expect(first("inventory_levels/update").raw).toContain(`"inventory_item_id":${digits}`);
  });

  test("tells of a level's available units only, without an id of its own", async () => {
    await shop.addVariant({ stock: { [berlin]: 3 } });
    await shop.standIn.idle();
    expect(Object.keys(bodyOf("inventory_levels/update")).sort()).toEqual([
      "admin_graphql_api_id",
      "available",
      "inventory_item_id",
      "location_id",
      "updated_at",
    ]);
  });

  test("brings nothing personal: include_fields cuts the order down before it is sent", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    await shop.addOrder([{ variantId: tent.variantId, quantity: 1 }], {
      email: "anna@example.com",
      phone: "+49 30 1234567",
      customer: { toUpsert: { email: "anna@example.com", firstName: "Anna", lastName: "Berg" } },
      shippingAddress: { address1: "Hauptstr. 1", city: "Berlin", firstName: "Anna", countryCode: "DE" },
    });
    await shop.standIn.idle();
    expect(Object.keys(bodyOf("orders/create")).sort()).toEqual([
      "admin_graphql_api_id",
      "cancelled_at",
      "financial_status",
      "id",
      "line_items",
      "note_attributes",
      "updated_at",
    ]);
    const everything = shop.listener.received.map((entry) => entry.raw).join("\n");
    for (const personal of ["anna", "Anna", "Berg", "Hauptstr", "1234567"])
      expect(everything).not.toContain(personal);
  });

  test("is not sent to a shop that has not installed the app, nor for a scope it did not grant", async () => {
    const other = await openTestShop();
    const lyon = await other.addLocation("Lyon");
    await other.addVariant({ stock: { [lyon]: 1 } });
    await other.standIn.idle();
    expect(other.listener.received).toEqual([]);
    await other.stop();

    shop.state.app.grantedScopes = ["read_products"];
    await shop.addVariant({ stock: { [berlin]: 1 } });
    await shop.standIn.idle();
    expect(shop.listener.ofTopic("inventory_levels/update")).toEqual([]);
  });
});

describe("Each change tells what Shopify would tell", () => {
  const topicsOf = async (change: () => Promise<unknown>) => {
    await shop.standIn.idle();
    shop.listener.received.length = 0;
    await change();
    await shop.standIn.idle();
    return [...new Set(shop.listener.received.map((entry) => entry.topic))].sort();
  };

  test("an order from creation to cancellation", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    let order = "";
    expect(
      await topicsOf(async () => (order = await shop.addOrder([{ variantId: tent.variantId, quantity: 2 }]))),
    ).toEqual([
      "fulfillment_orders/order_routing_complete",
      "inventory_levels/update",
      "orders/create",
      "products/update",
    ]);
    const [routed] = await shop.fulfillmentOrders(order);
    expect(bodyOf("fulfillment_orders/order_routing_complete")).toEqual({
      fulfillment_order: { id: routed.id, status: "open" },
    });
    const ship = () =>
      shop.run(
        `mutation ($id: ID!, $line: ID!) { fulfillmentCreate(fulfillment: { lineItemsByFulfillmentOrder: [{ fulfillmentOrderId: $id, fulfillmentOrderLineItems: [{ id: $line, quantity: 1 }] }] }) { userErrors { message } } }`,
        { id: routed.id, line: routed.lines[0].id },
      );
    expect(await topicsOf(ship)).toEqual(["orders/partially_fulfilled", "orders/updated"]);
    const cancel = () =>
      shop.run(
        `mutation ($id: ID!) { orderCancel(orderId: $id, reason: CUSTOMER, restock: true) { orderCancelUserErrors { message } } }`,
        { id: order },
      );
    expect(await topicsOf(cancel)).toEqual([
      "fulfillment_orders/cancelled",
      "inventory_levels/update",
      "orders/cancelled",
      "orders/updated",
    ]);
  });

  test("a refund and an order edit", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 3 } });
    const order = await shop.addOrder([{ variantId: tent.variantId, quantity: 3 }]);
    const [routed] = await shop.fulfillmentOrders(order);
    const line = routed.lines[0].lineItem.id;
    const refund = () =>
      shop.run(
        `mutation ($input: RefundInput!) { refundCreate(input: $input) @idempotent(key: "r") { userErrors { message } } }`,
        {
          input: {
            orderId: order,
            refundLineItems: [{ lineItemId: line, quantity: 1, restockType: "CANCEL", locationId: berlin }],
          },
        },
      );
    expect(await topicsOf(refund)).toEqual(["inventory_levels/update", "orders/updated", "refunds/create"]);
    expect(Object.keys(bodyOf("refunds/create")).sort()).toEqual([
      "admin_graphql_api_id",
      "created_at",
      "id",
      "order_id",
    ]);

    const edit = async () => {
      const { orderEditBegin } = await shop.run(
        `mutation ($id: ID!) { orderEditBegin(id: $id) { calculatedOrder { id lineItems(first: 1) { nodes { id } } } userErrors { message } } }`,
        { id: order },
      );
      const { id, lineItems } = orderEditBegin.calculatedOrder;
      await shop.run(
        `mutation ($id: ID!, $line: ID!) { orderEditSetQuantity(id: $id, lineItemId: $line, quantity: 1, restock: true) { userErrors { message } } }`,
        { id, line: lineItems.nodes[0].id },
      );
      await shop.run(`mutation ($id: ID!) { orderEditCommit(id: $id) { userErrors { message } } }`, { id });
    };
    expect(await topicsOf(edit)).toEqual(["inventory_levels/update", "orders/edited", "orders/updated"]);
    expect(first("orders/edited").raw).toContain(`"order_id":${order.split("/").at(-1)}`);
  });

  test("a product, its tracking and its deletion; a location", async () => {
    const tent = await shop.addVariant({ stock: { [berlin]: 1 } });
    const untrack = () =>
      shop.run(
        `mutation ($id: ID!) { inventoryItemUpdate(id: $id, input: { tracked: false }) { userErrors { message } } }`,
        {
          id: tent.itemId,
        },
      );
    expect(await topicsOf(untrack)).toEqual(["inventory_items/update"]);
    const remove = () =>
      shop.run(`mutation ($id: ID!) { productDelete(input: { id: $id }) { userErrors { message } } }`, {
        id: tent.productId,
      });
    expect(await topicsOf(remove)).toEqual([
      "inventory_items/delete",
      "inventory_levels/disconnect",
      "products/delete",
    ]);
    const rename = () =>
      shop.run(
        `mutation ($id: ID!) { locationEdit(id: $id, input: { name: "Berlin Mitte" }) { userErrors { message } } }`,
        { id: berlin },
      );
    expect(await topicsOf(rename)).toEqual(["locations/update"]);
  });
});

describe("When the app does not answer well", () => {
  test("the delivery is repeated by the stand-in's clock, under the same webhook id", async () => {
    shop.listener.status = 500;
    await shop.addVariant({ stock: { [berlin]: 3 } });
    await shop.standIn.idle();
    const failed = counts().failed;
    expect(failed).toBeGreaterThan(0);
    shop.listener.status = 200;
    shop.standIn.clock.advance(2 * 60_000);
    await expect.poll(() => counts().sent).toBe(failed);
    const [once, again] = shop.listener.ofTopic("inventory_levels/update");
    expect(again!.headers["x-shopify-webhook-id"]).toBe(once!.headers["x-shopify-webhook-id"]);
    expect(again!.raw).toBe(once!.raw);
  });

  test("it is given up after eight more tries in four hours", async () => {
    shop.listener.status = 500;
    await shop.run(
      `mutation ($id: ID!) { locationEdit(id: $id, input: { name: "Hamburg" }) { userErrors { message } } }`,
      { id: berlin },
    );
    for (let tries = 1; tries <= 9; tries += 1) {
      await expect.poll(() => counts().failed).toBe(tries);
      expect(counts().pending).toBe(tries < 9 ? 1 : 0);
      shop.standIn.clock.advance(2 * 3_600_000);
    }
    expect(counts()).toMatchObject({ pending: 0, failed: 9 });
  });
});

describe("Faults on purpose", () => {
  const faults = async (settings: object) =>
    (await fetch(`${shop.standIn.url}/faults`, { method: "POST", body: JSON.stringify(settings) })).status;
  const rename = (name: string) =>
    shop.run(
      `mutation ($id: ID!, $name: String!) { locationEdit(id: $id, input: { name: $name }) { userErrors { message } } }`,
      {
        id: berlin,
        name,
      },
    );

  test("duplicate: twice, with one webhook id", async () => {
    await faults({ duplicate: true });
    await rename("Bremen");
    await shop.standIn.idle();
    const ids = shop.listener
      .ofTopic("locations/update")
      .map((entry) => entry.headers["x-shopify-webhook-id"]);
    expect(ids).toHaveLength(2);
    expect(new Set(ids).size).toBe(1);
    expect(counts()).toMatchObject({ doubled: 1 });
  });

  test("drop: not at all, limited to the topics named", async () => {
    await faults({ drop: true, topics: ["locations/update"] });
    await rename("Bremen");
    await shop.addVariant({ stock: { [berlin]: 1 } });
    await shop.standIn.idle();
    expect(shop.listener.ofTopic("locations/update")).toEqual([]);
    expect(shop.listener.ofTopic("inventory_levels/update")).toHaveLength(1);
    expect(counts()).toMatchObject({ dropped: 1 });
  });

  test("delay: later, by the stand-in's clock; idle does not wait for it", async () => {
    await faults({ delay: 3_600_000 });
    await rename("Bremen");
    await shop.standIn.idle();
    expect(shop.listener.received).toEqual([]);
    expect(counts()).toMatchObject({ pending: 1 });
    shop.standIn.clock.advance(3_600_000);
    await expect.poll(() => shop.listener.ofTopic("locations/update").length).toBe(1);
  });

  test("reorder: a later event can arrive first", async () => {
    await faults({ reorder: 60_000, seed: 7 });
    for (const name of ["A", "B", "C", "D", "E", "F"]) await rename(name);
    const emitted = shop.standIn.webhooks.recent.map((delivery) => delivery.webhookId);
    shop.standIn.clock.advance(60_000);
    await expect.poll(() => shop.listener.received.length).toBe(6);
    const arrived = shop.listener.received.map((entry) => entry.headers["x-shopify-webhook-id"]);
    expect(arrived).not.toEqual(emitted);
    expect([...arrived].sort()).toEqual([...emitted].sort());
  });

  test("an unknown field is refused with the list of those that exist", async () => {
    const response = await fetch(`${shop.standIn.url}/faults`, { method: "POST", body: '{"repeat": true}' });
    expect(response.status).toBe(400);
    expect((await response.json()) as object).toEqual({
      error: expect.stringContaining('Unknown field "repeat". Known: duplicate, drop, delay'),
    });
    expect(await faults({ delay: "long" })).toBe(400);
  });

  test("an empty object clears them; GET tells settings, counts and what each field means", async () => {
    await faults({ drop: 0.5 });
    expect(await faults({})).toBe(200);
    const shown = (await (await fetch(`${shop.standIn.url}/faults`)).json()) as Record<string, object>;
    expect(shown).toMatchObject({
      settings: {},
      deliveries: { dropped: 0 },
      fields: { drop: expect.any(String) },
    });
  });
});
