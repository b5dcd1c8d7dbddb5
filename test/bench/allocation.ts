import { allocate } from "#app/domain/allocation.ts";
import { ranked } from "#app/domain/rank.ts";
import { sourcesOf } from "#app/domain/sources.ts";
import type { DemandLine, Supply } from "#app/domain/facts.ts";
import { alternate, median, milliseconds, ratios, shuffled, type Lab } from "./measure.ts";

/** Allocation from scratch, one variant, against one reading and writing pass over the same memory. */
export default async function allocation(lab: Lab): Promise<void> {
  const sizes = lab.quick ? [1e3, 1e4, 1e5] : [1e3, 1e4, 1e5, 1e6];
  for (const size of sizes) {
    const lines = queueOf(size);
    const supplies = suppliesFor(size);
    const inDisorder = shuffled(lines, lab.random);
    const numbers = { outstanding: new Int32Array(size).fill(2), free: new Int32Array(size) };
    const work = {
      "one pass over the objects": () => passOverObjects(lines),
      "one pass over typed arrays": () => passOverNumbers(numbers),
      "one pass that answers": () => answering(lines),
      "in order": () => allocated(lines, supplies),
      shuffled: () => allocated(inDisorder, supplies),
      "supply found anew per line": () => searching(lines, supplies),
    };
    const modes = Object.keys(work) as (keyof typeof work)[];
    // A pass over a thousand lines is over before the clock ticks.
    const repeats = Math.max(1, Math.round(2e5 / size));
    for (const mode of modes) for (let i = 0; i < Math.min(repeats, 20); i++) work[mode]();
    const times = await alternate(lab, modes, async (mode) => {
      globalThis.gc?.();
      return milliseconds(() => {
        for (let i = 0; i < repeats; i++) work[mode]();
      });
    });
    const n = size.toExponential(0).replace("+", "");
    const perLine = (mode: keyof typeof work) => times[mode].map((ms) => (ms * 1e6) / repeats / size);
    for (const mode of modes)
      lab.find({ what: `${n} lines, ${mode}`, unit: "ns/line", values: perLine(mode) });
    const floor = times["one pass over the objects"];
    const goal = size >= 1e6 || (lab.quick && size === sizes.at(-1)) ? { goal: { atMost: 10 } } : {};
    lab.find({
      what: `${n} lines / one pass over the objects`,
      unit: "x",
      values: ratios(times["in order"], floor),
      ...goal,
    });
    for (const mode of ["one pass over typed arrays", "one pass that answers"] as const) {
      lab.find({ what: `${n} lines / ${mode}`, unit: "x", values: ratios(times["in order"], times[mode]) });
    }
    if (size === 1e4) {
      lab.find({
        what: `control: supply found anew per line / one pass`,
        unit: "x",
        values: ratios(times["supply found anew per line"], floor),
        goal: { atMost: 10 },
        kind: "control",
      });
    }
    lab.note({ size, medianMs: Object.fromEntries(modes.map((m) => [m, median(times[m]) / repeats])) });
  }
}

function queueOf(size: number): DemandLine[] {
  const start = Date.parse("2026-01-01T00:00:00Z");
  return Array.from({ length: size }, (_, i) => ({
    id: String(7_000_000_000_000 + i),
    orderId: String(5_000_000_000_000 + i),
    lineId: String(6_000_000_000_000 + i),
    locationId: "1",
    outstanding: 1 + (i % 3),
    priority: 0,
    requiredOn: null,
    paid: true,
    held: false,
    placedAt: new Date(start + i * 1000).toISOString(),
  }));
}

/** Enough for nine in ten. */
function suppliesFor(size: number): Supply[] {
  const each = Math.ceil((size * 1.8) / 20);
  return Array.from({ length: 20 }, (_, i) => ({
    deliveryId: `d${10 + i}`,
    reference: `PO-${i}`,
    locationId: "1",
    quantity: each,
    expectedOn: `2026-12-${10 + i}`,
    confirmed: true,
  }));
}

function allocated(lines: DemandLine[], supplies: Supply[]): unknown {
  const today = "2026-11-22";
  return allocate({
    start: { shelf: 10, sources: sourcesOf(supplies, today), lines: 0, units: 0 },
    lines: ranked(lines, { by: "placed", paidFirst: false }),
    pegs: [],
    clock: null,
    today,
  });
}

function passOverObjects(lines: DemandLine[]): void {
  // Written back as it was, so that every round starts from the same.
  for (const line of lines) line.outstanding = line.outstanding + 1 - 1;
}

/** The memory of the answer too: an object a line of the shape that allocation gives back, and nothing decided. */
function answering(lines: DemandLine[]): unknown {
  let unitsBefore = 0;
  return lines.map((line) => {
    const answer = { line, ready: 0, covers: [], uncovered: line.outstanding, unitsBefore };
    unitsBefore += line.outstanding;
    return answer;
  });
}

function passOverNumbers({ outstanding, free }: { outstanding: Int32Array; free: Int32Array }): void {
  for (let i = 0; i < outstanding.length; i++) free[i] = outstanding[i]! - 1;
}

/** What an implementation does that looks for a supply with room from the front for every line. */
function searching(lines: DemandLine[], supplies: Supply[]): unknown {
  const rest = supplies.map((supply) => ({ supply, free: supply.quantity }));
  return lines.map((line) => {
    const sorted = [...rest].sort((a, b) =>
      (a.supply.expectedOn ?? "") < (b.supply.expectedOn ?? "") ? -1 : 1,
    );
    const from = sorted.find((s) => s.free >= line.outstanding);
    if (from) from.free -= line.outstanding;
    return { line, from };
  });
}
