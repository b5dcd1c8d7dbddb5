import type { Transaction } from "./client.server.ts";

/** Nothing more is sent there. What was said first stays. */
export async function suppress(
  tx: Transaction,
  shop: string,
  who: string,
  reason: "bounced" | "complained",
  at: Date,
): Promise<void> {
  await tx.suppression.upsert({
    where: { shop_who: { shop, who } },
    create: { shop, who, reason, at },
    update: reason === "complained" ? { reason, at } : {},
  });
}

export async function isSuppressed(tx: Transaction, shop: string, who: string): Promise<boolean> {
  return (await tx.suppression.count({ where: { shop, who } })) > 0;
}

/** Which of these people are not written to any more. */
export async function suppressedOf(tx: Transaction, shop: string, whos: string[]): Promise<Set<string>> {
  const rows = await tx.suppression.findMany({ where: { shop, who: { in: whos } }, select: { who: true } });
  return new Set(rows.map(({ who }) => who));
}
