import { Prisma } from "../generated/client.ts";

/** How many rows a list shows at once. */
export const pageSize = 50;

/** The place of a row in a list sorted by (k1, k2, id). It travels in the address. */
export type Place = { k1: number; k2: number | string; id: string };
export type Turn = { after: Place } | { before: Place } | null;

export function writePlace(place: Place): string {
  return Buffer.from(JSON.stringify([place.k1, place.k2, place.id])).toString("base64url");
}

/** Which part of a list an address asks for. Null: the first. `k2`: what its second place is. */
export function readTurn(params: URLSearchParams, k2: "number" | "string"): Turn {
  const after = readPlace(params.get("after"), k2);
  const before = readPlace(params.get("before"), k2);
  return after ? { after } : before && { before };
}

/** Null for anything that this file did not write: addresses are edited by hand and cut by mail programs. */
export function readPlace(text: string | null, k2: "number" | "string"): Place | null {
  if (!text) return null;
  try {
    const read: unknown = JSON.parse(Buffer.from(text, "base64url").toString());
    if (!Array.isArray(read) || read.length !== 3) return null;
    const [first, second, id] = read as unknown[];
    if (typeof first !== "number" || typeof second !== k2 || typeof id !== "string") return null;
    return { k1: first, k2: second as number | string, id };
  } catch {
    return null;
  }
}

/**
 * The rows after or before a place, numbered in the whole list. `rows` must have the columns k1, k2 and id. Never
 * sorts more than it shows: what lies before a page is only counted.
 */
export function turnPage(rows: Prisma.Sql, turn: Turn): Prisma.Sql {
  const list = Prisma.sql`(${rows}) r`;
  if (!turn) return numbered(Prisma.sql`select * from ${list} ${forwards}`, Prisma.sql`0`);
  const { k1, k2, id } = "after" in turn ? turn.after : turn.before;
  const second = typeof k2 === "number" ? Prisma.sql`${k2}::float8` : Prisma.sql`${k2}::text`;
  const place = Prisma.sql`(${k1}::float8, ${second}, ${id}::text)`;
  const counted = (which: Prisma.Sql) =>
    Prisma.sql`(select count(*) from ${list} where (k1, k2, id) ${which} ${place})`;
  if ("after" in turn)
    return numbered(
      Prisma.sql`select * from ${list} where (k1, k2, id) > ${place} ${forwards}`,
      counted(Prisma.sql`<=`),
    );
  return numbered(
    Prisma.sql`select * from ${list} where (k1, k2, id) < ${place}
      order by k1 desc, k2 desc, id desc limit ${pageSize}`,
    Prisma.sql`${counted(Prisma.sql`<`)} - count(*) over ()`,
  );
}

const forwards = Prisma.sql`order by k1, k2, id limit ${pageSize}`;

function numbered(page: Prisma.Sql, before: Prisma.Sql): Prisma.Sql {
  return Prisma.sql`select *, (${before} + row_number() over (order by k1, k2, id))::int as n
    from (${page}) page order by n`;
}

/** Typed text as a pattern of `ilike`: a percent sign in a title is a percent sign. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
