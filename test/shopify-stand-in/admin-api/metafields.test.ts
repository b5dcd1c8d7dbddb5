import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSmallShop, type SmallShop } from "../testing/small-shop.ts";
import { domain } from "../testing/test-shop.ts";

let shop: SmallShop;
beforeEach(async () => {
  shop = await openSmallShop();
});
afterEach(() => shop.stop());

const set = async (...metafields: object[]) => {
  const { data, errors } = await shop.app(
    `mutation ($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) {
      metafields { id namespace key type value compareDigest ownerType } userErrors { field message code elementIndex } } }`,
    { metafields },
  );
  expect(errors).toBeUndefined();
  return data.metafieldsSet;
};

const codes = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map((error) => error.code);

const availability = async () => {
  const { data } = await shop.app(
    `query ($id: ID!) { product(id: $id) { metafield(key: "availability") { value jsonValue compareDigest type definition { name } } } }`,
    { id: shop.product },
  );
  return data.product.metafield;
};

describe("values", () => {
  test("a namespace that is left out is the app's own, and a definition gives the type", async () => {
    const { metafields, userErrors } = await set({
      ownerId: shop.product,
      key: "availability",
      value: '{ "v": 1 }',
    });
    expect(userErrors).toEqual([]);
    expect(metafields[0]).toMatchObject({ type: "json", ownerType: "PRODUCT" });
    expect(metafields[0].namespace).toMatch(/^app--\d+$/);
    expect(await availability()).toMatchObject({
      jsonValue: { v: 1 },
      definition: { name: "Backorder availability" },
    });
  });

  test("without a definition the type must be said", async () => {
    expect(codes(await set({ ownerId: shop.variant, key: "note", value: "1" }))).toEqual(["BLANK"]);
    expect(codes(await set({ ownerId: shop.variant, key: "note", type: "json", value: "1" }))).toEqual([]);
  });

  test("a type other than the definition's is refused", async () => {
    const payload = await set({ ownerId: shop.product, key: "availability", type: "boolean", value: "true" });
    expect(codes(payload)).toEqual(["INVALID_TYPE"]);
  });

  test("a value must fit its type", async () => {
    expect(codes(await set({ ownerId: shop.product, key: "availability", value: "{" }))).toEqual([
      "INVALID_VALUE",
    ]);
    expect(
      codes(await set({ ownerId: shop.product, key: "on_sale", type: "boolean", value: "yes" })),
    ).toEqual(["INVALID_VALUE"]);
    const large = JSON.stringify("x".repeat(131_073));
    expect(codes(await set({ ownerId: shop.product, key: "availability", value: large }))).toEqual([
      "TOO_LONG",
    ]);
  });

  test("another app's namespace is closed", async () => {
    const payload = await set({
      ownerId: shop.product,
      namespace: "app--1",
      key: "x1",
      type: "json",
      value: "1",
    });
    expect(codes(payload)).toEqual(["APP_NOT_AUTHORIZED"]);
  });

  test("one wrong input and nothing is written", async () => {
    const payload = await set(
      { ownerId: shop.product, key: "availability", value: "1" },
      { ownerId: shop.product, key: "a", type: "json", value: "1" },
    );
    expect(payload).toMatchObject({ metafields: [], userErrors: [{ code: "TOO_SHORT", elementIndex: 1 }] });
    expect(await availability()).toBeNull();
  });

  test("no more than 25 at once", async () => {
    const many = Array.from({ length: 26 }, (_, index) => ({
      ownerId: shop.product,
      key: `key${index}`,
      type: "json",
      value: "1",
    }));
    expect(codes(await set(...many))).toEqual(["LESS_THAN_OR_EQUAL_TO"]);
    expect(codes(await set(...many.slice(1)))).toEqual([]);
  });

  test("with a digest only what is still there is replaced", async () => {
    const write = (value: string, compareDigest?: string | null) =>
      set({
        ownerId: shop.product,
        key: "availability",
        value,
        ...(compareDigest !== undefined && { compareDigest }),
      });
    expect(codes(await write("1", null))).toEqual([]); // nothing was there
    expect(codes(await write("2", null))).toEqual(["STALE_OBJECT"]);
    const { compareDigest } = await availability();
    expect(codes(await write("2", compareDigest))).toEqual([]);
    expect(codes(await write("3", compareDigest))).toEqual(["STALE_OBJECT"]);
    expect((await availability()).value).toBe("2");
  });

  test("a product whose metafield changed has changed", async () => {
    await set({ ownerId: shop.product, key: "availability", value: "1" });
    expect(shop.topics()).toEqual(["products/update"]);
  });

  test("deleted is gone; deleting nothing answers null", async () => {
    await set({ ownerId: shop.product, key: "availability", value: "1" });
    const remove = () =>
      shop.app(
        `mutation ($metafields: [MetafieldIdentifierInput!]!) { metafieldsDelete(metafields: $metafields) {
          deletedMetafields { ownerId key } userErrors { message } } }`,
        { metafields: [{ ownerId: shop.product, namespace: "$app", key: "availability" }] },
      );
    expect((await remove()).data.metafieldsDelete.deletedMetafields).toEqual([
      { ownerId: shop.product, key: "availability" },
    ]);
    expect((await remove()).data.metafieldsDelete.deletedMetafields).toEqual([null]);
    expect(await availability()).toBeNull();
  });

  test("orders, variants, the shop and the installation have metafields too", async () => {
    const { order } = await shop.order(1);
    const { data } = await shop.app(`{ shop { id } currentAppInstallation { id } }`);
    for (const ownerId of [order, shop.variant, data.shop.id, data.currentAppInstallation.id]) {
      expect(codes(await set({ ownerId, key: "anything", type: "json", value: "1" }))).toEqual([]);
    }
    const read = await shop.app(
      `query ($order: ID!, $variant: ID!) { order(id: $order) { metafields(first: 5) { nodes { key } } }
        productVariant(id: $variant) { metafield(namespace: "$app", key: "anything") { owner { ... on ProductVariant { id } } } }
        shop { metafield(key: "anything") { value } } currentAppInstallation { metafield(key: "anything") { ownerType } } }`,
      { order, variant: shop.variant },
    );
    expect(read.errors).toBeUndefined();
    expect(read.data).toMatchObject({
      order: { metafields: { nodes: [{ key: "anything" }] } },
      productVariant: { metafield: { owner: { id: shop.variant } } },
      shop: { metafield: { value: "1" } },
      currentAppInstallation: { metafield: { ownerType: "API_PERMISSION" } },
    });
  });
});

