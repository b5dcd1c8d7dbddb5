import pg from "pg";

export type Counts = {
  statements: number;
  rowsWritten: number;
  rowsRead: number;
  points: number;
  requested: number;
  calls: string[];
};

const nothing = (): Counts => ({
  statements: 0,
  rowsWritten: 0,
  rowsRead: 0,
  points: 0,
  requested: 0,
  calls: [],
});
let counts = nothing();
let patched = false;

/**
 * What the app did since the last look, in this process: statements to the database (begin and commit are
 * statements), rows that they wrote and read, and what Shopify charged. Not counted: the queue's own connections,
 * which poll, and the bench's.
 */
export function takeCounts(): Counts {
  const taken = counts;
  counts = nothing();
  return taken;
}

type Answer = { command?: string; rowCount?: number | null };
type Callback = (error: unknown, answer: Answer | Answer[]) => void;

/** Every statement of every client passes here, whoever sends it: Prisma's adapter, the locks, pg-boss. */
export function countStatements(): void {
  if (patched) return;
  patched = true;
  const original = pg.Client.prototype.query as (...all: unknown[]) => unknown;
  const counting = function (this: pg.Client, ...all: unknown[]): unknown {
    if (!isTheApps(this)) return original.apply(this, all);
    counts.statements++;
    const callback = all.at(-1);
    if (typeof callback === "function") {
      const answered: Callback = (error, answer) => {
        if (!error) countRows(answer);
        (callback as Callback)(error, answer);
      };
      return original.apply(this, [...all.slice(0, -1), answered]);
    }
    const sent = original.apply(this, all);
    return sent instanceof Promise ? sent.then((answer: Answer) => (countRows(answer), answer)) : sent;
  };
  pg.Client.prototype.query = counting as typeof pg.Client.prototype.query;
}

const others = ["shipsby-queue", "bench"];

function isTheApps(client: pg.Client): boolean {
  const { connectionParameters } = client as unknown as {
    connectionParameters: { application_name?: string };
  };
  return !others.includes(connectionParameters.application_name ?? "");
}

function countRows(answer: Answer | Answer[]): void {
  for (const { command, rowCount } of Array.isArray(answer) ? answer : [answer]) {
    if (/^(INSERT|UPDATE|DELETE)$/.test(command ?? "")) counts.rowsWritten += rowCount ?? 0;
    else counts.rowsRead += rowCount ?? 0;
  }
}

/** Told of every answer of the Admin API, for whoever waits for one. */
export const listeners = new Set<(operation: string, variables: unknown) => void>();

/** Reads the price from every answer of the Admin API, as Shopify tells it. */
export function countPoints(real: typeof fetch): typeof fetch {
  return async (input, init) => {
    const response = await real(input, init);
    const url = input instanceof Request ? input.url : String(input);
    if (!url.includes("/admin/api/")) return response;
    const asked = JSON.parse(String(init?.body ?? "{}")) as {
      query?: string;
      operationName?: string;
      variables?: unknown;
    };
    const operation = asked.operationName ?? /(?:query|mutation)\s+(\w+)/.exec(asked.query ?? "")?.[1] ?? "?";
    const answer = (await response.clone().json()) as {
      extensions?: { cost?: { actualQueryCost: number | null; requestedQueryCost: number } };
    };
    const cost = answer.extensions?.cost;
    counts.points += cost?.actualQueryCost ?? 0;
    counts.requested += cost?.requestedQueryCost ?? 0;
    counts.calls.push(`${operation} ${cost?.actualQueryCost ?? 0}`);
    for (const listen of listeners) listen(operation, asked.variables);
    return response;
  };
}
