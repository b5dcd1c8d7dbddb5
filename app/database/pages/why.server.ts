import type { Because } from "../../domain/because.ts";
import type { Id } from "../../domain/facts.ts";
import type { Database } from "../client.server.ts";

/** One entry of a why-log, newest first. `about` is the line or variant it explains. */
export type WhyEntry = { seq: string; at: string; lineId: Id | null; variantId: Id | null; because: Because };

/** The newest entries about an order or a product. */
export async function whyLog(
  db: Database,
  shop: string,
  about: { orderId: Id } | { productId: Id },
  limit = 100,
): Promise<WhyEntry[]> {
  const rows = await db.why.findMany({ where: { shop, ...about }, orderBy: { seq: "desc" }, take: limit });
  return rows.map((row) => ({
    seq: String(row.seq),
    at: row.at.toISOString(),
    lineId: row.lineId,
    variantId: row.variantId,
    because: row.because as unknown as Because,
  }));
}
