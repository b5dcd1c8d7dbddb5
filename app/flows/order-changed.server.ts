import type { Transaction } from "../database/client.server.ts";
import { countSurprises } from "../database/cycles.server.ts";
import { recordEffects } from "../database/effects.server.ts";
import { holdsMatter } from "../database/holds.server.ts";
import { forgetOrder, keepOrder, knownOrder } from "../database/order-facts.server.ts";
import { countriesMatter, noteCountry, notePartsVersion, ordersOf } from "../database/order-words.server.ts";
import { hasPromises } from "../database/promises.server.ts";
import { drawReadNumber } from "../database/read-number.server.ts";
import { keepShown } from "../database/shown.server.ts";
import { onlyVariantsOf } from "../database/stock-facts.server.ts";
import { keepMatches, stillCount, tiersOf } from "../database/tiers.server.ts";
import type { Id } from "../domain/facts.ts";
import type { CycleName } from "../queues.ts";
import { ShopifyRefused } from "../shopify/errors.ts";
import {
  orderOfFulfillmentOrder,
  readOldOrder,
  readOrder,
  type ReadOrder,
} from "../shopify/orders.server.ts";
import { variantsOfLines } from "../shopify/line-variants.server.ts";
import type { World } from "../world.ts";
import { matchesOfOrders } from "./tiers-compared.server.ts";

/** Sixty days, less one for clocks that differ. */
const shownForMs = 59 * 86_400_000;

/**
 * Reads the order again, whatever it was that happened to it: cancel, refund, edit, split and move need no path of
 * their own. Stock of the items it touches is looked at next: a sale explains itself, anything else is read, so that
 * demand and shelf are of one moment.
 */
export async function orderChanged(
  world: World,
  shop: string,
  orderId: Id,
  { foundBy, told }: { foundBy?: CycleName | undefined; told?: true | undefined } = {},
): Promise<void> {
  const readNumber = await drawReadNumber(world.db);
  // What no webhook has brought has to be asked for: another one may be why a new order is read.
  const ask = foundBy !== undefined || (!told && (await knownOrder(world.db, shop, orderId)) === null);
  const order = (await readShown(world, shop, orderId, ask)) ?? (await readIfOld(world, shop, orderId));
  if (order) await nameVariants(world, shop, order);
  const tiers = await tiersOf(world.db, shop);
  const matches = order && tiers.tiers.length > 0 && (await matchesOfOrders(world, shop, tiers, [orderId]));
  await world.db.$transaction(async (tx) => {
    const inTime = await stillCount(tx, shop, tiers);
    const { items, shownAgain } = order
      ? await keepOrder(tx, shop, order, readNumber, {
          mayMove: order.country !== undefined || Boolean(matches),
        })
      : { items: await forgetOrder(tx, shop, orderId, readNumber), shownAgain: false };
    if (shownAgain) await writeAgain(world, tx, shop, orderId);
    if (order?.shown)
      await keepShown(tx, shop, [{ orderId, at: new Date(order.updatedAt), shown: order.shown }]);
    if (order?.country !== undefined)
      for (const id of await noteCountry(tx, shop, orderId, readNumber, order.country))
        if (!items.includes(id)) items.push(id);
    if (!inTime) await world.nudge([{ queue: "read", shop, what: "tiers", id: "all" }], tx);
    else if (matches)
      for (const id of await keepMatches(tx, shop, tiers, matches, readNumber))
        if (!items.includes(id)) items.push(id);
    if (order?.partsUpdatedAt)
      await notePartsVersion(tx, shop, orderId, readNumber, new Date(order.partsUpdatedAt));
    if (foundBy && items.length > 0) await countSurprises(tx, shop, foundBy, 1);
    await world.nudge(
      items.map((id) => ({ queue: "read", shop, what: "stock", id })),
      tx,
    );
    if (await holdsMatter(tx, shop, orderId)) await lookAtHolds(world, tx, shop, orderId);
    // Nothing may be owed any more and the promise still be open, until the parcel leaves.
    if (items.length > 0 && (await hasPromises(tx, shop, orderId)))
      await world.nudge([{ queue: "promises", shop, orderId }], tx);
  });
}

/** While Shopify did not show it, what had to be written to it counted as done. */
async function writeAgain(world: World, tx: Transaction, shop: string, target: Id): Promise<void> {
  const kinds = ["tag_order", "write_order_backorders"] as const;
  const because = { kind: "shown_again" } as const;
  await recordEffects(
    tx,
    shop,
    kinds.map((kind) => ({ kind, target, because })),
    world.now(),
  );
  await world.nudge(
    kinds.map((kind) => ({ queue: "perform", shop, kind })),
    tx,
  );
}

/** Its fulfillment orders may be others now, and holds on them have come or gone. */
async function lookAtHolds(world: World, tx: Transaction, shop: string, target: Id): Promise<void> {
  const because = { kind: "hold", because: { kind: "order_read" } } as const;
  await recordEffects(tx, shop, [{ kind: "hold_waiting_part", target, because }], world.now());
  await world.nudge([{ queue: "perform", shop, kind: "hold_waiting_part" }], tx);
}

/** Without the country where the merchant or Shopify does not let us see it: the order matters more. */
async function readShown(
  world: World,
  shop: string,
  orderId: Id,
  withShown: boolean,
): Promise<ReadOrder | null> {
  const admin = world.admin(shop);
  if (!(await countriesMatter(world.db, shop))) return readOrder(admin, orderId, { withShown });
  try {
    return await readOrder(admin, orderId, { withShown, withCountry: true });
  } catch (error) {
    if (!(error instanceof ShopifyRefused)) throw error;
    world.log.warn({ shop, err: error }, "countries cannot be read");
    return readOrder(admin, orderId, { withShown });
  }
}

/** A debt does not end on its sixtieth day, though Shopify hides the order then. */
async function readIfOld(world: World, shop: string, orderId: Id): Promise<ReadOrder | null> {
  const known = await knownOrder(world.db, shop, orderId);
  if (!known || Date.parse(known.facts.placedAt) > world.now().getTime() - shownForMs) return null;
  return readOldOrder(world.admin(shop), known.facts, known.fulfillmentOrderIds);
}

/** A line's item tells its variant, except where several share the item or it is new to us: then Shopify is asked. */
async function nameVariants(world: World, shop: string, order: ReadOrder): Promise<void> {
  const itemOf = new Map(order.fulfillmentLines.flatMap((l) => (l.itemId ? [[l.lineId, l.itemId]] : [])));
  const known = await onlyVariantsOf(world.db, shop, [...new Set(itemOf.values())]);
  const unnamed = [];
  for (const line of order.lines) {
    const itemId = itemOf.get(line.lineId);
    line.variantId = (itemId && known.get(itemId)) ?? null;
    if (itemId && !line.variantId) unnamed.push(line);
  }
  if (unnamed.length === 0) return;
  const asked = await variantsOfLines(
    world.admin(shop),
    unnamed.map((l) => l.lineId),
  );
  for (const line of unnamed) line.variantId = asked.get(line.lineId) ?? null;
}

/**
 * A fulfillment order changed, and its order with it. A read that began after this was heard of (`after`) has seen it.
 */
export async function fulfillmentOrderChanged(
  world: World,
  shop: string,
  id: Id,
  after?: string,
): Promise<void> {
  const known = (await ordersOf(world.db, shop, [id])).get(id);
  if (known && after && known.readSeq > BigInt(after)) return;
  const orderId = known?.orderId ?? (await orderOfFulfillmentOrder(world.admin(shop), id));
  if (orderId) await world.nudge([{ queue: "read", shop, what: "order", id: orderId }]);
}
