import { mkdtempSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { createEngine, type Engine } from "./engine.ts";
import { productObject, type ProductFacts } from "./objects.ts";
import type { Page } from "./page.ts";

const page: Page = {
  now: new Date("2026-11-21T23:30:00Z"),
  timeZone: "Europe/Berlin",
  locale: "en",
  currency: "EUR",
  assetUrl: (file) => `/assets/${file}`,
};

let root: string;
let engine: Engine;
const render = (source: string, objects: object = {}, changes: Partial<Page> = {}) =>
  engine.renderText(source, objects, { ...page, ...changes });

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "liquid-"));
  mkdirSync(join(root, "locales"));
  mkdirSync(join(root, "snippets"));
  const texts = (locale: string, content: object) =>
    writeFileSync(join(root, "locales", `${locale}.json`), JSON.stringify(content));
  texts("en.default", {
    hello: "Hello {{ name }}, it's <b>you</b>",
    rich_html: "<b>{{ name }}</b>",
    units: { one: "{{ count }} unit", other: "{{ count }} units" },
    only_english: "English",
  });
  texts("de", { hello: "Hallo {{ name }}", units: { one: "{{ count }} Stück", other: "{{ count }} Stück" } });
  writeFileSync(join(root, "snippets/inside.liquid"), "[{{ given }}{{ outer }}{{ shop.name }}]");
  engine = createEngine(root);
});
afterAll(() => rmSync(root, { recursive: true }));

describe("what Liquid does not know is an error, not silence", () => {
  it.each([
    ["a filter", "{{ 'x' | nonsense }}"],
    ["a tag", "{% nonsense %}"],
    ["a snippet", "{% render 'nonsense' %}"],
    ["a translation", "{{ 'nonsense' | t }}"],
    ["a value that a translation needs", "{{ 'hello' | t }}"],
    ["a date format of the theme", "{{ 'now' | date: format: 'nonsense' }}"],
    ["an unclosed schema", "{% schema %}{}"],
  ])("%s", (_, source) => {
    expect(() => render(source)).toThrow();
  });
});

describe("tags that Shopify adds", () => {
  it("a schema, a doc and an asset block print nothing", () => {
    const source =
      "a{% schema %}{}{% endschema %}{% doc %}x{% enddoc %}{% javascript %}1{% endjavascript %}b";
    expect(render(source)).toBe("ab");
  });

  it("a style block becomes a style element, with its Liquid read", () => {
    expect(render("{% style %}a{ b: {{ 1 | plus: 1 }} }{% endstyle %}")).toBe(
      "<style data-shopify>a{ b: 2 }</style>",
    );
  });

  it("a snippet sees what it is given and Shopify's globals, not its caller's variables", () => {
    const source = "{% assign outer = 'no' %}{% render 'inside', given: 'yes ' %}";
    expect(render(source, { shop: { name: "Shop" } })).toBe("[yes Shop]");
  });

  it("an app block is rendered where the section renders its blocks", () => {
    expect(render("{% render block %}", { block: { html: "<i>here</i>" } })).toBe("<i>here</i>");
  });

  it("a product form posts to the cart of the shopper's language", () => {
    const html = render("{% form 'product', product, id: 'f' %}x{% endform %}", {
      routes: { root_url: "/de" },
    });
    expect(html).toContain('action="/de/cart/add"');
    expect(html).toContain('id="f"');
  });
});

describe("translations", () => {
  it("interpolate and escape", () => {
    expect(render("{{ 'hello' | t: name: '<i>' }}")).toBe("Hello &lt;i&gt;, it&#39;s &lt;b&gt;you&lt;/b&gt;");
  });

  it("may carry markup where the key says so", () => {
    expect(render("{{ 'rich_html' | t: name: 'x' }}")).toBe("<b>x</b>");
  });

  it("choose the plural by the language's rules", () => {
    expect(render("{{ 'units' | t: count: 1 }}, {{ 'units' | t: count: 3 }}")).toBe("1 unit, 3 units");
  });

  it("fall back from region to language, and from language to the default", () => {
    const source = "{{ 'hello' | t: name: 'x' }} {{ 'only_english' | t }}";
    expect(render(source, {}, { locale: "de-AT" })).toBe("Hallo x English");
  });
});

