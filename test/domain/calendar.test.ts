import fc from "fast-check";
import { Temporal } from "temporal-polyfill";
import { describe, expect, test } from "vitest";
import { calendarFor, clockStarts, isPastCutOff, leavesFrom, madeOn } from "#app/domain/calendar.ts";
import { addDays, dayIn, isWorkingDay, shipDay, workingDayFrom } from "#app/domain/days.ts";
import { coverDates } from "#app/domain/eta.ts";
import { always } from "./check.ts";
import { calendarOf, inDays } from "./shops.ts";

/** Half an hour of summer time, three quarters of an hour off, clocks that change at midnight, a day left out. */
const zones = [
  "Europe/Berlin",
  "America/New_York",
  "Australia/Lord_Howe",
  "Pacific/Chatham",
  "America/Santiago",
  "Africa/Cairo",
  "America/Havana",
  "Antarctica/Troll",
  "Pacific/Apia",
  "Asia/Kathmandu",
  "UTC",
];

describe("the cut-off", () => {
  const berlin = { timeZone: "Europe/Berlin", cutOff: "14:00" };

  test.each([
    ["2026-11-23T12:59:59Z", false, "winter: 13:59:59"],
    ["2026-11-23T13:00:00Z", true, "winter: 14:00"],
    ["2026-07-01T11:59:59Z", false, "summer: 13:59:59"],
    ["2026-07-01T12:00:00Z", true, "summer: 14:00"],
    ["2026-11-23T22:59:59Z", true, "a second before midnight"],
    ["2026-11-23T23:00:00Z", false, "a new day"],
  ])("is read off the wall: %s is past it: %s (%s)", (at, past) => {
    expect(isPastCutOff(berlin, new Date(at))).toBe(past);
  });

  test("passes once on the day that shows an hour twice", () => {
    const night = { timeZone: "Europe/Berlin", cutOff: "02:30" };
    // 02:29 and 02:30 in summer time, then 02:00 and 02:29 again in winter time.
    const at = ["00:29", "00:30", "01:00", "01:29", "01:30"].map((t) => new Date(`2026-10-25T${t}:00Z`));
    expect(at.map((a) => isPastCutOff(night, a))).toEqual([false, true, true, true, true]);
  });

  test("passes with the jump on the day that leaves the hour out", () => {
    const night = { timeZone: "Europe/Berlin", cutOff: "02:30" };
    expect(isPastCutOff(night, new Date("2026-03-29T00:59:59Z"))).toBe(false);
    expect(isPastCutOff(night, new Date("2026-03-29T01:00:00Z"))).toBe(true);
  });

  test("none means that orders are taken until midnight", () => {
    expect(isPastCutOff({ ...berlin, cutOff: null }, new Date("2026-11-23T22:59:59Z"))).toBe(false);
  });

  test("passes exactly once a day, in every zone, whatever its clocks do", () => {
    const quarter = fc.integer({ min: 0, max: 95 });
    const nearAChange = fc
      .constantFrom(...zones)
      .chain((zone) =>
        fc.record({ zone: fc.constant(zone), start: fc.constantFrom(...changesOf(zone)), quarter }),
      );
    always(nearAChange, ({ zone, start, quarter: n }) => {
      const cutOff = `${String(Math.floor(n / 4)).padStart(2, "0")}:${String((n % 4) * 15).padStart(2, "0")}`;
      // Two days round the change, each quarter of an hour; once past, always past until a new day begins.
      let past = { day: "", is: false };
      for (let minutes = -24 * 60; minutes <= 24 * 60; minutes += 15) {
        const at = start.add({ minutes });
        const wall = at.toZonedDateTimeISO(zone);
        const day = wall.toPlainDate().toString();
        if (past.day !== day) past = { day, is: false };
        past.is ||= wall.toPlainTime().toString({ smallestUnit: "minute" }) >= cutOff;
        // The first day began before we looked.
        if (minutes > -24 * 60 + 180)
          expect(isPastCutOff({ timeZone: zone, cutOff }, new Date(at.epochMilliseconds))).toBe(past.is);
      }
    });
  });
});

