import type { Day, Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";
import { Prisma } from "../generated/client.ts";

/** What a supplier said and nobody has decided yet, beside what we have. */
export type OpenProposal = {
  proposalId: Id;
  deliveryId: Id;
  reference: string;
  supplierId: Id;
  supplier: string;
  /** The day that we have, and the one it says now. */
  statedOn: Day | null;
  saysOn: Day | null;
  units: { title: string; from: number; to: number }[];
  comment: string;
  at: string;
};

/** How many are shown at most. */
const most = 50;

/** The oldest first; those of one delivery, or all. Two queries. */
export async function openProposals(
  db: Database,
  shop: string,
  deliveryId: Id | null = null,
): Promise<OpenProposal[]> {
  const rows = await db.$queryRaw<
    (Omit<OpenProposal, "units" | "at"> & { units: Record<Id, number>; at: Date })[]
  >`
    select p.proposal_id as "proposalId", p.delivery_id as "deliveryId", d.reference, p.supplier_id as "supplierId",
      s.name as supplier, to_char(d.stated_on, 'YYYY-MM-DD') as "statedOn",
      to_char(p.stated_on, 'YYYY-MM-DD') as "saysOn", p.units, p.comment, p.at
    from proposal p ${stillOpen(shop)}
    ${deliveryId === null ? Prisma.empty : Prisma.sql`and p.delivery_id = ${deliveryId}`}
    order by p.at, p.proposal_id limit ${most}`;
  const lines = await db.$queryRaw<{ deliveryId: Id; itemId: Id; title: string; toCome: number }[]>`
    select l.delivery_id as "deliveryId", l.item_id as "itemId", greatest(0, l.quantity - l.received) as "toCome",
      coalesce(v.title, 'Deleted item') as title
    from delivery_line l
    left join lateral (
      select concat_ws(', ', p.title, nullif(v.title, 'Default Title')) as title from variant v
      join product p on p.shop = v.shop and p.product_id = v.product_id
      where v.shop = ${shop} and v.item_id = l.item_id order by v.gone, v.variant_id limit 1
    ) v on true
    where l.shop = ${shop} and l.delivery_id = any(${rows.map((r) => r.deliveryId)})
    order by 4, 2`;
  return rows.map(({ units, at, ...row }) => ({
    ...row,
    at: at.toISOString(),
    units: lines
      .filter((l) => l.deliveryId === row.deliveryId && units[l.itemId] !== undefined)
      .map((l) => ({ title: l.title, from: l.toCome, to: units[l.itemId]! })),
  }));
}

/** How many wait for an answer, and since when. */
export async function proposalsWaiting(
  db: Database,
  shop: string,
): Promise<{ open: number; since: string | null }> {
  const [row] = await db.$queryRaw<{ open: number; since: Date | null }[]>`
    select count(*)::int as open, min(p.at) as since from proposal p ${stillOpen(shop)}`;
  return { open: row?.open ?? 0, since: row?.since?.toISOString() ?? null };
}

/** Of deliveries that are still to come from the same supplier. */
function stillOpen(shop: string): Prisma.Sql {
  return Prisma.sql`
    join delivery d on d.shop = p.shop and d.delivery_id = p.delivery_id
    join supplier s on s.shop = p.shop and s.supplier_id = p.supplier_id
    where p.shop = ${shop} and p.state = 'open' and d.status = 'coming' and d.origin = 'own'
      and d.supplier_id = p.supplier_id`;
}
