import { describe, expect, it } from "vitest";
import { renderNotice, says, variant } from "./notice.ts";

const payloads = [
  "<script>alert(1)</script>",
  '"><img src=x onerror=alert(1)>',
  "'><svg onload=alert(1)>",
  "</script><script>alert(1)</script>",
  "</template><script>alert(1)</script>",
  "javascript:alert(1)",
  "{{ 'x' }}{% raw %}",
  '" onmouseover="alert(1)',
  "&lt;script&gt;alert(1)&lt;/script&gt;",
  "[date]<b>[date]</b>",
];

/** Every tag of a piece of HTML, by name and attribute names: what injected markup would change. */
const shape = (html: string) =>
  [...html.matchAll(/<(\/?[a-z]+)((?:\s+[a-z-]+(?:="[^"]*")?)*)\s*\/?>/gi)].map(
    ([, tag, attributes]) => `${tag}${(attributes ?? "").replace(/="[^"]*"/g, "").replace(/\s+/g, " ")}`,
  );

const texts = (value: string) => ({
  title: value,
  dated: value,
  range: value,
  undated: value,
  hint: value,
  left: value,
  terms: value,
  notify_hint: value,
  sold_title: value,
});
const dated = says({ state: "backorder", ships_by: "2026-12-12" });

describe("nothing that a merchant, a supplier or a thief writes becomes markup", () => {
  it.each(payloads.filter((payload) => !payload.includes("[date]")))("settings: %s", (payload) => {
    expect(shape(renderNotice({ settings: texts(payload) }))).toEqual(
      shape(renderNotice({ settings: texts("plain") })),
    );
  });

  it("the date's place in a merchant's wording lets in the date and nothing else", () => {
    const html = renderNotice({ availability: dated, settings: texts("[date]<b>[date]</b>") });
    expect(html).not.toContain("<b>");
    expect(html).toContain('&lt;b&gt;<time datetime="2026-12-12"');
  });

  it.each(payloads)("the app's metafield: %s", (payload) => {
    const variants = [variant(), variant({ id: "2", title: "Sand" })];
    const entry = {
      state: payload,
      ships_by: payload,
      ships_from: payload,
      left: payload,
      made_to_order: payload,
      expected: payload,
    };
    const html = renderNotice({ variants, availability: says(entry) });
    expect(shape(html)).toEqual(shape(renderNotice({ variants })));
    expect(html).not.toContain("alert");
  });

  it.each(payloads)("names of variants: %s", (payload) => {
    const variants = [variant({ title: payload, options: [payload] }), variant({ id: "2", title: payload })];
    expect(renderNotice({ variants })).not.toContain("alert");
  });
});
