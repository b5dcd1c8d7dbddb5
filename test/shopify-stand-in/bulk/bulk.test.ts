import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSmallShop, type SmallShop } from "../testing/small-shop.ts";

let shop: SmallShop;
beforeEach(async () => {
  shop = await openSmallShop();
});
afterEach(() => shop.stop());

const start = async (query: string) => {
  const { data, errors } = await shop.app(
    `mutation ($query: String!) { bulkOperationRunQuery(query: $query) { bulkOperation { id status } userErrors { field message code } } }`,
    { query },
  );
  expect(errors).toBeUndefined();
  return data.bulkOperationRunQuery;
};

const read = async (id: string) =>
  (
    await shop.app(
      `query ($id: ID!) { bulkOperation(id: $id) { id status type errorCode objectCount rootObjectCount fileSize url completedAt } }`,
      { id },
    )
  ).data.bulkOperation;

const fetched = (url: string) =>
  fetch(new URL(new URL(url).pathname, shop.standIn.url), {
    headers: { "x-stand-in-host": new URL(url).host },
  });

const lines = async (url: string) =>
  (await (await fetched(url)).text())
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line));

describe("a bulk query", () => {
  test("answers later with every page, parents before their children", async () => {
    const other = await shop.addVariant({ title: "Stove", stock: { [shop.berlin]: 1 } });
    const { bulkOperation } =
      await start(`{ products { edges { node { id title variants { edges { node { id price
      inventoryItem { tracked } } } } } } } }`);
    expect(bulkOperation.status).toBe("CREATED");
    expect(await read(bulkOperation.id)).toMatchObject({ status: "CREATED", url: null });
    await shop.standIn.idle();
    const done = await read(bulkOperation.id);
    expect(done).toMatchObject({
      status: "COMPLETED",
      type: "QUERY",
      objectCount: "4",
      rootObjectCount: "2",
      errorCode: null,
    });
    expect(done.url).toMatch(
      /^https:\/\/storage\.googleapis\.com\/stand-in\/demo-shop\.myshopify\.com\/\d+\.jsonl$/,
    );
    expect(await lines(done.url)).toEqual([
      { id: shop.product, title: "Trail pack" },
      { id: shop.variant, price: "80.00", inventoryItem: { tracked: true }, __parentId: shop.product },
      { id: other.productId, title: "Stove" },
      expect.objectContaining({ id: other.variantId, __parentId: other.productId }),
    ]);
    expect(shop.lastPayload("bulk_operations/finish")).toMatchObject({
      admin_graphql_api_id: bulkOperation.id,
      status: "completed",
      type: "query",
      error_code: null,
    });
  });

  test("reads more than a page and ignores `first`", async () => {
    for (let number = 0; number < 12; number += 1) await shop.addVariant({ title: `Tent ${number}` });
    const { bulkOperation } = await start(`{ products(first: 2, query: "title:Tent*") { nodes { title } } }`);
    await shop.standIn.idle();
    expect(await read(bulkOperation.id)).toMatchObject({ objectCount: "12" });
  });

  test("finds connections inside of plain objects", async () => {
    const { order } = await shop.order(2);
    const { bulkOperation } = await start(
      `{ orders { edges { node { id lineItems { edges { node { id quantity } } } fulfillmentOrders { edges { node { id status } } } } } } }`,
    );
    await shop.standIn.idle();
    const rows = await lines((await read(bulkOperation.id)).url);
    expect(rows.map((row) => row.__parentId)).toEqual([undefined, order, order]);
  });

  test("that finds nothing has no address", async () => {
    const { bulkOperation } = await start(`{ orders { edges { node { id } } } }`);
    await shop.standIn.idle();
    expect(await read(bulkOperation.id)).toMatchObject({ status: "COMPLETED", objectCount: "0", url: null });
  });

  test("that asks for what was not granted fails", async () => {
    shop.state.app.grantedScopes = ["read_products"];
    const { bulkOperation } = await start(`{ orders { edges { node { id } } } }`);
    await shop.standIn.idle();
    expect(await read(bulkOperation.id)).toMatchObject({
      status: "FAILED",
      errorCode: "ACCESS_DENIED",
      url: null,
    });
  });

  test("is kept for a week", async () => {
    const { bulkOperation } = await start(`{ products { edges { node { id } } } }`);
    await shop.standIn.idle();
    const { url } = await read(bulkOperation.id);
    expect((await fetched(url)).status).toBe(200);
    shop.standIn.clock.advance(8 * 86_400_000);
    expect((await fetched(url)).status).toBe(403);
  });

  test("can be canceled while it runs", async () => {
    const { bulkOperation } = await start(`{ products { edges { node { id } } } }`);
    const cancel = async () =>
      (
        await shop.app(
          `mutation ($id: ID!) { bulkOperationCancel(id: $id) { bulkOperation { status } userErrors { message } } }`,
          { id: bulkOperation.id },
        )
      ).data.bulkOperationCancel;
    expect(await cancel()).toEqual({ bulkOperation: { status: "CANCELING" }, userErrors: [] });
    await shop.standIn.idle();
    expect((await read(bulkOperation.id)).status).toBe("CANCELED");
    expect((await cancel()).userErrors).toEqual([
      { message: "A bulk operation cannot be canceled when it is canceled" },
    ]);
  });

  test("at most five run at once; the list finds them by status", async () => {
    const query = `{ products { edges { node { id } } } }`;
    for (let number = 0; number < 5; number += 1) expect((await start(query)).userErrors).toEqual([]);
    expect((await start(query)).userErrors).toMatchObject([{ code: "OPERATION_IN_PROGRESS" }]);
    const { data } = await shop.app(
      `{ bulkOperations(first: 10, query: "status:CREATED") { nodes { status } } }`,
    );
    expect(data.bulkOperations.nodes).toHaveLength(5);
  });
});

describe("is refused at once when", () => {
  test.each([
    ["it has no connection", `{ shop { name } }`, /at least one connection/],
    [
      "it is no query",
      `mutation { tagsAdd(id: "1", tags: []) { userErrors { message } } }`,
      /one query operation/,
    ],
    [
      "it starts with node",
      `{ node(id: "1") { ... on Product { variants { nodes { id } } } } }`,
      /top level/,
    ],
    ["the schema does not know a field", `{ products { edges { node { colour } } } }`, /Cannot query field/],
    ["it is not GraphQL", `{ products`, /Invalid bulk query/],
    ["a connection selects no nodes", `{ products { pageInfo { hasNextPage } } }`, /edges/],
    [
      "connections are three deep",
      `{ products { nodes { variants { nodes { metafields { nodes { id } } } } } } }`,
      /nesting depth/,
    ],
  ])("%s", async (_name, query, message) => {
    const { bulkOperation, userErrors } = await start(query);
    expect(bulkOperation).toBeNull();
    expect(userErrors).toMatchObject([
      { field: ["query"], code: "INVALID", message: expect.stringMatching(message) },
    ]);
  });
});
