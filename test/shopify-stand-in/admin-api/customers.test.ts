import { afterEach, beforeEach, expect, test } from "vitest";
import { openSmallShop, type SmallShop } from "../testing/small-shop.ts";
import { domain as shopDomain } from "../testing/test-shop.ts";

let shop: SmallShop;
beforeEach(async () => {
  shop = await openSmallShop();
});
afterEach(() => shop.stop());

async function ordered(more: object): Promise<{ id: string; customer: { id: string } | null }> {
  const { orderCreate } = await shop.run(
    `mutation ($order: OrderCreateOrderInput!) { orderCreate(order: $order) { order { id customer { id } } userErrors { message } } }`,
    { order: { lineItems: [{ title: "A lamp", quantity: 1 }], ...more } },
  );
  return orderCreate.order;
}
const anna = { toUpsert: { email: "anna@example.com", firstName: "Anna", tags: ["wholesale"] } };
const askTags = `query ($id: ID!) { order(id: $id) { customer { tags } } }`;
const askKind = `query ($id: ID!) { order(id: $id) { tags purchasingEntity { __typename } } }`;

test("a customer's tags are shown to an app that may read customers, and to no other", async () => {
  const { id } = await ordered({ customer: anna });
  expect((await shop.app(askTags, { id })).errors?.[0]?.extensions).toMatchObject({ code: "ACCESS_DENIED" });
  shop.standIn.grantOptionalScopes(shopDomain, ["read_customers"]);
  expect((await shop.app(askTags, { id })).data.order.customer.tags).toEqual(["wholesale"]);
});

test("a tag that staff give to a customer is on all orders of that customer", async () => {
  const first = await ordered({ customer: anna });
  const second = await ordered({ customer: { toUpsert: { ...anna.toUpsert, id: first.customer!.id } } });
  await shop.run(`mutation ($id: ID!) { tagsAdd(id: $id, tags: ["VIP"]) { userErrors { message } } }`, {
    id: first.customer!.id,
  });
  for (const { id } of [first, second])
    expect((await shop.run(askTags, { id })).order.customer.tags).toEqual(["wholesale", "VIP"]);
});

test("an order of a company says so to an app that may read orders only", async () => {
  const { id } = await ordered({ companyLocationId: "gid://shopify/CompanyLocation/7", tags: ["VIP"] });
  const other = await ordered({ customer: anna });
  const kinds = [id, other.id].map(async (one) => (await shop.app(askKind, { id: one })).data.order);
  expect(await Promise.all(kinds)).toEqual([
    { tags: ["VIP"], purchasingEntity: { __typename: "PurchasingCompany" } },
    { tags: [], purchasingEntity: { __typename: "Customer" } },
  ]);
});
