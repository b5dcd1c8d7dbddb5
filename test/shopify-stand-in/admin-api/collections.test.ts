import { afterAll, beforeAll, expect, test } from "vitest";
import { startStandIn, type StandIn } from "../stand-in.ts";

const shop = "demo-shop.myshopify.com";
let standIn: StandIn;
beforeAll(async () => {
  standIn = await startStandIn({
    apiKey: "k",
    apiSecret: "s",
    appUrl: "http://127.0.0.1:1",
    tomlPath: "shopify.app.toml",
  });
});
afterAll(() => standIn?.stop());

async function ask<T>(query: string, variables: object = {}): Promise<T> {
  const { data, errors } = await standIn.execute(shop, query, variables);
  expect(errors).toBeUndefined();
  return data as T;
}

test("a collection is found by its title and lists its products page by page", async () => {
  const product = async (title: string) =>
    (
      await ask<{ productSet: { product: { id: string } } }>(
        "mutation ($input: ProductSetInput!) { productSet(synchronous: true, input: $input) { product { id } } }",
        { input: { title } },
      )
    ).productSet.product.id;
  const [first, second, third] = [await product("A"), await product("B"), await product("C")];
  const { collectionCreate } = await ask<{ collectionCreate: { collection: { id: string } } }>(
    "mutation ($input: CollectionInput!) { collectionCreate(input: $input) { collection { id } userErrors { message } } }",
    { input: { title: "Bags", products: [first, second] } },
  );
  const { id } = collectionCreate.collection;
  await ask(
    "mutation ($id: ID!, $p: [ID!]!) { collectionAddProducts(id: $id, productIds: $p) { userErrors { message } } }",
    {
      id,
      p: [third, first],
    },
  );
  const found = await ask<{ collections: { nodes: { id: string; title: string }[] } }>(
    `{ collections(first: 5, query: "title:Bag*") { nodes { id title } } }`,
  );
  expect(found.collections.nodes).toEqual([{ id, title: "Bags" }]);
  type Page = {
    collection: {
      products: { nodes: { id: string }[]; pageInfo: { endCursor: string; hasNextPage: boolean } };
    };
  };
  const page = (after: string | null) =>
    ask<Page>(
      "query ($id: ID!, $after: String) { collection(id: $id) { products(first: 2, after: $after) { nodes { id } pageInfo { endCursor hasNextPage } } } }",
      { id, after },
    );
  const one = (await page(null)).collection.products;
  const two = (await page(one.pageInfo.endCursor)).collection.products;
  expect([...one.nodes, ...two.nodes].map((n) => n.id)).toEqual([first, second, third]);
  expect([one.pageInfo.hasNextPage, two.pageInfo.hasNextPage]).toEqual([true, false]);
});

test("a product that is taken out is no longer in it, and a collection that was deleted is gone", async () => {
  const { productSet } = await ask<{ productSet: { product: { id: string } } }>(
    "mutation ($input: ProductSetInput!) { productSet(synchronous: true, input: $input) { product { id } } }",
    { input: { title: "D" } },
  );
  const { id: product } = productSet.product;
  const { collectionCreate } = await ask<{ collectionCreate: { collection: { id: string } } }>(
    "mutation ($input: CollectionInput!) { collectionCreate(input: $input) { collection { id } userErrors { message } } }",
    { input: { title: "Boots", products: [product] } },
  );
  const { id } = collectionCreate.collection;
  const read = "query ($id: ID!) { collection(id: $id) { products(first: 5) { nodes { id } } } }";
  await ask(
    "mutation ($id: ID!, $p: [ID!]!) { collectionRemoveProducts(id: $id, productIds: $p) { userErrors { message } } }",
    { id, p: [product] },
  );
  expect(await ask(read, { id })).toEqual({ collection: { products: { nodes: [] } } });
  await ask(
    "mutation ($id: ID!) { collectionDelete(input: { id: $id }) { deletedCollectionId userErrors { message } } }",
    { id },
  );
  expect(await ask(read, { id })).toEqual({ collection: null });
});
