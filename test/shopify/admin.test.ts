import type { TypedDocumentNode } from "@graphql-typed-document-node/core";
import { parse } from "graphql";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { makeAdmin, type Admin } from "#app/shopify/admin.server.ts";
import { ShopAccessLost, ShopifyRefused, ShopifyUnavailable } from "#app/shopify/errors.ts";
import { setMetafields } from "#app/shopify/metafields.server.ts";
import { readShop } from "#app/shopify/shop.server.ts";
import { watchSilence } from "#app/shopify/silence.ts";
import { apiVersion } from "#app/shopify/version.ts";
import { scriptedShopify, type Answer, type Scripted } from "./scripted.ts";

const shop = "a.myshopify.com";
let shopify: Scripted;
let tokens: (string | undefined)[];
let costs: number[];
let admin: Admin;
beforeEach(async () => {
  shopify = await scriptedShopify();
  tokens = [];
  costs = [];
  admin = makeAdmin({
    token: async (_, refused) => {
      tokens.push(refused);
      return refused === undefined ? "shpat_one" : "shpat_two";
    },
    onCost: (_, points) => costs.push(points),
  })(shop);
});
afterEach(() => shopify.stop());

const cost = (available: number, requested = 10) => ({
  cost: {
    requestedQueryCost: requested,
    actualQueryCost: requested,
    throttleStatus: { maximumAvailable: 2000, currentlyAvailable: available, restoreRate: 100 },
  },
});
const good: Answer = {
  body: {
    data: {
      currentAppInstallation: { accessScopes: [{ handle: "read_orders" }] },
      shop: {
        name: "A",
        currencyCode: "EUR",
        ianaTimezone: "Europe/Berlin",
        shopAddress: { countryCodeV2: "DE" },
        primaryDomain: { url: "https://a.example" },
      },
    },
    extensions: cost(1900),
  },
};
const throttled = (missing: number): Answer => ({
  body: {
    errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
    extensions: cost(500, 500 + missing),
  },
});
const html: Answer = {
  status: 502,
  body: "<html><h1>502 Bad Gateway</h1></html>",
  headers: { "Content-Type": "text/html" },
};

test("a question is asked of the shop's own host, in the one version, with its token", async () => {
  shopify.answers = [good];
  expect(await readShop(admin)).toEqual({
    name: "A",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    country: "DE",
    storefront: "https://a.example",
    scopes: ["read_orders"],
  });
  expect(shopify.requests).toMatchObject([
    {
      url: `/admin/api/${apiVersion}/graphql.json`,
      headers: { "x-shopify-access-token": "shpat_one", "x-stand-in-host": shop },
    },
  ]);
  expect(costs).toEqual([10]);
});

describe("an answer that may be better next time is asked for again", () => {
  test.each<[string, Answer[]]>([
    ["THROTTLED, which is an HTTP 200", [throttled(20), good]],
    ["a page of a proxy", [html, html, good]],
    ["a 429", [{ status: 429, body: "slow down" }, good]],
    ["a connection that breaks", ["hang up", good]],
    ["an answer that breaks off", [{ body: '{"data":{"currentApp' }, good]],
    [
      "an error inside Shopify, which is an HTTP 200 as well",
      [
        {
          body: {
            errors: [
              {
                message: "Internal error. Looks like something went wrong on our end.",
                extensions: { code: "INTERNAL_SERVER_ERROR" },
              },
            ],
          },
        },
        good,
      ],
    ],
  ])("%s", async (_, answers) => {
    shopify.answers = [...answers];
    expect((await readShop(admin)).name).toBe("A");
    expect(shopify.requests).toHaveLength(answers.length);
  });

  test("but not for ever: then it is Later, with a time", async () => {
    shopify.answers = [html];
    const failed = await readShop(admin).catch((e: unknown) => e);
    expect(failed).toBeInstanceOf(ShopifyUnavailable);
    expect(failed).not.toBeInstanceOf(ShopAccessLost);
    expect((failed as ShopifyUnavailable).retryAfterSeconds).toBeGreaterThan(0);
    expect(shopify.requests.length).toBeLessThanOrEqual(5);
  });
});

describe("a shop that does not answer", () => {
  const impatient = () => makeAdmin({ token: async () => "shpat", answerWithinMs: 300 });
  const silent: Answer = { body: {}, afterMs: 2000 };

  test("is not asked again by everybody: the others go back to the queue at once", async () => {
    const shops = impatient();
    shopify.answers = [silent];
    await expect(readShop(shops(shop))).rejects.toThrow(ShopifyUnavailable);
    const began = performance.now();
    for (let i = 0; i < 50; i++)
      await expect(readShop(shops(shop))).rejects.toMatchObject({ name: "ShopifyUnavailable" });
    expect(performance.now() - began).toBeLessThan(200);
    expect(shopify.requests).toHaveLength(1);
    shopify.answers = [good];
    await expect(readShop(shops("b.myshopify.com"))).resolves.toMatchObject({ name: "A" });
  });

  test("is tried by one request at a time, less and less often, and by all when that is answered", () => {
    let now = 0;
    const silence = watchSilence(() => now);
    expect(silence.secondsToWait(shop)).toBe(0);
    silence.silent(shop);
    expect(silence.secondsToWait(shop)).toBe(10);
    now = 10;
    expect([silence.secondsToWait(shop), silence.secondsToWait(shop)]).toEqual([0, 10]);
    silence.silent(shop);
    expect(silence.secondsToWait(shop)).toBe(20);
    for (let i = 0; i < 10; i++) silence.silent(shop);
    expect(silence.secondsToWait(shop)).toBe(120);
    now = 130;
    expect(silence.secondsToWait(shop)).toBe(0);
    silence.answered(shop);
    expect([silence.secondsToWait(shop), silence.secondsToWait(shop)]).toEqual([0, 0]);
  });
});

