import { deliveryCancelled, deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryEntered } from "#app/flows/delivery-entered.server.ts";
import { deliveryReceived } from "#app/flows/delivery-received.server.ts";
import { productDiscontinued } from "#app/flows/product-discontinued.server.ts";
import { addDays } from "#app/domain/days.ts";
import { productLeadTime, tail } from "#test/acts.ts";
import { changeQuantities, levelAt } from "#test/shopify-stand-in/shop/quantities.ts";
import type { TestWorld } from "#test/world.ts";
import { lastReceiptUndone, saidByMerchant } from "./merchant-acts.ts";
import type { OpenPart, ShopifyActs, ShopThing } from "./shopify-acts.ts";
import type { StoryRow } from "./table.ts";
import type { Act, Given, Place, Thing } from "./vocabulary.ts";
import { readLine } from "./what-is.ts";

/** A row that happens in a shop: its names, and what they are called there. */
export type RowInShop = {
  row: StoryRow;
  shop: string;
  things: Map<Thing, ShopThing>;
  /** Numeric ids, as the app keeps them. */
  orders: Map<string, { id: string; lines: string[] }>;
  deliveries: Map<string, { id: string; thing: Thing; place: Place }>;
};

type Where = { world: TestWorld; acts: ShopifyActs; firstDay: string; firstMoment: Date };

export async function openRow(
  { acts }: Pick<Where, "acts">,
  row: StoryRow,
  shop: string,
): Promise<RowInShop> {
  const things = new Map<Thing, ShopThing>();
  const given = Map.groupBy(row.given, (g: Given) => g.thing ?? "lamp");
  for (const [thing, levels] of given) {
    const made = await acts.stock(`${row.id} ${thing}`, levels);
    things.set(thing, made);
    for (const { at = "Berlin", damaged, safetyStock } of levels) {
      if (damaged) await acts.damage(made.itemId, await acts.place(at), damaged);
      if (safetyStock) await acts.damage(made.itemId, await acts.place(at), safetyStock, "safety_stock");
    }
  }
  return { row, shop, things, orders: new Map(), deliveries: new Map() };
}

/** What the merchant had told the app before the story begins. */
export async function tellApp({ world }: Where, { row, shop, things }: RowInShop): Promise<void> {
  for (const { thing = "lamp", leadTimeDays: days } of row.given) {
    const productId = tail(things.get(thing)!.productId);
    if (days !== undefined) await productLeadTime(world.app, shop, productId, days);
  }
}

let placed = 0;

