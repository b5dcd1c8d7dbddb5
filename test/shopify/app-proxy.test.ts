import { createHmac } from "node:crypto";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { readProxied } from "#app/shopify/app-proxy.server.ts";
import { always } from "#test/domain/check.ts";

const secret = "hush";
const now = new Date("2026-11-22T09:00:00Z");
const honest = {
  shop: "demo-shop.myshopify.com",
  path_prefix: "/apps/shipsby",
  timestamp: String(now.getTime() / 1000),
  logged_in_customer_id: "",
};

/** As Shopify's documentation has it: Ruby sorts strings by their bytes. */
function signed(params: [string, string][], key = secret): string {
  const names = [...new Set(params.map(([name]) => name))];
  const pairs = names.map(
    (name) =>
      `${name}=${params
        .filter(([n]) => n === name)
        .map(([, v]) => v)
        .join(",")}`,
  );
  const bytes = pairs.map((pair) => Buffer.from(pair).toString("hex")).sort();
  const text = Buffer.from(bytes.join(""), "hex");
  const query = new URLSearchParams(params);
  query.set("signature", createHmac("sha256", key).update(text).digest("hex"));
  return `https://shipsby.test/proxy/notify?${query}`;
}
const read = (url: string, at = now, secrets = [secret]) => readProxied(url, secrets, at);
const from = (more: [string, string][] = [], change: Partial<typeof honest> = {}) =>
  signed([...Object.entries({ ...honest, ...change }), ...more]);

describe("a request of a storefront", () => {
  test("that Shopify signed names its shop", () => {
    expect(read(from())).toEqual({ shop: "demo-shop.myshopify.com", pathPrefix: "/apps/shipsby" });
  });

  test("is sorted by bytes, not by the alphabet: the library refuses these", () => {
    expect(
      read(
        from([
          ["variantId", "1"],
          ["variant_id", "2"],
        ]),
      ),
    ).not.toBeNull();
    expect(
      read(
        from([
          ["Zed", "1"],
          ["a", "2"],
          ["é", "3"],
          ["😀", "4"],
          ["ｚ", "5"],
        ]),
      ),
    ).not.toBeNull();
  });

  test("may repeat a parameter of the shopper's, or send none", () => {
    expect(
      read(
        from([
          ["tag", "a"],
          ["tag", "b"],
          ["empty", ""],
        ]),
      ),
    ).not.toBeNull();
  });

  test("is accepted with any parameters, and with none of them changed, added or taken away", () => {
    const param = fc.tuple(
      fc.string({ unit: "grapheme", minLength: 1, maxLength: 8 }),
      fc.string({ maxLength: 8 }),
    );
    always(fc.array(param, { maxLength: 5 }), (more) => {
      const own = more.filter(([name]) => !["shop", "timestamp", "signature", "path_prefix"].includes(name));
      const url = from(own);
      expect(read(url)).not.toBeNull();
      expect(read(`${url}&added=1`)).toBeNull();
      const changed = new URL(url);
      changed.searchParams.set("logged_in_customer_id", "77");
      if (!own.some(([name]) => name === "logged_in_customer_id")) expect(read(changed.href)).toBeNull();
    });
  });

  test("threat T3: unsigned, signed by another, for another shop, or doubled is refused", () => {
    const other = new URL(from());
    other.searchParams.set("shop", "other.myshopify.com");
    const doubled = new URL(from());
    doubled.searchParams.append("shop", "demo-shop.myshopify.com");
    const unsigned = new URL(from());
    unsigned.searchParams.delete("signature");
    const shortened = new URL(from());
    shortened.searchParams.set("signature", shortened.searchParams.get("signature")!.slice(0, 63));
    for (const url of [other, doubled, unsigned, shortened]) expect(read(url.href)).toBeNull();
    expect(read(signed(Object.entries(honest), "wrong"))).toBeNull();
  });

  test("threat T3: is good for a minute and a half, not for a replay", () => {
    const later = (seconds: number) => new Date(now.getTime() + seconds * 1000);
    expect(read(from(), later(89))).not.toBeNull();
    expect(read(from(), later(91))).toBeNull();
    expect(read(from(), later(-91))).toBeNull();
    expect(read(from([], { timestamp: "1e9" }))).toBeNull();
  });

  test("of a shop that is none is refused, though signed", () => {
    expect(read(from([], { shop: "demo-shop.myshopify.com.evil.example" }))).toBeNull();
    expect(read(from([], { path_prefix: "https://evil.example" }))).toBeNull();
  });

  test("may be signed with the old secret while it is rotated", () => {
    expect(read(from(), now, ["new", secret])).not.toBeNull();
  });
});
