import { describe, expect, test } from "vitest";
import {
  holdNotes,
  newsOfHolds,
  nextHold,
  noteReleasing,
  releasesUnread,
  type KnownHold,
  type NotHeld,
  type Part,
  type Waiting,
} from "#app/domain/holds.ts";

const rules = { on: true, review: false, wholeOrders: false };
const part = (id: string, units: number, more: Partial<Part> = {}): Part => ({
  id,
  status: more.holds?.length ? "ON_HOLD" : "OPEN",
  requestStatus: "UNSUBMITTED",
  canHold: true,
  lines: [{ id: `line ${id}`, lineId: "shirt", remaining: units }],
  holds: [],
  ...more,
});
const ours = { id: "ours", ours: true };
const theirs = { id: "theirs", ours: false };
const owed = (partId: string, units: number, outstanding = units): Waiting => {
  return { id: `line ${partId}`, lineId: "shirt", outstanding, owed: units };
};
const held = (partId: string, units: number, holdId = "ours"): KnownHold => {
  return {
    ...{ partId, holdId, units, state: "held", reason: null },
    ...{ others: false, lineIds: ["shirt"], approved: false },
  };
};
const states = (known: KnownHold[]) => known.map((k) => `${k.partId} ${k.state}`);

describe("a hold of ours that is gone", () => {
  test("from a fulfillment order that can ship was released by somebody, and stays released", () => {
    const { step, known } = nextHold([part("1", 2)], [owed("1", 2)], [held("1", 2)], rules);
    expect(step).toBeNull();
    expect(states(known)).toEqual(["1 let_go"]);
    const next = nextHold([part("1", 2)], [owed("1", 2)], known, rules);
    expect([next.step, states(next.known)]).toEqual([null, ["1 let_go"]]);
  });

  test.each(["CLOSED", "CANCELLED"])("with its fulfillment order (%s) was released by nobody", (status) => {
    const parts = [part("1", 2, { holds: [ours] }), part("2", 3, { status })];
    const known = [held("1", 2), held("2", 3, "gone")];
    // The book has not caught up yet.
    const next = nextHold(parts, [owed("1", 2), owed("2", 3)], known, rules);
    expect(next.step).toBeNull();
    expect(states(next.known)).toEqual(["1 held"]);
  });

  test("with a fulfillment order of which nothing is left to ship was released by nobody", () => {
    const next = nextHold([part("1", 0)], [owed("1", 2)], [held("1", 2)], rules);
    expect(next).toEqual({ step: null, known: [] });
  });
});

test("what had left a fulfillment order before somebody released it was not let go with it", () => {
  const coat = { id: "line 2", lineId: "coat", remaining: 1 };
  const was = { ...held("1", 3), lineIds: ["shirt", "coat"] };
  const waits = { id: "line 2", lineId: "coat", outstanding: 1, owed: 1 };
  const { step, known } = nextHold(
    [part("1", 2), part("2", 1, { lines: [coat] })],
    [owed("1", 2), waits],
    [was],
    rules,
  );
  expect(known).toMatchObject([{ partId: "1", state: "let_go", lineIds: ["shirt"] }]);
  expect(step).toMatchObject({ do: "hold", partId: "2" });
});

describe("a part that somebody released, of which other lines wait since", () => {
  const coat = (remaining: number) => ({ id: "coat of 1", lineId: "coat", remaining });
  const letGo: KnownHold = { ...held("1", 2), state: "let_go", holdId: null };
  const both = part("1", 2, { lines: [{ id: "line 1", lineId: "shirt", remaining: 2 }, coat(3)] });
  const waits = [owed("1", 2), { id: "coat of 1", lineId: "coat", outstanding: 3, owed: 3 }];

  test("is held for those alone, and what was released is remembered beside it", () => {
    const { step, known } = nextHold([both], waits, [letGo], rules);
    expect(step).toMatchObject({ do: "hold", partId: "1", lines: [{ id: "coat of 1", quantity: 3 }] });
    expect(known).toEqual([letGo]);
    const coats: KnownHold = { ...held("1", 3), lineIds: ["coat"] };
    const apart = [
      part("1", 3, { lines: [coat(3)], holds: [ours] }),
      part("2", 2, { lines: [{ id: "line 1", lineId: "shirt", remaining: 2 }] }),
    ];
    const next = nextHold(apart, waits, [letGo, coats], rules);
    expect(next.step).toBeNull();
    expect(states(next.known)).toEqual(["1 let_go", "1 held"]);
    expect(newsOfHolds([letGo, coats], next.known)).toEqual([]);
    expect(states(noteReleasing(next.known, "1"))).toEqual(["1 let_go", "1 releasing"]);
  });

  test("is let go of for all of them when those are released as well, and that is news", () => {
    const was = [letGo, { ...held("1", 3), lineIds: ["coat"] }];
    const { step, known } = nextHold([both], waits, was, rules);
    expect([step, known]).toMatchObject([null, [{ state: "let_go", lineIds: ["shirt", "coat"] }]]);
    expect(newsOfHolds(was, known)).toEqual([{ kind: "let_go" }]);
    expect(newsOfHolds(known, nextHold([both], waits, known, rules).known)).toEqual([]);
  });

  test("says why it is not held", () => {
    const refused = new Map<string, NotHeld>([["1", "not_possible"]]);
    const { known } = nextHold([both], waits, [letGo], rules, refused);
    expect(states(known)).toEqual(["1 let_go", "1 not_held"]);
    expect(newsOfHolds([letGo], known)).toEqual([{ kind: "not_held", units: 3, reason: "not_possible" }]);
  });
});

