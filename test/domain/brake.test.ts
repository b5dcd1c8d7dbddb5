import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { brakeSentence } from "#app/domain/brake-because.ts";
import { readBrake } from "#app/domain/brake-form.ts";
import {
  brake,
  leftToSell,
  policyFor,
  soldTooMany,
  type Braked,
  type BrakeRule,
  type SetRule,
} from "#app/domain/brake.ts";
import { outlookOf, type Outlook } from "#app/domain/outlook.ts";
import { plan } from "#app/domain/plan.ts";
import { always } from "./check.ts";
import { anyFacts, delivery, factsOf, inDays, line, now, stock, today } from "./shops.ts";

const rule = (more: Partial<SetRule>): SetRule => ({
  accept: "dated",
  cap: null,
  farthestDays: null,
  margin: 0,
  opens: false,
  level: "shop",
  target: "",
  setAt: now.toISOString(),
  ...more,
});
const untouched: Braked = {
  policy: "CONTINUE",
  discontinued: false,
  found: null,
  wrote: null,
  switchedAt: null,
  stopped: null,
};
const nothing: Outlook = {
  tracked: true,
  owed: 0,
  outstanding: 0,
  undated: 0,
  ahead: [],
  endless: false,
  next: null,
  today,
};

describe("what the brake says", () => {
  test.each<[string, Partial<SetRule>, Partial<Outlook>, string, number | null]>([
    ["scenario G4: five may be owed, none are", { accept: "cap", cap: 5 }, {}, "sell", 5],
    ["scenario G4: five may be owed, and are", { accept: "cap", cap: 5 }, { owed: 5 }, "stop", 0],
    ["the margin is kept back", { accept: "cap", cap: 5, margin: 2 }, { owed: 3 }, "stop", 0],
    ["scenario G6: no limit is not a limit of zero", { accept: "always" }, { owed: 9999 }, "sell", null],
    ["nothing dated is coming", {}, {}, "stop", 0],
    ["a lead time dates any number", {}, { endless: true, next: inDays(9) }, "sell", null],
    [
      "units behind the farthest day do not count",
      { farthestDays: 10 },
      {
        next: inDays(4),
        ahead: [
          { shipsBy: inDays(4), units: 2 },
          { shipsBy: inDays(14), units: 5 },
        ],
      },
      "sell",
      2,
    ],
    [
      "scenario G15: of two limits the tighter one counts",
      { accept: "cap", cap: 9, farthestDays: 10 },
      { owed: 2, next: inDays(4), ahead: [{ shipsBy: inDays(4), units: 3 }] },
      "sell",
      3,
    ],
    [
      "the next date is too far away",
      { accept: "always", farthestDays: 10 },
      { next: inDays(11) },
      "stop",
      0,
    ],
  ])("%s", (_, more, outlook, wish, remaining) => {
    const verdict = brake(rule(more), { ...nothing, ...outlook }, untouched, now);
    expect([verdict.wish, verdict.remaining]).toEqual([wish, remaining]);
  });

  test("names the limit that bound, of two the tighter one (scenario G15)", () => {
    const said = (more: Partial<SetRule>, of: Partial<Outlook>) => {
      const verdict = brake(rule(more), { ...nothing, ...of }, untouched, now);
      return [
        verdict.remaining,
        brakeSentence(verdict.because, { date: (d) => d, moment: (m) => m }),
      ] as const;
    };
    const cap = { accept: "cap", cap: 3, level: "product" } as const;
    const full = "No more backorders: 3 units are owed, and the product's brake takes up to 3.";
    expect(said(cap, { owed: 3 })).toEqual([0, full]);
    const near = { next: inDays(4), ahead: [{ shipsBy: inDays(4), units: 5 }] };
    expect(said({ ...cap, farthestDays: 10 }, { owed: 3, ...near })).toEqual([0, full]);
    const [left, words] = said({ ...cap, farthestDays: 10 }, { owed: 1, ...near, next: inDays(12) });
    expect([left, words]).toEqual([0, expect.stringContaining(inDays(12))]);
    expect(words).not.toContain("up to 3");
  });

  test("counts all locations together (scenario F18)", () => {
    const at = (id: string, units: number) => line(id, units, { locationId: id });
    const facts = factsOf({ lines: [at("1", 2), at("2", 2), at("3", 1)] });
    const outlook = outlookOf(facts, plan(facts, now).tails, now);
    expect(outlook.owed).toBe(5);
    expect(brake(rule({ accept: "cap", cap: 5 }), outlook, untouched, now).wish).toBe("stop");
    expect(brake(rule({ accept: "cap", cap: 6 }), outlook, untouched, now)).toMatchObject({
      wish: "sell",
      remaining: 1,
    });
  });

  test("leaves alone what stops anyway, unless it was asked to sell it, and never what is discontinued", () => {
    const shut = { ...untouched, policy: "DENY" as const };
    const wish = (r: Partial<SetRule>, v: Braked) =>
      brake(rule({ accept: "always", ...r }), nothing, v, now).wish;
    expect(wish({}, shut)).toBe("as_found");
    expect(wish({ opens: true }, shut)).toBe("sell");
    expect(wish({ opens: true }, { ...shut, discontinued: true })).toBe("as_found");
  });
});

