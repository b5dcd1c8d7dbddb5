import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "smol-toml";
import type { ShownExtension } from "../screens/admin/context.ts";

export type AppExtension = { folder: string; type: string; shown: ShownExtension };

type Declared = { name?: string; type?: string; handle?: string };

/** The app's extensions as the admin knows them; the stand-in's theme has every block switched on. */
export function readExtensions(folder: string): AppExtension[] {
  return readdirSync(folder)
    .map((name) => join(folder, name))
    .filter((path) => existsSync(join(path, "shopify.extension.toml")))
    .flatMap((path) => {
      const toml = parse(readFileSync(join(path, "shopify.extension.toml"), "utf8")) as Declared & {
        extensions?: Declared[];
      };
      return (toml.extensions ?? [toml]).map(({ name = "", type = "ui_extension", handle = slug(name) }) => ({
        folder: path,
        type,
        shown:
          type === "theme"
            ? { handle, type: "theme_app_extension" as const, activations: blocksOf(path) }
            : { handle, type: "ui_extension" as const, activations: [] },
      }));
    });
}

const slug = (name: string) => name.toLowerCase().replaceAll(/[^a-z0-9]+/g, "-");

function blocksOf(path: string): object[] {
  const blocks = join(path, "blocks");
  if (!existsSync(blocks)) return [];
  const words = JSON.parse(readFileSync(join(path, "locales", "en.default.schema.json"), "utf8")) as object;
  return readdirSync(blocks)
    .filter((file) => file.endsWith(".liquid"))
    .map((file) => {
      const source = readFileSync(join(blocks, file), "utf8");
      const schema = /{%-?\s*schema\s*-?%}([\s\S]*?){%-?\s*endschema/.exec(source)?.[1] ?? "{}";
      const { name = "", target = "section" } = JSON.parse(schema) as { name?: string; target?: string };
      const handle = file.replace(".liquid", "");
      return {
        handle,
        name: name.startsWith("t:") ? translated(words, name.slice(2)) : name,
        target,
        status: "active",
        activations: [
          { target: `template--product/main/${handle}`, themeId: "gid://shopify/OnlineStoreTheme/1" },
        ],
      };
    });
}

function translated(words: object, key: string): unknown {
  return key
    .split(".")
    .reduce<unknown>((level, part) => (level as Record<string, unknown> | undefined)?.[part], words);
}
