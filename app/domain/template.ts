import type { Checked } from "./form.ts";
import type { AlertTexts } from "./mail-words.ts";

/** The names that a merchant's text may mention in braces. */
export const tokens = ["item", "shop"] as const;
export type TokenValues = Record<(typeof tokens)[number], string>;

const longest: Record<keyof AlertTexts, number> = { subject: 80, preheader: 120, body: 1000, button: 30 };

/**
 * Puts values in place of tokens. Not a language: nothing is evaluated, and a value that looks like a token stays as
 * it is.
 */
export function fill(text: string, values: Partial<Record<string, string>>): string {
  return text.replace(/\{([a-z_]+)\}/g, (whole, name: string) =>
    Object.hasOwn(values, name) ? values[name]! : whole,
  );
}

/** A subject that phones show in full: the item gives way, cut at a character, never the merchant's words. */
export function fillSubject(text: string, values: TokenValues, longestLine = 50): string {
  const oneLine = (value: string) => value.replace(/\s+/g, " ").trim();
  const over = oneLine(fill(text, values)).length - longestLine;
  const item = oneLine(values.item);
  const kept = [...item].slice(0, Math.max(10, [...item].length - over - 1)).join("");
  const short = over > 0 && kept !== item ? `${kept.trimEnd()}…` : item;
  return oneLine(fill(text, { ...values, item: short }));
}

/** Texts as a merchant typed them. Empty ones fall back to ours. */
export function readTexts(
  form: Partial<Record<string, string>>,
  ours: AlertTexts,
): Checked<AlertTexts, keyof AlertTexts> {
  const errors: Partial<Record<keyof AlertTexts, string>> = {};
  const value = { ...ours };
  for (const field of Object.keys(longest) as (keyof AlertTexts)[]) {
    const typed = (form[field] ?? "").trim();
    if (typed === "") continue;
    const unknown = [...typed.matchAll(/\{([^{}]*)\}/g)].find(([, name]) => !isToken(name!));
    if (typed.length > longest[field]) errors[field] = `Enter at most ${longest[field]} characters.`;
    else if (unknown) errors[field] = `${unknown[0]} is unknown here. Use {item} or {shop}.`;
    else if (field !== "body" && /[\r\n]/.test(typed)) errors[field] = "Enter one line.";
    else if (field === "body" && !typed.includes("{item}"))
      errors[field] = "This message must name the product: write {item}.";
    else if (/[^\P{Cc}\n\r\t]/u.test(typed)) errors[field] = "Remove the characters that can't be shown.";
    value[field] = typed;
  }
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, value };
}

function isToken(name: string): boolean {
  return (tokens as readonly string[]).includes(name);
}
