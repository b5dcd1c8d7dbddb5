import { describe, expect, test } from "vitest";
import { addDays } from "#app/domain/days.ts";
import { decidePromise, defaultPolicy, wasKept, type PromiseFacts } from "#app/domain/promise.ts";

const d0 = "2026-11-22";
const day = (n: number) => addDays(d0, n);
const at = (hours: number) => new Date(Date.parse(`${d0}T09:00:00Z`) + hours * 3_600_000);
const told = (n: number | null, version = 1) => ({ promisedOn: n === null ? null : day(n), version });

function decide(facts: Partial<PromiseFacts>, hours = 0) {
  const now = at(hours);
  const all = {
    expected: null,
    last: null,
    watch: null,
    material: false,
    toldToday: false,
    slips: 0,
    ...facts,
  };
  return decidePromise(all, addDays(d0, Math.floor((9 + hours) / 24)), now, defaultPolicy);
}

describe("the first promise", () => {
  test("is made with the first date", () => {
    expect(decide({ expected: day(10) })).toEqual({ kind: "promise", promisedOn: day(10) });
  });
  test("is not made without a date: none is invented", () => {
    expect(decide({ expected: null })).toEqual({ kind: "none" });
  });
});

describe("a later date", () => {
  const watch = { direction: "later", since: at(0).toISOString() } as const;
  test("within two days is nobody's concern", () => {
    expect(decide({ expected: day(12), last: told(10) })).toEqual({ kind: "keep", watch: null });
  });
  test("far from the day, a fifth of the time left is tolerated", () => {
    expect(decide({ expected: day(60), last: told(50) })).toEqual({ kind: "keep", watch: null });
    expect(decide({ expected: day(61), last: told(50) })).toMatchObject({
      kind: "keep",
      watch: { direction: "later" },
    });
  });
  test("scenario H8 (a): a delay younger than a day may recover, so nobody is told", () => {
    expect(decide({ expected: day(15), last: told(10), watch }, 23)).toEqual({ kind: "keep", watch });
  });
  test("scenario H8 (b): a day before the promised day there is nothing to wait for", () => {
    expect(decide({ expected: day(6), last: told(1) })).toMatchObject({
      kind: "announce",
      change: "later",
      days: 5,
    });
  });
  test("that held for a day is announced", () => {
    expect(decide({ expected: day(15), last: told(10), watch }, 24)).toMatchObject({
      kind: "announce",
      promisedOn: day(15),
      change: "later",
      days: 5,
      offerCancellation: false,
    });
  });
  test("that recovered is forgotten", () => {
    expect(decide({ expected: day(10), last: told(10), watch }, 30)).toEqual({ kind: "keep", watch: null });
  });
  test("waits for tomorrow when the order was told something today", () => {
    expect(decide({ expected: day(15), last: told(10), watch, toldToday: true }, 30)).toEqual({
      kind: "keep",
      watch,
    });
  });
  test("close to the day is announced only at the last call, unless the supply itself was cut", () => {
    expect(decide({ expected: day(9), last: told(3), watch }, 10)).toMatchObject({ kind: "keep" });
    expect(decide({ expected: null, last: told(3), material: true })).toMatchObject({
      kind: "announce",
      change: "no_date",
      offerCancellation: true,
    });
  });
  test("scenario H9: over thirty days, or the second time, the customer is offered to cancel", () => {
    expect(decide({ expected: day(41), last: told(10), watch }, 24)).toMatchObject({
      days: 31,
      offerCancellation: true,
    });
    expect(decide({ expected: day(15), last: told(10, 2), watch, slips: 1 }, 24)).toMatchObject({
      offerCancellation: true,
    });
  });
});

describe("an earlier date", () => {
  const watch = { direction: "earlier", since: at(0).toISOString() } as const;
  test("scenario H24: is adopted after it held for a day", () => {
    expect(decide({ expected: day(5), last: told(12) })).toMatchObject({
      kind: "keep",
      watch: { direction: "earlier" },
    });
    expect(decide({ expected: day(5), last: told(12), watch }, 24)).toMatchObject({
      kind: "announce",
      change: "earlier",
      days: -7,
      offerCancellation: false,
    });
  });
  test("starts its own day when the direction turns", () => {
    const later = { direction: "later", since: at(0).toISOString() } as const;
    expect(decide({ expected: day(5), last: told(12), watch: later }, 30)).toEqual({
      kind: "keep",
      watch: { direction: "earlier", since: at(30).toISOString() },
    });
  });
  test("is not mentioned in the last days", () => {
    expect(decide({ expected: day(2), last: told(4), watch }, 30)).toMatchObject({ kind: "keep" });
  });
  test("is not mentioned in the last days, not even when it is today", () => {
    const today = { expected: day(1), watch };
    expect(decide({ ...today, last: told(4) }, 30)).toEqual({ kind: "keep", watch });
    expect(decide({ ...today, last: told(5) }, 30)).toMatchObject({ kind: "announce", change: "earlier" });
  });
});

test("scenario H21: eight changes of the expectation are two announcements", () => {
  const offsets = [10, 11, 10, 12, 15, 14, 13, 12, 11];
  // The tolerance filter alone: no confirmation, nothing frozen, many messages a day allowed.
  const policy = { toleranceDays: 2, toleranceShare: 0, confirmHours: 0, frozenDays: -1 };
  let last = told(offsets[0]!);
  const promised = offsets.map((n) => {
    const decision = decidePromise(
      { expected: day(n), last, watch: null, material: false, toldToday: false, slips: 0 },
      d0,
      at(0),
      policy,
    );
    if (decision.kind === "announce") last = { promisedOn: decision.promisedOn!, version: last.version + 1 };
    return last.promisedOn;
  });
  expect(promised).toEqual([10, 10, 10, 10, 15, 15, 15, 12, 12].map(day));
});

test("the first date given is what a shop is judged by", () => {
  expect(wasKept(day(10), day(10))).toBe(true);
  expect(wasKept(day(10), day(11))).toBe(false);
  expect(wasKept(null, day(11))).toBeNull();
});
