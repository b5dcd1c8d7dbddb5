import { describe, expect, test } from "vitest";
import {
  readArrival,
  readDeliveryChange,
  readLines,
  readNewDelivery,
  readUnits,
} from "#app/domain/delivery-form.ts";
import { readSupplier } from "#app/domain/supplier-form.ts";

const today = "2026-11-22";
const choices = { items: ["11", "12"], locations: ["1"], suppliers: ["s1"] };
const typed = { itemId: "11", locationId: "1", quantity: "6", expectedOn: "2026-12-12", reference: "PO-118" };

describe("a delivery as typed", () => {
  test("is taken when every field is right", () => {
    const sure = { supplierId: null, orderedOn: null, confirmed: true };
    expect(readNewDelivery(typed, choices, today)).toEqual({
      ok: true,
      value: { ...typed, ...sure, quantity: 6 },
    });
  });

  test("may come from a supplier, with the day of its order, as a draft", () => {
    const more = { supplierId: "s1", orderedOn: today, draft: "on" };
    expect(readNewDelivery({ ...typed, ...more }, choices, today)).toMatchObject({
      value: { supplierId: "s1", orderedOn: today, confirmed: false },
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
    ["a supplier of another shop", { supplierId: "s9" }, { supplierId: "Choose a supplier, or none." }],
    [
      "an order of tomorrow",
      { orderedOn: "2026-11-23" },
      { orderedOn: "Enter a date up to today, or leave it empty." },
    ],
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

describe("several items of one delivery, by SKU", () => {
  const items = (sku: string) => ({ "TP-OL": ["11"], MUG: ["12"], TWICE: ["13", "14"] })[sku] ?? [];

  test("are taken; empty lines are skipped", () => {
    const form = { sku0: "TP-OL", quantity0: "6", sku1: "", quantity1: "", sku2: "MUG", quantity2: "2" };
    expect(readLines(form, items)).toEqual({
      ok: true,
      value: [
        { itemId: "11", quantity: 6 },
        { itemId: "12", quantity: 2 },
      ],
    });
  });

  test.each([
    ["an unknown SKU", { sku0: "X", quantity0: "1" }, { sku0: "This SKU isn't in your store." }],
    ["units without a SKU", { quantity0: "1" }, { sku0: "This SKU isn't in your store." }],
    ["a SKU without units", { sku0: "MUG" }, { quantity0: "Enter a whole number, 1 or more." }],
    [
      "a SKU of two items",
      { sku0: "TWICE", quantity0: "1" },
      { sku0: "Several items have this SKU. Add the delivery on the product's page." },
    ],
    [
      "the same item twice",
      { sku0: "MUG", quantity0: "1", sku1: "MUG", quantity1: "2" },
      { sku1: "This item has a line already." },
    ],
    ["no line at all", {}, { sku0: "Enter the SKU of an item." }],
  ])("%s is refused at its line", (_, form, errors) => {
    expect(readLines(form, items)).toEqual({ ok: false, errors });
  });
});

describe("an arrival as typed", () => {
  test("was today unless another day is named", () => {
    expect(readArrival({ quantity: "4" }, today)).toEqual({
      ok: true,
      value: { quantity: 4, arrivedOn: today },
    });
    expect(readArrival({ quantity: "4", arrivedOn: "2026-11-20" }, today)).toMatchObject({
      value: { arrivedOn: "2026-11-20" },
    });
  });

  test("cannot be tomorrow, nor of no units", () => {
    expect(readArrival({ quantity: "0", arrivedOn: "2026-11-23" }, today)).toEqual({
      ok: false,
      errors: { quantity: "Enter a whole number, 1 or more.", arrivedOn: "Enter a date up to today." },
    });
    expect(readUnits({ quantity: "x" }).ok).toBe(false);
  });
});

describe("a supplier as typed", () => {
  test("has a name; a lead time and learned dates when somebody chose so", () => {
    expect(readSupplier({ name: "Fjellverk" })).toEqual({
      ok: true,
      value: { name: "Fjellverk", leadTimeDays: null, dates: "stated" },
    });
    expect(readSupplier({ name: "Fjellverk", leadTimeDays: "21", dates: "learned" })).toMatchObject({
      value: { leadTimeDays: 21, dates: "learned" },
    });
  });

  test("without a name, with an endless one or with a choice that is none is refused", () => {
    expect(readSupplier({ name: "", leadTimeDays: "0", dates: "guessed" })).toEqual({
      ok: false,
      errors: {
        name: "Enter a name.",
        leadTimeDays: "Enter a whole number from 1 to 365, or leave it empty.",
        dates: "Choose where its dates come from.",
      },
    });
    expect(readSupplier({ name: "x".repeat(101) }).ok).toBe(false);
  });
});
