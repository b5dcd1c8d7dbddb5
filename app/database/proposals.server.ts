import type { Day, Id } from "../domain/facts.ts";
import type { Told } from "../domain/proposal.ts";
import type { Database, Transaction } from "./client.server.ts";
import { dayOf, toDate } from "./day-columns.ts";
import { Prisma } from "./generated/client.ts";

/**
 * - `open`: the merchant is to decide
 * - `confirmed`: it said what we had already
 * - `replaced`: it said something else before anybody decided
 * - `over`: the delivery arrived or was canceled meanwhile
 */
export type ProposalState = "open" | "confirmed" | "accepted" | "refused" | "replaced" | "over";

export type ProposalRow = Told & {
  proposalId: Id;
  deliveryId: Id;
  supplierId: Id;
  state: ProposalState;
  at: Date;
};

/** A delivery as its supplier sees it. */
export type SupplierSees = {
  deliveryId: Id;
  reference: string;
  statedOn: Day | null;
  lines: { itemId: Id; title: string; sku: string | null; toCome: number }[];
  /** What it said last and nobody has decided yet. */
  waiting: Pick<ProposalRow, "statedOn" | "at"> | null;
};

/** How many deliveries a supplier is shown at most. */
const most = 100;

/**
 * What is to come from a supplier, the earliest first. Neither drafts, which promise nothing, nor what Shopify
 * manages, which nobody can change here.
 */
export async function deliveriesForSupplier(
  db: Database | Transaction,
  shop: string,
  supplierId: Id,
  deliveryId?: Id,
): Promise<SupplierSees[]> {
  const rows = await db.$queryRaw<
    (Omit<SupplierSees, "lines" | "waiting"> & SupplierSees["lines"][number] & { position: bigint })[]
  >`
    select d.delivery_id as "deliveryId", d.reference, to_char(d.stated_on, 'YYYY-MM-DD') as "statedOn",
      l.item_id as "itemId", concat_ws(', ', coalesce(p.title, 'Deleted item'), nullif(v.title, 'Default Title')) as title,
      v.sku, l.quantity - l.received as "toCome"
    from (
      select * from delivery where shop = ${shop} and supplier_id = ${supplierId} and status = 'coming' and confirmed
        and origin = 'own' ${deliveryId === undefined ? Prisma.empty : Prisma.sql`and delivery_id = ${deliveryId}`}
      order by stated_on nulls last, lower(reference), delivery_id limit ${most}
    ) d
    join delivery_line l on l.shop = d.shop and l.delivery_id = d.delivery_id and l.quantity > l.received
    left join lateral (
      select v.product_id, v.title, v.sku from variant v
      where v.shop = ${shop} and v.item_id = l.item_id order by v.gone, v.variant_id limit 1
    ) v on true
    left join product p on p.shop = ${shop} and p.product_id = v.product_id
    order by d.stated_on nulls last, lower(d.reference), d.delivery_id, title, l.item_id`;
  const waiting = await db.proposal.findMany({
    where: { shop, supplierId, state: "open", deliveryId: { in: rows.map((r) => r.deliveryId) } },
  });
  return [...Map.groupBy(rows, (r) => r.deliveryId)].map(([id, lines]) => {
    const said = waiting.find((w) => w.deliveryId === id);
    return {
      deliveryId: id,
      reference: lines[0]!.reference,
      statedOn: lines[0]!.statedOn,
      lines: lines.map(({ itemId, title, sku, toCome }) => ({ itemId, title, sku, toCome })),
      waiting: said ? { statedOn: said.statedOn && dayOf(said.statedOn), at: said.at } : null,
    };
  });
}

/** The newest word of a supplier about a delivery, whatever became of it. Lock the delivery first. */
export async function newestProposal(
  tx: Transaction,
  shop: string,
  supplierId: Id,
  deliveryId: Id,
): Promise<ProposalRow | null> {
  const row = await tx.proposal.findFirst({
    where: { shop, deliveryId, supplierId },
    orderBy: [{ at: "desc" }, { proposalId: "desc" }],
  });
  return row && toProposal(row);
}

/** What nobody decided yet is replaced by it. */
export async function putProposal(tx: Transaction, shop: string, proposal: ProposalRow): Promise<void> {
  const { deliveryId, statedOn, units, at, ...rest } = proposal;
  await tx.proposal.updateMany({
    where: { shop, deliveryId, state: "open" },
    data: { state: "replaced", decidedAt: at },
  });
  const decidedAt = rest.state === "open" ? null : at;
  const said = { deliveryId, statedOn: statedOn && toDate(statedOn), units, at, decidedAt };
  await tx.proposal.create({ data: { shop, ...rest, ...said } });
}

export async function findProposal(
  db: Database | Transaction,
  shop: string,
  proposalId: Id,
): Promise<ProposalRow | null> {
  const row = await db.proposal.findUnique({ where: { shop_proposalId: { shop, proposalId } } });
  return row && toProposal(row);
}

/** False when somebody was faster, or the supplier said something else meanwhile. */
export async function decideProposal(
  tx: Transaction,
  shop: string,
  proposalId: Id,
  state: "accepted" | "refused" | "over",
  at: Date,
): Promise<boolean> {
  const { count } = await tx.proposal.updateMany({
    where: { shop, proposalId, state: "open" },
    data: { state, decidedAt: at },
  });
  return count > 0;
}

/** When a supplier last said that a date still holds, by any of its deliveries. */
export async function lastConfirmed(db: Database, shop: string, supplierId: Id): Promise<Date | null> {
  const row = await db.proposal.findFirst({
    where: { shop, supplierId, state: "confirmed" },
    orderBy: { at: "desc" },
    select: { at: true },
  });
  return row?.at ?? null;
}

function toProposal({
  shop: _shop,
  decidedAt: _decided,
  ...row
}: Prisma.ProposalGetPayload<object>): ProposalRow {
  return {
    ...row,
    statedOn: row.statedOn && dayOf(row.statedOn),
    units: row.units as ProposalRow["units"],
    state: row.state as ProposalState,
  };
}
