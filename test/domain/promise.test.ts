import { describe, expect, test } from "vitest";
import { addDays } from "#app/domain/days.ts";
import { changeOf, decidePromise, defaultPolicy, wasKept, type PromiseFacts } from "#app/domain/promise.ts";

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
  test("is what the product page said before the sale, whatever is expected by now", () => {
    const said = { kind: "promise", promisedOn: day(10), shown: true };
    expect(decide({ expected: day(12), shown: day(10) })).toEqual(said);
    expect(decide({ expected: null, shown: day(10) })).toEqual(said);
  });
  test("stays as it is, though a page said something else", () => {
    expect(decide({ expected: day(12), last: told(12), shown: day(10) })).toEqual({
      kind: "keep",
      watch: null,
    });
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

describe("a date that the merchant gave by hand", () => {
  const byHand = { expected: day(20) };
  const later = { direction: "later", since: at(0).toISOString() } as const;
  const earlier = { direction: "earlier", since: at(0).toISOString() } as const;

  test("stands while nothing is known that was not known then", () => {
    const facts = { expected: day(20), last: told(10, 2), watch: later, byHand };
    expect(decide(facts, 48)).toEqual({ kind: "keep", watch: later });
    expect(decide({ ...facts, byHand: null }, 48)).toMatchObject({ kind: "announce" });
  });
  test("stands without any supply, if there was none when it was given, until the day before", () => {
    const facts = { expected: null, last: told(10, 2), watch: later, material: true };
    expect(decide({ ...facts, byHand: { expected: null } }, 48)).toMatchObject({ kind: "keep" });
    expect(decide({ ...facts, last: told(1, 2), byHand: { expected: null } })).toMatchObject({
      kind: "announce",
      change: "no_date",
    });
  });
  test("moves like any other when the supply was cut afterwards", () => {
    const facts = { expected: null, last: told(10, 2), material: true, byHand };
    expect(decide(facts)).toMatchObject({ kind: "announce", change: "no_date" });
  });
  test("is not made earlier by anybody else", () => {
    const facts = { expected: day(5), last: told(12, 2), watch: earlier, byHand };
    expect(decide(facts, 48)).toEqual({ kind: "keep", watch: null });
  });
});

test.each([
  [null, 10, "first"],
  [null, null, null],
  [10, 10, null],
  [10, 12, "later"],
  [10, 7, "earlier"],
  [10, null, "no_date"],
])("told %s, then %s: that is %s", (before, then, change) => {
  const last = before === null ? null : told(before);
  expect(changeOf(last, then === null ? null : day(then))).toBe(change);
});

test("a date after it was said that there is none is a new date", () => {
  expect(changeOf(told(null, 2), day(5))).toBe("new_date");
  expect(changeOf(told(null, 2), null)).toBeNull();
});

describe("the merchant's policy", () => {
  const watch = { direction: "later", since: at(0).toISOString() } as const;
  const decideBy = (policy: Partial<typeof defaultPolicy>, facts: Partial<PromiseFacts>, hours = 0) =>
    decidePromise(
      { expected: null, last: null, watch: null, material: false, toldToday: false, slips: 0, ...facts },
      d0,
      at(hours),
      { ...defaultPolicy, ...policy },
    ).kind;

  test("decides how many days nobody is told of", () => {
    const facts = { expected: day(15), last: told(10), watch };
    expect(decideBy({ toleranceDays: 4 }, facts, 24)).toBe("announce");
    expect(decideBy({ toleranceDays: 5 }, facts, 24)).toBe("keep");
  });
  test("decides which share of the time left nobody is told of", () => {
    const facts = { expected: day(15), last: told(10), watch };
    expect(decideBy({ toleranceShare: 0.4 }, facts, 24)).toBe("announce");
    expect(decideBy({ toleranceShare: 0.5 }, facts, 24)).toBe("keep");
  });
  test("decides how long a date has to hold", () => {
    const facts = { expected: day(15), last: told(10), watch };
    expect(decideBy({ confirmHours: 48 }, facts, 24)).toBe("keep");
    expect(decideBy({ confirmHours: 0 }, { ...facts, watch: null })).toBe("announce");
  });
  test("decides when it is too late to move for anything that may still heal", () => {
    const facts = { expected: day(20), last: told(6), watch };
    expect(decideBy({ frozenDays: 5 }, facts, 24)).toBe("announce");
    expect(decideBy({ frozenDays: 6 }, facts, 24)).toBe("keep");
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
