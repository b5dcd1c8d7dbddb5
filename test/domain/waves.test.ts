import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { alertSentence } from "#app/domain/alert-because.ts";
import { look, neverBack, notOnSale, shelfFor, type Shelf, type Watch } from "#app/domain/restock.ts";
import { decideWave, waveLimit, waveSize, type WaveFacts } from "#app/domain/wave.ts";
import { always } from "./check.ts";
import { lineUp, type Waiting } from "./line-up.ts";

const start = Date.parse("2026-11-22T09:00:00Z");
const at = (hours: number) => new Date(start + hours * 3_600_000);
const people = (count: number): Waiting[] =>
  Array.from({ length: count }, (_, n) => ({ id: `person ${n + 1}`, toldAt: null }));
const free = (units: number): Shelf => ({ back: true, units });
const out: Shelf = { back: false, state: "out_of_stock", owed: 0 };
const outSince = (hours: number): Watch => ({ ...neverBack, outSince: at(hours).toISOString() });

type Facts = Partial<Omit<WaveFacts, "line">> & { waiting?: Waiting[] };

function decide({ waiting = people(3), ...facts }: Facts, hours = 0, byHand = false) {
  const rules = { perUnit: 3, waitHours: 24, firstRefusal: false, keepHours: 24 };
  return decideWave(
    {
      shelf: free(5),
      watch: outSince(-100),
      paused: false,
      sending: "on",
      lastWave: null,
      line: lineUp(waiting, at(hours), waveLimit(facts.shelf ?? free(5), rules)),
      rules,
      ...facts,
    },
    at(hours),
    byHand,
  );
}
const told = (decision: ReturnType<typeof decide>) => decision.wave?.ids.length ?? 0;
const seen = (state: "in_stock" | "backorder", units: number, owed = 0) =>
  shelfFor({ state, free: units, owed, tracked: true }, null);

describe("what may be announced", () => {
  test("scenario E14: five sold and five on the shelf are none; eight on the shelf are three", () => {
    expect(seen("backorder", 0)).toMatchObject({ back: false });
    expect(seen("in_stock", 3)).toEqual({ back: true, units: 3 });
  });

  test("scenario E15: of eight that arrive for six owed ones, two are announced and none before", () => {
    expect(told(decide({ shelf: seen("backorder", -1, 1), waiting: people(20) }))).toBe(0);
    expect(told(decide({ shelf: seen("in_stock", 2), waiting: people(20) }))).toBe(6);
  });

  test("scenario K30: what can be ordered without stock is not back", () => {
    const { wave, because } = decide({ shelf: seen("backorder", 0) });
    expect(wave).toBeNull();
    expect(alertSentence(because, String)).toBe(
      "Shoppers can order it, but nothing is free after what is owed: no alert.",
    );
  });

  test("a place announces its own units, and never more than the whole shop has free", () => {
    const shop = { state: "in_stock" as const, free: 2, owed: 3, tracked: true };
    expect(shelfFor(shop, 5)).toEqual({ back: true, units: 2 });
    expect(shelfFor(shop, 1)).toEqual({ back: true, units: 1 });
    expect(shelfFor(shop, 0)).toMatchObject({ back: false });
  });

  test("a product that is not on sale is announced to nobody", () => {
    expect(told(decide({ shelf: notOnSale }))).toBe(0);
  });

  test("what Shopify does not count is announced to everybody", () => {
    const shelf = shelfFor({ state: "in_stock", free: 0, owed: 0, tracked: false }, null);
    expect(told(decide({ shelf, waiting: people(40) }))).toBe(40);
  });
});

