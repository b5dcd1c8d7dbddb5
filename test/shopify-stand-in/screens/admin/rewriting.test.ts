import { Readable } from "node:stream";
import { text } from "node:stream/consumers";
import { expect, test } from "vitest";
import { replaceAll, replacementsFor, replacingStream, rewritePolicy } from "./rewriting.ts";

const adminUrl = "http://127.0.0.1:4400";
const shop = "demo-shop.myshopify.com";
const replacements = replacementsFor({ adminUrl, shop, storefrontUrl: "http://127.0.0.1:4402" });

test("Shopify's own addresses lead to the stand-in, others stay as they are", () => {
  const lead = (address: string) => replaceAll(address, replacements);
  expect(lead("https://admin.shopify.com/store/demo-shop/apps/key/app")).toBe(
    `${adminUrl}/store/demo-shop/apps/key/app`,
  );
  expect(lead(`https://${shop}/admin/oauth/install?x=1`)).toBe(
    `${adminUrl}/store/demo-shop/oauth/install?x=1`,
  );
  expect(lead(`https://${shop}/products/trail-pack`)).toBe("http://127.0.0.1:4402/products/trail-pack");
  expect(lead("https://cdn.shopify.com/shopifycloud/app-bridge.js")).toBe(
    `${adminUrl}/cdn/shopifycloud/app-bridge.js`,
  );
  expect(lead("https://example.com/https")).toBe("https://example.com/https");
});

test("an address is found wherever the stream happens to be cut, and letters of several bytes stay whole", async () => {
  const page =
    "Größe <a href='https://admin.shopify.com/x'>→</a> https://cdn.shopify.com/a.js https://admin.sh";
  const bytes = Buffer.from(page);
  for (let size = 1; size < 30; size++) {
    const chunks = Array.from({ length: Math.ceil(bytes.length / size) }, (_, index) =>
      bytes.subarray(index * size, (index + 1) * size),
    );
    expect(await text(Readable.from(chunks).pipe(replacingStream(replacements)))).toBe(
      replaceAll(page, replacements),
    );
  }
});

test("text that cannot begin an address is sent on at once", () => {
  const stream = replacingStream(replacements);
  stream.write("<p>first paint</p>");
  expect(String(stream.read())).toBe("<p>first paint</p>");
});

test("only a policy that lets Shopify's admin frame the app lets the stand-in's", () => {
  expect(rewritePolicy(`frame-ancestors https://${shop} https://admin.shopify.com;`, adminUrl)).toContain(
    adminUrl,
  );
  expect(rewritePolicy("frame-ancestors 'none';", adminUrl)).toBe("frame-ancestors 'none';");
});
