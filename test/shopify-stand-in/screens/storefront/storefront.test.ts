import { createHmac } from "node:crypto";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createDraftOrder } from "../../shop/draft-orders.ts";
import { openTestShop, type TestShop } from "./test-shop.ts";

let shop: TestShop;
beforeAll(async () => {
  shop = await openTestShop();
});
afterAll(() => shop.stop());

const get = async (path: string, cookie = "") => {
  const answer = await fetch(shop.url + path, { headers: { cookie }, redirect: "manual" });
  return { status: answer.status, html: await answer.text(), answer };
};

const post = async (path: string, fields: Record<string, string>, cookie = "") => {
  const answer = await fetch(shop.url + path, {
    method: "POST",
    headers: { cookie },
    body: new URLSearchParams(fields),
    redirect: "manual",
  });
  return {
    status: answer.status,
    location: answer.headers.get("location"),
    cookie: (answer.headers.get("set-cookie") ?? "").split(";")[0]!,
    html: await answer.text(),
  };
};

describe("a product page", () => {
  it("shows the notice that the app's published date calls for, without asking the app", async () => {
    const product = shop.addProduct("Trail pack", [{ value: "Olive", quantity: 0 }]);
    const shipsBy = shop.day(21);
    shop.publish(product.id, { [product.variantIds[0]!]: { state: "backorder", ships_by: shipsBy } });
    const { html } = await get(product.path);
    expect(html).toContain('data-shipsby-state="backorder"');
    expect(html).toContain(`data-ships-by="${shipsBy}"`);
  });

  it("shows no value whose definition is not open to the storefront", async () => {
    const product = shop.addProduct("Secret pack", [{ value: "Olive", quantity: 0 }]);
    shop.publish(product.id, { [product.variantIds[0]!]: { state: "backorder", ships_by: shop.day(9) } });
    const definition = Object.values(shop.state.metafieldDefinitions).find(
      (one) => one.key === "availability",
    )!;
    const { access } = definition;
    definition.access = { ...access, storefront: "NONE" };
    expect((await get(product.path)).html).not.toContain("data-ships-by");
    definition.access = access;
  });

  it("disables the button exactly where the shop would refuse the order", async () => {
    const product = shop.addProduct("Lamp", [
      { value: "White", quantity: 0, policy: "DENY" },
      { value: "Black", quantity: 0 },
      { value: "Red", quantity: 2, policy: "DENY" },
    ]);
    for (const [index, [sold, state]] of (
      [
        [false, "out_of_stock"],
        [true, "backorder"],
        [true, "in_stock"],
      ] as const
    ).entries()) {
      const id = product.variantIds[index]!;
      const { html } = await get(`${product.path}?variant=${id}`);
      expect(html).toContain(`data-shipsby-state="${state}"`);
      expect(/data-add\s+disabled/.test(html)).toBe(!sold);
      expect((await post("/cart/add", { id })).status).toBe(sold ? 303 : 422);
    }
  });

  it("can be asked for one section alone", async () => {
    const product = shop.addProduct("Section pack", [{ value: "Olive", quantity: 1 }]);
    const { html } = await get(`${product.path}?section_id=main`);
    expect(html).toMatch(/^<div id="shopify-section-main"/);
    expect(html).not.toContain("<html");
  });

  it("is not there for a draft", async () => {
    const product = shop.addProduct("Draft pack", [{ value: "Olive", quantity: 1 }]);
    shop.state.products[product.id]!.status = "DRAFT";
    expect((await get(product.path)).status).toBe(404);
    expect((await get("/collections/all")).html).not.toContain("Draft pack");
  });

  it("writes names as text", async () => {
    const product = shop.addProduct("<script>alert(1)</script>", [{ value: '"><img src=x>', quantity: 0 }]);
    const { html } = await get(product.path);
    expect(html).not.toContain("<script>alert");
    expect(html).not.toContain("<img");
  });
});

describe("languages", () => {
  it.each([
    ["/de/collections/all", "de", "ltr", "Produkte"],
    ["/collections/all?locale=ar", "ar", "rtl", "المنتجات"],
    ["/collections/all", "en", "ltr", "Products"],
    ["/collections/all?locale=xx", "en", "ltr", "Products"],
  ])("%s", async (path, lang, dir, heading) => {
    const { html } = await get(path);
    expect(html).toMatch(new RegExp(`<html\\s+lang="${lang}"\\s+dir="${dir}"`));
    expect(html).toContain(`<h1>${heading}</h1>`);
  });
});

