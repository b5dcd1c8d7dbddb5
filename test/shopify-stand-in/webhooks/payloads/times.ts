import type { ShopState } from "../../shop/state.ts";

/** A time as webhooks carry it: whole seconds with the shop's offset, "2026-11-21T09:30:00+01:00". */
export function restTime(state: ShopState, iso: string | null): string | null {
  if (iso === null) return null;
  const instant = new Date(iso);
  const part = Object.fromEntries(
    formatter(state.shop.timeZone)
      .formatToParts(instant)
      .map(({ type, value }) => [type, value]),
  );
  const offset = part.timeZoneName === "GMT" ? "+00:00" : part.timeZoneName!.slice(3);
  return `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}${offset}`;
}

const formatters = new Map<string, Intl.DateTimeFormat>();

function formatter(timeZone: string): Intl.DateTimeFormat {
  let known = formatters.get(timeZone);
  if (!known) {
    known = new Intl.DateTimeFormat("en-GB", {
      timeZone,
      year: "numeric",
      month: "2-digit",
      day: "2-digit",
      hour: "2-digit",
      minute: "2-digit",
      second: "2-digit",
      hourCycle: "h23",
      timeZoneName: "longOffset",
    });
    formatters.set(timeZone, known);
  }
  return known;
}
