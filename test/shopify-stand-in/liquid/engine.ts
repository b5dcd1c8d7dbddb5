import { existsSync } from "node:fs";
import { join } from "node:path";
import { Liquid } from "liquidjs";
import { addFilters } from "./filters.ts";
import { withPage, type Page } from "./page.ts";
import { addTags } from "./tags.ts";
import { readTranslations } from "./translations.ts";

export type Engine = {
  /** Renders a file such as "templates/product" with Shopify's global objects. */
  renderFile(file: string, objects: object, page: Page): string;
  renderText(source: string, objects: object, page: Page): string;
};

/** Shopify's Liquid over one theme or one extension: its snippets, its translations, nobody else's. */
export function createEngine(root: string): Engine {
  const snippets = join(root, "snippets");
  const liquid = new Liquid({
    root,
    partials: existsSync(snippets) ? snippets : root,
    extname: ".liquid",
    strictFilters: true,
    relativeReference: false,
    // Shopify's own: nothing but what an object declares can be read.
    ownPropertyOnly: true,
  });
  addTags(liquid);
  addFilters(liquid, readTranslations(join(root, "locales")));
  return {
    renderFile: (file, objects, page) =>
      liquid.renderFileSync(file, {}, { globals: withPage(objects, page) }),
    renderText: (source, objects, page) =>
      liquid.parseAndRenderSync(source, {}, { globals: withPage(objects, page) }),
  };
}
