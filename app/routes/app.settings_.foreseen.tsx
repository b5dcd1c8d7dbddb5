import { page, type Visit } from "#app/admin-page.server.ts";
import { openLocations } from "#app/database/pages/delivery.server.ts";
import { readCalendar, readCustomsDays } from "#app/domain/calendar-form.ts";
import { readClosedDays } from "#app/domain/closed-days.ts";
import { isDay } from "#app/domain/days.ts";
import { readLeadTime } from "#app/domain/settings-form.ts";
import { calendarForeseen, type CalendarAsked } from "#app/flows/calendar-changed.server.ts";
import { shopLeadTimeForeseen } from "#app/flows/lead-time-foreseen.server.ts";
import { countryNames, timeZones } from "./app.settings_.calendar/choices.server.ts";

/** Whom other settings of the shop would move, asked while they are typed; null before they can be read. */
export const loader = page(async (visit) => ({ foreseen: await foreseenOf(visit) }));

async function foreseenOf(visit: Visit) {
  const { world, shop, request } = visit;
  const asked = new URL(request.url).searchParams;
  const fields = Object.fromEntries(asked);
  if (fields["what"] === "lead-time") {
    const read = readLeadTime(fields["leadTimeDays"] ?? "");
    return read.ok ? shopLeadTimeForeseen(world, shop, read.value) : null;
  }
  const calendar = await calendarAsked(visit, fields, asked.getAll("workingDays[]"));
  return calendar && calendarForeseen(world, shop, calendar);
}

async function calendarAsked(
  { world, shop, today }: Visit,
  fields: Record<string, string>,
  workingDays: string[],
): Promise<CalendarAsked | null> {
  if (fields["what"] === "customs") {
    const read = readCustomsDays(
      fields,
      countryNames().map((c) => c.code),
    );
    return read.ok ? { kind: "customs", ...read.value } : null;
  }
  if (fields["what"] === "open") {
    const { from = "", to = "", locationId = "" } = fields;
    return isDay(from) && isDay(to) ? { kind: "open", opened: { from, to, locationId } } : null;
  }
  const locations = (await openLocations(world.db, shop)).map((l) => l.id);
  if (fields["what"] === "closed") {
    // Why it is closed moves nobody.
    const read = readClosedDays({ ...fields, name: fields["name"] || "-" }, locations, today);
    return read.ok ? { kind: "closed", closed: read.value } : null;
  }
  const read = readCalendar(fields, workingDays, { locations, zones: timeZones() });
  return read.ok ? { kind: "settings", settings: read.value } : null;
}
