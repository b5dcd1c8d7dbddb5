import type { Liquid } from "liquidjs";
import { localized, readDate, strftime } from "./dates.ts";
import { pageOf } from "./page.ts";
import { structuredData } from "./structured-data.ts";
import { escaped, type Translations } from "./translations.ts";

type FilterHandler = Extract<Parameters<Liquid["registerFilter"]>[1], (...args: never[]) => unknown>;

/** liquidjs hands `name: value` arguments over as ["name", value] pairs. */
function named(args: unknown[]): Record<string, unknown> {
  return Object.fromEntries(args.filter((arg): arg is [string, unknown] => Array.isArray(arg)));
}

/** Ruby's number reading: "12abc" is 12, anything else without a leading number is 0. */
function toNumber(value: unknown): number {
  if (typeof value === "number") return value;
  const leading = /^\s*-?\d+(\.\d+)?/.exec(String(value ?? ""));
  return leading ? Number(leading[0]) : 0;
}

const date: FilterHandler = function (value: unknown, ...args: unknown[]) {
  const page = pageOf(this.context);
  const moment = readDate(value, page);
  if (!moment) return value;
  const { format } = named(args);
  if (format !== undefined) return localized(moment, String(format), page.locale);
  return args[0] ? strftime(moment, String(args[0])) : value;
};

const timeTag: FilterHandler = function (value: unknown, ...args: unknown[]) {
  const moment = readDate(value, pageOf(this.context));
  if (!moment) return value;
  const text = String(date.call(this, value, ...(args.length > 0 ? args : ["%a, %d %b %Y %H:%M:%S %z"])));
  return `<time datetime="${strftime(moment, "%Y-%m-%dT%H:%M:%S%z")}">${escaped(text)}</time>`;
};

/** Money comes in the currency's smallest unit, as everywhere in Liquid. */
const money: FilterHandler = function (cents: unknown) {
  const { locale, currency } = pageOf(this.context);
  const format = new Intl.NumberFormat(locale, { style: "currency", currency });
  return format.format(toNumber(cents) / 10 ** (format.resolvedOptions().maximumFractionDigits ?? 2));
};

const assetUrl: FilterHandler = function (file: unknown) {
  return pageOf(this.context).assetUrl(String(file));
};

/** Shopify writes the characters that could end a <script> as escapes. */
const json = (value: unknown): string =>
  JSON.stringify(value ?? null).replace(/[<>&\u2028\u2029]/g, (character) => {
    return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
  });

const filters: Record<string, FilterHandler> = {
  date,
  time_tag: timeTag,
  money,
  money_with_currency(cents: unknown) {
    return `${String(money.call(this, cents))} ${pageOf(this.context).currency}`;
  },
  asset_url: assetUrl,
  stylesheet_tag: (url: unknown) =>
    `<link href="${escaped(String(url))}" rel="stylesheet" type="text/css" media="all" />`,
  script_tag: (url: unknown) => `<script src="${escaped(String(url))}" type="text/javascript"></script>`,
  structured_data(product: unknown) {
    return json(structuredData(product as Record<string, unknown>, pageOf(this.context)));
  },
  json,
  handleize: (text: unknown) =>
    String(text ?? "")
      .toLowerCase()
      .replace(/[^\p{L}\p{N}]+/gu, "-")
      .replace(/^-|-$/g, ""),
  plus: (left: unknown, right: unknown) => toNumber(left) + toNumber(right),
  minus: (left: unknown, right: unknown) => toNumber(left) - toNumber(right),
  times: (left: unknown, right: unknown) => toNumber(left) * toNumber(right),
  escape_once: (text: unknown) =>
    String(text ?? "").replace(/&(?!#?\w+;)|[<>"']/g, (character) => escaped(character)),
};

/** The filters Shopify adds to Liquid, or gives another meaning than liquidjs does. */
export function addFilters(liquid: Liquid, translations: Translations): void {
  for (const [name, filter] of Object.entries(filters)) liquid.registerFilter(name, filter);
  const translate: FilterHandler = function (key: unknown, ...args: unknown[]) {
    return translations.translate(pageOf(this.context).locale, String(key), named(args));
  };
  liquid.registerFilter("t", translate);
  liquid.registerFilter("translate", translate);
}
