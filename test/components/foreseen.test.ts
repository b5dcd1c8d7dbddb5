import { expect, test } from "vitest";
import { gainWords, moveWords } from "#app/components/foreseen-words.ts";
import { sumOf, type ForeseenLine } from "#app/domain/slip.ts";

const day = (d: string) => d.slice(5);
const line = (lineId: string, more: Partial<ForeseenLine> = {}): ForeseenLine => ({
  ...{ orderId: "1", lineId, owed: 1, from: "2026-11-28", to: "2026-12-08", orderName: "#1042" },
  ...{ title: "Trail pack", value: 89, promised: "2026-11-28", outcome: "told", group: null, lost: 0 },
  ...more,
});

test("an order with two moved lines is one order, and its money counts in full", () => {
  expect(sumOf([line("1"), line("2"), line("3", { orderId: "2", outcome: "must_agree", group: 1 })])).toEqual(
    {
      orders: 2,
      value: 267,
      counts: { must_agree: 1, told: 2, none: 0, kept: 0, better: 0 },
      gaining: 0,
      losing: { lines: 0, units: 0 },
      inGroups: 1,
    },
  );
});

test("a move says from, to, by how much and what was promised", () => {
  expect(moveWords(line("1"), day)).toBe("11-28 becomes 12-08, 10 days later; promised 11-28");
  expect(moveWords(line("1", { to: "2026-11-27", promised: null }), day)).toBe(
    "11-28 becomes 11-27, 1 day earlier",
  );
  expect(moveWords(line("1", { to: null }), day)).toBe("11-28 becomes no date; promised 11-28");
});

test("who gains is said, and who would have nothing coming any more, also where there was no date", () => {
  const sum = sumOf([
    line("1", { to: "2026-11-27", outcome: "better" }),
    line("2", { from: null, promised: null, outcome: "none" }),
    line("3", { to: null, lost: 1, outcome: "must_agree" }),
    line("4", { from: null, to: null, promised: null, lost: 150, outcome: "none" }),
  ]);
  expect(sum.counts).toEqual({ must_agree: 1, told: 0, none: 1, kept: 0, better: 1 });
  expect(gainWords(sum)).toEqual([
    "2 lines get an earlier date",
    "2 lines lose cover: nothing known is coming for 151 units then",
  ]);
  expect(moveWords(line("4", { from: null, to: null, promised: null, lost: 150 }), day)).toBe(
    "no date, as before; nothing known is coming for 150 units of it then",
  );
});
