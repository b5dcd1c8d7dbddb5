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
  it("the script is under 2.5 KB on the wire, comments and all (Shopify: 10 KB)", () => {
    expect(gzipSync(file("assets/backorder-notice.js")).length).toBeLessThan(2_500);
  });

  it("the stylesheet is under 1 KB on the wire (Shopify: 100 KB)", () => {
    expect(gzipSync(file("assets/backorder-notice.css")).length).toBeLessThan(1_000);
  });

  it("there is one script and one stylesheet, and no picture or font", () => {
    expect(names("assets").sort()).toEqual(["backorder-notice.css", "backorder-notice.js"]);
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
  const css = String(file("assets/backorder-notice.css"));
  const script = String(file("assets/backorder-notice.js"));

  it("no !important, and nothing that assumes left-to-right", () => {
    expect(css).not.toMatch(
      /!important|(margin|padding|border)-(left|right|top|bottom)|text-align:\s*(left|right)/,
    );
  });

  it("no HTML from strings, no date formatting, no global variables", () => {
    expect(script).not.toMatch(
      /innerHTML|insertAdjacentHTML|document\.write|eval|Function\(|Intl|toLocale|\bvar\b/,
    );
  });
});
