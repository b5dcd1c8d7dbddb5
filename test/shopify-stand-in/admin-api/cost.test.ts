import { getOperationAST, Kind, parse, type FragmentDefinitionNode } from "graphql";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSmallShop, type SmallShop } from "../testing/small-shop.ts";
import { actualCost, requestedCost } from "./cost.ts";
import { adminSchema } from "./schema.ts";

const costOf = (query: string, variables: Record<string, unknown> = {}, answer?: unknown) => {
  const document = parse(query);
  const fragments = document.definitions.filter(
    (one): one is FragmentDefinitionNode => one.kind === Kind.FRAGMENT_DEFINITION,
  );
  const plan = {
    schema: adminSchema(),
    fragments: Object.fromEntries(fragments.map((one) => [one.name.value, one])),
    variables,
  };
  const operation = getOperationAST(document)!;
  return answer === undefined ? requestedCost(operation, plan) : actualCost(operation, plan, answer);
};

describe("what an operation may cost", () => {
  test("scalars are free, an object costs one point", () => {
    expect(costOf(`{ shop { id name currencyCode } }`)).toBe(1);
    expect(costOf(`{ shop { id plan { shopifyPlus } primaryDomain { url } } }`)).toBe(3);
  });

  test("a connection costs two points and its page times the cost of a node, whether as nodes or edges", () => {
    expect(costOf(`{ products(first: 10) { pageInfo { hasNextPage } nodes { id } } }`)).toBe(12);
    expect(costOf(`{ products(first: 10) { edges { cursor node { id } } } }`)).toBe(12);
    expect(costOf(`query ($n: Int!) { products(first: $n) { nodes { id } } }`, { n: 50 })).toBe(52);
  });

  test("connections in connections multiply", () => {
    const query = `{ inventoryItems(first: 25) { nodes { id inventoryLevels(first: 10) { nodes { id
      quantities(names: ["available"]) { quantity } } } } } }`;
    expect(costOf(query)).toBe(2 + 25 * (1 + 2 + 10 * 2));
  });

  test("a mutation costs ten points and what it selects", () => {
    const query = `mutation ($id: ID!, $hold: FulfillmentOrderHoldInput!) {
      fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {
        fulfillmentHold { id } fulfillmentOrder { id lineItems(first: 50) { nodes { id lineItem { id } } } }
        remainingFulfillmentOrder { id } userErrors { message } } }`;
    expect(costOf(query)).toBe(116);
  });

  test("skipped fields and repeated ones cost nothing more", () => {
    const query = `query ($no: Boolean!) { shop { id plan { shopifyPlus } ...more primaryDomain @skip(if: $no) { url } } }
      fragment more on Shop { plan { publicDisplayName } }`;
    expect(costOf(query, { no: true })).toBe(2);
  });

  test("of the types an interface may have, the dearest counts", () => {
    const query = `{ node(id: "gid://shopify/Order/1") { id ... on Order { customer { id } fulfillmentOrders(first: 2) { nodes { id } } }
      ... on Product { variants(first: 1) { nodes { id } } } } }`;
    expect(costOf(query)).toBe(1 + 1 + 4);
  });

  test("metafieldsSet costs by its owners: an order 10, a product 4, a variant 2, an installation nothing", () => {
    const query = `mutation ($metafields: [MetafieldsSetInput!]!) { metafieldsSet(metafields: $metafields) { userErrors { code } } }`;
    const of = (...owners: string[]) => ({
      metafields: owners.map((owner, index) => ({
        ownerId: `gid://shopify/${owner}`,
        key: `k${index}`,
        value: "1",
      })),
    });
    expect(costOf(query, of("Product/1"))).toBe(10 + 4 + 1);
    expect(costOf(query, of("Product/1", "Product/1", "Product/2"))).toBe(10 + 8 + 1);
    expect(costOf(query, of("Order/1", "ProductVariant/1", "Shop/1"))).toBe(10 + 13 + 1);
    expect(costOf(query, of("AppInstallation/1"))).toBe(10 + 1);
  });
});

test("what it did cost counts only what was answered", () => {
  const query = `{ products(first: 100) { nodes { id variants(first: 10) { nodes { id } } } } shop { id } }`;
  const answer = { products: { nodes: [{ id: "1", variants: { nodes: [{ id: "2" }] } }] }, shop: null };
  expect(costOf(query, {}, answer)).toBe(2 + 1 + 2 + 1);
});

describe("the bucket of an app in a shop", () => {
  let shop: SmallShop;
  beforeEach(async () => {
    shop = await openSmallShop();
  });
  afterEach(() => shop.stop());

  const large = `{ products(first: 249) { nodes { id variants(first: 1) { nodes { id } } } } }`; // 2 + 249 × 4
  const cost = (result: { extensions?: unknown }) =>
    (
      result.extensions as {
        cost: { requestedQueryCost: number; actualQueryCost: number; throttleStatus: object };
      }
    ).cost;

  test("what was reserved and not used is given back at once", async () => {
    const result = await shop.app(large);
    expect(cost(result)).toMatchObject({
      requestedQueryCost: 998,
      actualQueryCost: 2 + 1 + 2 + 1,
      throttleStatus: { maximumAvailable: 2000, restoreRate: 100 },
    });
    // It fills while the answer is on its way.
    const { throttleStatus } = cost(result) as { throttleStatus: { currentlyAvailable: number } };
    expect(throttleStatus.currentlyAvailable).toBeGreaterThanOrEqual(1994);
  });

  test("more than a thousand points are refused whatever is left", async () => {
    const result = await shop.app(
      `{ products(first: 250) { nodes { id variants(first: 1) { nodes { id } } } } }`,
    );
    expect(result.errors?.[0]?.extensions).toMatchObject({
      code: "MAX_COST_EXCEEDED",
      cost: 1002,
      maxCost: 1000,
    });
    expect(result.data).toBeUndefined();
  });

  test("an empty bucket answers THROTTLED with HTTP 200, and fills with time", async () => {
    const setMetafield = `mutation ($id: ID!) { metafieldsSet(metafields: [{ ownerId: $id, key: "k1", type: "json", value: "1" }]) {
      userErrors { code } } }`;
    let result = await shop.app(setMetafield, { id: shop.product });
    while (!result.errors) result = await shop.app(setMetafield, { id: shop.product });
    expect(result.errors[0]!.extensions).toMatchObject({ code: "THROTTLED" });
    expect(cost(result)).toMatchObject({ requestedQueryCost: 15, actualQueryCost: null });
    shop.standIn.clock.advance(1000);
    expect((await shop.app(setMetafield, { id: shop.product })).errors).toBeUndefined();
  });

  test("one shop's empty bucket leaves another shop's alone, and staff is never throttled", async () => {
    shop.standIn.faults.set({ throttle: true });
    expect((await shop.app(`{ shop { id } }`)).errors?.[0]?.extensions).toMatchObject({ code: "THROTTLED" });
    expect(
      await shop.run(`{ products(first: 250) { nodes { variants(first: 10) { nodes { id } } } } }`),
    ).toBeDefined();
  });
});
