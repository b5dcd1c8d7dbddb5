/** What a page being rendered knows besides its variables: filters such as `t`, `date` and `money` ask it. */
export type Page = {
  now: Date;
  timeZone: string;
  /** The shopper's language, for example "de" or "pt-BR". */
  locale: string;
  currency: string;
  assetUrl(file: string): string;
  /** Where the store is, "https://shop.example". */
  origin?: string;
};

const key = Symbol("page");

/** Carries the page through Liquid's globals, the only thing that reaches filters inside rendered snippets. */
export const withPage = (globals: object, page: Page): object => ({ ...globals, [key]: page });

export function pageOf(context: { globals: object }): Page {
  const page = (context.globals as { [key]?: Page })[key];
  if (!page) throw new Error("Rendered without a page.");
  return page;
}
