import type { Locked, Taken } from "./recorder.ts";

/**
 * What of a record could make transactions wait for each other in a ring: one holds A and wants B, the other holds B
 * and wants A, be it by way of a third. Told of kinds of locks, not of single rows: what happened to two rows in a
 * test may happen to one.
 *
 * Two transactions never meet at a row that each of them takes under a lock that belongs to it, such as a line of
 * the book under the lock of its item. Rows that nobody else can know yet, and rows that one transaction alone ever
 * locked, are no place to wait.
 */
export function ringsIn(record: Locked[]): string[] {
  const all = record.map(withoutNew(new Set()));
  const met = countOf(all);
  const shared = all.map(({ of, taken }) => ({ of, taken: taken.filter((t) => met.get(nameOf(t))! > 1) }));
  const belongs = belongingOf(shared);
  const apart = (on: string, a: Set<string>, b: Set<string>) =>
    [...a].some((gate) => b.has(gate) && belongs(on, gate));
  const { steps, several } = stepsOf(shared);

  const after = (a: Step) =>
    steps.filter((b) => b.from === a.to && !(a.toShared && b.fromShared) && !apart(a.to, a.under, b.under));
  const inRings = components(steps, after).map(
    (ring) => `A ring of waiting:\n${ring.map((step) => `  ${told(step)}`).join("\n")}`,
  );
  const outOfOrder = several.flatMap((one) =>
    one.down && several.some((other) => other.on === one.on && !apart(one.on, one.under, other.under))
      ? [`Several of ${one.on} in another order:\n  ${told(one)}`]
      : [],
  );
  return [...inRings, ...outOfOrder];
}

/** Kinds of locks as they follow each other, where a record has no ring. */
export function orderIn(record: Locked[]): string[] {
  const before = new Map<string, Set<string>>();
  for (const { from, to } of stepsOf(record).steps)
    before.set(to, (before.get(to) ?? new Set<string>()).add(from)).set(from, before.get(from) ?? new Set());
  const order: string[] = [];
  while (before.size > 0) {
    const next = [...before].toSorted(([a, x], [b, y]) => x.size - y.size || (a < b ? -1 : 1))[0]![0];
    order.push(next);
    before.delete(next);
    for (const rest of before.values()) rest.delete(next);
  }
  return order;
}

type Seen = { of: string; first: Taken; then: Taken; times: number };
type Step = Seen & {
  from: string;
  to: string;
  fromShared: boolean;
  toShared: boolean;
  /** Kinds of locks that are held besides. */
  under: Set<string>;
};
type Several = Seen & { on: string; down: boolean; under: Set<string> };

const nameOf = (t: Taken) => `${kindOf(t)}|${t.key}`;
/** Allowances of different scopes are different counters, and a job is one of its queue. */
const kindOf = ({ on, key }: Taken) => (on === "allowance" ? `${on} of ${key.split("/")[1]}` : on);

