import type { Id } from "#app/domain/facts.ts";
import {
  matchesOf,
  needsCustomers,
  tierKey,
  tierOf,
  type SaidOfOrder,
  type Tier,
} from "#app/domain/tiers.ts";
import { everythingInTheBook, nudge, type App, type Next } from "./app.ts";
import type { Chance } from "./chance.ts";
import type { Memory, Tiers } from "./memory.ts";
import { lookAtTags, type SeenOrder } from "./shopify-reads.ts";
import { count } from "./tally.ts";

const isOpen = (l: { remaining: number; status: string }) =>
  l.remaining > 0 && !["CLOSED", "CANCELLED", "DELETED"].includes(l.status);

const readTiers = (shop: string) => ({ queue: "read", shop, what: "tiers", id: "all" }) as const;

/** Mirrors app/flows/tiers-saved.server.ts and saveTiers in app/database/tiers.server.ts. */
export function groupsSaved(app: App, list: Tier[]): void {
  const { memory, shop } = app;
  memory.tiers = { list, were: memory.tiers.list, version: memory.tiers.version + 1 };
  const keys = list.map(tierKey);
  for (const [orderId, known] of memory.matches) {
    if (known.keys.length === 0) continue;
    markChanged(memory, memory.orders.get(orderId));
    known.keys = keys.filter((key) => known.keys.includes(key));
    known.tier = tierOf(list, known.keys);
  }
  const { items } = everythingInTheBook(app);
  nudge(app, [readTiers(shop), ...items.map((itemId) => ({ queue: "recount", shop, itemId }) as const)]);
}

export function groupsUndone(app: App): boolean {
  const { were } = app.memory.tiers;
  if (were) groupsSaved(app, were);
  return were !== null;
}

/** Once a day. Mirrors customersLookedAt in app/flows/tiers-saved.server.ts. */
export function customersLookedAt(app: App): void {
  const { tiers } = app.memory;
  if (!needsCustomers(tiers.list)) return;
  tiers.version++;
  nudge(app, [readTiers(app.shop)]);
}

/** Open orders that were not compared yet, in small steps. Mirrors app/flows/tiers-compared.server.ts. */
export function compareGroups(app: App, chance: Chance): Next | null {
  const { memory, shop, faults } = app;
  const snapshot = { ...memory.tiers };
  const orders = ordersToCompare(memory);
  if (orders.length === 0) return null;
  const number = ++memory.lastRead;
  return () => {
    if (chance.happens(faults.refusals)) {
      nudge(app, [readTiers(shop)]);
      return null;
    }
    const said = new Map(orders.map((id) => [id, lookAtTags(app.stage.shop, id)]));
    return () => {
      if (!stillCount(memory, snapshot)) return compareGroups(app, chance);
      count(app.tally, "an order was compared with groups", orders.length);
      const items = keepMatches(memory, snapshot, said, number);
      nudge(
        app,
        items.map((itemId) => ({ queue: "recount", shop, itemId })),
      );
      return compareGroups(app, chance);
    };
  };
}

export function ordersToCompare({ orders, tiers, matches }: Memory): Id[] {
  if (tiers.list.length === 0) return [];
  return [...orders.values()]
    .filter((o) => (matches.get(o.orderId)?.version ?? 0) !== tiers.version)
    .filter((o) => o.cancelledAt === null && o.lines.some(isOpen))
    .map((o) => o.orderId);
}

/** Mirrors stillCount in app/database/tiers.server.ts. */
export const stillCount = ({ tiers }: Memory, { version }: Tiers) => tiers.version === version;

/** Items whose queues change. Mirrors keepMatches in app/database/tiers.server.ts. */
export function keepMatches(
  memory: Memory,
  { list, version }: Tiers,
  said: Map<Id, SaidOfOrder | null>,
  number: number,
): Id[] {
  const items = new Set<Id>();
  for (const [orderId, words] of said) {
    const order = memory.orders.get(orderId);
    if (!order || order.read > number) continue;
    const known = memory.matches.get(orderId);
    const keys = words ? matchesOf(list, words) : (known?.keys ?? []);
    const tier = tierOf(list, keys);
    memory.matches.set(orderId, { keys, tier, version });
    if (tier === (known?.tier ?? null)) continue;
    for (const id of markChanged(memory, order)) items.add(id);
  }
  return [...items];
}

function markChanged(memory: Memory, order: SeenOrder | undefined): Id[] {
  const items = (order?.lines ?? []).flatMap((l) => (l.remaining > 0 && l.itemId ? [l.itemId] : []));
  for (const id of items) memory.changed.add(id);
  return items;
}
