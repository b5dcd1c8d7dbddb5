import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";

let shop: TestShop;
const names: Record<string, string> = {};

beforeAll(async () => {
  shop = await openTestShop();
  const berlin = await shop.addLocation("Berlin");
  const stock = { Tent: 3, "Rain jacket": -2, Stove: 0 };
  for (const [title, quantity] of Object.entries(stock)) {
    const { productId } = await shop.addVariant({
      title,
      sku: title.slice(0, 2).toUpperCase(),
      stock: { [berlin]: quantity },
    });
    names[productId] = title;
  }
  await shop.run(
    `mutation ($id: ID!) { productUpdate(product: { id: $id, status: DRAFT, tags: ["winter sale", "vip"] }) { userErrors { message } } }`,
    {
      id: Object.keys(names)[2],
    },
  );
});
afterAll(() => shop.stop());

const found = async (query: string) => {
  const { products } = await shop.run(
    `query ($q: String) { products(first: 10, query: $q) { nodes { title } } }`,
    { q: query },
  );
  return products.nodes.map((node: { title: string }) => node.title);
};

describe("Shopify's search syntax", () => {
  test.each([
    ["", ["Tent", "Rain jacket", "Stove"]],
    ["title:Tent", ["Tent"]],
    ['title:"rain jacket"', ["Rain jacket"]],
    ["title:'Rain jacket'", ["Rain jacket"]],
    ["title:rain*", ["Rain jacket"]],
    ["jacket", ["Rain jacket"]],
    ["inventory_total:<0", ["Rain jacket"]],
    ["inventory_total:>=0", ["Tent", "Stove"]],
    ["inventory_total:<=0 AND status:active", ["Rain jacket"]],
    ["title:Tent OR title:Stove", ["Tent", "Stove"]],
    ["-title:Tent", ["Rain jacket", "Stove"]],
    ["NOT title:Tent", ["Rain jacket", "Stove"]],
    ["(title:Tent OR title:Stove) status:draft", ["Stove"]],
    ["status:active,draft", ["Tent", "Rain jacket", "Stove"]],
    ["tag:'winter sale'", ["Stove"]],
    ["tag:*", ["Stove"]],
    ["updated_at:>'2001-01-01T00:00:00Z'", ["Tent", "Rain jacket", "Stove"]],
    ["updated_at:<2001-01-01", []],
    ["sku:TE", ["Tent"]],
  ])("%s", async (query, titles) => {
    expect(await found(query)).toEqual(titles);
  });

  test("an unknown field is ignored, with a warning", async () => {
    const result = await shop.ask(
      `{ products(first: 10, query: "colour:red title:Tent") { nodes { title } } }`,
    );
    expect(result.data.products.nodes).toEqual([{ title: "Tent" }]);
    expect(result.extensions.search).toMatchObject([{ field: "colour" }]);
  });
});

describe("Pages", () => {
  const page = async (args: string) => {
    const { products } = await shop.run(
      `{ products(${args}) { nodes { title } pageInfo { hasNextPage hasPreviousPage startCursor endCursor } } }`,
    );
    return { titles: products.nodes.map((node: { title: string }) => node.title), info: products.pageInfo };
  };

  test("follow one another without loss, forwards and backwards", async () => {
    const one = await page("first: 2, sortKey: TITLE");
    expect(one).toMatchObject({
      titles: ["Rain jacket", "Stove"],
      info: { hasNextPage: true, hasPreviousPage: false },
    });
    const two = await page(`first: 2, sortKey: TITLE, after: "${one.info.endCursor}"`);
    expect(two).toMatchObject({ titles: ["Tent"], info: { hasNextPage: false, hasPreviousPage: true } });
    const back = await page(`last: 1, sortKey: TITLE, before: "${two.info.startCursor}"`);
    expect(back).toMatchObject({ titles: ["Stove"], info: { hasNextPage: true, hasPreviousPage: true } });
    expect(await page("first: 1, sortKey: TITLE, reverse: true")).toMatchObject({ titles: ["Tent"] });
  });

  test("keep their place when the record of the cursor moves on meanwhile", async () => {
    const one = await page("first: 1, sortKey: UPDATED_AT");
    const id = Object.keys(names).find((key) => names[key] === one.titles[0])!;
    shop.standIn.clock.advance(1000);
    await shop.run(
      `mutation ($id: ID!) { productUpdate(product: { id: $id, vendor: "Other" }) { userErrors { message } } }`,
      { id },
    );
    const two = await page(`first: 5, sortKey: UPDATED_AT, after: "${one.info.endCursor}"`);
    expect(two.titles).toHaveLength(3);
    expect(two.titles.at(-1)).toBe(one.titles[0]);
  });

  test("a cursor that is none is refused", async () => {
    const { errors } = await shop.ask(`{ products(first: 1, after: "abc") { nodes { id } } }`);
    expect(errors[0].message).toContain("Invalid cursor");
  });
});
