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

  it("all scripts of a product page are under 3 KB together, without comments as Shopify's CDN delivers them", () => {
    const bare = (name: string) =>
      String(file(`assets/${name}`))
        .replace(/^\s*\/\/.*\n/gm, "")
        .replace(/\/\*\*[\s\S]*?\*\//g, "")
        .replace(/^\s+/gm, "");
    const sizes = ["backorder-notice.js", "structured-data.js"].map((name) => gzipSync(bare(name)).length);
    expect(sum(sizes)).toBeLessThan(3_000);
  });

  it("the stylesheet is under 1.5 KB on the wire (Shopify: 100 KB)", () => {
    expect(wire("backorder-notice.css")).toBeLessThan(1_500);
  });

  it.each([
    ["structured-data.js", 900],
    ["cart-dates.js", 1_000],
    ["collection-badges.js", 800],
    ["collection-badges.css", 400],
    ["backorder-questions.css", 300],
  ])("%s, which only some pages load, is under %i bytes", (name, most) => {
    expect(wire(name)).toBeLessThan(most);
  });

  it("no asset goes unmeasured", () => {
    expect(names("assets").sort()).toEqual([
      "backorder-notice.css",
      "backorder-notice.js",
      "backorder-questions.css",
      "cart-dates.js",
      "collection-badges.css",
      "collection-badges.js",
      "structured-data.js",
    ]);
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

  const blocks = names("blocks").map((name) => name.replace(".liquid", ""));
  const textOf = (locale: string, key: string) =>
    key
      .split(".")
      .reduce<unknown>(
        (branch, step) => (branch as Record<string, unknown> | undefined)?.[step],
        JSON.parse(String(file(`locales/${locale}.schema.json`))),
      );

  describe.each(blocks)("the block %s", (block) => {
    const schema = readBlockSchema(extensionDir, block);
    const keys = [...JSON.stringify(schema).matchAll(/"t:([a-z_.0-9]+)"/g)].map(([, key]) => key!);

    it.each(["en.default", "de"])("has a name under 25 characters that is not the app's, in %s", (locale) => {
      const name = textOf(locale, schema.name.replace("t:", "")) as string;
      expect(name.length).toBeLessThan(25);
      expect(name.toLowerCase()).not.toContain("shipsby");
    });

    it.each(["en.default", "de"])("has a text for every label in the editor in %s", (locale) => {
      for (const key of keys) expect(textOf(locale, key), key).toEqual(expect.any(String));
    });

    it("finds the stylesheet and script that it names", () => {
      const { stylesheet, javascript } = schema;
      const named = [stylesheet, javascript].filter((each) => each !== undefined);
      expect(names("assets")).toEqual(expect.arrayContaining(named));
    });
  });

  it.each(["de", "fr", "es", "ja", "ar"])("%s says all that English says", (locale) => {
    const keysOf = (branch: object, path = ""): string[] =>
      Object.entries(branch).flatMap(([key, value]) => {
        const isPlural = typeof value === "object" && value !== null && "other" in value;
        return typeof value === "string" || isPlural
          ? [path + key]
          : keysOf(value as object, `${path}${key}.`);
      });
    const read = (name: string) => JSON.parse(String(file(`locales/${name}.json`))) as object;
    expect(keysOf(read(locale)).sort()).toEqual(keysOf(read("en.default")).sort());
  });

  it.each(["en.default", "de", "fr", "es", "ja", "ar"])(
    "%s has every plural form of its language",
    (locale) => {
      const { state } = JSON.parse(String(file(`locales/${locale}.json`))) as {
        state: { backorder: { left: Record<string, string> } };
      };
      const forms = new Intl.PluralRules(locale.split(".")[0]).resolvedOptions().pluralCategories;
      expect(Object.keys(state.backorder.left)).toEqual(expect.arrayContaining(forms));
    },
  );
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
