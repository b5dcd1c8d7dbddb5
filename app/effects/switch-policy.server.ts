import {
  correctPolicies,
  noteByHand,
  noteNotSent,
  noteSending,
  noteSwitched,
  type Sent,
} from "../database/brake-switches.server.ts";
import { brakedOfProduct, type BrakedRow } from "../database/braked-variants.server.ts";
import { policyFor, type Policy } from "../domain/brake.ts";
import type { Id } from "../domain/facts.ts";
import { readPolicies, setPolicies } from "../shopify/policy.server.ts";
import type { World } from "../world.ts";
import type { Performer } from "./performer.ts";

type Switch = { variantId: Id; from: Policy; to: Policy };
type Switches = { switches: Switch[] };

/**
 * The brake's switches of one product. Shopify is read first: what it holds is what the journal keeps as found, and
 * what somebody changed after us stands. A switch is noted before it is sent, so that a crash between the two forgets
 * neither what was found nor that it may have arrived.
 */
export const switchPolicy: Performer<Switches> = {
  together: 1,
  looksFirst: true,
  async wanted(world, shop, targets) {
    const wanted = new Map<Id, Switches | null>();
    for (const productId of targets) {
      const switches = await look(world, shop, productId);
      wanted.set(productId, switches.length > 0 ? { switches } : null);
    }
    return wanted;
  },
  async write(world, shop, values) {
    for (const { target, value } of values) {
      const noted = await world.db.$transaction((tx) => noteSending(tx, shop, value.switches));
      // What the brake has let go of meanwhile is neither sent nor said to be done.
      value.switches = value.switches.filter((s) => noted.includes(s.variantId));
      if (value.switches.length === 0) continue;
      await setPolicies(world.admin(shop), target, value.switches);
      await settle(world, shop, await brakedOfProduct(world.db, shop, target), value.switches);
    }
  },
  isNothing: () => false,
  result({ switches }) {
    const count = (to: Policy) => switches.filter((s) => s.to === to).length;
    const words = [
      ...(count("DENY") > 0 ? [`turned off for ${variants(count("DENY"))}`] : []),
      ...(count("CONTINUE") > 0 ? [`turned on for ${variants(count("CONTINUE"))}`] : []),
    ];
    return words.length > 0 ? words.join(", ") : null;
  },
};

/** What is to be switched. On the way it is noted what arrived after all, and what somebody changed by hand. */
async function look(world: World, shop: string, productId: Id): Promise<Switch[]> {
  const rows = (await brakedOfProduct(world.db, shop, productId)).map(kept);
  const asked = rows.filter(
    (r) => policyFor(r.wish, r.found) !== null || r.wrote !== null || r.sending !== null,
  );
  if (asked.length === 0) return [];
  const actual = await readPolicies(
    world.admin(shop),
    asked.map((r) => r.variantId),
  );
  const here = asked.filter((r) => actual.has(r.variantId));
  const arrived = here.filter((r) => r.sending !== null && r.sending === actual.get(r.variantId));
  await settle(
    world,
    shop,
    rows,
    arrived.map((r) => ({ variantId: r.variantId, to: r.sending! })),
  );
  const lost = here.filter((r) => r.sending !== null && !arrived.includes(r));
  const byHand = here.filter((r) => {
    const now = actual.get(r.variantId);
    return r.sending === null && r.wrote !== null && r.wrote !== now;
  });
  await world.db.$transaction(async (tx) => {
    await noteNotSent(
      tx,
      shop,
      lost.map((r) => r.variantId),
    );
    for (const row of byHand)
      await noteByHand(tx, shop, row, { before: row.wrote!, after: actual.get(row.variantId)! }, world.now());
    const items = await correctPolicies(tx, shop, actual);
    const changed = [...items, ...byHand.map((r) => r.itemId)];
    await world.nudge(countAgain(shop, changed), tx);
  });
  return here.flatMap((row) => {
    const [from, to] = [actual.get(row.variantId)!, policyFor(row.wish, row.found)];
    if (to === null || to === from || byHand.includes(row)) return [];
    return [{ variantId: row.variantId, from, to }];
  });
}

/** A recount that was under way may have wished for something since the brake was told to keep away. */
function kept(row: BrakedRow): BrakedRow {
  return row.stopped ? { ...row, wish: "as_found" } : row;
}

/** Their switches arrived: what shoppers see follows. */
async function settle(
  world: World,
  shop: string,
  rows: BrakedRow[],
  switches: { variantId: Id; to: Policy }[],
): Promise<void> {
  if (switches.length === 0) return;
  const sent = switches.flatMap(({ variantId, to }): (Sent & { itemId: Id })[] => {
    const row = rows.find((r) => r.variantId === variantId);
    return row ? [{ ...row, to }] : [];
  });
  await world.db.$transaction(async (tx) => {
    await noteSwitched(tx, shop, sent, world.now());
    const items = sent.map((s) => s.itemId);
    await world.nudge(countAgain(shop, items), tx);
  });
}

/** And read again: a read that was under way may bring the policy from before the switch, after it. */
function countAgain(shop: string, items: Id[]) {
  return [...new Set(items)].flatMap((itemId) => [
    { queue: "recount", shop, itemId } as const,
    { queue: "read", shop, what: "item", id: itemId } as const,
  ]);
}

function variants(count: number): string {
  return `${count} ${count === 1 ? "variant" : "variants"}`;
}
