import type { Transaction } from "../database/client.server.ts";
import {
  changeDelivery,
  findDelivery,
  lockDeliveries,
  type DeliveryRow,
} from "../database/deliveries.server.ts";
import { timeZoneOf } from "../database/shops.server.ts";
import { linkDelivery, linkOf, openTransferName, tellApart } from "../database/transfer-links.server.ts";
import { lockTransfer, nativeIds } from "../database/transfers.server.ts";
import type { Because } from "../domain/because.ts";
import { dayIn } from "../domain/days.ts";
import type { Id } from "../domain/facts.ts";
import type { World } from "../world.ts";
import { deliveryMoved } from "./delivery-news.server.ts";
import { noteDelivery } from "./delivery-noted.server.ts";
import { expectationsOf } from "./expectations.server.ts";
import { handedOver } from "./handed-over.server.ts";

/**
 * A delivery entered here and a transfer are the same goods: only what Shopify says counts from now on. Where
 * Shopify has no day, the merchant's is used; what was pinned to the one is pinned to the other.
 */
export async function deliveryLinked(
  world: World,
  shop: string,
  deliveryId: Id,
  transferId: Id,
): Promise<"linked" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    await lockTransfer(tx, shop, transferId);
    const name = await openTransferName(tx, shop, transferId);
    const nativeOnes = await nativeIds(tx, shop, transferId);
    await lockDeliveries(tx, shop, [deliveryId, ...nativeOnes], []);
    const own = await findDelivery(tx, shop, deliveryId);
    if (!name || !own || own.origin !== "own" || own.status !== "coming") return "not_found";
    const natives: DeliveryRow[] = [];
    for (const id of nativeOnes) {
      const native = await findDelivery(tx, shop, id);
      if (native?.status === "coming") natives.push(native);
    }
    await linkDelivery(tx, shop, deliveryId, transferId);
    const because: Because = {
      ...{ kind: "delivery_linked", deliveryId, reference: own.reference, transfer: name, linked: true },
    };
    await noteDelivery(tx, shop, own.itemIds, because, world.now());
    for (const native of natives) if (native.statedOn === null) await lendDay(world, tx, shop, own, native);
    const takers = Map.groupBy(own.itemIds, (itemId) =>
      natives.find((n) => n.lines.some((l) => l.itemId === itemId && l.quantity > l.received)),
    );
    for (const [taker, items] of takers) {
      const to = taker && (await findDelivery(tx, shop, taker.deliveryId));
      if (to) await handedOver(world, tx, shop, own, to, items);
    }
    const items = new Set([own, ...natives].flatMap((d) => d.itemIds));
    await world.nudge(
      [
        { queue: "read", shop, what: "transfer", id: transferId },
        ...[...items].map((itemId) => ({ queue: "recount" as const, shop, itemId })),
      ],
      tx,
    );
    return "linked";
  });
}

/** At once, so that no order is without a day until the transfer is read again. */
async function lendDay(
  world: World,
  tx: Transaction,
  shop: string,
  own: DeliveryRow,
  native: DeliveryRow,
): Promise<void> {
  const { statedOn } = own;
  const supplierId = native.supplierId ?? own.supplierId;
  const timeZone = await timeZoneOf(tx, shop);
  const today = dayIn(timeZone, world.now());
  const [expected] = await expectationsOf(tx, shop, supplierId, [{ ...native, supplierId, statedOn }], {
    timeZone,
    today,
  });
  const { deliveryId, reference, expectedOn: from, itemIds } = native;
  const firstStatedOn = native.firstStatedOn ?? statedOn;
  await changeDelivery(tx, shop, deliveryId, { dates: { ...expected!, firstStatedOn, statedOn } });
  const to = expected!.expectedOn;
  if (from === to || !native.confirmed) return;
  const because: Because = { kind: "delivery_changed", deliveryId, reference, from, to, statedOn };
  await noteDelivery(tx, shop, itemIds, because, world.now());
  await deliveryMoved(world, tx, shop, { deliveryId, itemIds }, because);
}

/** They are different goods after all: both count, each with its own day. It is not asked again. */
export async function deliveryUnlinked(
  world: World,
  shop: string,
  deliveryId: Id,
): Promise<"unlinked" | "not_found"> {
  return world.db.$transaction(async (tx) => {
    const link = await linkOf(tx, shop, deliveryId);
    if (!link) return "not_found";
    await lockTransfer(tx, shop, link.transferId);
    const own = await findDelivery(tx, shop, deliveryId);
    if (!own || own.status !== "linked") return "not_found";
    await linkDelivery(tx, shop, deliveryId, null);
    await tellApart(tx, shop, deliveryId, link.transferId);
    const because: Because = {
      ...{
        kind: "delivery_linked",
        deliveryId,
        reference: own.reference,
        transfer: link.name,
        linked: false,
      },
    };
    await noteDelivery(tx, shop, own.itemIds, because, world.now());
    await world.nudge(
      [
        // The day that was lent to it goes.
        { queue: "read", shop, what: "transfer", id: link.transferId },
        ...own.itemIds.map((itemId) => ({ queue: "recount" as const, shop, itemId })),
      ],
      tx,
    );
    return "unlinked";
  });
}

/** The merchant says that they are different goods. */
export async function toldApart(world: World, shop: string, deliveryId: Id, transferId: Id): Promise<void> {
  await world.db.$transaction((tx) => tellApart(tx, shop, deliveryId, transferId));
}