describe("a release of ours", () => {
  const releasing = { ...held("1", 2), state: "releasing" as const };

  test("is remembered as ours until the order was read after it", () => {
    expect(releasesUnread([part("1", 2)], [releasing], ["1"])).toEqual([releasing]);
    expect(releasesUnread([part("1", 2)], [releasing], [])).toEqual([]);
  });

  test("is not what keeps units on hold that somebody holds now", () => {
    expect(releasesUnread([part("1", 2, { holds: [theirs] })], [releasing], ["1"])).toEqual([]);
    expect(releasesUnread([part("1", 2, { holds: [ours] })], [releasing], ["1"])).toEqual([]);
  });

  test("ends with its fulfillment order", () => {
    expect(releasesUnread([part("1", 2, { status: "CLOSED" })], [releasing], ["1"])).toEqual([]);
    expect(releasesUnread([], [releasing], ["1"])).toEqual([]);
  });
});

describe("holds of others", () => {
  test("are never named when ours goes", () => {
    const { step } = nextHold([part("1", 2, { holds: [theirs, ours] })], [], [held("1", 2)], rules);
    expect(step).toEqual({ do: "release", partId: "1", holdIds: ["ours"], again: null });
  });

  test("do not keep us from holding what waits as a whole", () => {
    const { step } = nextHold([part("1", 2, { holds: [theirs] })], [owed("1", 2)], [], rules);
    expect(step).toMatchObject({ do: "hold", partId: "1", lines: [] });
  });
});

test("what is ready stays on hold while the merchant reviews, and goes when it was let go", () => {
  const parts = [part("1", 2, { holds: [ours] })];
  const review = { ...rules, review: true };
  expect(nextHold(parts, [owed("1", 1, 2)], [held("1", 2)], review).step).toBeNull();
  const approved = [{ ...held("1", 2), approved: true }];
  expect(nextHold(parts, [owed("1", 1, 2)], approved, review).step).toMatchObject({ do: "release" });
});

test("a whole order keeps its hold while any of it is owed", () => {
  const parts = [part("1", 2, { holds: [ours] }), part("2", 1)];
  const whole = { ...rules, wholeOrders: true };
  const other: Waiting = { id: "line 2", lineId: "hat", outstanding: 1, owed: 1 };
  expect(nextHold(parts, [other], [held("1", 2)], whole).step).not.toMatchObject({ do: "release" });
  expect(nextHold(parts, [], [held("1", 2)], whole).step).toMatchObject({ do: "release" });
});

test("when the merchant wants no holds any more, ours go and others' stay", () => {
  const parts = [part("1", 2, { holds: [ours, theirs] })];
  const { step } = nextHold(parts, [owed("1", 2)], [held("1", 2)], { ...rules, on: false, review: true });
  expect(step).toEqual({ do: "release", partId: "1", holdIds: ["ours"], again: null });
});

test("what could ship of an order is not held with what waits", () => {
  const { step } = nextHold([part("1", 5)], [owed("1", 2, 5)], [], rules);
  expect(step).toMatchObject({ lines: [{ id: "line 1", quantity: 2 }], units: 2 });
});

test("of what others hold no part can be held, and nobody asks for it", () => {
  const next = nextHold([part("1", 5, { holds: [theirs] })], [owed("1", 2, 5)], [], rules);
  expect(next.step).toBeNull();
  expect(next.known).toMatchObject([{ state: "not_held", reason: "held_by_others" }]);
});

describe("what waits and cannot be held is left alone, and that is said", () => {
  const notHeld = (more: Partial<Part>, refused?: Map<string, NotHeld>) => {
    const { step, known } = nextHold([part("1", 2, more)], [owed("1", 2)], [], rules, refused);
    return [step, known.map((k) => `${k.units} ${k.state}: ${k.reason}`)];
  };

  test.each(["SUBMITTED", "ACCEPTED"])("a fulfillment service was asked to ship it (%s)", (requestStatus) => {
    expect(notHeld({ requestStatus })).toEqual([null, ["2 not_held: requested"]]);
  });

  test("unless the fulfillment service said no", () => {
    expect(notHeld({ requestStatus: "REJECTED" })).toEqual([expect.objectContaining({ do: "hold" }), []]);
  });

  test("Shopify offers no hold, or refuses one", () => {
    expect(notHeld({ canHold: false })).toEqual([null, ["2 not_held: not_possible"]]);
    expect(notHeld({}, new Map([["1", "no_access"]]))).toEqual([null, ["2 not_held: no_access"]]);
  });

  test.each(["CLOSED", "CANCELLED"])("nothing of it can ship any more (%s)", (status) => {
    expect(notHeld({ status })).toEqual([null, []]);
  });

  test("once, not every time that it is looked at", () => {
    const { known } = nextHold([part("1", 2, { canHold: false })], [owed("1", 2)], [], rules);
    expect(newsOfHolds([], known)).toEqual([{ kind: "not_held", units: 2, reason: "not_possible" }]);
    expect(newsOfHolds(known, known)).toEqual([]);
  });
});

test("staff read beside a hold when it was expected to go", () => {
  expect(holdNotes("2026-12-09")).toContain("expected to ship by December 9, 2026");
  expect(holdNotes(null)).toContain("no date was known");
});

test("while the book lags behind Shopify nothing is held or released", () => {
  expect(nextHold([part("1", 3)], [owed("1", 2)], [], rules).step).toBeNull();
});
