import { createHash } from "node:crypto";

/** The same notice has the same id, however often it is tried: a provider that compares ids takes it once. */
export function messageId(
  domain: string,
  shop: string,
  { subscriptionId, kind, turn }: { subscriptionId: string; kind: string; turn: number },
): string {
  const text = JSON.stringify([shop, subscriptionId, kind, turn]);
  return `<${createHash("sha256").update(text).digest("hex").slice(0, 40)}@${domain}>`;
}
