import { GraphQLError } from "graphql";
import type { Id } from "../shop/model.ts";

export type ConnectionArgs = {
  first?: number | null;
  last?: number | null;
  after?: string | null;
  before?: string | null;
  reverse?: boolean | null;
};

type Key = string | number | null;
type Cursor = { last_id: Id; last_value: Key };

type Options<T> = {
  /** What the list is sorted by; without it the list keeps its order. */
  sortBy?: ((record: T) => Key) | undefined;
};

/**
 * One page of a list. A cursor names a record and its sort value, as Shopify's do, so a page stays right
 * when records are added or change between two requests.
 */
export function connection<T extends { id: Id }>(
  records: T[],
  args: ConnectionArgs,
  { sortBy }: Options<T> = {},
) {
  const entries = records.map((record) => ({ record, key: sortBy?.(record) ?? null }));
  if (sortBy) entries.sort((a, b) => compare(a.key, b.key) || compareIds(a.record.id, b.record.id));
  if (args.reverse) entries.reverse();

  const direction = args.reverse ? -1 : 1;
  const position = (cursor: Cursor): number => {
    const known = entries.findIndex(({ record }) => record.id === cursor.last_id);
    if (!sortBy || (known >= 0 && compare(entries[known]!.key, cursor.last_value) === 0)) return known;
    // The record has gone or moved: stand where it would have stood, just before what comes after it.
    const next = entries.findIndex(
      ({ record, key }) =>
        direction * (compare(key, cursor.last_value) || compareIds(record.id, cursor.last_id)) > 0,
    );
    return next < 0 ? entries.length - 0.5 : next - 0.5;
  };

  const start = args.after ? Math.floor(position(decode(args.after))) + 1 : 0;
  const end = args.before ? Math.ceil(position(decode(args.before))) : entries.length;
  const within = entries.slice(start, end);
  const page =
    args.last == null
      ? within.slice(0, args.first ?? undefined)
      : within.slice(Math.max(0, within.length - args.last));
  const edges = page.map(({ record, key }) => ({
    node: record,
    cursor: encode({ last_id: record.id, last_value: key }),
  }));
  const cut = within.length - page.length;
  return {
    edges,
    nodes: page.map(({ record }) => record),
    pageInfo: {
      hasNextPage: (args.last == null && cut > 0) || end < entries.length,
      hasPreviousPage: (args.last != null && cut > 0) || start > 0,
      startCursor: edges[0]?.cursor ?? null,
      endCursor: edges.at(-1)?.cursor ?? null,
    },
  };
}

export const emptyConnection = () => ({
  edges: [],
  nodes: [],
  pageInfo: { hasNextPage: false, hasPreviousPage: false, startCursor: null, endCursor: null },
});

const compareIds = (a: Id, b: Id): number => a.length - b.length || (a < b ? -1 : a > b ? 1 : 0);

function compare(a: Key, b: Key): number {
  if (a === b) return 0;
  if (a === null) return -1;
  if (b === null) return 1;
  return a < b ? -1 : 1;
}

const encode = (cursor: Cursor): string => Buffer.from(JSON.stringify(cursor)).toString("base64");

function decode(text: string): Cursor {
  try {
    const cursor = JSON.parse(Buffer.from(text, "base64").toString("utf8")) as Cursor;
    if (typeof cursor.last_id === "string") return cursor;
  } catch {
    // falls through to the refusal
  }
  throw new GraphQLError("Invalid cursor for current pagination sort.", {
    extensions: { code: "BAD_REQUEST" },
  });
}

/** How a list is sorted for a `sortKey`; keys the stand-in does not know are refused. */
export function sorter<T>(keys: Record<string, (record: T) => string | number>, sortKey: string) {
  const key = keys[sortKey];
  if (!key) throw new GraphQLError(`The stand-in does not implement sortKey ${sortKey}`);
  return key;
}
