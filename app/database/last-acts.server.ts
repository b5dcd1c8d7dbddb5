import type { Transaction } from "./client.server.ts";

/** What everybody locks last, in this order: effects that were recorded, and jobs. See docs/decisions/064. */
const acts = ["effects", "jobs"] as const;

type Act = (typeof acts)[number];
type PutOff = { all: unknown[]; act: (all: never[]) => Promise<void> };

const putOffBy = new WeakMap<Transaction, Map<Act, PutOff>>();

/** Does it with all else of its kind when the rest of the transaction is done: in one order, and with one statement. */
export async function atTheEnd<T>(
  tx: Transaction,
  name: Act,
  some: T[],
  act: (all: T[]) => Promise<void>,
): Promise<void> {
  const putOff = putOffBy.get(tx);
  if (!putOff) return act(some);
  putOff.set(name, { all: [...(putOff.get(name)?.all ?? []), ...some], act });
}

export async function lastActs<T>(tx: Transaction, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const putOff = new Map<Act, PutOff>();
  putOffBy.set(tx, putOff);
  const result = await work(tx);
  putOffBy.delete(tx);
  for (const name of acts) {
    const { all, act } = putOff.get(name) ?? {};
    if (all && act) await act(all as never[]);
  }
  return result;
}
