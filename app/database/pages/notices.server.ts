import type { Id } from "../../domain/facts.ts";
import type { NoticeKind, NoticeState, Unsent } from "../../domain/notice.ts";
import type { Database } from "../client.server.ts";
import { Prisma } from "../generated/client.ts";
import { itemName } from "../variant-standing.server.ts";
import { pageSize, writePlace, type Turn } from "./keyset.server.ts";

/** A mail of the waiting lists as the merchant sees it: never to whom. */
export type NoticeRow = {
  subscriptionId: string;
  kind: NoticeKind;
  /** The number of the restock, or of the confirmation. */
  turn: number;
  at: string;
  variantId: Id;
  place: string;
  item: string;
  language: string;
  state: NoticeState;
  reason: Unsent | null;
  /** What the mail server said. */
  problem: string | null;
};

export type NoticesPage = { rows: NoticeRow[]; newer: string | null; older: string | null };

/** Mails for the log, the newest first. Null: all states, or all variants. Without a turn, the newest page. */
export async function noticesLog(
  db: Database,
  shop: string,
  wanted: { state: NoticeState | null; variantId: Id | null; turn?: Turn },
): Promise<NoticesPage> {
  const { state, variantId, turn = null } = wanted;
  // Turned pages are told by time and key: a mail that is settled meanwhile moves no other.
  const k1 = Prisma.sql`(-extract(epoch from coalesce(n.settled_at, n.created_at)))::float8`;
  const id = Prisma.sql`(n.subscription_id || '/' || n.kind || '/' || n.turn)`;
  const back = turn !== null && "before" in turn;
  const beyond = !turn
    ? Prisma.empty
    : "before" in turn
      ? Prisma.sql`and (${k1}, ${id}) < (${turn.before.k1}::float8, ${turn.before.id})`
      : Prisma.sql`and (${k1}, ${id}) > (${turn.after.k1}::float8, ${turn.after.id})`;
  const found = await db.$queryRaw<Row[]>`
    select n.subscription_id::text as "subscriptionId", n.kind, n.turn, coalesce(n.settled_at, n.created_at) as at,
      n.variant_id as "variantId", n.place, coalesce(p.title, '') as product, coalesce(v.title, '') as variant, n.language,
      n.state, n.reason, n.problem, ${k1} as k1, ${id} as id
    from notice n
    left join variant v on v.shop = n.shop and v.variant_id = n.variant_id
    left join product p on p.shop = v.shop and p.product_id = v.product_id
    where n.shop = ${shop} and (${state}::text is null or n.state = ${state})
      and (${variantId}::text is null or n.variant_id = ${variantId}) ${beyond}
    order by k1 ${back ? Prisma.sql`desc` : Prisma.sql`asc`}, id ${back ? Prisma.sql`desc` : Prisma.sql`asc`}
    limit ${pageSize + 1}`;
  const more = found.length > pageSize;
  const rows = found.slice(0, pageSize);
  if (back) rows.reverse();
  if (rows.length === 0 && turn) return noticesLog(db, shop, { state, variantId });
  const place = ({ k1, id }: Row) => writePlace({ k1, k2: 0, id });
  return {
    rows: rows.map(({ product, variant, at, k1: _k1, id: _id, ...row }) => ({
      ...row,
      at: at.toISOString(),
      item: itemName(product, variant),
    })),
    newer: turn && (!back || more) ? place(rows[0]!) : null,
    older: rows.length > 0 && (back || more) ? place(rows.at(-1)!) : null,
  };
}

type Row = Omit<NoticeRow, "at" | "item"> & {
  at: Date;
  product: string;
  variant: string;
  k1: number;
  id: string;
};

/** People who asked Shopify to see what is kept about them. Whoever was erased is not listed any more. */
export async function dataRequests(
  db: Database,
  shop: string,
): Promise<{ requestId: string; at: string; found: number }[]> {
  const rows = await db.privacyRequest.findMany({
    where: { shop, kind: "see" },
    orderBy: { at: "desc" },
    take: pageSize,
  });
  return rows.map(({ requestId, at, found }) => ({ requestId, at: at.toISOString(), found }));
}
