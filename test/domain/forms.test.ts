import { describe, expect, test } from "vitest";
import { readLeadTime, readSettings } from "#app/domain/settings-form.ts";

describe("settings as typed", () => {
  const week = ["1", "2", "3", "4", "5"];

  test("are taken when every field is right; an empty lead time means none", () => {
    expect(readSettings({ handlingDays: "2", leadTimeDays: "", tagOrders: "on" }, week)).toEqual({
      ok: true,
      value: { handlingDays: 2, workingDays: [1, 2, 3, 4, 5], leadTimeDays: null, tagOrders: true },
    });
  });

  test("a box that is not ticked is not sent: the tag is off", () => {
    expect(readSettings({ handlingDays: "0", leadTimeDays: "14" }, ["6"])).toMatchObject({
      value: { handlingDays: 0, workingDays: [6], leadTimeDays: 14, tagOrders: false },
    });
  });

  test("days that are none are not working days", () => {
    expect(readSettings({ handlingDays: "1", leadTimeDays: "" }, ["8", "x"])).toEqual({
      ok: false,
      errors: { workingDays: "Choose at least one working day." },
    });
  });

  test.each(["", "-1", "31", "1.5", "x"])("%j handling days are refused", (handlingDays) => {
    expect(readSettings({ handlingDays, leadTimeDays: "" }, week)).toEqual({
      ok: false,
      errors: { handlingDays: "Enter a whole number from 0 to 30." },
    });
  });

  test.each(["0", "366", "-1", "1.5", "soon"])("a lead time of %j is refused", (typed) => {
    expect(readLeadTime(typed).ok).toBe(false);
  });
});
