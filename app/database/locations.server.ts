import type { Id } from "../domain/facts.ts";
import type { Transaction } from "./client.server.ts";

export async function isKnownLocation(tx: Transaction, shop: string, locationId: Id): Promise<boolean> {
  return (await tx.location.count({ where: { shop, locationId, active: true } })) > 0;
}
