import { expect, test } from "vitest";
import { readExtensions } from "./extensions.ts";

test("the admin tells the app which of its blocks stands in the theme, by the name merchants see", () => {
  const theme = readExtensions("extensions").find(({ type }) => type === "theme")!;
  expect(theme.shown).toMatchObject({
    type: "theme_app_extension",
    activations: expect.arrayContaining([
      expect.objectContaining({ handle: "backorder-notice", target: "section", status: "active" }),
    ]) as unknown,
  });
  for (const block of theme.shown.activations as { name: string }[]) expect(block.name).toMatch(/^[A-Z]/);
});
