import { nudge, type App } from "./app.ts";
import { ruledCollectionsRead } from "./date-rules.ts";
import { keepItem, keepOrder } from "./keep.ts";
import { lookAtItem, lookAtOrder, type SeenLine } from "./shopify-reads.ts";

/**
 * The nightly check, and the first import: everything is asked for now and kept when what is returned is called.
 * Mirrors app/flows/reconcile-nightly.server.ts.
 */
export function readEverything(app: App): () => void {
  const { memory, shop } = app;
  const truth = app.stage.shop;
  const [forLevels, forOrders] = [++memory.lastRead, ++memory.lastRead];
  nudge(app, [{ queue: "read", shop, what: "locations", id: "all" }]);
  const items = Object.keys(truth.items).flatMap((id) => lookAtItem(truth, id) ?? []);
  // The export holds open fulfillment orders only.
  const orders = Object.keys(truth.orders)
    .flatMap((id) => lookAtOrder(truth, id) ?? [])
    .map((order) => ({ ...order, lines: order.lines.filter(isOpen) }))
    .filter((order) => order.lines.length > 0);

  return () => {
    const missingItems = new Set(
      [
        ...[...memory.items.values()].filter((i) => i.levels.length > 0),
        ...[...memory.variants.values()].filter((v) => !v.gone),
      ].map((i) => i.itemId),
    );
    for (const item of items) {
      missingItems.delete(item.itemId);
      if (keepItem(memory, item, forLevels)) nudge(app, [{ queue: "recount", shop, itemId: item.itemId }]);
    }
    nudge(
      app,
      [...missingItems].map((id) => ({ queue: "read", shop, what: "item", id })),
    );

    const known = [...memory.orders.values()];
    const missingOrders = new Set(known.filter((o) => o.lines.some(isOpen)).map((o) => o.orderId));
    for (const order of orders) {
      missingOrders.delete(order.orderId);
      const old = memory.orders.get(order.orderId);
      if (!old) {
        const { items } = keepOrder(memory, order, forOrders);
        nudge(
          app,
          items.map((itemId) => ({ queue: "recount", shop, itemId })),
        );
      } else if (!sameOpenLines(old.lines.filter(isOpen), order.lines)) {
        nudge(app, [{ queue: "read", shop, what: "order", id: order.orderId }]);
      }
    }
    nudge(
      app,
      [...missingOrders].map((id) => ({ queue: "read", shop, what: "order", id })),
    );
    ruledCollectionsRead(app);
    if (memory.tiers.list.length > 0) nudge(app, [{ queue: "read", shop, what: "tiers", id: "all" }]);
  };
}

const isOpen = (l: SeenLine) => l.remaining > 0 && !["CLOSED", "CANCELLED", "DELETED"].includes(l.status);

function sameOpenLines(known: SeenLine[], seen: SeenLine[]): boolean {
  const same = (a: SeenLine, b: SeenLine) =>
    a.id === b.id && a.remaining === b.remaining && a.status === b.status && a.locationId === b.locationId;
  return known.length === seen.length && seen.every((s) => known.some((k) => same(k, s)));
}
