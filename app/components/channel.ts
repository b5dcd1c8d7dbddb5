/** Shopify's source names are lower case or, for other apps, a number. */
export function channelWords(channel: string): string {
  const known: Record<string, string> = {
    web: "Online store",
    pos: "Point of sale",
    shopify_draft_order: "Draft order",
    iphone: "Shopify app",
    android: "Shopify app",
  };
  if (known[channel]) return known[channel];
  return /^\d+$/.test(channel) ? "Another app" : channel || "Unknown channel";
}