describe("a restock", () => {
  test("scenario K5: 0 to 5 is one wave; five more make no second one", () => {
    const first = decide({ waiting: people(40) });
    expect(told(first)).toBe(15);
    const lastWave = { number: 1, at: at(0).toISOString(), told: 15, underWay: 0 };
    const more = decide({ shelf: free(10), watch: first.watch, lastWave, waiting: people(25) }, 1);
    expect(more.wave).toBeNull();
    expect(more.watch.epoch).toBe(1);
  });

  test("scenario K6: a level that flaps 79 times in a day is one restock", () => {
    let watch = outSince(-100);
    for (let n = 0; n < 158; n++) watch = look(watch, n % 2 === 0 ? free(1) : out, at((n * 24) / 158));
    expect(watch.epoch).toBe(1);
  });

  test("ends when the variant was gone for an hour: then the next one begins", () => {
    const open = look(outSince(-100), free(1), at(0));
    const gone = look(open, out, at(1));
    expect(look(gone, free(1), at(1.9))).toMatchObject({ epoch: 1, outSince: null });
    expect(look(gone, free(1), at(2))).toMatchObject({ epoch: 2, open: true });
    expect(look(gone, out, at(3))).toMatchObject({ epoch: 1, open: false });
  });

  test("looking twice at the same shelf changes nothing", () => {
    always(fc.array(fc.tuple(fc.boolean(), fc.integer({ min: 0, max: 300 })), { maxLength: 40 }), (steps) => {
      let watch = neverBack;
      let minutes = 0;
      for (const [back, wait] of steps) {
        minutes += wait;
        const now = new Date(start + minutes * 60_000);
        watch = look(watch, back ? free(1) : out, now);
        expect(look(watch, back ? free(1) : out, now)).toEqual(watch);
      }
    });
  });
});

describe("a wave", () => {
  test("scenario K11: of 100 who wait, five free units tell the 15 who asked first; the rest waits a day", () => {
    const first = decide({ waiting: people(100) });
    expect(first.wave?.ids).toEqual(people(15).map((p) => p.id));
    expect(first.lookAt).toBe(at(24).toISOString());
    const lastWave = { number: 1, at: at(0).toISOString(), told: 15, underWay: 0 };
    const rest = people(100).slice(15);
    const soon = decide({ watch: first.watch, lastWave, waiting: rest }, 23);
    expect(soon).toMatchObject({ wave: null, lookAt: at(24).toISOString() });
    expect(told(decide({ shelf: free(2), watch: first.watch, lastWave, waiting: rest }, 24))).toBe(6);
    expect(told(decide({ shelf: out, watch: first.watch, lastWave, waiting: rest }, 24))).toBe(0);
  });

  test("waits until the one before it has been sent", () => {
    const lastWave = { number: 1, at: at(-48).toISOString(), told: 3, underWay: 12 };
    const watch = { epoch: 1, open: true, openedAt: at(-48).toISOString(), outSince: null };
    expect(decide({ watch, lastWave }).because).toMatchObject({ kind: "under_way", left: 12 });
  });

  test("does not wait for one that reached nobody, since the units were gone again", () => {
    const lastWave = { number: 1, at: at(-1).toISOString(), told: 0, underWay: 0 };
    const watch = { epoch: 1, open: true, openedAt: at(-1).toISOString(), outSince: at(-0.5).toISOString() };
    expect(decide({ watch, lastWave }).wave).toMatchObject({ number: 2 });
  });

  test("scenario K7: who was told three hours ago is held back for a day, and keeps waiting", () => {
    const waiting = [{ id: "ada", toldAt: at(-3).toISOString() }];
    expect(decide({ waiting })).toMatchObject({ wave: null, lookAt: at(21).toISOString() });
    expect(told(decide({ waiting }, 21))).toBe(1);
    const others = [...waiting, { id: "bob", toldAt: null }];
    expect(decide({ waiting: others }).wave?.ids).toEqual(["bob"]);
  });

  test("goes at once by hand, also where alerts are paused, but never without stock or mails", () => {
    const lastWave = { number: 1, at: at(0).toISOString(), told: 3, underWay: 0 };
    const watch = { epoch: 1, open: true, openedAt: at(0).toISOString(), outSince: null };
    const facts = { watch, lastWave, paused: true };
    expect(told(decide(facts, 1))).toBe(0);
    expect(decide(facts, 1, true).wave).toMatchObject({ number: 2 });
    expect(told(decide({ ...facts, shelf: out }, 1, true))).toBe(0);
    expect(told(decide({ ...facts, sending: "off" }, 1, true))).toBe(0);
  });

  test("is not sent while messages are off; it says whom it would have told", () => {
    const { because } = decide({ sending: "no_mail_server", waiting: people(40) });
    expect(alertSentence(because, String)).toBe(
      "Messages are off: the app has no mail server yet. 15 people would be told now.",
    );
  });

  test("is never larger than the list or the factor, and never empty where a unit is free", () => {
    always(
      fc.integer({ min: -5, max: 200 }),
      fc.integer({ min: 0, max: 500 }),
      fc.integer({ min: 1, max: 50 }),
      (units, waiting, perUnit) => {
        const size = waveSize(units, waiting, { perUnit, firstRefusal: false });
        expect(size).toBeLessThanOrEqual(Math.min(waiting, Math.max(0, units) * perUnit));
        expect(size > 0).toBe(units > 0 && waiting > 0);
        expect(waveSize(units, waiting, { perUnit, firstRefusal: true })).toBe(
          Math.min(waiting, Math.max(0, units)),
        );
      },
    );
  });
});

