import type { Id } from "../../domain/facts.ts";
import type { NoticeKind, NoticeState, Unsent } from "../../domain/notice.ts";
import type { Database } from "../client.server.ts";
import { itemName } from "../variant-standing.server.ts";
import { pageSize } from "./keyset.server.ts";

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

/** The newest mails, for the log of messages. Null: all states, or all variants. */
export async function noticesLog(
  db: Database,
  shop: string,
  wanted: { state: NoticeState | null; variantId: Id | null },
  limit = pageSize,
): Promise<NoticeRow[]> {
  const { state, variantId } = wanted;
  const rows = await db.$queryRaw<
    (Omit<NoticeRow, "at" | "item"> & { at: Date; product: string; variant: string })[]
  >`
    select n.subscription_id::text as "subscriptionId", n.kind, n.turn, coalesce(n.settled_at, n.created_at) as at,
      n.variant_id as "variantId", n.place, coalesce(p.title, '') as product, coalesce(v.title, '') as variant, n.language,
      n.state, n.reason, n.problem
    from notice n
    left join variant v on v.shop = n.shop and v.variant_id = n.variant_id
    left join product p on p.shop = v.shop and p.product_id = v.product_id
    where n.shop = ${shop} and (${state}::text is null or n.state = ${state})
      and (${variantId}::text is null or n.variant_id = ${variantId})
    order by at desc limit ${limit}`;
  return rows.map(({ product, variant, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    item: itemName(product, variant),
  }));
}

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
