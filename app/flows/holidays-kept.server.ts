import { closeDays, holidaysOf, openHolidays } from "../database/calendar.server.ts";
import type { Transaction } from "../database/client.server.ts";
import { addDays } from "../domain/days.ts";
import type { Day } from "../domain/facts.ts";
import { publicHolidays } from "./public-holidays.server.ts";

/** Holidays are known to the end of the month in two years. */
export function horizon(today: Day): Day {
  const inTwoYears = `${Number(today.slice(0, 4)) + 2}${today.slice(4, 7)}-01`;
  return addDays(`${addDays(inTwoYears, 31).slice(0, 7)}-01`, -1);
}

/**
 * A new month adds the holidays of the month that came into sight. What was closed before is left alone, so that a
 * holiday the merchant works on does not come back.
 */
export async function keepHolidays(
  tx: Transaction,
  shop: string,
  lastLook: Day | null,
  today: Day,
): Promise<void> {
  if (lastLook === null || horizon(lastLook) >= horizon(today)) return;
  const of = await holidaysOf(tx, shop);
  if (of === null) return;
  const found = await publicHolidays(of, addDays(horizon(lastLook), 1), horizon(today));
  await closeDays(tx, shop, "", found ?? []);
}

/** Another country or region: its holidays from today on take the place of those of the old one. */
export async function changeHolidays(
  tx: Transaction,
  shop: string,
  from: string | null,
  to: string | null,
  today: Day,
): Promise<"changed" | "unknown"> {
  const next = to === null ? [] : await publicHolidays(to, today, horizon(today));
  if (next === null) return "unknown";
  if (from !== null) await openHolidays(tx, shop, (await publicHolidays(from, today, horizon(today))) ?? []);
  await closeDays(tx, shop, "", next);
  return "changed";
}
