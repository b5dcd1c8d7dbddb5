import { expect, test } from "vitest";
import { sentence, type Because } from "#app/domain/because.ts";

const cases: [Because, string][] = [
  [
    { kind: "delivery_received", reference: "PO-118", units: 12, damaged: 1, over: 2 },
    "12 units of PO-118 arrived, 1 damaged, 2 more than expected.",
  ],
  [
    { kind: "owed", owed: 2, outstanding: 5, shelf: 3, unitsBefore: 0, location: "1" },
    "Owed 2 of 5: at Berlin 3 units were on hand.",
  ],
  [
    { kind: "owed", owed: 1, outstanding: 1, shelf: 0, unitsBefore: 4, location: "1" },
    "Owed 1 of 1: at Berlin nothing was on hand, and 4 units were before it in line.",
  ],
  [
    {
      kind: "covered_by_delivery",
      units: 1,
      reference: "PO-118",
      expectedOn: "2026-12-11",
      shipsBy: "2026-12-14",
    },
    "1 unit covered by PO-118, expected on 2026-12-11; ships by 2026-12-14.",
  ],
  [
    { kind: "covered_by_delivery", units: 2, reference: "PO-118", expectedOn: "2026-11-11", shipsBy: null },
    "2 units covered by PO-118, which is overdue since 2026-11-11: the date is unknown.",
  ],
  [
    { kind: "covered_by_delivery", units: 2, reference: "PO-118", expectedOn: null, shipsBy: null },
    "2 units covered by PO-118, which has no date yet.",
  ],
  [
    { kind: "covered_by_lead_time", units: 2, shipsBy: "2026-12-14" },
    "2 units by your stated lead time; ships by 2026-12-14.",
  ],
  [
    { kind: "covered_by_lead_time", units: 2, shipsBy: null },
    "The stated lead time for 2 units has passed: the date is unknown.",
  ],
  [{ kind: "uncovered", units: 1 }, "Nothing known is coming for 1 unit: no date."],
  [{ kind: "no_longer_owed", owed: 2, how: "units_on_hand" }, "No longer owed: the 2 units are on hand now."],
  [
    { kind: "no_longer_owed", owed: 2, how: "nothing_to_ship" },
    "No longer owed: there is nothing left to ship on this line.",
  ],
  [
    { kind: "delivery_changed", reference: "PO-118", from: "2026-12-11", to: null },
    "PO-118 moved from 2026-12-11 to no date.",
  ],
  [
    {
      kind: "availability",
      state: "backorder",
      was: "in_stock",
      shipsBy: "2026-12-14",
      because: { kind: "delivery_free", reference: "PO-118", expectedOn: "2026-12-11", units: 8 },
    },
    "Shoppers see “Backorder, ships by 2026-12-14”: nothing is free, and PO-118 brings 8 units that nobody waits for, expected on 2026-12-11.",
  ],
  [
    {
      kind: "availability",
      state: "out_of_stock",
      was: null,
      shipsBy: null,
      because: { kind: "nothing_coming" },
    },
    "Shoppers see “Out of stock”: nothing is free and nothing known is coming.",
  ],
];

test.each(cases)("%j", (because, text) => {
  expect(
    sentence(
      because,
      (day) => day,
      () => "Berlin",
    ),
  ).toBe(text);
});
