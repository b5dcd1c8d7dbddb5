import { availabilityOfProducts, backordersOfOrders } from "#app/database/published.server.ts";
import { daysBetween } from "#app/domain/days.ts";
import type { AvailabilityBecause } from "#app/domain/facts.ts";
import { publishedAvailability, publishedBackorders } from "#app/domain/published.ts";
import { availabilityKey, backordersKey } from "#app/shopify/metafields.server.ts";
import { tail } from "#test/acts.ts";
import type { TestWorld } from "#test/world.ts";
import type { RowInShop } from "./in-shop.ts";
import { addUp } from "./on-paper.ts";
import { readLine, type Look } from "./what-is.ts";

/** Everything that the app says of a shop at one moment, read once for all rows. */
export type ShopBook = Awaited<ReturnType<typeof readShopBook>>;

export async function readShopBook(world: TestWorld, shop: string) {
  const { db } = world.app;
  const where = { shop };
  const orders = await db.salesOrder.findMany({ where });
  const orderIds = orders.map((o) => o.orderId);
  const productIds = (await db.product.findMany({ where })).map((p) => p.productId);
  return {
    orders,
    fulfillmentLines: await db.fulfillmentLine.findMany({ where, orderBy: { fulfillmentLineId: "asc" } }),
    owed: await db.owedLine.findMany({ where }),
    covers: await db.cover.findMany({ where }),
    availability: await db.availability.findMany({ where }),
    levels: await db.stockLevel.findMany({ where }),
    drifts: await db.drift.findMany({ where }),
    promises: await db.promiseEntry.findMany({ where, orderBy: { version: "asc" } }),
    why: await db.why.findMany({ where }),
    effects: await db.effect.findMany({ where }),
    locations: await db.location.findMany({ where }),
    debts: await backordersOfOrders(db, shop, orderIds, world.app.now()),
    products: await availabilityOfProducts(db, shop, productIds, world.app.now()),
    written: await readWritten(world, shop, orderIds, productIds),
  };
}

type Written = { tags?: string[]; metafield: { jsonValue: unknown } | null };

/** What stands at Shopify, by gid: of orders and of products. */
async function readWritten(
  world: TestWorld,
  shop: string,
  orderIds: string[],
  productIds: string[],
): Promise<Map<string, Written>> {
  const ids = [
    ...orderIds.map((id) => `gid://shopify/Order/${id}`),
    ...productIds.map((id) => `gid://shopify/Product/${id}`),
  ];
  const found = new Map<string, Written>();
  for (let from = 0; from < ids.length; from += 100) {
    const { nodes } = await world.staff<{ nodes: (Written | null)[] }>(
      `query ($ids: [ID!]!) { nodes(ids: $ids) {
        ... on Order { tags metafield(namespace: "$app", key: "${backordersKey}") { jsonValue } }
        ... on Product { metafield(namespace: "$app", key: "${availabilityKey}") { jsonValue } } } }`,
      { ids: ids.slice(from, from + 100) },
      shop,
    );
    nodes.forEach((node, i) => node && found.set(ids[from + i]!, node));
  }
  return found;
}

const open = ["OPEN", "SCHEDULED", "IN_PROGRESS", "ON_HOLD", "INCOMPLETE"];

