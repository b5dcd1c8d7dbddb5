import { expect, test } from "vitest";
import { isDay } from "#app/domain/days.ts";
import { holidayCountries, publicHolidays } from "#app/flows/public-holidays.server.ts";

const of = async (region: string, from = "2026-12-01", to = "2027-01-31") =>
  (await publicHolidays(region, from, to))?.map((h) => `${h.day} ${h.name}`);

test("a country's public holidays, and no other feasts", async () => {
  expect(await of("DE")).toEqual([
    "2026-12-25 Christmas Day",
    "2026-12-26 Boxing Day",
    "2027-01-01 New Year's Day",
  ]);
});

test("a region has its own", async () => {
  const women = "2027-03-08 International Women's Day";
  expect(await of("DE-BE", "2027-03-01", "2027-03-31")).toContain(women);
  expect(await of("DE-BY", "2027-03-01", "2027-03-31")).not.toContain(women);
});

test("a holiday that falls on a Sunday is kept with its substitute", async () => {
  expect(await of("US", "2027-07-01", "2027-07-31")).toEqual([
    "2027-07-04 Independence Day",
    "2027-07-05 Independence Day (substitute day)",
  ]);
});

test("a feast of several days closes all of them; half a day closes none", async () => {
  const eid = (await of("TR", "2027-03-01", "2027-03-31"))!;
  expect(eid.map((h) => h.slice(0, 10))).toEqual(["2027-03-09", "2027-03-10", "2027-03-11"]);
  expect(await of("CN", "2027-03-01", "2027-03-31")).toEqual([]);
});

test("the day on which the clocks change is a whole day", async () => {
  expect(await of("SE", "2027-03-28", "2027-03-28")).toEqual(["2027-03-28 Easter Sunday"]);
});

test("are days of the country, wherever the server stands", async () => {
  for (const region of ["NZ", "AU", "US-HI", "JP", "CL"]) {
    const days = (await publicHolidays(region, "2026-12-31", "2027-01-01"))!;
    expect(
      days.map((d) => d.day),
      region,
    ).toContain("2027-01-01");
    expect(days.every((d) => isDay(d.day))).toBe(true);
  }
});

test.each(["XX", "DE-XX", "", "DE-", "constructor"])("nobody knows the region %j", async (region) => {
  expect(await publicHolidays(region, "2026-12-01", "2027-01-31")).toBeNull();
});

test("every country and region to choose from has holidays that are known", async () => {
  const all = await holidayCountries();
  expect(all.length).toBeGreaterThan(190);
  expect(all.map((c) => c.name)).toEqual(expect.arrayContaining(["Canary Islands", "Italy", "Morocco"]));
  expect(all.find((c) => c.code === "DE")!.regions).toContainEqual({ code: "BE", name: "Berlin" });
  for (const { code, regions } of all.slice(0, 40))
    for (const part of ["", ...regions.slice(0, 2).map((r) => `-${r.code}`)])
      expect(await publicHolidays(code + part, "2027-01-01", "2027-01-02"), code + part).not.toBeNull();
});
