import { expect, test } from "vitest";
import { readPastDelivery } from "#app/domain/past-delivery-form.ts";

const today = "2026-11-22";
const typed = {
  reference: "PO-80",
  statedOn: "2026-10-01",
  orderedOn: "2026-09-01",
  arrivedOn: "2026-10-03",
};

test("a past delivery has a day of arrival, and one to count from", () => {
  expect(readPastDelivery(typed, today)).toEqual({ ok: true, value: typed });
  expect(readPastDelivery({ ...typed, statedOn: "" }, today)).toMatchObject({ value: { statedOn: null } });
  expect(readPastDelivery({ ...typed, orderedOn: "" }, today)).toMatchObject({ value: { orderedOn: null } });
});

test.each([
  ["no day to count from", { statedOn: "", orderedOn: "" }, "statedOn"],
  ["a stated day that is none", { statedOn: "soon" }, "statedOn"],
  ["an order after the arrival", { orderedOn: "2026-10-04" }, "orderedOn"],
  ["an arrival tomorrow", { arrivedOn: "2026-11-23" }, "arrivedOn"],
  ["no arrival", { arrivedOn: "" }, "arrivedOn"],
  ["no reference", { reference: "" }, "reference"],
  ["an endless reference", { reference: "x".repeat(61) }, "reference"],
])("%s is refused at its field", (_, wrong, field) => {
  const read = readPastDelivery({ ...typed, ...wrong }, today);
  expect(read.ok ? [] : Object.keys(read.errors)).toContain(field);
});
