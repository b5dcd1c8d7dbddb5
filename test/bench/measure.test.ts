import { expect, test } from "vitest";
import { alternate, fails, median, meets, randomFrom, ratios, type Finding } from "./measure.ts";
import { table } from "./table.ts";

const finding = (more: Partial<Finding>): Finding => ({ what: "it", unit: "ms", values: [1, 2, 9], ...more });

test("a timing is judged by its median and never fails a run", () => {
  expect(meets(finding({ goal: { atMost: 2 } }))).toBe(true);
  expect(meets(finding({ goal: { atMost: 1 } }))).toBe(false);
  expect(fails(finding({ goal: { atMost: 1 } }))).toBe(false);
});

test("a count must hold every time", () => {
  expect(fails(finding({ kind: "count", goal: { atMost: 9 } }))).toBe(false);
  expect(fails(finding({ kind: "count", goal: { atMost: 8 } }))).toBe(true);
  expect(fails(finding({ kind: "count", goal: { atLeast: 2 } }))).toBe(true);
});

test("a control that meets its goal, or was not measured, fails the run", () => {
  expect(fails(finding({ kind: "control", goal: { atMost: 1 } }))).toBe(false);
  expect(fails(finding({ kind: "control", goal: { atMost: 2 } }))).toBe(true);
  expect(fails(finding({ kind: "control", goal: { atMost: 2 }, values: [] }))).toBe(true);
});

test("every round runs every mode, in an order that the seed repeats", async () => {
  const orderOf = async (seed: number) => {
    const order: string[] = [];
    const lab = { rounds: 7, random: randomFrom(seed) };
    const results = await alternate(lab, ["floor", "candidate"], async (mode) => order.push(mode));
    expect([results.floor.length, results.candidate.length]).toEqual([7, 7]);
    return order.join();
  };
  expect(await orderOf(1)).toBe(await orderOf(1));
  expect(await orderOf(1)).not.toBe(await orderOf(2));
});

test("ratios are taken round by round", () => {
  expect(ratios([10, 40], [5, 10])).toEqual([2, 4]);
  expect(median([9, 1, 5])).toBe(5);
});

test("the table says what was wished for and what came of it", () => {
  const lines = table([
    {
      bench: "ingest",
      ...finding({ what: "CPU", unit: "x", values: [1.5, 1.2, 1.4], goal: { atMost: 1.6 } }),
    },
    {
      bench: "ingest",
      ...finding({ what: "lost", unit: "", values: [1], goal: { atMost: 0 }, kind: "count" }),
    },
    { bench: "ingest", ...finding({ what: "never ran", values: [] }) },
  ]);
  expect(lines).toMatch(/ingest {2}CPU +1\.4 \(1\.2-1\.5\) x +<= 1\.6 +met/);
  expect(lines).toMatch(/lost +1 +<= 0 +MISSED, fails the run/);
  expect(lines).toMatch(/never ran +not measured/);
});
