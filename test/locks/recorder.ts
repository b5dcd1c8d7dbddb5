import { AsyncLocalStorage } from "node:async_hooks";
import pg from "pg";
import { PrismaClient } from "#app/database/generated/client.ts";
import { advisoryLocks } from "./advisory-locks.ts";
import { watchTables, type Keys } from "./watched-tables.ts";

/**
 * What was locked: a row by a unique key of its table, or an advisory lock by its name and key. `added`: a new row.
 * `waits`: not where it was skipped if somebody else had it.
 */
export type Taken = {
  on: string;
  key: string;
  shared: boolean;
  added: boolean;
  waits: boolean;
  by: string;
};

/** What one transaction locked, in that order. `of`: the code that began it. */
export type Locked = { of: string; taken: Taken[] };

type Statement = Pick<Taken, "by" | "waits"> & { inOrder: boolean };
type Open = { of: string; taken: Map<string, Taken>; inOrder: Set<string> };
type Notes = { open: Open | null; now: Statement };
type Client = pg.Client & { lockNotes?: Notes };
type Called = (...args: unknown[]) => unknown;

/**
 * Sees every statement of every connection of this process. Rows that a statement writes are told by triggers, one by
 * one and in the order in which they are locked, also where it is all rolled back; rows that it only locks are asked
 * for behind it; advisory locks are read from its text.
 */
export async function recordLocks(url: string): Promise<{ transactions: Locked[]; stop(): void }> {
  const keys = await watchTables(url);
  const transactions: Locked[] = [];
  const begun = new AsyncLocalStorage<string>();
  const client = pg.Client.prototype as unknown as { query: Called };
  const prisma = PrismaClient.prototype as unknown as { _transactionWithCallback: Called };
  const { query } = client;
  const { _transactionWithCallback: transact } = prisma;
  prisma._transactionWithCallback = function (this: unknown, ...args) {
    return begun.run(placeOf(new Error()), () => transact.apply(this, args));
  };
  client.query = function (this: Client, ...args) {
    const asked = args[0] as { text?: string; values?: unknown[] } | string | null;
    const text = (typeof asked === "string" ? asked : asked?.text)?.trim().replaceAll(/\s+/g, " ");
    if (!text) return query.apply(this, args);
    const notes = notesOf(this);
    notes.now = {
      by: text.slice(0, 160),
      waits: !/\bskip locked\b/i.test(text),
      inOrder: /\border by\b.*\bfor update\b/i.test(text),
    };
    if (/^begin$/i.test(text))
      notes.open = { of: begun.getStore() ?? "?", taken: new Map(), inOrder: new Set() };
    if (/^(commit|rollback)$/i.test(text) && notes.open) {
      keep(notes.open);
      notes.open = null;
    }
    const values = ((typeof asked === "string" ? args[1] : asked?.values) as unknown[]) ?? [];
    const locks = advisoryLocks(text, Array.isArray(values) ? values : []);
    if (notes.open) {
      for (const lock of locks) add(notes.open, { ...lock, added: false }, notes.now);
      const { open: into, now } = notes;
      const done = query.apply(this, args) as Promise<unknown>;
      const tables = lockedOnly(text, keys);
      if (tables.length === 0) return done;
      return done.then(async (answer) => {
        for (const table of tables) await lookBehind(this, into, table, now);
        return answer;
      });
    }
    // A statement of its own is a transaction too.
    const alone: Open = { of: "one statement", taken: new Map(), inOrder: new Set() };
    notes.open = alone;
    const close = () => {
      if (notes.open === alone) notes.open = null;
      if (alone.taken.size > 1) keep(alone);
    };
    const told = args.at(-1);
    if (typeof told === "function") {
      args[args.length - 1] = (...answer: unknown[]) => {
        close();
        (told as Called)(...answer);
      };
      return query.apply(this, args);
    }
    const done = query.apply(this, args);
    void Promise.resolve(done).then(close, close);
    return done;
  };

  function keep({ of, taken, inOrder }: Open): void {
    const all = [...taken.values()];
    // What a statement locks in an order of its own it may write in another.
    for (const by of inOrder) {
      const of = all.filter((t) => t.by === by).sort((a, b) => (a.on + a.key < b.on + b.key ? -1 : 1));
      for (const [i, t] of all.entries()) if (t.by === by) all[i] = of.shift()!;
    }
    if (all.length > 0) transactions.push({ of, taken: all });
  }

  function notesOf(one: Client): Notes {
    if (one.lockNotes) return one.lockNotes;
    const notes: Notes = (one.lockNotes = { open: null, now: { by: "", waits: true, inOrder: false } });
    one.on("notice", ({ message }) => {
      const [mark, on, key, how] = (message ?? "").split("\t");
      if (mark !== "locked" || !notes.open) return;
      add(notes.open, { on: on!, key: key!, shared: false, added: how === "INSERT" }, notes.now);
    });
    return notes;
  }

  /** Rows that a statement locked without writing them carry the transaction's mark. */
  async function lookBehind(one: Client, into: Open, { table, key }: Table, now: Statement): Promise<void> {
    const text = `select ${key} as key from "${table}" r where xmax = pg_current_xact_id()::xid order by 1`;
    const { rows } = (await query.call(one, text)) as { rows: { key: string }[] };
    for (const row of rows) add(into, { on: table, key: row.key, shared: false, added: false }, now);
  }

  return {
    transactions,
    stop() {
      client.query = query;
      prisma._transactionWithCallback = transact;
    },
  };
}

function add(
  { taken, inOrder }: Open,
  one: Omit<Taken, "by" | "waits">,
  { by, waits, ...now }: Statement,
): void {
  if (now.inOrder) inOrder.add(by);
  const name = `${one.on}|${one.key}`;
  const had = taken.get(name);
  if (!had || (had.shared && !one.shared)) taken.set(had ? `${name}|alone` : name, { ...one, by, waits });
}

type Table = { table: string; key: string };

/** Tables of `select … for update`, by the aliases that it names or else all of its `from`. */
function lockedOnly(text: string, keys: Keys): Table[] {
  if (!/\bfor (no key )?update\b/i.test(text)) return [];
  const of = /for update of ([\w, ]+?)( skip locked| nowait|\)|$)/i.exec(text)?.[1]?.split(/,\s*/);
  const from = [...text.matchAll(/\b(?:from|join) "?([a-z_]+)"?(?: (?:as )?([a-z]\w*))?/gi)];
  return [
    ...new Set(from.flatMap(([, table, alias]) => (!of || of.includes(alias!) ? [table!] : []))),
  ].flatMap((table) => (keys.has(table) ? [{ table, key: keys.get(table)! }] : []));
}

/** The first lines of this project's that led here. */
function placeOf({ stack }: Error): string {
  const lines = stack!
    .split("\n")
    .flatMap((line) => /\/(app|test)\/([\w./$-]+\.tsx?:\d+)/.exec(line)?.[0] ?? []);
  const way = ["/test/locks/recorder", "/app/database/client", "/app/database/last-acts"];
  return lines
    .filter((line) => !way.some((file) => line.startsWith(file)))
    .slice(0, 2)
    .join(" < ");
}