/** When the clocks of a zone changed lately, or some moments of one where they never do. */
function changesOf(zone: string): Temporal.Instant[] {
  const found: Temporal.Instant[] = [];
  let at: Temporal.ZonedDateTime | null = Temporal.Instant.from("2011-06-01T00:00Z").toZonedDateTimeISO(zone);
  while (found.length < 40) {
    at = at.getTimeZoneTransition("next");
    if (!at || at.epochMilliseconds > Date.UTC(2030, 0, 1)) break;
    found.push(at.toInstant());
  }
  return found.length > 0 ? found : [Temporal.Instant.from("2026-11-23T12:00Z")];
}

const anyCalendar = fc
  .record({
    timeZone: fc.constantFrom(...zones),
    handlingDays: fc.nat(4),
    customsDays: fc.nat(3),
    workingDays: fc.subarray([1, 2, 3, 4, 5, 6, 7], { minLength: 1 }),
    cutOff: fc.constantFrom(null, "00:00", "02:30", "14:00", "23:45"),
    closed: fc.uniqueArray(fc.integer({ min: -5, max: 60 }).map(inDays), { maxLength: 25 }),
  })
  .map((c) => ({ ...calendarOf(), ...c, closed: c.closed.sort() }));
const anyMoment = fc
  .integer({ min: 0, max: 60 * 24 * 4 })
  .map((quarters) => new Date(Date.parse("2026-10-20T00:00:00Z") + quarters * 15 * 60_000));

describe("a ship-by day", () => {
  const anyDay = fc.integer({ min: -10, max: 60 }).map(inDays);

  test("is never on a closed day and never before the arrival", () => {
    always(anyCalendar, anyDay, (calendar, arrival) => {
      const leaves = shipDay(arrival, calendar);
      expect(leaves >= arrival).toBe(true);
      expect(isWorkingDay(leaves, calendar)).toBe(true);
      expect(calendar.closed).not.toContain(leaves);
    });
  });

  test("never comes sooner for a later arrival, a day more of handling or papers, or a holiday more", () => {
    always(anyCalendar, anyDay, anyDay, (calendar, arrival, holiday) => {
      const leaves = shipDay(arrival, calendar);
      const { handlingDays, customsDays, closed } = calendar;
      expect(shipDay(addDays(arrival, 1), calendar) >= leaves).toBe(true);
      expect(shipDay(arrival, { ...calendar, handlingDays: handlingDays + 1 }) > leaves).toBe(true);
      expect(shipDay(arrival, { ...calendar, customsDays: customsDays + 1 }) > leaves).toBe(true);
      expect(shipDay(arrival, { ...calendar, closed: [...closed, holiday] }) >= leaves).toBe(true);
    });
  });

  test("of a covered line is never in the past, nor today once the cut-off has passed", () => {
    always(anyCalendar, anyMoment, fc.integer({ min: -3, max: 3 }), (calendar, now, ahead) => {
      const today = dayIn(calendar.timeZone, now);
      const from = leavesFrom(calendar, now);
      const kinds = ["lead_time", "made_to_order"] as const;
      for (const kind of kinds) {
        const covers = [{ kind, expectedOn: addDays(today, ahead), quantity: 1 }];
        const { shipsBy } = coverDates(covers, [], calendar, today, from)[0]!;
        if (ahead < 0) expect(shipsBy).toBeNull();
        else {
          expect(shipsBy! >= from && shipsBy! >= addDays(today, ahead)).toBe(true);
          expect(isWorkingDay(shipsBy!, calendar)).toBe(true);
        }
      }
    });
  });

  test("over Christmas: unpacked after it, and no holiday is a day of handling", () => {
    const calendar = calendarOf({ handlingDays: 2, closed: ["2026-12-25", "2026-12-28"] });
    expect(shipDay("2026-12-24", calendar)).toBe("2026-12-30");
    expect(shipDay("2026-12-25", calendar)).toBe("2026-12-31");
  });

  test("today, with nothing to handle, is the next working day after the cut-off", () => {
    const calendar = calendarOf({ handlingDays: 0, cutOff: "14:00", closed: ["2026-11-30"] });
    const shipsBy = (now: string) => {
      const at = new Date(now);
      const today = dayIn(calendar.timeZone, at);
      const covers = [{ kind: "delivery" as const, deliveryId: "1", quantity: 1 }];
      const supplies = [{ deliveryId: "1", reference: "PO-1", expectedOn: today }];
      return coverDates(covers, supplies, calendar, today, leavesFrom(calendar, at))[0]!.shipsBy;
    };
    // A Friday before a closed Monday.
    expect(shipsBy("2026-11-27T12:59:00Z")).toBe("2026-11-27");
    expect(shipsBy("2026-11-27T13:00:00Z")).toBe("2026-12-01");
  });
});

