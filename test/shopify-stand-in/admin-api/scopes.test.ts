import { afterEach, beforeEach, expect, test } from "vitest";
import { openSmallShop, type SmallShop } from "../testing/small-shop.ts";
import { domain as shopDomain } from "../testing/test-shop.ts";

let shop: SmallShop;
beforeEach(async () => {
  shop = await openSmallShop();
});
afterEach(() => shop.stop());

const grant = (...scopes: string[]) => {
  shop.standIn.shops.get(shopDomain)!.app.grantedScopes = scopes;
};

test("a field whose scope was not granted is null, with an error that names what is needed", async () => {
  grant("read_products");
  const result = await shop.app(`{ orders(first: 1) { nodes { id } } shop { name } }`);
  expect(result.errors?.[0]).toMatchObject({
    path: ["orders"],
    extensions: { code: "ACCESS_DENIED", requiredAccess: expect.stringContaining("read_orders") },
  });
  expect(result.errors?.[0]?.message).toMatch(/^Access denied for orders field\. Required access: /);
});

test("what may be null is answered in part", async () => {
  grant("read_products");
  const result = await shop.app(
    `query ($id: ID!) { product(id: $id) { title } order(id: "gid://shopify/Order/1") { id } }`,
    { id: shop.product },
  );
  expect(result.data).toMatchObject({ product: { title: "Trail pack" }, order: null });
  expect(result.errors).toHaveLength(1);
});

test("write_x implies read_x", async () => {
  grant("write_products");
  expect((await shop.app(`{ products(first: 1) { nodes { title } } }`)).errors).toBeUndefined();
});

test("an object reached through node() keeps its requirement", async () => {
  grant("read_orders");
  const result = await shop.app(`query ($id: ID!) { node(id: $id) { ... on Product { title } } }`, {
    id: shop.product,
  });
  expect(result.errors?.[0]?.extensions).toMatchObject({ code: "ACCESS_DENIED" });
});

test("a mutation takes the write scope", async () => {
  grant("read_products");
  const result = await shop.app(
    `mutation ($id: ID!) { productUpdate(product: { id: $id, title: "New" }) { product { id } userErrors { message } } }`,
    { id: shop.product },
  );
  expect(result.errors?.[0]?.extensions).toMatchObject({ code: "ACCESS_DENIED" });
  expect(
    (await shop.run(`query ($id: ID!) { product(id: $id) { title } }`, { id: shop.product })).product.title,
  ).toBe("Trail pack");
});

test("metafields and tags take the scope of what they belong to", async () => {
  grant("write_orders", "read_products");
  const result = await shop.app(
    `mutation ($id: ID!) { metafieldsSet(metafields: [{ ownerId: $id, key: "k1", type: "json", value: "1" }]) { userErrors { code } } }`,
    { id: shop.product },
  );
  expect(result.errors?.[0]?.extensions).toMatchObject({ code: "ACCESS_DENIED" });
  const tags = await shop.app(
    `mutation ($id: ID!) { tagsAdd(id: $id, tags: ["x"]) { userErrors { message } } }`,
    {
      id: shop.product,
    },
  );
  expect(tags.errors?.[0]?.extensions).toMatchObject({ code: "ACCESS_DENIED" });
});

test("transfers are closed until the merchant grants their scope", async () => {
  const ask = () => shop.app(`{ inventoryTransfers(first: 1) { nodes { id } } }`);
  expect((await ask()).errors?.[0]?.extensions).toMatchObject({ code: "ACCESS_DENIED" });
  shop.standIn.grantOptionalScopes(shopDomain, ["read_inventory_transfers"]);
  expect((await ask()).errors).toBeUndefined();
});

test("a customer's e-mail is redacted until the app is approved for it", async () => {
  const { order } = await shop.order(1);
  const state = shop.standIn.shops.get(shopDomain)!;
  state.orders[order.split("/").at(-1)!]!.email = "ada@buyer.example";
  const ask = () => shop.app(`query ($id: ID!) { order(id: $id) { name email } }`, { id: order });

  state.app.protectedDataApproved = false;
  const refused = await ask();
  expect(refused.data.order).toMatchObject({ name: "#1001", email: null });
  expect(refused.errors?.[0]).toMatchObject({
    path: ["order", "email"],
    extensions: { code: "ACCESS_DENIED" },
  });

  state.app.protectedDataApproved = true;
  expect((await ask()).data.order.email).toBe("ada@buyer.example");
});

test("currentAppInstallation tells the granted scopes", async () => {
  grant("write_products", "write_app_proxy");
  const { data } = await shop.app(`{ currentAppInstallation { accessScopes { handle } } }`);
  expect(data.currentAppInstallation.accessScopes.map((scope: { handle: string }) => scope.handle)).toEqual([
    "write_products",
    "write_app_proxy",
    "read_products",
  ]);
});

test("page sizes are limited, and a page must be asked for", async () => {
  const messages = async (query: string) =>
    (await shop.app(query)).errors?.map((error) => error.message).join();
  expect(await messages(`{ products { nodes { id } } }`)).toContain("you must provide one of first or last");
  expect(await messages(`{ products(first: 251) { nodes { id } } }`)).toContain("cannot exceed 250");
  expect(await messages(`{ products(first: 1, last: 1) { nodes { id } } }`)).toContain("not supported");
});

test("lists in inputs are limited to 250", async () => {
  const variants = Array.from({ length: 251 }, () => ({ id: shop.variant }));
  const result = await shop.app(
    `mutation ($id: ID!, $variants: [ProductVariantsBulkInput!]!) { productVariantsBulkUpdate(productId: $id, variants: $variants) { userErrors { message } } }`,
    { id: shop.product, variants },
  );
  expect(result.errors?.[0]?.extensions).toMatchObject({ code: "MAX_INPUT_SIZE_EXCEEDED" });
});
