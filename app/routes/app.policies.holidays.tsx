import { page } from "#app/admin-page.server.ts";
import { addDays } from "#app/domain/days.ts";
import { publicHolidays } from "#app/flows/public-holidays.server.ts";

/** Public holidays of a country or a region in the next twelve months, to be put into a calendar; null: none known. */
export const loader = page(async ({ request, today }) => {
  const of = new URL(request.url).searchParams.get("of") ?? "";
  return { holidays: await publicHolidays(of, today, addDays(today, 365)) };
});
