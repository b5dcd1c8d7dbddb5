import { describe, expect, test } from "vitest";
import { readCalendar, readCustomsDays, zoneField } from "#app/domain/calendar-form.ts";
import { closedSpans, readClosedDays } from "#app/domain/closed-days.ts";
import { readLeadTime, readMadeToOrder, readSettings } from "#app/domain/settings-form.ts";

const today = "2026-11-23";

describe("settings as typed", () => {
  const policy = { toleranceDays: "2", tolerancePercent: "20", confirmHours: "24", frozenDays: "3" };

  test("are taken when every field is right; an empty lead time means none", () => {
    const typed = { ...policy, leadTimeDays: "", tagOrders: "on", rankBy: "required", paidFirst: "on" };
    expect(readSettings(typed)).toEqual({
      ok: true,
      value: {
        ...{ leadTimeDays: null, tagOrders: true, rankBy: "required", paidFirst: true },
        ...{ toleranceDays: 2, tolerancePercent: 20, confirmHours: 24, frozenDays: 3 },
      },
    });
  });

  test("a box that is not ticked is not sent: it is off; an order nobody knows is first come, first served", () => {
    expect(readSettings({ ...policy, leadTimeDays: "14", rankBy: "luck" })).toMatchObject({
      value: { leadTimeDays: 14, tagOrders: false, paidFirst: false, rankBy: "placed" },
    });
  });

  test.each([
    ["toleranceDays", "61", "Enter a whole number from 0 to 60."],
    ["tolerancePercent", "101", "Enter a whole number from 0 to 100."],
    ["confirmHours", "-1", "Enter a whole number from 0 to 336."],
    ["frozenDays", "1.5", "Enter a whole number from 0 to 60."],
    ["frozenDays", "", "Enter a whole number from 0 to 60."],
  ])("%s of %j is refused", (field, typed, error) => {
    expect(readSettings({ ...policy, leadTimeDays: "", [field]: typed })).toEqual({
      ok: false,
      errors: { [field]: error },
    });
  });

  test("every wrong field is named at once", () => {
    const read = readSettings({ ...policy, leadTimeDays: "0", toleranceDays: "x", frozenDays: "99" });
    expect(read.ok ? [] : Object.keys(read.errors).sort()).toEqual([
      "frozenDays",
      "leadTimeDays",
      "toleranceDays",
    ]);
  });

  test.each(["0", "366", "-1", "1.5", "soon"])(
    "a lead time of %j is refused, and so is making it",
    (typed) => {
      expect(readLeadTime(typed).ok).toBe(false);
      expect(readMadeToOrder(typed).ok).toBe(false);
    },
  );
});

describe("a calendar as typed", () => {
  const week = ["1", "2", "3", "4", "5"];
  const choices = { locations: ["1", "2"], zones: ["Europe/Berlin", "America/New_York"] };
  const typed = { handlingDays: "1", cutOff: "", holidaysOf: "" };

  test("is taken when every field is right; what is empty is none", () => {
    const zones = { [zoneField("2")]: "America/New_York", [zoneField("9")]: "America/New_York" };
    expect(readCalendar({ ...typed, handlingDays: "0", cutOff: "14:00", ...zones }, week, choices)).toEqual({
      ok: true,
      value: {
        ...{ handlingDays: 0, workingDays: [1, 2, 3, 4, 5], cutOff: "14:00", holidaysOf: null },
        zones: { 1: null, 2: "America/New_York" },
      },
    });
    expect(readCalendar(typed, week, choices)).toMatchObject({ value: { cutOff: null } });
  });

  test("days that are none are not working days", () => {
    expect(readCalendar(typed, ["8", "x"], choices)).toEqual({
      ok: false,
      errors: { workingDays: "Choose at least one working day." },
    });
  });

  test.each(["", "-1", "31", "1.5", "x"])("%j handling days are refused", (handlingDays) => {
    expect(readCalendar({ ...typed, handlingDays }, week, choices)).toEqual({
      ok: false,
      errors: { handlingDays: "Enter a whole number from 0 to 30." },
    });
  });

  test.each(["24:00", "9:00", "14:60", "noon", "14:00:00"])("a cut-off of %j is refused", (cutOff) => {
    expect(readCalendar({ ...typed, cutOff }, week, choices)).toMatchObject({
      errors: { cutOff: "Enter a time such as 14:00, or leave it empty." },
    });
  });

  test("a time zone that the database may not know is refused: PostgreSQL reads +02:00 the other way round", () => {
    expect(readCalendar({ ...typed, [zoneField("1")]: "+02:00" }, week, choices)).toMatchObject({
      errors: { zones: "Choose a time zone from the list." },
    });
  });
});

describe("closed days as typed", () => {
  const typed = { from: "2026-12-24", to: "2027-01-02", name: "Between the years", locationId: "" };
  const read = (more: Partial<typeof typed>) => readClosedDays({ ...typed, ...more }, ["1"], today);

  test("are a span with a name; without a last day they are one day", () => {
    expect(read({})).toEqual({ ok: true, value: typed });
    expect(read({ to: "", locationId: "1" })).toMatchObject({ value: { to: "2026-12-24", locationId: "1" } });
  });

  test.each([
    [{ from: "2026-11-22" }, { from: "Enter a date from today on." }],
    [{ from: "24.12." }, { from: "Enter a date from today on." }],
    [{ to: "2026-12-23" }, { to: "Enter the first day or a later one." }],
    [{ to: "2027-12-31" }, { to: "Close at most a year at once." }],
    [{ name: "" }, { name: "Say in up to 60 letters why it is closed." }],
    [{ locationId: "7" }, { locationId: "Choose a location." }],
  ])("%j is refused", (more, errors) => {
    expect(read(more)).toEqual({ ok: false, errors });
  });

  test("are shown as the spans they were closed in, each place and name by itself", () => {
    const day = (d: number, name: string, locationId = "") => ({ locationId, day: `2026-12-${d}`, name });
    const days = [day(25, "Christmas"), day(24, "Move"), day(26, "Christmas"), day(28, "Christmas")];
    expect(closedSpans([...days, day(26, "Sale", "1"), day(27, "Sale", "1")])).toEqual([
      { locationId: "", from: "2026-12-24", to: "2026-12-24", name: "Move" },
      { locationId: "", from: "2026-12-25", to: "2026-12-26", name: "Christmas" },
      { locationId: "1", from: "2026-12-26", to: "2026-12-27", name: "Sale" },
      { locationId: "", from: "2026-12-28", to: "2026-12-28", name: "Christmas" },
    ]);
  });
});

describe("customs days as typed", () => {
  test("are a country and a number; 0 takes them away", () => {
    expect(readCustomsDays({ country: "CH", days: "2" }, ["CH"])).toEqual({
      ok: true,
      value: { country: "CH", days: 2 },
    });
    expect(readCustomsDays({ country: "CH", days: "0" }, ["CH"]).ok).toBe(true);
    expect(readCustomsDays({ country: "", days: "31" }, ["CH"])).toEqual({
      ok: false,
      errors: { country: "Choose a country.", days: "Enter a whole number from 1 to 30." },
    });
  });
});
