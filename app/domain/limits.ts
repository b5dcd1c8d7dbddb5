/** So often within so long. Kept in the database: a restart, or a second process, forgets nothing. */
export type Limit = { scope: string; times: number; seconds: number };

/** The order is that of asking; each is independent of the others. */
export const signUpLimits = {
  client: { scope: "sign-ups of a client", times: 5, seconds: 60 },
  clientDay: { scope: "sign-ups of a client in a day", times: 50, seconds: 86_400 },
  reader: { scope: "sign-ups of an address", times: 5, seconds: 60 },
  shop: { scope: "sign-ups of a shop", times: 300, seconds: 60 },
} as const satisfies Record<string, Limit>;

/** Over all shops: nobody can have a stranger's mailbox filled with confirmations. */
export const confirmationLimits = [
  { scope: "confirmations in a day", times: 1, seconds: 86_400 },
  { scope: "confirmations in a week", times: 3, seconds: 7 * 86_400 },
] as const satisfies Limit[];

/** At the pages of suppliers' links. Nobody needs as many, and whoever tries out tokens is slowed down. */
export const supplierLimits = {
  client: { scope: "supplier pages of a client", times: 120, seconds: 60 },
  link: { scope: "words of a supplier", times: 120, seconds: 3600 },
} as const satisfies Record<string, Limit>;

/**
 * Who asks, from X-Forwarded-For. Shopify writes the shopper's address at the end of it, and each proxy of ours
 * adds one more behind; whatever the client wrote itself stands in front and does not count.
 */
export function clientIn(forwardedFor: string | null, ownProxies: number): string {
  const hops = (forwardedFor ?? "").split(",").map((hop) => hop.trim().toLowerCase());
  const client = hops[hops.length - 1 - ownProxies];
  if (!client || !/^[\da-f.:]{2,45}$/.test(client)) return "unknown";
  // A household has 2^64 addresses of version 6; its network is one client.
  return client.includes(":") && !client.includes(".") ? networkOf(client) : client;
}

function networkOf(v6: string): string {
  const [head = "", tail] = v6.split("::");
  const first = head === "" ? [] : head.split(":");
  const last = tail === undefined || tail === "" ? [] : tail.split(":");
  const missing = tail === undefined ? 0 : Math.max(0, 8 - first.length - last.length);
  const groups = [...first, ...Array<string>(missing).fill("0"), ...last];
  return groups
    .slice(0, 4)
    .map((group) => group.replace(/^0+(?=.)/, ""))
    .join(":");
}
