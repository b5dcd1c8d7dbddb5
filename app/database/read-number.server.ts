import type { Database, Transaction } from "./client.server.ts";

/** Drawn before a read of Shopify: of two reads of one version the one that was started later wins. */
export async function drawReadNumber(db: Database | Transaction): Promise<bigint> {
  const [row] = await db.$queryRaw<{ n: bigint }[]>`select nextval('read_number') as n`;
  return row!.n;
}