type Person = Waiting & { heard: number[] };

/** A list lived through: stock comes and goes, people ask, time passes; who is told in which restock. */
function live(steps: { units: number; join: number; minutes: number }[], patient: boolean) {
  const all: Person[] = [];
  let watch = neverBack;
  let lastWave: WaveFacts["lastWave"] = null;
  let minutes = 0;
  const review = (units: number) => {
    const now = new Date(start + minutes * 60_000);
    const shelf: Shelf = units > 0 ? free(units) : out;
    const next = look(watch, shelf, now);
    if (next.epoch !== watch.epoch) lastWave = null;
    const waiting = all.filter((p) => (patient || p.heard.length === 0) && !p.heard.includes(next.epoch));
    const rules = { perUnit: 2, waitHours: 24, firstRefusal: false, keepHours: 24 };
    const line = lineUp(waiting, now, waveLimit(shelf, rules));
    const decision = decideWave({ shelf, watch, paused: false, sending: "on", lastWave, line, rules }, now);
    watch = decision.watch;
    for (const id of decision.wave?.ids ?? []) {
      const person = all.find((p) => p.id === id)!;
      expect(units, "told of something that is not there").toBeGreaterThan(0);
      person.heard.push(watch.epoch);
      person.toldAt = now.toISOString();
    }
    if (decision.wave)
      lastWave = {
        number: decision.wave.number,
        at: now.toISOString(),
        told: decision.wave.ids.length,
        underWay: 0,
      };
    return decision;
  };
  for (const step of steps) {
    for (let n = 0; n < step.join; n++) all.push({ id: `person ${all.length + 1}`, toldAt: null, heard: [] });
    minutes += step.minutes;
    review(step.units);
  }
  return { all, review, wait: (more: number) => (minutes += more) };
}

const history = fc.array(
  fc.record({
    units: fc.constantFrom(0, 0, 1, 1, 5),
    join: fc.integer({ min: 0, max: 4 }),
    minutes: fc.integer({ min: 1, max: 2000 }),
  }),
  { maxLength: 60 },
);

describe("law 6 for alerts: nobody twice, nobody forgotten", () => {
  test("nobody hears twice of one restock, and never twice within a day", () => {
    always(history, fc.boolean(), (steps, patient) => {
      for (const { heard } of live(steps, patient).all) expect(new Set(heard).size).toBe(heard.length);
    });
  });

  test("who asked first is told first", () => {
    always(history, (steps) => {
      const firstTold = live(steps, false).all.map((p) => p.heard.length > 0);
      const lastOfThem = firstTold.lastIndexOf(true);
      expect(firstTold.slice(0, lastOfThem + 1)).not.toContain(false);
    });
  });

  test("once units stay, everybody is told in the end", () => {
    always(history, (steps) => {
      const { all, review, wait } = live(steps, false);
      for (let days = 0; days < all.length + 2; days++) {
        wait(24 * 60);
        review(3);
      }
      expect(all.filter((p) => p.heard.length !== 1)).toEqual([]);
    });
  });
});
