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

/** The rows after or before a place, numbered in the whole list. `rows` must have the columns k1, k2 and id. */
export function turnPage(rows: Prisma.Sql, turn: Turn): Prisma.Sql {
  const numbered = Prisma.sql`select *, row_number() over (order by k1, k2, id)::int as n from (${rows}) r`;
  const tuple = ({ k1, k2, id }: Place) =>
    typeof k2 === "number"
      ? Prisma.sql`(${k1}::float8, ${k2}::float8, ${id}::text)`
      : Prisma.sql`(${k1}::float8, ${k2}::text, ${id}::text)`;
  if (turn && "before" in turn) {
    const before = Prisma.sql`select * from (${numbered}) n where (k1, k2, id) < ${tuple(turn.before)}`;
    return Prisma.sql`select * from (${before} order by k1 desc, k2 desc, id desc limit ${pageSize}) back order by n`;
  }
  const where = turn ? Prisma.sql`where (k1, k2, id) > ${tuple(turn.after)}` : Prisma.empty;
  return Prisma.sql`select * from (${numbered}) n ${where} order by n limit ${pageSize}`;
}

/** Typed text as a pattern of `ilike`: a percent sign in a title is a percent sign. */
export function containing(text: string): string {
  return `%${text.replace(/[\\%_]/g, "\\$&")}%`;
}
