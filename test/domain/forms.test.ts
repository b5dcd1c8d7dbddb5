import { describe, expect, test } from "vitest";
import { readDeliveryChange, readNewDelivery } from "#app/domain/delivery-form.ts";
import { readLeadTime, readSettings } from "#app/domain/settings-form.ts";

const today = "2026-11-22";
const choices = { items: ["11", "12"], locations: ["1"] };
const typed = { itemId: "11", locationId: "1", quantity: "6", expectedOn: "2026-12-12", reference: "PO-118" };

describe("a delivery as typed", () => {
  test("is taken when every field is right", () => {
    expect(readNewDelivery(typed, choices, today)).toEqual({
      ok: true,
      value: { itemId: "11", locationId: "1", quantity: 6, expectedOn: "2026-12-12", reference: "PO-118" },
    });
  });

  test("may come today", () => {
    expect(readNewDelivery({ ...typed, expectedOn: today }, choices, today).ok).toBe(true);
  });

  test("may have no date, when that is said", () => {
    expect(readDeliveryChange({ quantity: "6", expectedOn: "", undated: "on" }, today)).toEqual({
      ok: true,
      value: { quantity: 6, expectedOn: null },
    });
  });

  test.each([
    ["yesterday", { expectedOn: "2026-11-21" }, { expectedOn: "Enter a date from today on." }],
    ["no day", { expectedOn: "" }, { expectedOn: "Enter a date from today on." }],
    ["a day that is none", { expectedOn: "2026-02-31" }, { expectedOn: "Enter a date from today on." }],
    [
      "a day written the other way",
      { expectedOn: "12.12.2026" },
      { expectedOn: "Enter a date from today on." },
    ],
    ["no units", { quantity: "" }, { quantity: "Enter a whole number, 1 or more." }],
    ["zero units", { quantity: "0" }, { quantity: "Enter a whole number, 1 or more." }],
    ["half a unit", { quantity: "1.5" }, { quantity: "Enter a whole number, 1 or more." }],
    ["fewer than none", { quantity: "-3" }, { quantity: "Enter a whole number, 1 or more." }],
    ["more than fits", { quantity: "99999999" }, { quantity: "Enter at most 1,000,000 units." }],
    ["no reference", { reference: "" }, { reference: "Enter a reference, such as PO-118." }],
    ["an endless reference", { reference: "x".repeat(61) }, { reference: "Enter at most 60 characters." }],
    ["a variant of another product", { itemId: "99" }, { itemId: "Choose a variant." }],
    ["a location of another shop", { locationId: "99" }, { locationId: "Choose a location." }],
  ])("%s is refused at its field", (_, wrong, errors) => {
    expect(readNewDelivery({ ...typed, ...wrong }, choices, today)).toEqual({ ok: false, errors });
  });

  test("everything wrong is said at once", () => {
    const read = readNewDelivery({}, choices, today);
    expect(read.ok ? [] : Object.keys(read.errors).sort()).toEqual([
      "expectedOn",
      "itemId",
      "locationId",
      "quantity",
      "reference",
    ]);
  });
});

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
