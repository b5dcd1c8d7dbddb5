import { expect, test } from "vitest";
import { readTold } from "#app/domain/proposal.ts";

const asked = {
  statedOn: "2026-12-10",
  lines: [{ field: "u1", itemId: "11", toCome: 4 }],
};
const told = (form: Record<string, string>) => readTold(form, asked, "2026-11-22");

test("a supplier that types a day has answered, whether it chose that answer or not", () => {
  const day = { ok: true, told: { statedOn: "2026-12-19", units: {}, comment: "" } };
  expect(told({ answer: "date", statedOn: "2026-12-19" })).toEqual(day);
  expect(told({ statedOn: "2026-12-19" })).toEqual(day);
});

test("what it chose counts more than a day that is left in the field", () => {
  expect(told({ answer: "unknown", statedOn: "2026-12-19" })).toMatchObject({ told: { statedOn: null } });
  expect(told({ answer: "same", statedOn: "2026-12-19" })).toMatchObject({
    told: { statedOn: "2026-12-10" },
  });
});

test("without an answer and a day it is asked again", () => {
  expect(told({ comment: "Soon" })).toEqual({ ok: false, wrong: ["answer"] });
  expect(told({ statedOn: "2026-02-01" })).toEqual({ ok: false, wrong: ["statedOn"] });
});
