import { readFileSync } from "node:fs";
import { join } from "node:path";
import { createEngine } from "./engine.ts";
import type { Page } from "./page.ts";

type Setting = { id?: string; type?: string; default?: unknown };

/** The part of a block's `{% schema %}` that matters when it is rendered. */
export type BlockSchema = {
  name: string;
  target: string;
  stylesheet?: string;
  javascript?: string;
  settings: Setting[];
};

export type AppBlock = { extensionDir: string; name: string; id: string; settings?: Record<string, unknown> };

export function readBlockSchema(extensionDir: string, name: string): BlockSchema {
  const source = readFileSync(join(extensionDir, "blocks", `${name}.liquid`), "utf8");
  const json = /\{%-?\s*schema\s*-?%\}([\s\S]*?)\{%-?\s*endschema\s*-?%\}/.exec(source)?.[1];
  if (!json) throw new Error(`Block ${name} has no schema.`);
  return JSON.parse(json) as BlockSchema;
}

/** One app block, wrapped as Shopify wraps it. Settings left unsaid take the schema's defaults. */
export function renderAppBlock(block: AppBlock, objects: object, page: Page): string {
  const schema = readBlockSchema(block.extensionDir, block.name);
  const defaults = schema.settings
    .filter((setting) => setting.id)
    .map(({ id, default: value }) => [id, value]);
  const engine = createEngine(block.extensionDir);
  const html = engine.renderFile(
    `blocks/${block.name}`,
    {
      ...objects,
      block: {
        id: block.id,
        type: "@app",
        settings: { ...Object.fromEntries(defaults), ...block.settings },
        shopify_attributes: `data-shopify-editor-block="${block.id}"`,
      },
    },
    page,
  );
  return `<div id="shopify-block-${block.id}" class="shopify-block shopify-app-block">${html}</div>`;
}
