import { existsSync } from "node:fs";
import { join } from "node:path";
import type { Request } from "express";
import { readBlockSchema, renderAppBlock } from "../../liquid/app-block.ts";
import { productObject } from "../../liquid/objects.ts";
import { productByHandle } from "./shelf.ts";
import { globalsFor, type Storefront, type Visit } from "./visit.ts";

/** What the merchant chose in the theme editor, by block; `false` leaves a block out. */
export type BlockSettings = Record<string, Record<string, unknown> | false>;

/** The blocks of the extension that are switched on here: all of it has, unless the merchant left one out. */
function blocksOn({ extensionDir, blockSettings }: Storefront, names: string[]): string[] {
  return names.filter((name) => {
    return blockSettings[name] !== false && existsSync(join(extensionDir, "blocks", `${name}.liquid`));
  });
}

/** One block, by Shopify's rules; empty if it is not switched on. */
export function renderBlock(
  storefront: Storefront,
  visit: Visit,
  request: Request,
  { name, type, objects = {} }: { name: string; type: string; objects?: object },
): string {
  if (blocksOn(storefront, [name]).length === 0) return "";
  const settings = { ...(storefront.blockSettings[name] || {}) };
  for (const { id, type: kind } of readBlockSchema(storefront.extensionDir, name).settings) {
    if (kind !== "product_list" || !id) continue;
    const handles = (settings[id] ?? []) as string[];
    settings[id] = handles
      .map((handle) => productByHandle(visit.state, handle))
      .filter((product) => product !== undefined)
      .map((product) => productObject(product, null, visit.root || "/"));
  }
  const preview = request.query["preview"];
  if (typeof preview === "string") settings["preview"] = preview;
  return renderAppBlock(
    { extensionDir: storefront.extensionDir, name, id: `shipsby_${name.replaceAll("-", "_")}`, settings },
    { ...globalsFor(visit, request, type), ...objects },
    { ...visit.page, assetUrl: extensionAsset },
  );
}

/** As Shopify adds them to `content_for_header`: once a page, the scripts without holding anything up. */
export function blockAssets(storefront: Storefront, names: string[]): string {
  const schemas = blocksOn(storefront, names).map((name) => readBlockSchema(storefront.extensionDir, name));
  const once = (files: (string | undefined)[]) => [...new Set(files)].filter((file) => file !== undefined);
  return [
    ...once(schemas.map((schema) => schema.stylesheet)).map(
      (file) => `<link rel="stylesheet" href="${extensionAsset(file)}">`,
    ),
    ...once(schemas.map((schema) => schema.javascript)).map(
      (file) => `<script src="${extensionAsset(file)}" async></script>`,
    ),
  ].join("");
}

const extensionAsset = (file: string) => `/cdn/extensions/${file}`;
