import { Temporal } from "temporal-polyfill";
import type { Page } from "./page.ts";

/** Liquid's reading of a date: 'now', a number of seconds, or anything Ruby's Time.parse takes of the ISO forms. */
export function readDate(input: unknown, page: Page): Temporal.ZonedDateTime | null {
  const text = String(input ?? "").trim();
  const at = (milliseconds: number) =>
    Temporal.Instant.fromEpochMilliseconds(milliseconds).toZonedDateTimeISO(page.timeZone);
  if (text === "now" || text === "today") return at(page.now.getTime());
  if (/^\d+$/.test(text)) return at(Number(text) * 1000);

  const day = /^(\d{4})-(\d\d)-(\d\d)$/.exec(text);
  if (day) {
    const [year, month, date] = day.slice(1).map(Number) as [number, number, number];
    if (month < 1 || month > 12 || date < 1 || date > 31) return null;
    // Ruby rolls 31 February over into March.
    const first = Temporal.PlainDate.from({ year, month, day: 1 });
    return first.add({ days: date - 1 }).toZonedDateTime(page.timeZone);
  }
  const moment = Date.parse(text);
  return Number.isNaN(moment) || !/^\d{4}-\d\d-\d\d[T ]/.test(text) ? null : at(moment);
}

/** Ruby's strftime, as far as themes use it. Month and day names are English whatever the page's language. */
export function strftime(date: Temporal.ZonedDateTime, format: string): string {
  const two = (value: number) => String(value).padStart(2, "0");
  const name = (options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat("en", { ...options, timeZone: date.timeZoneId }).format(date.epochMilliseconds);
  const hour12 = date.hour % 12 || 12;
  const directives: Record<string, () => string> = {
    Y: () => String(date.year),
    y: () => two(date.year % 100),
    m: () => two(date.month),
    B: () => name({ month: "long" }),
    b: () => name({ month: "short" }),
    d: () => two(date.day),
    e: () => String(date.day).padStart(2, " "),
    j: () => String(date.dayOfYear).padStart(3, "0"),
    A: () => name({ weekday: "long" }),
    a: () => name({ weekday: "short" }),
    H: () => two(date.hour),
    I: () => two(hour12),
    l: () => String(hour12).padStart(2, " "),
    M: () => two(date.minute),
    S: () => two(date.second),
    p: () => (date.hour < 12 ? "AM" : "PM"),
    s: () => String(Math.floor(date.epochMilliseconds / 1000)),
    z: () => date.offset.replace(":", ""),
    Z: () => date.timeZoneId,
    F: () => date.toPlainDate().toString(),
    "%": () => "%",
  };
  return format.replace(/%(-?)([A-Za-z%])/g, (whole, unpadded: string, letter: string) => {
    const write = directives[letter];
    if (!write) throw new Error(`strftime does not know ${whole}.`);
    return unpadded ? write().replace(/^[0 ]+(?=.)/, "") : write();
  });
}

/** `date: format: 'date'` and its like, which Shopify takes from the theme's locale and not from an extension's. */
export function localized(date: Temporal.ZonedDateTime, format: string, locale: string): string {
  const styles: Record<string, Intl.DateTimeFormatOptions> = {
    date: { dateStyle: "long" },
    abbreviated_date: { dateStyle: "medium" },
    basic: { dateStyle: "short" },
    date_at_time: { dateStyle: "long", timeStyle: "short" },
  };
  const style = styles[format];
  if (!style) throw new Error(`The theme has no date format "${format}".`);
  const options = { ...style, timeZone: date.timeZoneId };
  return new Intl.DateTimeFormat(locale, options).format(date.epochMilliseconds);
}
