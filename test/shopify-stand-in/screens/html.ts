/** Markup that is safe to send as it is. */
export type Html = { markup: string };

type Piece = Html | string | number | null | undefined | false | Piece[];

function write(piece: Piece): string {
  if (Array.isArray(piece)) return piece.map(write).join("");
  if (piece === null || piece === undefined || piece === false) return "";
  if (typeof piece === "object") return piece.markup;
  return escaped(String(piece));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}

/** A template whose values are escaped unless they are Html themselves. */
export function html(parts: TemplateStringsArray, ...values: Piece[]): Html {
  return { markup: parts.map((part, index) => part + write(values[index])).join("") };
}

/** Data for a `<script type="application/json">`. */
export function json(value: unknown): Html {
  return { markup: JSON.stringify(value).replaceAll("<", "\\u003c") };
}
