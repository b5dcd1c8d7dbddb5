import { describe, expect, it } from "vitest";
import { productObject, type VariantFacts } from "#test/shopify-stand-in/liquid/objects.ts";
import { readBlockSchema } from "#test/shopify-stand-in/liquid/app-block.ts";
import { extensionDir, notice, renderNotice, says, variant } from "./notice.ts";

const dated = says({ state: "backorder", ships_by: "2026-12-12" });

describe("what the notice says for each state", () => {
  it("says nothing about a product that is in stock", () => {
    const shown = notice({ variants: [variant({ inventoryQuantity: 3 })] });
    expect(shown).toEqual({ state: "in_stock", shipsBy: null, lines: [], termsShown: false });
  });

  it('says "In stock" if the shop wants it said', () => {
    const settings = { show_in_stock: true };
    expect(notice({ variants: [variant({ inventoryQuantity: 3 })], settings }).lines).toEqual(["In stock"]);
  });

  it("names the date of a backorder", () => {
    expect(notice({ availability: dated })).toEqual({
      state: "backorder",
      shipsBy: "2026-12-12",
      lines: [
        "Backorder",
        "Ships by December 12, 2026",
        "More are on the way. You can cancel until it ships.",
      ],
      termsShown: true,
    });
  });

  it("promises no date for a backorder without one", () => {
    expect(notice({ availability: says({ state: "backorder" }) })).toEqual({
      state: "backorder",
      shipsBy: null,
      lines: ["Backorder", "Date to be confirmed. We'll write to you as soon as we know."],
      termsShown: true,
    });
  });

  it("says when something sold out is expected back, without calling that a ship date", () => {
    const variants = [variant({ available: false, inventoryPolicy: "deny" })];
    const availability = says({ state: "out_of_stock", expected: "2026-12-12" });
    expect(notice({ variants, availability })).toEqual({
      state: "out_of_stock",
      shipsBy: null,
      lines: ["Out of stock", "Expected back December 12, 2026"],
      termsShown: false,
    });
  });

  it("says no more than sold out where nothing is known", () => {
    expect(notice({ variants: [variant({ available: false })] }).lines).toEqual(["Out of stock"]);
  });

  it("says that a discontinued product is gone", () => {
    const variants = [variant({ available: false, inventoryPolicy: "deny" })];
    const shown = notice({ variants, availability: says({ state: "discontinued" }) });
    expect(shown).toMatchObject({ state: "discontinued", lines: ["Discontinued", "No longer available."] });
  });
});

describe("what else may be known of a backorder", () => {
  const both = { state: "backorder", ships_by: "2026-12-12", ships_from: "2026-12-08" };

  it("the earliest day stands beside the latest, until it has passed", () => {
    expect(notice({ availability: says(both) })).toMatchObject({
      shipsBy: "2026-12-12",
      lines: ["Backorder", "Ships between December 8, 2026 and December 12, 2026", expect.any(String)],
    });
    const now = new Date("2026-12-09T12:00:00Z");
    expect(notice({ availability: says(both), now }).lines[1]).toBe("Ships by December 12, 2026");
  });

  it.each(["2026-12-12", "2026-12-13", "soon", null, { day: "2026-12-08" }])(
    "an earliest day that makes no sense is left out: %j",
    (ships_from) => {
      const shown = notice({ availability: says({ ...both, ships_from }) });
      expect(shown.lines[1]).toBe("Ships by December 12, 2026");
    },
  );

  it("the units still free are said only where the shop wants that", () => {
    const availability = says({ state: "backorder", ships_by: "2026-12-12", left: 7 });
    expect(notice({ availability }).lines.join()).not.toContain("7");
    const settings = { show_left: true };
    expect(notice({ availability, settings }).lines).toContain("7 of the units on the way are still free.");
    expect(notice({ availability: says({ state: "backorder", left: 1 }), settings }).lines).toEqual([
      "Backorder",
      "Date to be confirmed. We'll write to you as soon as we know.",
      "1 of the units on the way is still free.",
    ]);
    const own = { ...settings, left: "[left] to go round" };
    expect(notice({ availability, settings: own }).lines).toContain("7 to go round");
  });

  it.each([0, -3, 0.5, "<b>", null, true, [], {}, 1e12])("a number of units that is none: %j", (left) => {
    const availability = says({ state: "backorder", ships_by: "2026-12-12", left });
    expect(notice({ availability, settings: { show_left: true } })).toEqual(notice({ availability: dated }));
  });

  it("made to order is called so, and needs no terms about deliveries", () => {
    const availability = says({ state: "backorder", ships_by: "2026-12-12", made_to_order: true });
    expect(notice({ availability })).toEqual({
      state: "made_to_order",
      shipsBy: "2026-12-12",
      lines: ["Made to order", "Ships by December 12, 2026", "Made for you after you order."],
      termsShown: false,
    });
    const now = new Date("2026-12-20T12:00:00Z");
    expect(notice({ availability, now })).toMatchObject({ state: "made_to_order", shipsBy: null });
  });
});