test("an order older than sixty days can be neither read, tagged nor given a metafield without read_all_orders", async () => {
  const { order } = await shop.order(1);
  const record = shop.state.orders[order.split("/").at(-1)!]!;
  record.createdAt = new Date(shop.standIn.clock.now().getTime() - 61 * 86_400_000).toISOString();
  record.processedAt = record.createdAt;
  const write = () => set({ ownerId: order, key: "backorders", value: "{}" });
  const tag = () =>
    shop.app(`mutation ($id: ID!) { tagsAdd(id: $id, tags: ["late"]) { userErrors { message } } }`, {
      id: order,
    });

  expect(codes(await write())).toEqual(["INVALID"]);
  expect((await tag()).data.tagsAdd.userErrors).toEqual([{ message: "Order does not exist" }]);
  shop.standIn.grantOptionalScopes(domain, ["read_all_orders"]);
  expect(codes(await write())).toEqual([]);
  expect((await tag()).data.tagsAdd.userErrors).toEqual([]);
});

describe("definitions", () => {
  const define = async (definition: object) => {
    const { data, errors } = await shop.app(
      `mutation ($definition: MetafieldDefinitionInput!) { metafieldDefinitionCreate(definition: $definition) {
        createdDefinition { id namespace key access { storefront } } userErrors { field message code } } }`,
      {
        definition: {
          name: "A name",
          type: "json",
          ownerType: "PRODUCTVARIANT",
          key: "backorder",
          ...definition,
        },
      },
    );
    expect(errors).toBeUndefined();
    return data.metafieldDefinitionCreate;
  };

  test("those of shopify.app.toml are there once the app is installed, and can't be deleted", async () => {
    const { data } = await shop.app(
      `{ metafieldDefinitions(first: 5, ownerType: PRODUCT, namespace: "$app") { nodes { id key type { name } access { admin storefront customerAccount } } } }`,
    );
    expect(data.metafieldDefinitions.nodes).toMatchObject([
      {
        key: "availability",
        type: { name: "json" },
        access: { admin: "MERCHANT_READ", storefront: "PUBLIC_READ" },
      },
    ]);
    const remove = await shop.app(
      `mutation ($id: ID!) { metafieldDefinitionDelete(id: $id) { deletedDefinitionId userErrors { code } } }`,
      { id: data.metafieldDefinitions.nodes[0].id },
    );
    expect(codes(remove.data.metafieldDefinitionDelete)).toEqual(["APP_CONFIG_MANAGED"]);
  });

  test("a second definition of the same name is TAKEN", async () => {
    expect(codes(await define({}))).toEqual([]);
    expect(codes(await define({}))).toEqual(["TAKEN"]);
    expect(codes(await define({ ownerType: "ORDER" }))).toEqual([]);
  });

  test("a definition must come before the first value", async () => {
    await set({ ownerId: shop.variant, key: "backorder", type: "json", value: "1" });
    expect(codes(await define({}))).toEqual(["UNSTRUCTURED_ALREADY_EXISTS"]);
  });

  test("deleting one leaves its values, unless they are to go too", async () => {
    const remove = (withValues: boolean) =>
      shop.app(
        `mutation ($with: Boolean!) { metafieldDefinitionDelete(deleteAllAssociatedMetafields: $with,
          identifier: { ownerType: PRODUCTVARIANT, namespace: "$app", key: "backorder" }) { deletedDefinitionId userErrors { code } } }`,
        { with: withValues },
      );
    const value = async () => {
      const { data } = await shop.app(
        `query ($id: ID!) { productVariant(id: $id) { metafield(key: "backorder") { value definition { id } } } }`,
        { id: shop.variant },
      );
      return data.productVariant.metafield;
    };
    await define({});
    await set({ ownerId: shop.variant, key: "backorder", value: "1" });
    expect((await remove(false)).data.metafieldDefinitionDelete.userErrors).toEqual([]);
    expect(await value()).toEqual({ value: "1", definition: null });
    expect(codes((await remove(true)).data.metafieldDefinitionDelete)).toEqual(["NOT_FOUND"]);

    await set({ ownerId: shop.variant, key: "other", type: "json", value: "1" });
    await define({ key: "third" });
    await set({ ownerId: shop.variant, key: "third", value: "1" });
    await shop.app(
      `mutation { metafieldDefinitionDelete(deleteAllAssociatedMetafields: true,
        identifier: { ownerType: PRODUCTVARIANT, namespace: "$app", key: "third" }) { userErrors { code } } }`,
    );
    const { data } = await shop.app(
      `query ($id: ID!) { productVariant(id: $id) { metafields(first: 5) { nodes { key } } } }`,
      { id: shop.variant },
    );
    expect(data.productVariant.metafields.nodes).toEqual([{ key: "backorder" }, { key: "other" }]);
  });

  test("what the stand-in does not know it does not pretend to store", async () => {
    expect(codes(await define({ type: "rating" }))).toEqual(["INCLUSION"]);
    expect(codes(await define({ capabilities: { adminFilterable: { enabled: true } } }))).toEqual([
      "INVALID",
    ]);
  });
});

describe("tags", () => {
  const change = (mutation: "tagsAdd" | "tagsRemove", id: string, tags: string[]) =>
    shop.app(
      `mutation ($id: ID!, $tags: [String!]!) { ${mutation}(id: $id, tags: $tags) { node { id ... on Order { tags } } userErrors { message } } }`,
      { id, tags },
    );

  test("are added once, whatever their case, and tell that the order changed", async () => {
    const { order } = await shop.order(1);
    shop.topics();
    const first = await change("tagsAdd", order, ["Backorder", "backorder", "b2b, vip"]);
    expect(first.data.tagsAdd.node.tags).toEqual(["Backorder", "b2b", "vip"]);
    expect(shop.topics()).toEqual(["orders/updated"]);
    await change("tagsAdd", order, ["BACKORDER"]);
    expect(shop.topics()).toEqual([]);
    const removed = await change("tagsRemove", order, ["backorder", "unknown"]);
    expect(removed.data.tagsRemove.node.tags).toEqual(["b2b", "vip"]);
  });

  test("of an order are at most 40 characters long", async () => {
    const { order } = await shop.order(1);
    const { data } = await change("tagsAdd", order, ["x".repeat(41)]);
    expect(data.tagsAdd.userErrors).toHaveLength(1);
  });
});
