import type { Database, Transaction } from "./client.server.ts";

export type InboxRow = {
  topic: string;
  webhookId: string;
  body: string;
  attempts: number;
  triggeredAt: Date | null;
};
/** After this many failed attempts a webhook is set aside: visible, to be retried by hand, in nobody's way. */
export const attemptsBeforeSetAside = 3;

/** The oldest waiting webhooks of a shop, locked for this transaction; those another worker holds are left out. */
export async function takeFromInbox(tx: Transaction, shop: string, limit: number): Promise<InboxRow[]> {
  return tx.$queryRaw<InboxRow[]>`
    select topic, webhook_id as "webhookId", body, attempts, triggered_at as "triggeredAt" from inbox
    where shop = ${shop} and state = 'waiting' order by seq limit ${limit} for update skip locked`;
}

/** Compliance requests may name a person: their bodies go as soon as they are handled. */
export async function settleInbox(
  tx: Transaction,
  shop: string,
  rows: { topic: string; webhookId: string; forgetBody: boolean }[],
  state: "done" | "dropped",
  at: Date,
): Promise<void> {
  if (rows.length === 0) return;
  await tx.$executeRaw`
    update inbox set state = ${state}, handled_at = ${at}, problem = null, body = case when s.forget then '' else body end
    from unnest(${rows.map((r) => r.topic)}::text[], ${rows.map((r) => r.webhookId)}::text[], ${rows.map((r) => r.forgetBody)}::boolean[])
      as s(topic, webhook_id, forget)
    where inbox.shop = ${shop} and inbox.topic = s.topic and inbox.webhook_id = s.webhook_id`;
}

/** Of a shop that is not in the book nothing is kept, not even that it wrote. */
export async function forgetHandled(tx: Transaction, shop: string): Promise<void> {
  await tx.inbox.deleteMany({ where: { shop, state: { in: ["done", "dropped"] } } });
}

/** Counts a failed attempt. At the limit the webhook is set aside. */
export async function failInInbox(
  tx: Transaction,
  shop: string,
  row: { topic: string; webhookId: string },
  problem: string,
): Promise<void> {
  await tx.$executeRaw`
    update inbox set attempts = attempts + 1, problem = ${problem.slice(0, 500)},
      state = case when attempts + 1 >= ${attemptsBeforeSetAside} then 'set_aside' else state end
    where shop = ${shop} and topic = ${row.topic} and webhook_id = ${row.webhookId}`;
}

export async function retryFromInbox(
  db: Database,
  shop: string,
  topic: string,
  webhookId: string,
): Promise<boolean> {
  const { count } = await db.inbox.updateMany({
    where: { shop, topic, webhookId, state: "set_aside" },
    data: { state: "waiting", attempts: 0, problem: null },
  });
  return count > 0;
}

/** Shops whose inbox has waited longer than it should: a nudge was lost with the process that held it. */
export async function shopsWithWaitingInbox(db: Database, forSeconds: number): Promise<string[]> {
  const rows = await db.$queryRaw<{ shop: string }[]>`
    select distinct shop from inbox where state = 'waiting' and received_at < now() - make_interval(secs => ${forSeconds}) limit 1000`;
  return rows.map((r) => r.shop);
}

/** Handled webhooks are kept for some days for the eye, then forgotten. */
export async function sweepInbox(db: Database, shop: string, before: Date): Promise<number> {
  const { count } = await db.inbox.deleteMany({
    where: { shop, state: { in: ["done", "dropped"] }, handledAt: { lt: before } },
  });
  return count;
}
