import type { ExecutionContext } from "./context.ts";
import { parseGid } from "./ids.ts";
import { parseSearch, type Comparator, type Search } from "./search-syntax.ts";

type Kind = "text" | "number" | "time" | "id";
type Value = string | number | boolean | null | (string | null)[];

/** What a `query:` argument may filter by: how a field is compared and where its value comes from. */
export type SearchField<T> = { kind: Kind; of: (record: T) => Value };
export type SearchFields<T> = Record<string, SearchField<T>>;

const field =
  (kind: Kind) =>
  <T>(of: (record: T) => Value): SearchField<T> => ({ kind, of });

export const text = field("text");
export const number = field("number");
export const time = field("time");
export const id = field("id");

/**
 * Keeps the records a search names. A field Shopify would not know is ignored with a warning, as Shopify does.
 * `plain` is what a word without a field is looked for in.
 */
export function search<T>(
  ctx: ExecutionContext,
  records: T[],
  query: string | null | undefined,
  fields: SearchFields<T>,
  plain: (record: T) => string = () => "",
): T[] {
  if (!query?.trim()) return records;
  const parsed = parseSearch(query);
  for (const name of fieldsOf(parsed)) {
    if (name in fields) continue;
    ctx.searchWarnings.push({
      path: "",
      query,
      field: name,
      message: `Invalid search field for this query: ${name}`,
    });
  }
  return records.filter((record) => matches(parsed, record, fields, plain));
}

const fieldsOf = (node: Search): string[] => {
  if (node.kind === "term") return node.field === null ? [] : [node.field];
  return node.kind === "not" ? fieldsOf(node.part) : node.parts.flatMap(fieldsOf);
};

function matches<T>(node: Search, record: T, fields: SearchFields<T>, plain: (record: T) => string): boolean {
  switch (node.kind) {
    case "and":
      return node.parts.every((part) => matches(part, record, fields, plain));
    case "or":
      return node.parts.some((part) => matches(part, record, fields, plain));
    case "not":
      return isUnknown(node.part, fields) || !matches(node.part, record, fields, plain);
    case "term": {
      if (node.field === null) return contains(plain(record), node.value);
      const known = fields[node.field];
      if (!known) return true;
      const values = [known.of(record)].flat();
      return node.value
        .split(node.comparator === "=" ? "," : "\n")
        .some((wanted) => values.some((value) => fits(known.kind, value, node.comparator, wanted)));
    }
  }
}

const isUnknown = <T>(node: Search, fields: SearchFields<T>): boolean =>
  node.kind === "term" && node.field !== null && !(node.field in fields);

function fits(
  kind: Kind,
  value: string | number | boolean | null,
  comparator: Comparator,
  wanted: string,
): boolean {
  if (value === null) return false;
  if (wanted === "*") return true;
  switch (kind) {
    case "text":
      return contains(String(value), wanted, true);
    case "number":
      return inOrder(Number(value), comparator, Number(wanted));
    case "time":
      return inOrder(seconds(String(value)), comparator, seconds(wanted));
    case "id":
      return inOrder(
        BigInt(String(value)),
        comparator,
        BigInt(/^\d+$/.test(wanted) ? wanted : (parseGid(wanted)?.id ?? 0)),
      );
  }
}

/** Times are compared in the whole seconds in which the API shows them. */
const seconds = (iso: string): number => Math.floor(Date.parse(iso) / 1000);

function inOrder<T extends number | bigint>(value: T, comparator: Comparator, wanted: T): boolean {
  switch (comparator) {
    case "=":
      return value === wanted;
    case ">":
      return value > wanted;
    case ">=":
      return value >= wanted;
    case "<":
      return value < wanted;
    case "<=":
      return value <= wanted;
  }
}

function contains(value: string, wanted: string, whole = false): boolean {
  const here = value.toLowerCase();
  const sought = wanted.toLowerCase();
  if (sought.endsWith("*")) return here.startsWith(sought.slice(0, -1));
  return whole ? here === sought : here.includes(sought);
}
