import { readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { readBlockSchema } from "#test/shopify-stand-in/liquid/app-block.ts";
import { extensionDir } from "./notice.ts";

const file = (path: string) => readFileSync(join(extensionDir, path));
const names = (folder: string) => readdirSync(join(extensionDir, folder));
const sizes = (folder: string) =>
  names(folder).map((name) => statSync(join(extensionDir, folder, name)).size);
const sum = (numbers: number[]) => numbers.reduce((total, number) => total + number, 0);

describe("what the notice costs a store", () => {
  const wire = (name: string) => gzipSync(file(`assets/${name}`)).length;

  it("the product block's script is under 3 KB on the wire, comments and all (Shopify: 10 KB)", () => {
    expect(wire("backorder-notice.js")).toBeLessThan(3_000);
  });

  it("the stylesheet is under 1.5 KB on the wire (Shopify: 100 KB)", () => {
    expect(wire("backorder-notice.css")).toBeLessThan(1_500);
  });

  it("what only some pages load is smaller still", () => {
    expect(wire("structured-data.js")).toBeLessThan(900);
  });

  it("there is no picture and no font", () => {
    expect(names("assets").filter((name) => !/\.(css|js)$/.test(name))).toEqual([]);
  });
});

describe("Shopify's limits on extensions", () => {
  it("100 KB of Liquid in all", () => {
    expect(sum([...sizes("blocks"), ...sizes("snippets")])).toBeLessThan(100_000);
  });

  it("15 KB per locale file", () => {
    expect(Math.max(...sizes("locales"))).toBeLessThan(15_000);
  });

  it("a block's name is under 25 characters in every language and is not the app's", () => {
    expect(readBlockSchema(extensionDir, "backorder-notice")).toMatchObject({
      name: "t:block.name",
      target: "section",
    });
    for (const name of names("locales").filter((each) => each.includes(".schema."))) {
      const { block } = JSON.parse(String(file(`locales/${name}`))) as { block: { name: string } };
      expect(block.name.length).toBeLessThan(25);
      expect(block.name.toLowerCase()).not.toContain("shipsby");
    }
  });

  it.each(["en.default", "de"])("every label in the editor has its text in %s", (locale) => {
    const texts = JSON.parse(String(file(`locales/${locale}.schema.json`))) as object;
    const schema = JSON.stringify(readBlockSchema(extensionDir, "backorder-notice"));
    for (const [, key] of schema.matchAll(/"t:([a-z_.]+)"/g)) {
      const text = key!
        .split(".")
        .reduce<unknown>((branch, step) => (branch as Record<string, unknown>)[step], texts);
      expect(text, key).toEqual(expect.any(String));
    }
  });

  it("the stylesheet and script that the block names are there", () => {
    const { stylesheet, javascript } = readBlockSchema(extensionDir, "backorder-notice");
    expect(names("assets")).toEqual(expect.arrayContaining([stylesheet, javascript]));
  });
});

describe("manners towards the theme", () => {
  const assets = (kind: string) => names("assets").filter((name) => name.endsWith(kind));

  it.each(assets(".css"))("no !important, and nothing that assumes left-to-right: %s", (name) => {
    expect(String(file(`assets/${name}`))).not.toMatch(
      /!important|(margin|padding|border)-(left|right|top|bottom)|text-align:\s*(left|right)/,
    );
  });

  it.each(assets(".js"))("no HTML from strings, no date formatting, no global variables: %s", (name) => {
    expect(String(file(`assets/${name}`))).not.toMatch(
      /innerHTML|insertAdjacentHTML|document\.write|eval|Function\(|Intl|toLocale|\bvar\b/,
    );
  });
});
