import fc from "fast-check";
import { expect, test } from "vitest";
import type { VariantFacts } from "#test/shopify-stand-in/liquid/objects.ts";
import { notice, renderNotice, says, variant } from "./notice.ts";

const today = "2026-11-21";
const day = fc
  .date({ min: new Date("2025-01-01"), max: new Date("2028-12-31"), noInvalidDate: true })
  .map((date) => date.toISOString().slice(0, 10));
const anything = fc.oneof(day, fc.string(), fc.integer(), fc.constant(null), fc.boolean(), fc.jsonValue());
const entry = fc.record(
  {
    state: fc.oneof(fc.constantFrom("backorder", "out_of_stock", "discontinued", "in_stock"), fc.string()),
    ships_by: anything,
    ships_from: anything,
    expected: anything,
    left: anything,
    made_to_order: fc.oneof(fc.boolean(), anything),
  },
  { requiredKeys: [] },
);
const facts: fc.Arbitrary<Partial<VariantFacts>> = fc.record({
  available: fc.boolean(),
  inventoryManagement: fc.constantFrom("shopify", null),
  inventoryPolicy: fc.constantFrom("continue" as const, "deny" as const),
  inventoryQuantity: fc.integer({ min: -5, max: 5 }),
});
const words = fc.record(
  { title: fc.string(), dated: fc.string(), range: fc.string(), undated: fc.string(), left: fc.string() },
  { requiredKeys: [] },
);

test("whatever the metafield holds, the state is the buy button's and no day is over", () => {
  fc.assert(
    fc.property(entry, facts, fc.boolean(), (said, only, show_left) => {
      const situation = { variants: [variant(only)], availability: says(said), settings: { show_left } };
      const { state, shipsBy } = notice(situation);
      const waits =
        only.inventoryManagement !== null &&
        only.inventoryPolicy === "continue" &&
        (only.inventoryQuantity ?? 0) <= 0;
      if (!only.available) expect(["out_of_stock", "discontinued"]).toContain(state);
      else if (waits) expect(["backorder", "made_to_order"]).toContain(state);
      else expect(state).toBe("in_stock");
      for (const [, shown] of renderNotice(situation).matchAll(/datetime="([^"]*)"/g))
        expect(shown! >= today && !Number.isNaN(Date.parse(shown!))).toBe(true);
      if (shipsBy !== null) expect(shipsBy).toBe((said as { ships_by?: unknown }).ships_by);
    }),
    { numRuns: 300 },
  );
});

test("what the line carries is what the page says", () => {
  fc.assert(
    fc.property(entry, facts, (said, only) => {
      const html = renderNotice({ variants: [variant(only)], availability: says(said) });
      const { state, shipsBy, lines } = notice({ variants: [variant(only)], availability: says(said) });
      const line = /name="properties\[Ships by\]"\s+value="([^"]*)"[^>]*?(disabled)?\s*>/.exec(html);
      const token = /name="properties\[_ships_by\]"\s+value="([^"]*)"[^>]*?(disabled)?\s*>/.exec(html);
      if (state === "backorder" || state === "made_to_order") {
        expect([token?.[1], token?.[2]]).toEqual([shipsBy ?? "unknown", undefined]);
        expect(lines.join()).toContain(shipsBy ? line![1] : "Date to be confirmed");
      } else if (token) expect(token[2]).toBe("disabled");
    }),
    { numRuns: 200 },
  );
});

test("no wording of a merchant's becomes markup", () => {
  const tags = (html: string) => [...html.matchAll(/<\/?[a-z][a-z0-9]*/gi)].map(String);
  fc.assert(
    fc.property(words, (settings) => {
      const availability = says({ ships_by: "2026-12-12", left: 3 });
      const shown = { availability, settings: { ...settings, show_left: true } };
      // A date may stand in a wording any number of times, or not at all.
      const without = (html: string) => tags(html).filter((tag) => !tag.includes("time"));
      const plain = Object.fromEntries(
        Object.entries(settings).map(([key, value]) => [key, value.trim() === "" ? value : "plain"]),
      );
      expect(without(renderNotice(shown))).toEqual(
        without(renderNotice({ availability, settings: { ...plain, show_left: true } })),
      );
    }),
    { numRuns: 200 },
  );
});