describe("the state agrees with what the buy button does, whatever the app has written", () => {
  it.each([
    ["stock has come in meanwhile", variant({ inventoryQuantity: 5 }), "in_stock"],
    ["the product is not tracked", variant({ inventoryManagement: null, inventoryQuantity: -4 }), "in_stock"],
    ["it is oversold and may still be bought", variant({ inventoryQuantity: -7 }), "backorder"],
    ["it may not be bought", variant({ available: false, inventoryPolicy: "deny" }), "out_of_stock"],
    ["it can be bought without stock for another reason", variant({ inventoryPolicy: "deny" }), "in_stock"],
  ])("%s", (_, only, state) => {
    expect(notice({ variants: [only], availability: dated }).state).toBe(state);
  });

  it("a product called discontinued that can be bought is not called so", () => {
    const availability = says({ state: "discontinued" });
    expect(notice({ availability }).state).toBe("backorder");
    expect(notice({ variants: [variant({ inventoryQuantity: 2 })], availability }).state).toBe("in_stock");
  });

  it("needs no metafield at all", () => {
    expect(notice()).toMatchObject({ state: "backorder", shipsBy: null });
  });
});

describe("the variant in the address", () => {
  const olive = variant({ id: "9007199254741101" });
  const sand = variant({ id: "9007199254741102", title: "Sand", options: ["Sand"], inventoryQuantity: 4 });

  it("is the one the notice speaks of", () => {
    expect(notice({ variants: [olive, sand], chosen: sand.id }).state).toBe("in_stock");
    expect(notice({ variants: [olive, sand], chosen: olive.id }).state).toBe("backorder");
  });

  it("is right also beyond the 250 variants that Liquid lists", () => {
    const many = Array.from({ length: 300 }, (_, index) =>
      variant({ id: String(9007199254741200n + BigInt(index)) }),
    );
    const last = many.at(-1)!.id;
    const html = renderNotice({
      variants: many,
      chosen: last,
      availability: says({ ships_by: "2026-12-12" }, last),
    });
    expect(html).toContain('data-ships-by="2026-12-12"');
    expect(html).toContain("data-partial");
  });

  it("carries one prepared text per different answer, not one per variant", () => {
    const many = Array.from({ length: 250 }, (_, index) =>
      variant({ id: String(9007199254741200n + BigInt(index)) }),
    );
    const html = renderNotice({
      variants: many,
      availability: says({ ships_by: "2026-12-12" }, many[3]!.id),
    });
    expect(html.match(/<template/g)).toHaveLength(2);
    expect(html).not.toContain("data-partial");
    expect(html.length).toBeLessThan(20_000);
  });

  it("is not prepared for where there is nothing to choose", () => {
    const html = renderNotice({ variants: [variant({ title: "Default Title" })] });
    expect(html).not.toContain("<template");
    expect(html).not.toContain("application/json");
  });
});

describe("what is offered instead", () => {
  const sold = [variant({ available: false, inventoryPolicy: "deny" })];
  const other = (title: string, changes: Partial<VariantFacts> = { inventoryQuantity: 2 }) => ({
    ...productObject({
      id: title,
      title,
      handle: title,
      description: "",
      options: [],
      variants: [variant({ id: `${title}1`, ...changes })],
    }),
  });
  const offered = (recommended: Record<string, object[]>, settings = {}) => {
    const html = renderNotice({ variants: sold, recommended, settings });
    return [...html.matchAll(/<li><a href="([^"]*)">/g)].map(([, url]) => url!.split("/").at(-1));
  };

  it("is what the merchant picked, before Shopify's complementary products, before its related ones", () => {
    const recommended = {
      complementary_products: [other("bowl")],
      related_products: [other("cup")],
    };
    expect(offered(recommended, { substitutes: [other("mug")] })).toEqual(["mug"]);
    expect(offered(recommended)).toEqual(["bowl"]);
    expect(offered({ related_products: recommended.related_products })).toEqual(["cup"]);
    expect(offered({})).toEqual([]);
    expect(offered(recommended, { show_substitutes: false })).toEqual([]);
  });

  it("passes over what is not in stock, as far as the next kind", () => {
    const recommended = {
      complementary_products: [other("bowl", { inventoryQuantity: 0 }), other("lid", { available: false })],
      related_products: [other("cup"), other("plate", { inventoryManagement: null, inventoryQuantity: 0 })],
    };
    expect(offered(recommended)).toEqual(["cup", "plate"]);
  });
});

