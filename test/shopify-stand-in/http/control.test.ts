import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openTestShop, type TestShop } from "../testing/test-shop.ts";

let shop: TestShop;
beforeEach(async () => {
  shop = await openTestShop();
});
afterEach(() => shop.stop());

const post = async (path: string, body: string, headers: Record<string, string> = {}) => {
  const response = await fetch(shop.standIn.url + path, { method: "POST", body, headers });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
};

describe("The clock", () => {
  test("moves on by days, hours, milliseconds, or to a moment", async () => {
    expect((await post("/clock", '{"advance": "3d"}')).body.offsetMs).toBe(3 * 86_400_000);
    expect((await post("/clock", '{"advance": "2h"}')).body.offsetMs).toBe(3 * 86_400_000 + 2 * 3_600_000);
    expect((await post("/clock", '{"days": 0, "seconds": 0}')).body.offsetMs).toBe(
      3 * 86_400_000 + 2 * 3_600_000,
    );
    expect((await post("/clock", '{"advance": 500}')).body.offsetMs).toBe(
      3 * 86_400_000 + 2 * 3_600_000 + 500,
    );
    const to = new Date(Date.now() + 10 * 86_400_000).toISOString();
    const { body } = await post("/clock", JSON.stringify({ to }));
    expect(Math.abs(Date.parse(String(body.now)) - Date.parse(to))).toBeLessThan(1000);
  });

  test("never goes backwards, and says so", async () => {
    for (const body of ['{"advance": "-1d"}', '{"to": "2001-01-01T00:00:00Z"}', '{"advance": -5}']) {
      const answer = await post("/clock", body);
      expect(answer).toMatchObject({
        status: 400,
        body: { error: expect.stringContaining("never goes backwards") },
      });
    }
    expect(await post("/clock", '{"advance": "soon"}')).toMatchObject({ status: 400 });
  });

  test("is the time of everything in the shop", async () => {
    await post("/clock", '{"advance": "400d"}');
    await shop.addLocation("Berlin");
    const { locations } = await shop.run(`{ locations(first: 1) { nodes { createdAt } } }`);
    const inAYear = Date.now() + 399 * 86_400_000;
    expect(Date.parse(locations.nodes[0].createdAt)).toBeGreaterThan(inAYear);
    expect(locations.nodes[0].createdAt).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  });
});

describe("The Admin API address", () => {
  const query = JSON.stringify({ query: "{ shop { myshopifyDomain } }" });
  const path = (version: string) => `/admin/api/${version}/graphql.json`;

  test("answers the supported versions and no others", async () => {
    const headers = { "X-Shopify-Access-Token": shop.standIn.staffToken };
    for (const version of ["2026-07", "2026-10", "unstable"]) {
      const { body } = await post(path(version), query, headers);
      expect(body.data).toEqual({ shop: { myshopifyDomain: "demo-shop.myshopify.com" } });
    }
    expect((await post(path("2019-04"), query, headers)).status).toBe(404);
  });

  test("knows its callers by their token", async () => {
    expect(await post(path("2026-07"), query, { "X-Shopify-Access-Token": "shpat_wrong" })).toEqual({
      status: 401,
      body: { errors: "[API] Invalid API key or access token (unrecognized login or wrong password)" },
    });
  });

  test("keeps shops apart", async () => {
    const two = await openTestShop({ shops: [{}, { domain: "second.myshopify.com", name: "Second" }] });
    const ask = async (host: string) => {
      const response = await fetch(two.standIn.url + path("2026-07"), {
        method: "POST",
        body: JSON.stringify({ query: "{ shop { id name } }" }),
        headers: { "X-Shopify-Access-Token": two.standIn.staffToken, "x-stand-in-host": host },
      });
      return response.status === 200
        ? ((await response.json()) as { data: { shop: object } }).data.shop
        : response.status;
    };
    expect(await ask("second.myshopify.com")).toMatchObject({ name: "Second" });
    expect(await ask("demo-shop.myshopify.com")).toMatchObject({ name: "Northern Trail Supply" });
    expect(await ask("nobody.myshopify.com")).toBe(404);
    await two.stop();
  });

  test("says what it is when opened in a browser", async () => {
    const page = await (await fetch(`${shop.standIn.url}/`)).text();
    expect(page).toContain("nothing here is a real shop");
    expect(page).toContain("/admin/api/2026-07/graphql.json");
  });
});
