import type { Transaction } from "./client.server.ts";

/** That Shopify asked, and how much was found: the merchant has to answer within 30 days. */
export async function notePrivacyRequest(
  tx: Transaction,
  shop: string,
  request: { requestId: string; kind: "see" | "erase"; who: string; found: number; at: Date },
): Promise<void> {
  const { requestId } = request;
  // The same request twice is one; the second time there is nothing left to find.
  await tx.privacyRequest.upsert({
    where: { shop_requestId: { shop, requestId } },
    create: { shop, ...request },
    update: {},
  });
}