describe("dates", () => {
  it("now is the shop's day, which may be tomorrow for the server", () => {
    expect(render("{{ 'now' | date: '%Y-%m-%d %H:%M' }}")).toBe("2026-11-22 00:30");
  });

  it("a day without a time is that day in every time zone", () => {
    for (const timeZone of ["Pacific/Kiritimati", "America/Los_Angeles"]) {
      expect(render("{{ '2026-12-12' | date: '%B %-d, %Y' }}", {}, { timeZone })).toBe("December 12, 2026");
    }
  });

  it("what is no date comes back as it was", () => {
    expect(render("{{ 'soon' | date: '%Y' }} {{ '2026-13-40' | date: '%Y' }}")).toBe("soon 2026-13-40");
  });

  it("a day beyond the month's end rolls over, as in Ruby", () => {
    expect(render("{{ '2026-02-31' | date: '%Y-%m-%d' }}")).toBe("2026-03-03");
  });

  it("strftime stays English in every language", () => {
    expect(render("{{ '2026-12-12' | date: '%B' }}", {}, { locale: "de" })).toBe("December");
  });

  it("a named format follows the theme's language", () => {
    expect(render("{{ '2026-12-12' | date: format: 'date' }}", {}, { locale: "de" })).toBe(
      "12. Dezember 2026",
    );
  });
});

describe("other filters", () => {
  it("money is counted in cents, and in whole yen", () => {
    expect(render("{{ 8900 | money }}")).toBe("€89.00");
    expect(render("{{ 8900 | money }}", {}, { currency: "JPY" })).toBe("¥8,900");
  });

  it("json cannot end a script", () => {
    expect(render("{{ x | json }}", { x: "</script>" })).not.toContain("<");
  });

  it("arithmetic reads the number at the front of a text, as Ruby does", () => {
    expect(render("{{ '2026x' | plus: 1 }} {{ 'x' | plus: 1 }}")).toBe("2027 1");
  });

  it("escape_once leaves entities alone", () => {
    expect(render("{{ '&lt;&eacute; & <' | escape_once }}")).toBe("&lt;&eacute; &amp; &lt;");
  });
});

describe("a product in Liquid", () => {
  const variant = (id: string, available: boolean) => ({
    id,
    title: id,
    options: [id],
    price: 100,
    available,
    inventoryManagement: "shopify",
    inventoryPolicy: "deny" as const,
    inventoryQuantity: available ? 1 : 0,
  });
  const facts: ProductFacts = {
    id: "1",
    title: "Lamp",
    handle: "lamp",
    description: "",
    options: [{ name: "Size", values: ["a", "b"] }],
    variants: [variant("a", false), variant("b", true)],
    metafields: { $app: { availability: { v: 1 } } },
  };

  it("without a variant in the address the first that can be bought is chosen", () => {
    const source = "{{ product.selected_or_first_available_variant.id }}";
    expect(render(source, { product: productObject(facts) })).toBe("b");
    expect(render(source, { product: productObject(facts, "a") })).toBe("a");
  });

  it("the app's metafield answers to '$app' in brackets and to nothing else", () => {
    const source =
      "{{ product.metafields['$app'].availability.value.v }}|{{ product.metafields.app.availability.value.v }}";
    expect(render(source, { product: productObject(facts) })).toBe("1|");
  });

  it("lists 250 variants and counts them all", () => {
    const variants = Array.from({ length: 251 }, (_, index) => variant(String(index), true));
    const product = productObject({ ...facts, variants }, "250");
    const source =
      "{{ product.variants.size }} {{ product.variants_count }} {{ product.selected_variant.id }}";
    expect(render(source, { product })).toBe("250 251 250");
  });
});
