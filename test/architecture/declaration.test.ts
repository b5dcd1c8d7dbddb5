import { existsSync } from "node:fs";
import { isEnumType } from "graphql";
import { describe, expect, test } from "vitest";
import { apiVersion } from "#app/shopify/version.ts";
import { newsOf, Unreadable } from "#app/shopify/webhooks.ts";
import { readDeclaration } from "./declaration.ts";
import { schemaOf } from "./operations.ts";

const { subscriptions, handlers } = readDeclaration();

describe("every webhook that the app asks for", () => {
  test("is a topic that Shopify has", () => {
    const type = schemaOf(apiVersion).getType("WebhookSubscriptionTopic");
    const topics = isEnumType(type) ? type.getValues().map((value) => value.name) : [];
    const asked = subscriptions.filter((s) => !s.compliance).map((s) => s.topic);
    expect(asked.filter((topic) => !topics.includes(topic.replace("/", "_").toUpperCase()))).toEqual([]);
  });

  test("is asked for once", () => {
    const topics = subscriptions.map((s) => s.topic);
    expect(topics.filter((topic, index) => topics.indexOf(topic) !== index)).toEqual([]);
  });

  test("goes to the receiver", () => {
    expect(new Set(subscriptions.map((s) => s.uri))).toEqual(new Set(["/webhooks"]));
  });

  test("is understood", () => {
    const understood = (topic: string) => {
      try {
        return newsOf(topic, "{}") !== null;
      } catch (error) {
        return error instanceof Unreadable;
      }
    };
    expect(subscriptions.map((s) => s.topic).filter((topic) => !understood(topic))).toEqual([]);
    expect(understood("carts/update")).toBe(false);
  });

  test("names the file that handles it, and the file is there", () => {
    expect(handlers.length).toBeGreaterThan(5);
    expect(handlers.filter((file) => !existsSync(file))).toEqual([]);
  });
});

test("Shopify's three compliance requests are asked for", () => {
  const topics = subscriptions.filter((s) => s.compliance).map((s) => s.topic);
  expect(topics.sort()).toEqual(["customers/data_request", "customers/redact", "shop/redact"]);
});

describe("the fields that webhooks are cut down to", () => {
  const cut = subscriptions.flatMap(({ topic, includeFields }) =>
    includeFields ? [{ topic, fields: includeFields }] : [],
  );

  // Shopify drops a webhook whose cut-down body equals the one before.
  test("hold a time, so that two changes never look alike", () => {
    const times = ["updated_at", "created_at"];
    expect(cut.filter(({ fields }) => !fields.some((field) => times.includes(field)))).toEqual([]);
  });

  test("hold nothing about a person", () => {
    const personal =
      /name|mail|phone|address|customer|company|ip$|city|zip|latitude|longitude|note|token|browser/;
    // An order's attributes may: app/shopify/order-body.ts cuts them down to ours before anything is kept.
    const cutHere = new Set(["note_attributes"]);
    const kept = cut.flatMap(({ fields }) => fields).filter((field) => !cutHere.has(field));
    expect(kept.filter((field) => personal.test(field))).toEqual([]);
  });

  test("are left whole only where the body has no person in it", () => {
    const bare =
      /^(fulfillment_orders|fulfillment_holds|bulk_operations|app|customers|shop|inventory_transfers|inventory_shipments)\//;
    expect(subscriptions.filter((s) => !s.includeFields && !bare.test(s.topic)).map((s) => s.topic)).toEqual(
      [],
    );
  });
});