/** One thing happens, as it does at Shopify or in the app's own pages. */
export async function happens(where: Where, one: RowInShop, act: Act): Promise<void> {
  const { world, acts, firstDay, firstMoment } = where;
  const { shop, things, orders, deliveries } = one;
  const thingOf = (name: Thing = "lamp") => things.get(name)!;
  const order = (name: string) => `gid://shopify/Order/${orders.get(name)!.id}`;
  const day = (n: number | null) => (n === null ? null : addDays(firstDay, n));
  const inputs = (lines: { thing: Thing; quantity: number }[]) =>
    lines.map(({ thing, quantity }) => ({ variantId: thingOf(thing).variantId, quantity }));
  const remember = async (name: string, id: string) => {
    const lines = (await acts.linesOf(id)).map(tail);
    orders.set(name, { id: tail(id), lines });
  };
  const partsOf = async (name: string): Promise<OpenPart[]> => {
    const { order: orderName, index, at } = readLine(name);
    const place = at === null ? null : await acts.place(at);
    const line = orders.get(orderName)!.lines[index]!;
    return (await acts.partsOf(order(orderName))).filter(
      (p) => tail(p.lineId) === line && (place === null || p.locationId === place),
    );
  };
  const fulfillmentOrders = async (name: string) => [
    ...new Set((await acts.partsOf(order(name))).map((p) => p.fulfillmentOrderId)),
  ];
  const refusedOrNot = async (refused: true | undefined, doing: Promise<unknown>) => {
    const problem = await doing.then(
      () => null,
      (error: Error) => error,
    );
    if (refused && !problem) throw new Error("Shopify did not refuse it.");
    if (!refused && problem) throw problem;
  };

  switch (act.act) {
    case "order": {
      const seconds = act.placed ?? ++placed;
      const processedAt = new Date(firstMoment.getTime() - 3_600_000 + seconds * 1000).toISOString();
      const till =
        act.channel === "pos" ? await acts.place(act.at ?? one.row.given[0]!.at ?? "Berlin") : undefined;
      const unpaid = act.unpaid;
      const id =
        act.channel === "draft"
          ? await acts.complete(await acts.draft(inputs(act.lines)))
          : await acts.order(inputs(act.lines), {
              processedAt,
              ...(unpaid && { unpaid }),
              ...(till && { till }),
            });
      await remember(act.order, id);
      if (act.at === undefined) return;
      const place = await acts.place(act.at);
      for (const part of await acts.partsOf(id))
        if (part.locationId !== place) await acts.move(part, part.remaining, place);
      return;
    }
    case "draft":
      await acts.draft(inputs(act.lines));
      return;
    case "edit": {
      const { order: name, index } = readLine(act.line);
      const change = { index, quantity: act.quantity };
      return refusedOrNot(act.refused, acts.edit(order(name), change));
    }
    case "add": {
      const { variantId } = thingOf(act.thing);
      await acts.edit(order(act.order), { variantId, quantity: act.quantity });
      return remember(act.order, order(act.order));
    }
    case "cancel":
      await acts.cancel(order(act.order));
      return;
    case "delete order":
      await acts.deleteOrder(order(act.order));
      return;
    case "refund": {
      const { order: name, index } = readLine(act.line);
      const lineItemId = `gid://shopify/LineItem/${orders.get(name)!.lines[index]!}`;
      const locationId = await acts.place("Berlin");
      const line = { lineItemId, quantity: act.quantity, restockType: act.how, locationId };
      return refusedOrNot(act.refused, acts.refund(order(name), line));
    }
    case "ship":
      await acts.ship((await partsOf(act.line))[0]!, act.quantity);
      return;
    case "unship":
      return acts.unship(order(act.order));
    case "count":
      await acts.count(thingOf(act.thing).itemId, await acts.place(act.at ?? "Berlin"), act.onHand);
      return;
    case "damage":
      await acts.damage(thingOf(act.thing).itemId, await acts.place(act.at ?? "Berlin"), act.units);
      return;
    case "commit elsewhere": {
      // No mutation does this: Shopify commits for orders that this app can't read.
      const state = world.shopify.shops.get(shop)!;
      const [item, place] = [tail(thingOf(act.thing).itemId), tail(await acts.place(act.at ?? "Berlin"))];
      changeQuantities(state, levelAt(state, item, place)!, { committed: act.units, available: -act.units });
      return;
    }
    case "move":
      await acts.move((await partsOf(act.line))[0]!, act.quantity, await acts.place(act.to));
      return;
    case "split":
      await acts.split((await partsOf(act.line))[0]!, act.quantity);
      return;
    case "merge":
      await acts.merge(await fulfillmentOrders(act.order));
      return;
    case "hold":
      for (const id of await fulfillmentOrders(act.order)) await acts.hold(id);
      return;
    case "release":
      for (const id of await fulfillmentOrders(act.order)) await acts.release(id);
      return;
    case "policy":
      await acts.changeVariant(thingOf(act.thing), { inventoryPolicy: act.policy });
      return;
    case "track":
      await acts.changeVariant(thingOf(act.thing), { inventoryItem: { tracked: true } });
      return;
    case "rename SKU":
      await acts.changeVariant(thingOf(act.thing), { inventoryItem: { sku: `${one.row.id}-new` } });
      return;
    case "delete product":
      await acts.deleteProduct(thingOf(act.thing).productId);
      return;
    case "archive product":
      await acts.archive(thingOf(act.thing).productId);
      return;
    case "discontinue":
      return productDiscontinued(world.app, shop, tail(thingOf(act.thing).productId), true);
    case "close":
      throw new Error("Shopify closes no location that has open orders.");
    case "delivery": {
      const { thing = "lamp", at: place = "Berlin", quantity, delivery: reference, draft } = act;
      const { deliveryId: id } = await deliveryEntered(world.app, shop, {
        itemId: tail(thingOf(thing).itemId),
        locationId: tail(await acts.place(place)),
        quantity,
        expectedOn: day(act.day),
        reference,
        confirmed: !draft,
      });
      deliveries.set(reference, { id, thing, place });
      return;
    }
    case "change delivery": {
      const { id, thing } = deliveries.get(act.delivery)!;
      const to = { expectedOn: day(act.day), itemId: tail(thingOf(thing).itemId), quantity: act.quantity };
      await deliveryChanged(world.app, shop, id, to);
      return;
    }
    case "cancel delivery":
      await deliveryCancelled(world.app, shop, deliveries.get(act.delivery)!.id);
      return;
    case "receive": {
      const { id, thing, place } = deliveries.get(act.delivery)!;
      const { itemId } = thingOf(thing);
      await acts.arrive(itemId, await acts.place(place), act.quantity);
      await deliveryReceived(world.app, shop, id, { itemId: tail(itemId), quantity: act.quantity });
      return;
    }
    case "take receipt back": {
      const { id, thing, place } = deliveries.get(act.delivery)!;
      await acts.arrive(thingOf(thing).itemId, await acts.place(place), -act.quantity);
      return lastReceiptUndone(world, one, id);
    }
    case "reserve":
    case "serve first":
    case "needed by":
      return saidByMerchant(world, one, act, day);
    case "look again": {
      const items = [...things.values()].map((t) => tail(t.itemId));
      const nudges = [...orders.values()].map(({ id }) => ({
        queue: "read" as const,
        shop,
        what: "order" as const,
        id,
      }));
      await world.app.db.item.updateMany({
        where: { shop, itemId: { in: items } },
        data: { recount: true },
      });
      await world.app.nudge([
        ...nudges,
        ...items.map((id) => ({ queue: "read" as const, shop, what: "item" as const, id })),
      ]);
    }
  }
}
