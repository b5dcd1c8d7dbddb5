import type { Checked } from "./form.ts";

/** Orders that are served before those of later tiers, and before everybody else. */
export type Tier = { by: "order_tag" | "customer_tag"; tag: string } | { by: "b2b" };

/** What Shopify says of an order that a tier may ask for. Only what of it matches is kept. */
export type SaidOfOrder = { orderTags: string[]; customerTags: string[]; b2b: boolean };

/** Access to the tags of customers; asked for only by a tier that needs them. */
export const customerScopes = ["read_customers"];

export const mostTiers = 5;
/** The longest tag that Shopify takes on orders and customers. */
const longestTag = 40;

/** Two tiers of one key are the same. Shopify's tags do not tell capitals apart. */
export function tierKey(tier: Tier): string {
  return tier.by === "b2b" ? "b2b" : `${tier.by}:${tier.tag.toLowerCase()}`;
}

/** The keys of those that an order belongs to. */
export function matchesOf(tiers: Tier[], { orderTags, customerTags, b2b }: SaidOfOrder): string[] {
  const has = (tags: string[], tag: string) => tags.some((t) => t.toLowerCase() === tag.toLowerCase());
  return tiers
    .filter((tier) =>
      tier.by === "b2b" ? b2b : has(tier.by === "order_tag" ? orderTags : customerTags, tier.tag),
    )
    .map(tierKey);
}

/** The first tier that an order belongs to, 1 before 2. Null: it is one of everybody else. */
export function tierOf(tiers: Tier[], matches: string[]): number | null {
  const at = tiers.findIndex((tier) => matches.includes(tierKey(tier)));
  return at < 0 ? null : at + 1;
}

export const needsCustomers = (tiers: Tier[]) => tiers.some((tier) => tier.by === "customer_tag");

/** Who they are, in the list of the settings. */
export function tierName(tier: Tier): string {
  if (tier.by === "b2b") return "B2B orders";
  return tier.by === "order_tag" ? `Orders tagged “${tier.tag}”` : `Customers tagged “${tier.tag}”`;
}

/** Why an order is served before others. */
export function tierReason(tier: Tier): string {
  if (tier.by === "b2b") return "a B2B order";
  return tier.by === "order_tag" ? `tagged “${tier.tag}”` : `the customer is tagged “${tier.tag}”`;
}

/**
 * The form of the tiers: `by` and `tag` of each, in their order. `granted` is what the shop allows; access that was
 * taken back keeps nobody from saving what was there before.
 */
export function readTiers(
  by: string[],
  tags: string[],
  { granted, saved }: { granted: string[]; saved: Tier[] },
): Checked<Tier[], string> {
  const errors: Record<string, string> = {};
  const tiers: Tier[] = [];
  for (const [i, kind] of by.slice(0, mostTiers).entries()) {
    const tier = readTier(kind, tags[i] ?? "");
    const field = `tag${i}`;
    if (!tier) errors[field] = `Enter one tag of up to ${longestTag} letters, without a comma.`;
    else if (tiers.some((other) => tierKey(other) === tierKey(tier)))
      errors[field] = "This is in the list already.";
    else if (
      tier.by === "customer_tag" &&
      !customerScopes.every((scope) => granted.includes(scope)) &&
      !saved.some((other) => tierKey(other) === tierKey(tier))
    )
      errors[field] = "Allow access to customer tags first. Nothing was changed.";
    if (tier) tiers.push(tier);
  }
  if (by.length > mostTiers) errors["form"] = `Keep at most ${mostTiers}.`;
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, value: tiers };
}

function readTier(by: string, typed: string): Tier | null {
  if (by === "b2b") return { by };
  if (by !== "order_tag" && by !== "customer_tag") return null;
  const tag = typed.trim();
  return tag === "" || tag.length > longestTag || tag.includes(",") ? null : { by, tag };
}
