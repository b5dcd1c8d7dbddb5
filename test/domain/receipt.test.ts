import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { sourcesOf, type Receipt, type Rise } from "#app/domain/receipt.ts";
import { always } from "./check.ts";

const at = (minute: number) => `2026-11-22T10:${String(minute).padStart(2, "0")}:00.000Z`;
const receipt = (id: string, units: number, minute: number, more: Partial<Receipt> = {}): Receipt => ({
  ...{ id, deliveryId: `PO-${id}`, locationId: "1", units, seen: 0, at: at(minute) },
  ...more,
});
const rise = (units: number, minute: number, more: Partial<Rise> = {}): Rise => ({
  ...{ units, at: at(minute), locationId: "1", deliveryId: null, receiptId: null },
  ...more,
});
/** Of which delivery each rise is; with a question mark where it is only probable. */
function named(receipts: Receipt[], rises: Rise[]) {
  const { sources } = sourcesOf(receipts, rises);
  return rises.map((r) => {
    const source = sources.get(r)!;
    return source.deliveryId ? `${source.deliveryId}${source.receiptId ? "" : "?"}` : null;
  });
}

describe("a shelf that rose", () => {
  test("is of the delivery that was counted in there, before it or after it", () => {
    expect(named([receipt("1", 4, 10)], [rise(4, 12)])).toEqual(["PO-1"]);
    expect(named([receipt("1", 4, 12)], [rise(4, 10)])).toEqual(["PO-1"]);
  });

  test("in two counts is of one receipt, and more than was counted in is only probably of it", () => {
    expect(named([receipt("1", 4, 10)], [rise(2, 11), rise(2, 12)])).toEqual(["PO-1", "PO-1"]);
    expect(named([receipt("1", 4, 10, { seen: 4 })], [rise(2, 11)])).toEqual(["PO-1?"]);
  });

  test("elsewhere, or before anybody counted anything in that is not explained, is of none", () => {
    expect(named([receipt("1", 4, 10)], [rise(4, 12, { locationId: "2" })])).toEqual([null]);
    expect(named([receipt("1", 4, 12, { seen: 4 })], [rise(4, 10)])).toEqual([null]);
  });

  test("a moment ago is rather what was just counted in than one of yesterday", () => {
    expect(named([receipt("1", 4, 12)], [rise(2, 1), rise(4, 11)])).toEqual([null, "PO-1"]);
  });

  test("by more than is counted in afterwards was something else", () => {
    expect(named([receipt("1", 1, 12)], [rise(2, 10)])).toEqual([null]);
    expect(named([receipt("1", 1, 12)], [rise(2, 10), rise(1, 13)])).toEqual([null, "PO-1"]);
  });

  test("before the receipt is something else once as much rises after it", () => {
    const [said, seen] = [{ deliveryId: "PO-1", receiptId: "1" }, { seen: 2 }];
    expect(named([receipt("1", 2, 12, seen)], [rise(2, 10, said), rise(2, 13)])).toEqual([null, "PO-1"]);
    expect(named([receipt("1", 2, 12, seen)], [rise(2, 10, said), rise(1, 13)])).toEqual(["PO-1", "PO-1"]);
  });

  test("before the receipt takes no unit of it that another rise has taken since, however often it is looked at", () => {
    const said = { deliveryId: "PO-1", receiptId: "1" };
    const rises = [rise(2, 10, said), rise(1, 13, said), rise(1, 14)];
    const { sources, seen } = sourcesOf([receipt("1", 2, 12, { seen: 2 })], rises);
    expect(rises.map((r) => sources.get(r)?.receiptId)).toEqual([null, undefined, "1"]);
    expect(seen).toEqual(new Map([["1", 2]]));
  });

  test("after the receipt is known for good", () => {
    const said = { deliveryId: "PO-1", receiptId: "1" };
    const { sources } = sourcesOf([receipt("1", 2, 10, { seen: 2 })], [rise(2, 11, said)]);
    expect(sources.size).toBe(0);
  });

  test("explains receipts of two deliveries at once, and is said to be of the older", () => {
    const receipts = [receipt("1", 4, 10), receipt("2", 3, 11)];
    expect(named(receipts, [rise(7, 12)])).toEqual(["PO-1"]);
    expect(sourcesOf(receipts, [rise(7, 12)]).seen).toEqual(
      new Map([
        ["1", 4],
        ["2", 3],
      ]),
    );
  });

  test("never explains more units of a receipt than were counted in, nor more than rose", () => {
    const some = fc.record({ units: fc.integer({ min: 1, max: 9 }), minute: fc.nat(59), place: fc.nat(1) });
    always(fc.array(some, { maxLength: 5 }), fc.array(some, { maxLength: 5 }), (counted, rose) => {
      const receipts = counted.map((c, i) =>
        receipt(`${i}`, c.units, c.minute, { locationId: `${c.place}` }),
      );
      const rises = rose.map((r) => rise(r.units, r.minute, { locationId: `${r.place}` }));
      const { seen, sources } = sourcesOf(receipts, rises);
      for (const r of receipts) expect(seen.get(r.id)).toBeLessThanOrEqual(r.units);
      for (const place of ["0", "1"]) {
        const sum = (units: number[]) => units.reduce((a, b) => a + b, 0);
        const [risen, told] = [rises, receipts].map((all) => all.filter((x) => x.locationId === place));
        const explained = sum((told as Receipt[]).map((r) => seen.get(r.id)!));
        expect(explained).toBeLessThanOrEqual(sum(risen!.map((r) => r.units)));
        // No rise after a receipt is without one while some of that is not explained.
        for (const r of told as Receipt[])
          if (seen.get(r.id)! < r.units)
            for (const later of (risen as Rise[]).filter((x) => x.at >= r.at))
              expect(sources.get(later)?.receiptId).toBeTruthy();
      }
    });
  });
});