describe("a clock", () => {
  const start = (calendar: ReturnType<typeof calendarOf>, at: string) =>
    clockStarts(calendar, leavesFrom(calendar, new Date(at)));

  test("that starts after the cut-off counts from the next working day", () => {
    const calendar = calendarOf({ cutOff: "14:00", closed: ["2026-11-30"] });
    expect(start(calendar, "2026-11-26T10:00:00Z")).toBe("2026-11-26");
    expect(start(calendar, "2026-11-26T14:00:00Z")).toBe("2026-11-27");
    // Friday afternoon, Saturday, and the Monday on which the shop is closed.
    for (const at of ["2026-11-27T15:00:00Z", "2026-11-28T08:00:00Z", "2026-11-30T08:00:00Z"])
      expect(start(calendar, at)).toBe("2026-12-01");
  });

  test("without a cut-off counts from the day itself", () => {
    expect(start(calendarOf(), "2026-11-28T20:00:00Z")).toBe("2026-11-28");
  });

  test("that starts later never ends earlier", () => {
    always(anyCalendar, anyMoment, fc.nat(200), fc.nat(15), (calendar, at, quarters, days) => {
      const later = new Date(at.getTime() + quarters * 15 * 60_000);
      const ends = (moment: Date) => madeOn(calendar, leavesFrom(calendar, moment), days);
      expect(ends(later) >= ends(at)).toBe(true);
      expect(ends(at) >= dayIn(calendar.timeZone, at)).toBe(true);
      expect(isWorkingDay(ends(at), calendar)).toBe(true);
    });
  });

  test("made to order: ten working days from the order, holidays and weekends apart", () => {
    const calendar = calendarOf({ closed: ["2026-12-01"] });
    // Ordered on a Monday morning; two weekends and a closed Tuesday lie between.
    expect(madeOn(calendar, leavesFrom(calendar, new Date("2026-11-23T09:00:00Z")), 10)).toBe("2026-12-08");
    // Ordered on a Saturday: the first day of work is Monday, and the count begins there.
    expect(madeOn(calendar, "2026-11-21", 1)).toBe("2026-11-24");
  });

  test("counts the same days wherever the shop stands: days have no clock", () => {
    always(anyCalendar, fc.constantFrom(...zones), fc.nat(20), (calendar, timeZone, days) => {
      const from = inDays(3);
      expect(madeOn({ ...calendar, timeZone }, from, days)).toBe(madeOn(calendar, from, days));
    });
  });
});

describe("the calendar of a line", () => {
  const shop = calendarOf({
    closed: ["2026-12-25"],
    places: { 7: { timeZone: "America/New_York", closed: ["2026-11-26", "2026-12-25"] } },
    customs: { CH: 2 },
  });

  test("is the shop's, with the time zone and the closed days of its place", () => {
    expect(calendarFor(shop, { locationId: "1" })).toMatchObject({ closed: ["2026-12-25"], customsDays: 0 });
    expect(calendarFor(shop, { locationId: "7" })).toMatchObject({
      timeZone: "America/New_York",
      closed: ["2026-11-26", "2026-12-25"],
      handlingDays: 1,
    });
  });

  test("a parcel to a country with papers leaves later; to others, or to nobody knows where, it does not", () => {
    const leaves = (country: string | null) =>
      shipDay("2026-11-23", calendarFor(shop, { locationId: "1", country }));
    expect(leaves("CH")).toBe("2026-11-26");
    expect(leaves("DE")).toBe("2026-11-24");
    expect(leaves(null)).toBe("2026-11-24");
  });

  test("papers come after making to order too, though packing is a part of it", () => {
    const covers = [{ kind: "made_to_order" as const, expectedOn: "2026-12-24", quantity: 1 }];
    const shipsBy = (country: string) =>
      coverDates(covers, [], calendarFor(shop, { locationId: "1", country }), "2026-11-23")[0]!.shipsBy;
    expect(shipsBy("DE")).toBe("2026-12-24");
    expect(shipsBy("CH")).toBe("2026-12-29");
  });
});

test("a working day is searched from the day itself", () => {
  expect(workingDayFrom("2026-11-27", calendarOf())).toBe("2026-11-27");
  expect(workingDayFrom("2026-11-28", calendarOf())).toBe("2026-11-30");
});
