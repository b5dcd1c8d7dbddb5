import { expect, it } from "vitest";
import { pagePoints } from "./page-points.ts";

const page = { firstPaint: 0, largestPaint: 0, blocked: 0, shift: 0 };

it("a page that costs nothing has all points", () => {
  expect(pagePoints(page)).toBe(100);
});

it("each curve passes 90 and 50 where Lighthouse's does", () => {
  const good = { firstPaint: 1800, largestPaint: 2500, blocked: 200, shift: 0.1 };
  const median = { firstPaint: 3000, largestPaint: 4000, blocked: 600, shift: 0.25 };
  expect(pagePoints(good)).toBeCloseTo(90, 1);
  expect(pagePoints(median)).toBeCloseTo(50, 1);
});

it("what weighs more costs more", () => {
  const lost = (change: Partial<typeof page>) => 100 - pagePoints({ ...page, ...change });
  expect(lost({ blocked: 600 })).toBeCloseTo(50 * (30 / 90), 1);
  expect(lost({ shift: 0.25 })).toBeCloseTo(50 * (25 / 90), 1);
  expect(lost({ firstPaint: 3000 })).toBeCloseTo(50 * (10 / 90), 1);
});
