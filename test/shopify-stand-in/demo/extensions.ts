import { existsSync, readdirSync, readFileSync } from "node:fs";
import { basename, join } from "node:path";
import { parse } from "smol-toml";
import type { ShownExtension } from "../screens/admin/context.ts";

export type AppExtension = { folder: string; type: string; shown: ShownExtension };

/** The app's extensions as the admin knows them; the stand-in's theme has every block switched on. */
export function readExtensions(folder: string): AppExtension[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, "shopify.extension.toml")))
    .map((path) => {
      const toml = parse(readFileSync(join(path, "shopify.extension.toml"), "utf8")) as {
        type?: string;
        handle?: string;
      };
      const type = toml.type ?? "ui_extension";
      const handle = toml.handle ?? basename(path);
      const shown: ShownExtension =
        type === "theme"
          ? { handle, type: "theme_app_extension", activations: blocksOf(path) }
          : { handle, type: "ui_extension", activations: [] };
      return { folder: path, type, shown };
    });
}

function blocksOf(path: string): object[] {
  const blocks = join(path, "blocks");
  return readdirSync(existsSync(blocks) ? blocks : path)
    .filter((file) => file.endsWith(".liquid"))
    .map((file) => {
      const source = readFileSync(join(blocks, file), "utf8");
      const schema = /{%-?\s*schema\s*-?%}([\s\S]*?){%-?\s*endschema/.exec(source)?.[1] ?? "{}";
      const { name, target } = JSON.parse(schema) as { name?: string; target?: string };
      const handle = file.replace(".liquid", "");
      return {
        handle,
        name: name ?? handle,
        target: target ?? "section",
        status: "active",
        activations: [
          { target: `template--product/main/${handle}`, themeId: "gid://shopify/OnlineStoreTheme/1" },
        ],
      };
    });
}
