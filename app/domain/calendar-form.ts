import type { Id } from "./facts.ts";
import { readNumber, type Checked } from "./form.ts";

export type CalendarFields = "handlingDays" | "workingDays" | "cutOff" | "zones";
export type NewCalendar = {
  handlingDays: number;
  workingDays: number[];
  cutOff: string | null;
  holidaysOf: string | null;
  zones: Record<Id, string | null>;
};

/** The name of the field for the time zone of a place. */
export const zoneField = (locationId: Id) => `zone:${locationId}`;

/** The calendar as typed. `choices` are the places of the shop, and the time zones that everybody knows. */
export function readCalendar(
  form: Record<string, string>,
  workingDays: string[],
  choices: { locations: Id[]; zones: string[] },
): Checked<NewCalendar, CalendarFields> {
  const errors: Partial<Record<CalendarFields, string>> = {};
  const handlingDays = readNumber(form["handlingDays"] ?? "", 0, 30);
  if (handlingDays === null) errors.handlingDays = "Enter a whole number from 0 to 30.";
  const days = [1, 2, 3, 4, 5, 6, 7].filter((day) => workingDays.includes(String(day)));
  if (days.length === 0) errors.workingDays = "Choose at least one working day.";
  const cutOff = form["cutOff"] ?? "";
  if (cutOff !== "" && !/^([01]\d|2[0-3]):[0-5]\d$/.test(cutOff))
    errors.cutOff = "Enter a time such as 14:00, or leave it empty.";
  const typedZones = choices.locations.map((id) => [id, form[zoneField(id)] ?? ""] as const);
  if (typedZones.some(([, zone]) => zone !== "" && !choices.zones.includes(zone)))
    errors.zones = "Choose a time zone from the list.";
  if (Object.keys(errors).length > 0) return { ok: false, errors };
  return {
    ok: true,
    value: {
      handlingDays: handlingDays!,
      workingDays: days,
      cutOff: cutOff || null,
      holidaysOf: form["holidaysOf"] || null,
      zones: Object.fromEntries(typedZones.map(([id, zone]) => [id, zone || null])),
    },
  };
}

export type CustomsFields = "country" | "days";

/** Extra days for parcels to a country; 0 takes them away. */
export function readCustomsDays(
  form: Record<string, string>,
  countries: string[],
): Checked<{ country: string; days: number }, CustomsFields> {
  const errors: Partial<Record<CustomsFields, string>> = {};
  const country = form["country"] ?? "";
  if (!countries.includes(country)) errors.country = "Choose a country.";
  const days = readNumber(form["days"] ?? "", 0, 30);
  if (days === null) errors.days = "Enter a whole number from 1 to 30.";
  return Object.keys(errors).length > 0
    ? { ok: false, errors }
    : { ok: true, value: { country, days: days! } };
}
