import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders, type Visit } from "#app/admin-page.server.ts";
import { calendarPage } from "#app/database/pages/calendar.server.ts";
import { readCalendar, readCustomsDays } from "#app/domain/calendar-form.ts";
import { closedSpans, readClosedDays } from "#app/domain/closed-days.ts";
import { isDay } from "#app/domain/days.ts";
import { calendarSaved, customsDaysSet, daysClosed, daysOpened } from "#app/flows/calendar-changed.server.ts";
import { holidayCountries } from "#app/flows/public-holidays.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { countryNames, timeZones } from "./choices.server.ts";
import { CalendarSettings } from "./calendar-settings.tsx";

export const meta: MetaFunction = () => [{ title: "Calendar" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, today, settings }) => {
  const { closed, ...found } = await calendarPage(world.db, shop, today);
  const { handlingDays, workingDays, cutOff, timeZone } = settings.calendar;
  return {
    saved: { handlingDays, workingDays, cutOff, ...found },
    shopTimeZone: timeZone,
    days: closed.map((c) => c.day),
    closed: closedSpans(closed),
    countries: countryNames(),
    holidayCountries: await holidayCountries(),
    timeZones: timeZones(),
  };
});

type Fields = Record<string, string>;

export const action = form(async (visit, fields, all) => {
  switch (fields["intent"]) {
    case "save":
      return save(visit, fields, all.getAll("workingDays[]").map(String));
    case "close":
      return close(visit, fields);
    case "open":
      return open(visit, fields);
    case "customs":
      return setCustoms(visit, fields);
    default:
      throw notFound("form");
  }
});

async function locationsOf({ world, shop, today }: Visit): Promise<string[]> {
  return (await calendarPage(world.db, shop, today)).locations.map((l) => l.id);
}

async function save(visit: Visit, fields: Fields, workingDays: string[]) {
  const choices = { locations: await locationsOf(visit), zones: timeZones() };
  const read = readCalendar(fields, workingDays, choices);
  if (!read.ok) return wrong(read.errors, fields);
  const saved = await calendarSaved(visit.world, visit.shop, read.value);
  if (saved === "unknown_region") return wrong({ holidaysOf: "Choose a country from the list." }, fields);
  if (saved === "unknown_zone") return wrong({ zones: "Choose a time zone from the list." }, fields);
  return done("Calendar saved");
}

async function close(visit: Visit, fields: Fields) {
  const read = readClosedDays(fields, await locationsOf(visit), visit.today);
  if (!read.ok) return wrong(read.errors, fields);
  await daysClosed(visit.world, visit.shop, read.value);
  return done("Closed days added");
}

async function open({ world, shop }: Visit, { from = "", to = "", locationId = "" }: Fields) {
  if (!isDay(from) || !isDay(to)) throw notFound("day");
  await daysOpened(world, shop, { locationId, from, to });
  return done("Removed: parcels leave then");
}

async function setCustoms({ world, shop }: Visit, fields: Fields) {
  const read = readCustomsDays(
    fields,
    countryNames().map((c) => c.code),
  );
  if (!read.ok) return wrong(read.errors, fields);
  await customsDaysSet(world, shop, read.value);
  return done(read.value.days === 0 ? "Customs days removed" : "Customs days saved");
}

function done(said: string) {
  return data<FormAnswer>({ said });
}

function wrong(errors: Record<string, string>, typed: Fields) {
  return data<FormAnswer>({ errors, typed }, { status: 422 });
}

export default function CalendarRoute() {
  return <CalendarSettings {...useLoaderData<typeof loader>()} />;
}
