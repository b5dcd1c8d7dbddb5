import type { ChangeKind, DeliveryState } from "../domain/delivery-state.ts";
import type { Id } from "../domain/facts.ts";
import type { Database, Transaction } from "./client.server.ts";
import { Prisma } from "./generated/client.ts";

/** What a person changed of a delivery. `before` is null when there was none. */
export type DeliveryChange = {
  changeId: Id;
  deliveryId: Id;
  actionId: Id;
  kind: ChangeKind;
  before: DeliveryState | null;
  after: DeliveryState;
  at: Date;
};

export async function noteChanges(tx: Transaction, shop: string, changes: DeliveryChange[]): Promise<void> {
  await tx.deliveryChange.createMany({
    data: changes.map(({ before, ...change }) => ({ shop, ...change, before: before ?? Prisma.DbNull })),
  });
}

/** Changes of one click that were not taken back, the newest first, locked for this transaction. */
export async function takeChanges(
  tx: Transaction,
  shop: string,
  actionId: Id,
  deliveryIds?: Id[],
): Promise<DeliveryChange[]> {
  await tx.$executeRaw`select 1 from delivery_change
    where shop = ${shop} and action_id = ${actionId}::uuid
      and (${deliveryIds === undefined} or delivery_id = any(${deliveryIds ?? []})) order by seq for update`;
  return changesOf(tx, shop, actionId, deliveryIds);
}

export async function changesOf(
  tx: Database | Transaction,
  shop: string,
  actionId: Id,
  deliveryIds?: Id[],
): Promise<DeliveryChange[]> {
  const rows = await tx.deliveryChange.findMany({
    where: { shop, actionId, undoneAt: null, ...(deliveryIds && { deliveryId: { in: deliveryIds } }) },
    orderBy: { seq: "desc" },
  });
  return rows.map(({ changeId, deliveryId, kind, before, after, at }) => ({
    changeId,
    deliveryId,
    actionId,
    kind: kind as ChangeKind,
    before: before as DeliveryState | null,
    after: after as unknown as DeliveryState,
    at,
  }));
}

/** What a click changed and when, the newest first, as far as it was not taken back. */
export function changedBy(
  tx: Database | Transaction,
  shop: string,
  actionId: Id,
): Promise<{ deliveryId: Id; at: Date }[]> {
  return tx.deliveryChange.findMany({
    where: { shop, actionId, undoneAt: null },
    orderBy: { seq: "desc" },
    select: { deliveryId: true, at: true },
  });
}

/** Whether a click was made before, also one that was taken back. */
export async function isNoted(tx: Transaction, shop: string, actionId: Id): Promise<boolean> {
  return (await tx.deliveryChange.count({ where: { shop, actionId } })) > 0;
}

/** How many changes of a batch are not taken back, and when the first of them was made; null: none. */
export async function standingChanges(
  db: Database,
  shop: string,
  actionId: Id,
): Promise<{ count: number; first: Date } | null> {
  const { _count: count, _min } = await db.deliveryChange.aggregate({
    where: { shop, actionId, undoneAt: null },
    _count: true,
    _min: { at: true },
  });
  return _min.at && { count, first: _min.at };
}

/** Of these deliveries of a click, those that somebody changed after it. */
export async function changesSince(
  tx: Transaction,
  shop: string,
  actionId: Id,
  deliveryIds: Id[],
): Promise<Id[]> {
  const rows = await tx.$queryRaw<{ deliveryId: Id }[]>`
    select distinct c.delivery_id as "deliveryId" from delivery_change c
    join delivery_change n on n.shop = c.shop and n.delivery_id = c.delivery_id
    where c.shop = ${shop} and c.action_id = ${actionId}::uuid and c.delivery_id = any(${deliveryIds})
      and c.undone_at is null and n.seq > c.seq and n.undone_at is null and n.action_id <> c.action_id`;
  return rows.map((r) => r.deliveryId);
}

export async function markUndone(tx: Transaction, shop: string, changeIds: Id[], at: Date): Promise<void> {
  await tx.deliveryChange.updateMany({
    where: { shop, changeId: { in: changeIds } },
    data: { undoneAt: at },
  });
}

/** What was done to a delivery since a moment and can be taken back, the newest first. */
export async function recentActions(
  db: Database,
  shop: string,
  deliveryId: Id,
  since: Date,
): Promise<{ actionId: Id; kind: ChangeKind; at: Date }[]> {
  const rows = await db.deliveryChange.findMany({
    where: { shop, deliveryId, at: { gte: since }, undoneAt: null, kind: { not: "undone" } },
    orderBy: { seq: "desc" },
    select: { actionId: true, kind: true, at: true },
    take: 20,
  });
  return rows.map((r) => ({ ...r, kind: r.kind as ChangeKind }));
}

/** Pins and pegs of a delivery's item, in the order in which they were set. */
export async function pegRows(tx: Transaction, shop: string, deliveryId: Id) {
  return tx.peg.findMany({ where: { shop, deliveryId }, orderBy: [{ at: "asc" }, { lineId: "asc" }] });
}
export type PegRow = Awaited<ReturnType<typeof pegRows>>[number];

/** Puts these in place of all that point to the deliveries. */
export async function replacePegs(
  tx: Transaction,
  shop: string,
  deliveryIds: Id[],
  pegs: PegRow[],
): Promise<void> {
  await tx.peg.deleteMany({ where: { shop, deliveryId: { in: deliveryIds } } });
  await tx.peg.createMany({ data: pegs.map((peg) => ({ ...peg, shop })) });
}
