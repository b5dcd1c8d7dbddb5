import fc from "fast-check";
import { describe, expect, test } from "vitest";
import {
  counted,
  pegsOfParts,
  split,
  toCome,
  type Counted,
  type DeliveryState,
  type StateLine,
} from "#app/domain/delivery-state.ts";
import { always } from "./check.ts";
import { today } from "./shops.ts";

const line = (itemId: string, quantity: number, received = 0): StateLine => {
  return { itemId, quantity, received, damaged: 0, receivedOn: null };
};
const bringing = (...lines: StateLine[]): DeliveryState => ({
  ...{ reference: "PO-1", locationId: "1", supplierId: null, status: "coming", lines },
  ...{ statedOn: today, earliestOn: null, firstStatedOn: today, orderedOn: null },
  ...{ confirmed: true, inTransit: false, notes: "" },
});
const count = (itemId: string, arrived: number, more: Partial<Counted> = {}): Counted => {
  return { itemId, arrived, damaged: 0, rest: "stays", ...more };
};

const units = fc.nat({ max: 9 });
const anyLines = fc
  .array(fc.tuple(units, units), { minLength: 1, maxLength: 3 })
  .map((all) => all.map(([open, received], i) => line(String(i), open + received, received)));
const anyCounts = fc
  .array(fc.tuple(units, fc.nat({ max: 3 }), fc.constantFrom("stays", "gone", "later")), { maxLength: 3 })
  .map((all) => all.map(([arrived, damaged, rest], i) => count(String(i), arrived, { damaged, rest })));
const sum = (numbers: number[]) => numbers.reduce((a, b) => a + b, 0);

describe("a receipt", () => {
  test("of a part leaves the rest to come", () => {
    const after = counted(bringing(line("1", 8)), [count("1", 3)], today);
    expect([after.status, toCome(after.lines[0]!)]).toEqual(["coming", 5]);
  });

  test("of more than was to come ends the delivery, and nothing is to come", () => {
    const after = counted(bringing(line("1", 8)), [count("1", 9)], today);
    expect(after).toMatchObject({ status: "received", lines: [{ received: 9, receivedOn: today }] });
    expect(toCome(after.lines[0]!)).toBe(0);
  });

  test("that is short and says so expects nothing more", () => {
    const after = counted(bringing(line("1", 8)), [count("1", 5, { rest: "gone" })], today);
    expect(after).toMatchObject({ status: "received", lines: [{ quantity: 5, received: 5 }] });
  });

  test("of nothing of which nothing will come cancels the delivery", () => {
    const after = counted(bringing(line("1", 8)), [count("1", 0, { rest: "gone" })], today);
    expect(after.status).toBe("cancelled");
  });

  test("takes damaged units off what is to come: they are here", () => {
    const after = counted(bringing(line("1", 8)), [count("1", 5, { damaged: 3 })], today);
    expect(after).toMatchObject({ status: "received", lines: [{ received: 8, damaged: 3 }] });
  });

  test("takes what came off what is to come, no more, and forgets no unit", () => {
    always(anyLines, anyCounts, (lines, counts) => {
      const after = counted(bringing(...lines), counts, today);
      for (const was of lines) {
        const is = after.lines.find((l) => l.itemId === was.itemId)!;
        const one = counts.find((c) => c.itemId === was.itemId);
        const came = one ? one.arrived + one.damaged : 0;
        expect(is.received).toBe(was.received + came);
        expect(is.damaged).toBe(one?.damaged ?? 0);
        expect(toCome(is)).toBe(one?.rest === "gone" ? 0 : Math.max(0, toCome(was) - came));
      }
      const isOpen = after.lines.some((l) => toCome(l) > 0);
      expect(after.status === "coming").toBe(isOpen);
      if (!isOpen)
        expect(after.status).toBe(sum(after.lines.map((l) => l.received)) > 0 ? "received" : "cancelled");
    });
  });
});

describe("a delivery in two parts", () => {
  const to = { reference: "PO-1 (2)", statedOn: today };

  test("brings together what it brought as one, each unit once", () => {
    always(anyLines, fc.array(units, { minLength: 3, maxLength: 3 }), (lines, going) => {
      const parts = lines.map((l, i) => ({ itemId: l.itemId, units: going[i]! }));
      const made = split(bringing(...lines), parts, to);
      const moves = sum(parts.map((p) => p.units));
      const mayBe = moves > 0 && lines.every((l, i) => going[i]! <= toCome(l));
      if (!mayBe || sum(lines.map(toCome)) === moves) {
        expect(made).toBeNull();
        return;
      }
      for (const was of lines) {
        const of = (state: DeliveryState) =>
          sum(state.lines.filter((l) => l.itemId === was.itemId).map(toCome));
        expect(of(made!.goes)).toBe(parts.find((p) => p.itemId === was.itemId)!.units);
        expect(of(made!.stays) + of(made!.goes)).toBe(toCome(was));
      }
      expect(made!.goes.lines.every((l) => l.received === 0)).toBe(true);
      expect(sum(made!.stays.lines.map((l) => l.received))).toBe(sum(lines.map((l) => l.received)));
    });
  });

  test("keeps every pin, the oldest with the units that stay", () => {
    always(fc.array(fc.integer({ min: 1, max: 9 })), units, (quantities, stays) => {
      const { stay, go } = pegsOfParts(
        quantities.map((quantity) => ({ quantity })),
        stays,
      );
      const all = (some: { quantity: number }[]) => sum(some.map((p) => p.quantity));
      expect(all(stay)).toBe(Math.min(stays, sum(quantities)));
      expect(all(stay) + all(go)).toBe(sum(quantities));
    });
  });
});