describe("points", () => {
  test("that take long to come back are not waited for: the worker is free for other shops", async () => {
    shopify.answers = [throttled(900)];
    const began = performance.now();
    const failed = (await readShop(admin).catch((e: unknown) => e)) as ShopifyUnavailable;
    expect(failed).toBeInstanceOf(ShopifyUnavailable);
    expect(failed.retryAfterSeconds).toBeGreaterThan(3);
    expect(performance.now() - began).toBeLessThan(1000);
    expect(shopify.requests).toHaveLength(1);
  });

  test("that are known to be used up are not asked for", async () => {
    shopify.answers = [
      {
        body: {
          ...(good as { body: object }).body,
          extensions: {
            cost: {
              ...cost(0).cost,
              throttleStatus: { maximumAvailable: 1000, currentlyAvailable: 0, restoreRate: 20 },
            },
          },
        },
      },
    ];
    await readShop(admin);
    await expect(readShop(admin)).rejects.toThrow(ShopifyUnavailable);
    expect(shopify.requests).toHaveLength(1);
  });

  test("of one shop are not another's", async () => {
    const shops = makeAdmin({ token: async () => "shpat" });
    shopify.answers = [
      {
        body: {
          ...(good as { body: object }).body,
          extensions: {
            cost: {
              ...cost(0).cost,
              throttleStatus: { maximumAvailable: 1000, currentlyAvailable: 0, restoreRate: 20 },
            },
          },
        },
      },
    ];
    await readShop(shops("a.myshopify.com"));
    await expect(readShop(shops("a.myshopify.com"))).rejects.toThrow(ShopifyUnavailable);
    await expect(readShop(shops("b.myshopify.com"))).resolves.toMatchObject({ name: "A" });
  });
});

describe("a token", () => {
  const refused: Answer = { status: 401, body: { errors: "[API] Invalid API key or access token" } };

  test("that Shopify refuses is renewed once", async () => {
    shopify.answers = [refused, good];
    expect((await readShop(admin)).name).toBe("A");
    expect(tokens).toEqual([undefined, "shpat_one"]);
    expect(shopify.requests.map((r) => r.headers["x-shopify-access-token"])).toEqual([
      "shpat_one",
      "shpat_two",
    ]);
  });

  test("that is refused again means that somebody has to open the app", async () => {
    shopify.answers = [refused];
    await expect(readShop(admin)).rejects.toThrow(ShopAccessLost);
    expect(shopify.requests).toHaveLength(2);
  });
});

describe("no", () => {
  test.each<[string, Answer, string | undefined]>([
    [
      "a scope that is missing",
      { body: { data: null, errors: [{ message: "Access denied", extensions: { code: "ACCESS_DENIED" } }] } },
      "ACCESS_DENIED",
    ],
    [
      "a part that is missing",
      {
        body: {
          data: { shop: { name: "A" }, currentAppInstallation: null },
          errors: [
            {
              message: "Access denied",
              path: ["currentAppInstallation"],
              extensions: { code: "ACCESS_DENIED" },
            },
          ],
        },
      },
      "ACCESS_DENIED",
    ],
    [
      "a question that is not understood",
      { body: { errors: [{ message: "Field 'x' doesn't exist", extensions: { code: "undefinedField" } }] } },
      "undefinedField",
    ],
    ["a request that is malformed", { status: 400, body: { errors: "bad" } }, "400"],
  ])("is no: %s", async (_, answer, code) => {
    shopify.answers = [answer];
    const failed = (await readShop(admin).catch((e: unknown) => e)) as ShopifyRefused;
    expect(failed).toBeInstanceOf(ShopifyRefused);
    expect(failed.code).toBe(code);
    expect(shopify.requests).toHaveLength(1);
  });

  test("stands in userErrors, though all went well", async () => {
    shopify.answers = [
      {
        body: {
          data: {
            metafieldsSet: {
              metafields: [],
              userErrors: [{ field: ["metafields", "0"], message: "Owner does not exist", code: "INVALID" }],
            },
          },
        },
      },
    ];
    await expect(
      setMetafields(admin, [{ ownerGid: "gid://shopify/Order/1", key: "backorders", value: {} }]),
    ).rejects.toMatchObject({
      name: "ShopifyRefused",
      message: "Writing metafields: Owner does not exist",
      code: "INVALID",
    });
  });

  test("of a closed or frozen shop is for later: it may come back", async () => {
    for (const status of [402, 423, 404]) {
      shopify.answers = [{ status, body: { errors: "Unavailable Shop" } }];
      await expect(readShop(admin)).rejects.toMatchObject({
        name: "ShopifyUnavailable",
        retryAfterSeconds: 300,
      });
    }
  });
});

test("a part of an answer is of use to whoever asks for parts", async () => {
  shopify.answers = [
    {
      body: {
        data: { shop: { name: "A" } },
        errors: [
          { message: "Access denied", path: ["customer", "email"], extensions: { code: "ACCESS_DENIED" } },
        ],
      },
    },
  ];
  const Name = parse("{ shop { name } customer { email } }") as TypedDocumentNode<
    unknown,
    Record<string, never>
  >;
  expect(await admin.requestPart(Name, {})).toEqual({
    data: { shop: { name: "A" } },
    complaints: [{ message: "Access denied", code: "ACCESS_DENIED", path: "customer.email" }],
  });
});