describe("the theme editor", () => {
  it("shows the state the merchant wants to look at, to the merchant only", () => {
    const settings = { preview: "discontinued" };
    expect(notice({ settings, designMode: true }).state).toBe("discontinued");
    expect(notice({ settings }).state).toBe("backorder");
  });

  it.each([
    ["in_stock", "in_stock", []],
    [
      "backorder:[date]:[from]:12",
      "backorder",
      ["Backorder", "Ships between December 7, 2026 and December 12, 2026"],
    ],
    ["backorder", "backorder", ["Backorder", "Date to be confirmed. We'll write to you as soon as we know."]],
    ["made_to_order:[date]", "made_to_order", ["Made to order", "Ships by December 12, 2026"]],
    ["out_of_stock:[date]", "out_of_stock", ["Out of stock", "Expected back December 12, 2026"]],
    ["discontinued", "discontinued", ["Discontinued", "No longer available."]],
  ])("previews %s", (preview, state, lines) => {
    const shown = notice({ settings: { preview }, designMode: true });
    expect(shown.state).toBe(state);
    expect(shown.lines.slice(0, 2)).toEqual(lines);
  });

  it("has a preview for every state, with the form where the form would be", () => {
    const { settings } = readBlockSchema(extensionDir, "backorder-notice") as {
      settings: { id?: string; options?: { value: string }[] }[];
    };
    const previews = settings.find(({ id }) => id === "preview")!.options!.map(({ value }) => value);
    expect(new Set(previews.map((value) => value.split(":")[0]))).toEqual(
      new Set(["auto", "in_stock", "backorder", "made_to_order", "out_of_stock", "discontinued"]),
    );
    const html = renderNotice({ settings: { preview: "out_of_stock:[date]" }, designMode: true });
    expect(html).toContain('class="shipsby__notify"');
    expect(html).not.toContain("properties[");
  });

  it("previews a date that lies ahead", () => {
    const shown = notice({ settings: { preview: "backorder:[date]" }, designMode: true });
    expect(shown.lines).toContain("Ships by December 12, 2026");
  });
});

describe("a page without a product", () => {
  it("tells the merchant where the message will be, and shoppers nothing", () => {
    expect(renderNotice({ noProduct: true, designMode: true })).toContain(
      "Your backorder message appears here.",
    );
    expect(renderNotice({ noProduct: true })).not.toContain("<p");
  });
});

describe("the merchant's own wording", () => {
  const settings = {
    title: "Made for you",
    dated: "Leaves us by [date] at the latest",
    undated: "We are asking our supplier",
    hint: "No rush",
    terms: "One.\nTwo.",
  };

  it("replaces ours, and the date goes where they put it", () => {
    const lines = ["Made for you", "Leaves us by December 12, 2026 at the latest", "No rush"];
    expect(notice({ availability: dated, settings }).lines).toEqual(lines);
    expect(notice({ settings }).lines).toEqual(["Made for you", "We are asking our supplier"]);
    expect(renderNotice({ settings })).toMatch(/<p>One\.<br \/>\s*Two\.<\/p>/);
  });

  it("is the merchant's for every state", () => {
    const words = {
      show_in_stock: true,
      stock_title: "Here",
      range: "From [from] to [date]",
      made_title: "By hand",
      made_dated: "Done by [date]",
      made_hint: "One at a time",
      sold_title: "All gone",
      sold_dated: "Back on [date]",
      sold_undated: "Back one day",
      gone_title: "Retired",
      gone_line: "Not made any more.",
    };
    const said = (only: Partial<VariantFacts>, entry: object) =>
      notice({ variants: [variant(only)], availability: says(entry), settings: words }).lines;
    const sold = { available: false, inventoryPolicy: "deny" } as const;
    const day = "2026-12-12";
    expect(said({ inventoryQuantity: 3 }, {})).toEqual(["Here"]);
    expect(said({}, { ships_by: day, ships_from: "2026-12-08" })[1]).toBe(
      "From December 8, 2026 to December 12, 2026",
    );
    expect(said({}, { ships_by: day, made_to_order: true })).toEqual([
      "By hand",
      "Done by December 12, 2026",
      "One at a time",
    ]);
    expect(said(sold, { expected: day })).toEqual(["All gone", "Back on December 12, 2026"]);
    expect(said(sold, {})).toEqual(["All gone", "Back one day"]);
    expect(said(sold, { state: "discontinued" })).toEqual(["Retired", "Not made any more."]);
  });

  it("can leave out the terms", () => {
    expect(renderNotice({ settings: { show_terms: false } })).not.toContain("shipsby__terms");
  });
});
