/** Order webhooks: cut down to what the app subscribes to (0.8 KB), and whole (11 KB). The same ones for one seed. */
export function webhookBodies(size: "trimmed" | "whole", count: number, random: () => number): string[] {
  return Array.from({ length: count }, () =>
    JSON.stringify(size === "trimmed" ? trimmed(random) : whole(random)),
  );
}

const digits = (random: () => number, length: number) =>
  Array.from({ length }, () => Math.floor(random() * 9) + 1).join("");
const word = (random: () => number) => random().toString(36).slice(2, 9);
const words = (random: () => number, count: number) =>
  Array.from({ length: count }, () => word(random)).join(" ");

function trimmed(random: () => number) {
  const id = digits(random, 13);
  return {
    id: Number(id),
    admin_graphql_api_id: `gid://shopify/Order/${id}`,
    updated_at: "2026-11-22T10:00:00+01:00",
    cancelled_at: null,
    line_items: Array.from({ length: 5 }, () => lineItem(random)),
  };
}

function lineItem(random: () => number) {
  const quantity = 1 + Math.floor(random() * 4);
  return {
    id: Number(digits(random, 14)),
    variant_id: Number(digits(random, 14)),
    quantity,
    current_quantity: quantity,
    fulfillable_quantity: quantity,
  };
}

function whole(random: () => number) {
  const address = () => ({
    first_name: word(random),
    last_name: word(random),
    address1: words(random, 3),
    city: word(random),
    zip: digits(random, 5),
    country: "Germany",
    phone: digits(random, 11),
  });
  const money = () => ({ amount: `${Math.floor(random() * 200)}.00`, currency_code: "EUR" });
  return {
    ...trimmed(random),
    email: `${word(random)}@example.com`,
    note: words(random, 20),
    billing_address: address(),
    shipping_address: address(),
    customer: { id: Number(digits(random, 13)), tags: words(random, 4), default_address: address() },
    line_items: Array.from({ length: 9 }, () => ({
      ...lineItem(random),
      title: words(random, 4),
      sku: word(random).toUpperCase(),
      price_set: { shop_money: money(), presentment_money: money() },
      total_discount_set: { shop_money: money(), presentment_money: money() },
      tax_lines: [
        { title: "VAT", rate: 0.19, price_set: { shop_money: money(), presentment_money: money() } },
      ],
      properties: [{ name: word(random), value: words(random, 3) }],
      fulfillment_service: "manual",
      grams: Math.floor(random() * 4000),
      requires_shipping: true,
      taxable: true,
      vendor: words(random, 2),
    })),
    fulfillments: [],
    refunds: [],
    landing_site: `/collections/${word(random)}?${words(random, 20)}`,
    client_details: { user_agent: words(random, 12), browser_ip: "203.0.113.7" },
    note_attributes: Array.from({ length: 4 }, () => ({ name: word(random), value: words(random, 6) })),
  };
}