/** What the book says of a row, in the table's words. */
export function lookAt(book: ShopBook, one: RowInShop, firstDay: string, before: string | null): Look {
  const days = (day: Date | string | null) =>
    day === null
      ? null
      : daysBetween(firstDay, typeof day === "string" ? day : day.toISOString().slice(0, 10));
  const lineId = (name: string) => {
    const { order, index } = readLine(name);
    return one.orders.get(order)!.lines[index]!;
  };
  const placeId = (name: string | null) =>
    name === null ? null : book.locations.find((l) => l.name === name)!.locationId;
  const ofLine = <Row extends { lineId: string; locationId: string | null }>(rows: Row[], name: string) => {
    const at = placeId(readLine(name).at);
    return rows.filter((r) => r.lineId === lineId(name) && (at === null || r.locationId === at));
  };
  const itemIds = [...one.things.values()].map((t) => tail(t.itemId));
  return {
    parts: (name) =>
      ofLine(book.fulfillmentLines, name)
        .filter((l) => l.remaining > 0 && open.includes(l.status))
        .filter((l) => book.orders.some((o) => o.orderId === l.orderId && o.cancelledAt === null))
        .map(({ fulfillmentLineId, remaining }) => {
          const owed = book.owed.find((o) => o.fulfillmentLineId === fulfillmentLineId)?.owed ?? 0;
          return { ready: remaining - owed, owed };
        }),
    covers: (name) =>
      addUp(
        ofLine(book.owed, name).flatMap((o) => [
          ...book.covers
            .filter((c) => c.fulfillmentLineId === o.fulfillmentLineId)
            .map((c): [string, number] => {
              const delivery = [...one.deliveries].find(([, d]) => d.id === c.deliveryId);
              return [delivery?.[0] ?? c.kind.replaceAll("_", " "), c.quantity];
            }),
          ["nothing", o.uncovered],
        ]),
      ),
    shipsBy(name) {
      const debt = book.debts.get(one.orders.get(readLine(name).order)!.id);
      const lines = debt?.lines.filter((l) => l.lineId === lineId(name)) ?? [];
      if (lines.some((l) => l.shipsBy === null)) return null;
      return days(
        lines
          .map((l) => l.shipsBy!)
          .sort()
          .at(-1) ?? null,
      );
    },
    promised(name) {
      const entries = book.promises.filter((p) => p.lineId === lineId(name));
      const last = entries.at(-1)?.because as { offerCancellation?: boolean } | undefined;
      return { days: entries.map((e) => days(e.promisedOn)), offered: last?.offerCancellation ?? false };
    },
    why(name) {
      const rows = book.why.filter((w) => w.lineId === lineId(name));
      return new Set(rows.map((w) => (w.because as { kind: string }).kind));
    },
    seen(thing) {
      const variantId = tail(one.things.get(thing)!.variantId);
      const { state, free, owed, coming, tentative, cap, shipsBy, because } = book.availability.find(
        (a) => a.variantId === variantId,
      )!;
      return {
        state: state as "backorder",
        free,
        owed,
        coming,
        tentative,
        cap,
        shipsBy: days(shipsBy),
        because: (because as AvailabilityBecause).kind,
      };
    },
    stock(place) {
      const itemId = tail(one.things.get("lamp")!.itemId);
      const level = book.levels.find((l) => l.itemId === itemId && l.locationId === placeId(place))!;
      return [level.onHand, level.committed];
    },
    differences: () =>
      Object.fromEntries(
        book.drifts
          .filter((d) => itemIds.includes(d.itemId))
          .map((d) => [
            book.locations.find((l) => l.locationId === d.locationId)!.name,
            [d.committed, d.outstanding],
          ]),
      ),
    isSilent: () => said(book, one) === before,
  };
}

/** Everything that was said and recorded of a row, to see whether there is more of it later. */
export function said(book: ShopBook, one: RowInShop): string {
  const orders = new Set([...one.orders.values()].map((o) => o.id));
  const products = new Set([...one.things.values()].map((t) => tail(t.productId)));
  const reasons = book.why.filter((w) => orders.has(w.orderId ?? "") || products.has(w.productId ?? ""));
  const effects = book.effects.filter((e) => orders.has(e.target) || products.has(e.target));
  const versions = effects.reduce((sum, e) => sum + e.version, 0);
  return `${reasons.length} reasons, ${versions} effects`;
}

/** Where Shopify has something else written than what the book says. */
export function unwritten(book: ShopBook, one: RowInShop, isTagged: boolean): string[] {
  const wrong: string[] = [];
  const compare = (what: string, is: unknown, should: unknown) => {
    if (JSON.stringify(is) !== JSON.stringify(should))
      wrong.push(`${what}: ${JSON.stringify(is)} instead of ${JSON.stringify(should)}`);
  };
  for (const [name, { id }] of one.orders) {
    const written = book.written.get(`gid://shopify/Order/${id}`);
    const debt = book.debts.get(id);
    if (!written || !debt) continue;
    const should = publishedBackorders(debt.lines);
    // An order that was never owed anything has nothing written to it.
    if (written.metafield !== null || should.owed > 0) compare(name, written.metafield?.jsonValue, should);
    compare(`the tag of ${name}`, written.tags!.includes("Backorder"), isTagged && should.owed > 0);
  }
  for (const [thing, { productId }] of one.things) {
    const written = book.written.get(productId);
    const product = book.products.get(tail(productId));
    if (!written || !product || product.gone) continue;
    const is = (written.metafield?.jsonValue as { variants?: object } | undefined)?.variants ?? {};
    compare(thing, is, publishedAvailability(product.variants).variants);
  }
  return wrong;
}
