import fc from "fast-check";
import { expect, test } from "vitest";
import { inParts } from "#app/domain/parts.ts";
import { always } from "./check.ts";

const weights = fc.array(fc.integer({ min: 0, max: 40 }), { maxLength: 60 });
const atMost = fc.integer({ min: 1, max: 50 });

test("parts hold everything once and in its order, and none more than it may", () => {
  always(weights, fc.integer({ min: 1, max: 9 }), atMost, (all, most, heaviest) => {
    const parts = inParts(all, most, { of: (weight) => weight, atMost: heaviest });
    expect(parts.flat()).toEqual(all);
    for (const part of parts) {
      expect(part.length).toBeGreaterThan(0);
      expect(part.length).toBeLessThanOrEqual(most);
      // What is too heavy by itself goes alone.
      if (part.length > 1) expect(part.reduce((sum, weight) => sum + weight)).toBeLessThanOrEqual(heaviest);
    }
  });
});

test("a part ends only where the next one would be too much", () => {
  always(weights, atMost, (all, heaviest) => {
    const parts = inParts(all, 5, { of: (weight) => weight, atMost: heaviest });
    for (const [i, next] of parts.slice(1).entries()) {
      const part = parts[i]!;
      const both = part.reduce((sum, weight) => sum + weight) + next[0]!;
      expect(part.length === 5 || both > heaviest).toBe(true);
    }
  });
  expect(inParts([1, 2, 3, 4, 5], 2)).toEqual([[1, 2], [3, 4], [5]]);
});