const madeUp = /[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g;
const numbered = ["why", "spread", "brake_entry", "arrival", "arrival_line"];

/** Less the rows whose ids this transaction made up, and the locks of nudges, which only a job takes alone. */
function withoutNew(known: Set<string>): (transaction: Locked) => Locked {
  return ({ of, taken }) => {
    const mine = new Set<string>();
    const rows = new Set<string>();
    const kept = taken.filter((t) => {
      if (t.on.startsWith("lock ")) return !t.on.startsWith("lock nudge");
      const ids = t.key.match(madeUp) ?? [];
      for (const id of ids) if (!known.has(id)) mine.add(id);
      for (const id of ids) known.add(id);
      if (t.added && (numbered.includes(t.on) || ids.some((id) => mine.has(id)))) rows.add(nameOf(t));
      return !rows.has(nameOf(t));
    });
    return { of, taken: kept };
  };
}

function countOf(all: Locked[]): Map<string, number> {
  const met = new Map<string, number>();
  for (const { taken } of all)
    for (const name of new Set(taken.map(nameOf))) met.set(name, (met.get(name) ?? 0) + 1);
  return met;
}

/** Whether each lock of a kind is only ever taken under one and the same lock of another kind, if under any of it. */
function belongingOf(all: Locked[]): (on: string, gate: string) => boolean {
  const gatesOf = new Map<string, Map<string, Set<string>>>();
  for (const { taken } of all) {
    const held = new Map<string, Set<string>>();
    for (const t of taken) {
      const known = gatesOf.get(nameOf(t)) ?? new Map<string, Set<string>>();
      gatesOf.set(nameOf(t), known);
      for (const [kind, keys] of held)
        known.set(kind, new Set([...(known.get(kind) ?? keys)].filter((k) => keys.has(k))));
      if (!t.shared) held.set(kindOf(t), (held.get(kindOf(t)) ?? new Set<string>()).add(t.key));
    }
  }
  const not = new Set<string>();
  for (const [name, gates] of gatesOf)
    for (const [gate, keys] of gates) if (keys.size === 0) not.add(`${name.split("|")[0]}|${gate}`);
  return (on, gate) => on !== gate && !not.has(`${on}|${gate}`);
}

function stepsOf(all: Locked[]): { steps: Step[]; several: Several[] } {
  const steps = new Map<string, Step>();
  const several = new Map<string, Several>();
  for (const { of, taken } of all) {
    const before = new Map<string, Taken>();
    const held = new Set<string>();
    for (const then of taken) {
      const to = kindOf(then);
      for (const [from, first] of then.waits ? before : []) {
        const under = new Set(held);
        const seen = { of, first, then, times: 1, under };
        const name = [from, first.shared, to, then.shared, ...[...under].sort()].join();
        if (from !== to)
          count(steps, name, { ...seen, from, to, fromShared: first.shared, toShared: then.shared });
        else if (!first.shared || !then.shared) {
          const down = compare(first.key, then.key) > 0;
          count(several, `${name},${down}`, { ...seen, on: to, down });
        }
      }
      if (!before.has(to) || compare(before.get(to)!.key, then.key) < 0) before.set(to, then);
      if (!then.shared) held.add(to);
    }
  }
  return { steps: [...steps.values()], several: [...several.values()] };
}

function count<T extends { times: number }>(all: Map<string, T>, name: string, one: T): void {
  const known = all.get(name);
  if (known) known.times++;
  else all.set(name, one);
}

function compare(a: string, b: string): number {
  const [x, y] = [a.split("/"), b.split("/")];
  const i = x.findIndex((part, n) => part !== y[n]);
  return i < 0 ? 0 : x[i]! < (y[i] ?? "") ? -1 : 1;
}

/** Tarjan's, of those in which one comes back to where one began. */
function components<T>(all: T[], next: (one: T) => T[]): T[][] {
  const [index, low] = [new Map<T, number>(), new Map<T, number>()];
  const path: T[] = [];
  const found: T[][] = [];
  const visit = (one: T): void => {
    index.set(one, index.size);
    low.set(one, index.get(one)!);
    path.push(one);
    const after = next(one);
    for (const other of after) {
      if (!index.has(other)) visit(other);
      if (path.includes(other)) low.set(one, Math.min(low.get(one)!, low.get(other)!));
    }
    if (low.get(one) !== index.get(one)) return;
    const ring = path.splice(path.indexOf(one));
    if (ring.length > 1 || after.includes(one)) found.push(ring);
  };
  for (const one of all) if (!index.has(one)) visit(one);
  return found;
}

function told({ of, first, then, times, under }: Seen & { under: Set<string> }): string {
  const said = (t: Taken) => `${t.on} ${t.key}${t.shared ? " (shared)" : ""} by ${t.by.slice(0, 90)}`;
  return `${of} (${times} times, under ${[...under].join(", ")})\n    ${said(first)}\n    ${said(then)}`;
}