describe("buying", () => {
  it("places an order by the shop's rules, with the line's properties and the shopper's language", async () => {
    const product = shop.addProduct("Tent", [{ value: "Green", quantity: 0 }]);
    const id = product.variantIds[0]!;
    const fields = { id, quantity: "2", "properties[Ships by]": "12 December", "properties[_ref]": "7" };
    const added = await post("/de/cart/add", fields);
    expect(added.location).toBe("/de/cart");
    const cart = await get("/de/cart", added.cookie);
    expect(cart.html).toContain("Ships by: 12 December");
    expect(cart.html).not.toContain("_ref");

    const bought = await post("/de/checkout", { email: "ada@example.com" }, added.cookie);
    const order = Object.values(shop.state.orders).at(-1)!;
    expect(bought.location).toBe(`/de/thank-you/${order.id}`);
    expect(order).toMatchObject({ email: "ada@example.com", customerLocale: "de", sourceName: "web" });
    expect(order.lineItems[0]).toMatchObject({
      variantId: id,
      quantity: 2,
      customAttributes: [
        { key: "Ships by", value: "12 December" },
        { key: "_ref", value: "7" },
      ],
    });
    expect((await get(bought.location!)).html).toContain(order.name);
    expect((await get("/cart", bought.cookie)).html).toContain("Your cart is empty.");
  });

  it("refuses more than there is where the shop stops at zero", async () => {
    const product = shop.addProduct("Stove", [{ value: "One", quantity: 1, policy: "DENY" }]);
    const before = Object.keys(shop.state.orders).length;
    const { cookie } = await post("/cart/add", { id: product.variantIds[0]!, quantity: "3" });
    const refused = await post("/checkout", { email: "ada@example.com" }, cookie);
    expect(refused.status).toBe(422);
    expect(refused.html).toContain("Your order could not be placed");
    expect(Object.keys(shop.state.orders)).toHaveLength(before);
  });

  it("keeps one line per variant and properties, changes and removes lines", async () => {
    const id = shop.addProduct("Mug", [{ value: "Blue", quantity: 9 }]).variantIds[0]!;
    const first = await post("/cart/add", { id });
    const second = await post("/cart/add", { id, quantity: "2" }, first.cookie);
    expect((await get("/cart", second.cookie)).html).toContain("Cart (3)");
    const changed = await post("/cart/change", { line: "1", quantity: "5" }, second.cookie);
    expect((await get("/cart", changed.cookie)).html).toContain("Cart (5)");
    const removed = await post("/cart/change", { line: "1", quantity: "0" }, changed.cookie);
    expect((await get("/cart", removed.cookie)).html).toContain("Your cart is empty.");
  });

  it("survives a cart cookie that makes no sense", async () => {
    for (const cookie of ["pretend_cart=%%%", `pretend_cart=${btoa('[1,null,{"variantId":"1"}]')}`]) {
      expect((await get("/cart", cookie)).status).toBe(200);
    }
  });
});

describe("the app proxy", () => {
  type Echo = { method: string; url: string; headers: Record<string, string>; body: string };
  const echo = async (path: string, init?: RequestInit) =>
    (await (await fetch(shop.url + path, init)).json()) as Echo;

  it("signs what it passes on, and passes on no cookies", async () => {
    const { url, headers } = await echo("/apps/shipsby/notify?variant=7&tag=a&tag=b", {
      headers: { cookie: "x=1" },
    });
    const asked = new URL(url, "http://app");
    expect(asked.pathname).toBe("/proxy/notify");
    expect(asked.searchParams.get("shop")).toBe("demo-shop.myshopify.com");
    expect(asked.searchParams.get("path_prefix")).toBe("/apps/shipsby");
    expect(headers["cookie"]).toBeUndefined();
    const { signature, ...signed } = Object.fromEntries(
      [...asked.searchParams.keys()].map((key) => [key, asked.searchParams.getAll(key).join(",")]),
    );
    const message = Object.entries(signed)
      .map(([key, value]) => `${key}=${value}`)
      .sort()
      .join("");
    expect(signature).toBe(createHmac("sha256", "secret-of-the-app").update(message).digest("hex"));
  });

  it("passes a form's body on as it came, and no cookie back", async () => {
    const answer = await fetch(`${shop.url}/de/apps/shipsby/notify`, {
      method: "POST",
      body: new URLSearchParams({ email: "ada@example.com" }),
    });
    const { method, body, headers } = (await answer.json()) as Echo;
    expect({ method, body }).toEqual({ method: "POST", body: "email=ada%40example.com" });
    expect(headers["content-type"]).toContain("x-www-form-urlencoded");
    expect(answer.headers.get("set-cookie")).toBeNull();
  });

  it("renders the app's Liquid inside the theme", async () => {
    const { html } = await get("/apps/shipsby/page");
    expect(html).toContain(`<h1>Hi from ${shop.state.shop.name}</h1>`);
    expect(html).toContain('<header class="bar">');
  });
});

describe("a draft order's invoice", () => {
  it("is paid by whoever has its address, once", async () => {
    const product = shop.addProduct("Kept pack", [{ value: "Olive", quantity: 1 }]);
    const draft = createDraftOrder(shop.state, {
      lines: [{ variantId: product.variantIds[0]!, quantity: 1 }],
      email: null,
      note: null,
      tags: [],
      customAttributes: [],
    });
    const path = `/${shop.state.id}/invoices/${draft.id}`;
    expect((await get(path)).html).toContain("Kept pack");
    expect((await post(path, {})).location).toMatch(/^\/thank-you\/\d+$/);
    expect(draft.status).toBe("COMPLETED");
    expect((await get(path)).html).toContain("This order has been paid.");
    expect((await post(path, {})).status).toBe(404);
    expect((await get(`/${shop.state.id}/invoices/1`)).status).toBe(404);
  });
});
