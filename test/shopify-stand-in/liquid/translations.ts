import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

type Branch = { [key: string]: string | Branch };

/** The storefront's locale files of one theme or extension. */
export type Translations = {
  locales: string[];
  translate(locale: string, key: string, values: Record<string, unknown>): string;
};

/** Reads `<locale>.json` and `<locale>.default.json`; the editor's `*.schema.json` are another matter. */
export function readTranslations(directory: string): Translations {
  const files = readdirSync(directory).filter((name) => name.endsWith(".json") && !name.includes(".schema."));
  const defaultFile = files.find((name) => name.endsWith(".default.json"));
  if (!defaultFile) throw new Error(`No default locale in ${directory}.`);
  const read = (name: string) => JSON.parse(readFileSync(join(directory, name), "utf8")) as Branch;
  const fallback = { locale: defaultFile.split(".")[0] as string, texts: read(defaultFile) };
  const byLocale = new Map(files.map((name) => [name.split(".")[0] as string, read(name)]));

  return {
    locales: [...byLocale.keys()],
    translate(locale, key, values) {
      const texts = byLocale.get(locale) ?? byLocale.get(locale.split("-")[0] as string);
      const own = texts && lookUp(texts, key, values["count"], locale);
      const text = own ?? lookUp(fallback.texts, key, values["count"], fallback.locale);
      // Shopify prints "Translation missing: …" into the page. Here nobody would notice, so it is an error.
      if (text === undefined) throw new Error(`Translation missing: ${locale}.${key}`);
      const filled = text.replace(/\{\{\s*(\w+)\s*\}\}/g, (_, name: string) => {
        if (!(name in values)) throw new Error(`Translation ${key} needs "${name}".`);
        return String(values[name] ?? "");
      });
      return key.endsWith("_html") ? filled : escaped(filled);
    },
  };
}

function lookUp(texts: Branch, key: string, count: unknown, locale: string): string | undefined {
  let found: string | Branch | undefined = texts;
  for (const step of key.split(".")) {
    if (found === undefined || typeof found === "string") return undefined;
    found = found[step];
  }
  if (found === undefined || typeof found === "string") return found;
  const plural = found[new Intl.PluralRules(locale).select(Number(count))] ?? found["other"];
  return typeof plural === "string" ? plural : undefined;
}

const entities: Record<string, string> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
};

export const escaped = (text: string): string =>
  text.replace(/[&<>"']/g, (character) => entities[character]!);