describe("what happened to a variant", () => {
  const wish = (of: Partial<Braked>, more: Partial<SetRule> = { accept: "never" }) =>
    brake(rule(more), nothing, { ...untouched, ...of }, now).wish;
  const ago = (minutes: number) => new Date(now.getTime() - minutes * 60_000).toISOString();

  test.each(["by_hand", "left", "put_back"] as const)("keeps the brake away from it (%s)", (stopped) => {
    expect(wish({ stopped, found: "CONTINUE", wrote: "DENY", policy: "DENY" })).toBe("as_found");
    expect(wish({})).toBe("stop");
  });

  test("lets what was stopped rest for ten minutes before it is sold again", () => {
    const was = (minutes: number) =>
      ({ policy: "DENY", found: "CONTINUE", wrote: "DENY", switchedAt: ago(minutes) }) as const;
    expect(wish(was(9), { accept: "always" })).toBe("stop");
    expect(wish(was(10), { accept: "always" })).toBe("sell");
  });
});

const rules: fc.Arbitrary<SetRule> = fc
  .record({
    accept: fc.constantFrom<BrakeRule["accept"]>("never", "cap", "dated", "always"),
    cap: fc.nat({ max: 12 }),
    farthestDays: fc.option(fc.integer({ min: 1, max: 30 }), { nil: null }),
    margin: fc.nat({ max: 3 }),
    opens: fc.boolean(),
  })
  .map(rule);

describe("for any shop", () => {
  const outlook = (facts: Parameters<typeof plan>[0]) => outlookOf(facts, plan(facts, now).tails, now);

  test("what is ahead is what shoppers are told can be sold with a date", () => {
    always(anyFacts, (facts) => {
      const told = plan(facts, now).book.availability[0];
      if (told?.state !== "backorder") return;
      const { ahead, endless, next } = outlook(facts);
      expect(endless ? null : ahead.reduce((sum, a) => sum + a.units, 0)).toBe(told.cap);
      expect(next).toBe(told.shipsBy);
    });
  });

  test("a looser rule never stops what a tighter one sells", () => {
    always(anyFacts, rules, (facts, tight) => {
      const loose = { ...tight, cap: (tight.cap ?? 0) + 1, margin: 0, farthestDays: null };
      const o = outlook(facts);
      if (brake(tight, o, untouched, now).wish !== "sell") return;
      expect(brake(loose, o, untouched, now).wish).toBe("sell");
    });
  });

  test("a variant stops exactly when nothing more may be sold", () => {
    always(anyFacts, rules, (facts, one) => {
      const { wish, remaining } = brake(one, outlook(facts), untouched, now);
      if (wish !== "as_found") expect(wish === "stop").toBe(remaining === 0);
    });
  });

  test("without a rule everything goes back to how it was found", () => {
    always(fc.constantFrom("CONTINUE" as const, "DENY" as const, null), (found) => {
      const { wish } = brake(null, nothing, { ...untouched, found }, now);
      expect(policyFor(wish, found)).toBe(found);
    });
  });

  test("what is sold too many never exceeds what was sold", () => {
    const count = fc.record({ outstanding: fc.nat({ max: 20 }), excess: fc.nat({ max: 20 }) });
    always(count, count, (was, is) => {
      const units = soldTooMany(was, is);
      expect(units).toBeGreaterThanOrEqual(0);
      expect(units).toBeLessThanOrEqual(Math.max(0, is.outstanding - was.outstanding));
      expect(soldTooMany(null, is)).toBe(0);
    });
  });

  test("shoppers are never told more than supply dates", () => {
    const units = fc.option(fc.nat({ max: 20 }), { nil: null });
    always(units, units, (cap, remaining) => {
      const left = leftToSell(cap, remaining);
      if (cap === null) expect(left).toBeNull();
      else expect(left).toBe(Math.min(cap, remaining ?? cap));
    });
  });
});

test("units that no dated supply pays are in excess of what dated supply allows", () => {
  const facts = factsOf({
    stock: [stock(0, 7)],
    lines: [line("1", 7)],
    supplies: [delivery("1", 4, inDays(5)), delivery("2", 9, null)],
  });
  expect(outlookOf(facts, plan(facts, now).tails, now)).toMatchObject({
    owed: 7,
    undated: 3,
    ahead: [],
    next: null,
  });
});

describe("a brake as typed", () => {
  test("a cap has to be named, and nothing else", () => {
    expect(readBrake({ accept: "cap", cap: "" })).toMatchObject({ ok: false });
    expect(readBrake({ accept: "cap", cap: "0" })).toMatchObject({ ok: true, value: { cap: 0, margin: 0 } });
  });

  test("never has no limits of its own", () => {
    expect(readBrake({ accept: "never", cap: "5", farthestDays: "3", margin: "2", opens: "on" })).toEqual({
      ok: true,
      value: { accept: "never", cap: null, farthestDays: null, margin: 0, opens: false },
    });
  });

  test.each(["-1", "1.5", "x", "731"])("%s is no number of days", (farthestDays) => {
    expect(readBrake({ accept: "always", farthestDays })).toMatchObject({
      ok: false,
      errors: { farthestDays: "Enter a whole number from 1 to 730." },
    });
  });
});
