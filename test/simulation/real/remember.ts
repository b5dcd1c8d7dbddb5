import { brakedOfProduct } from "#app/database/braked-variants.server.ts";
import { toCover } from "#app/database/book.server.ts";
import { shopCalendar } from "#app/database/calendar.server.ts";
import { toRule, type RuleRow } from "#app/database/date-rules.server.ts";
import { dayOf } from "#app/database/day-columns.ts";
import type { Database } from "#app/database/client.server.ts";
import { holdRules, holdsOfOrders } from "#app/database/holds.server.ts";
import { promisePolicy } from "#app/database/settings.server.ts";
import type { Because } from "#app/domain/because.ts";
import type { EffectKind } from "#app/domain/effects.ts";
import type { Availability, Book, Day, Id, OwedLine } from "#app/domain/facts.ts";
import type { PromiseChange, Watch } from "#app/domain/promise.ts";
import type { Tier } from "#app/domain/tiers.ts";
import type { PublishedAvailability, PublishedBackorders } from "#app/domain/published.ts";
import { availabilityKey, backordersKey } from "#app/shopify/metafields.server.ts";
import type { ShopState } from "#test/shopify-stand-in/shop/state.ts";
import { attemptsBeforeGivenUp } from "#app/database/effects.server.ts";
import type { Ledger, Memory } from "../memory.ts";
import type { Written } from "../perform.ts";
import { arrivalsKnown, readersKnown } from "./remember-readers.ts";

const day = (column: Date | null): Day | null => column && dayOf(column);

/** What the database holds of a shop, as the simulation in memory would hold it. */
export async function remember(db: Database, shop: string): Promise<Memory> {
  const where = { shop };
  const settings = await db.shop.findUniqueOrThrow({ where });
  const orders = await db.salesOrder.findMany({ where });
  const orderIds = orders.map((o) => o.orderId);
  const products = await db.product.findMany({ where });
  const parts = Map.groupBy(
    await db.fulfillmentLine.findMany({ where, orderBy: { fulfillmentLineId: "asc" } }),
    (l) => l.orderId,
  );
  const levels = Map.groupBy(
    await db.stockLevel.findMany({ where, orderBy: { locationId: "asc" } }),
    (l) => l.itemId,
  );
  const variants = await db.variant.findMany({ where, orderBy: { variantId: "asc" } });
  const deliveries = await db.delivery.findMany({ where });
  const lines = await db.deliveryLine.findMany({ where });
  return {
    orders: new Map(
      orders.map((o) => [
        o.orderId,
        {
          orderId: o.orderId,
          placedAt: o.placedAt.toISOString(),
          updatedAt: o.updatedAt.toISOString(),
          cancelledAt: o.cancelledAt?.toISOString() ?? null,
          partsUpdatedAt: o.partsUpdatedAt?.toISOString() ?? null,
          read: Number(o.readSeq),
          paid: o.paid,
          lines: (parts.get(o.orderId) ?? []).map((l) => ({
            id: l.fulfillmentLineId,
            fulfillmentOrderId: l.fulfillmentOrderId,
            lineId: l.lineId,
            itemId: l.itemId,
            locationId: l.locationId ?? "",
            remaining: l.remaining,
            status: l.status,
          })),
        },
      ]),
    ),
    items: new Map(
      (await db.item.findMany({ where })).map(({ itemId, tracked, readSeq }) => [
        itemId,
        {
          itemId,
          tracked,
          read: Number(readSeq),
          variants: [],
          levels: (levels.get(itemId) ?? []).map(
            ({ locationId, onHand, unavailable, available, committed, active }) => ({
              locationId,
              onHand,
              unavailable,
              available,
              committed,
              active,
            }),
          ),
        },
      ]),
    ),
    variants: new Map(
      variants.map(({ variantId, productId, itemId, policy, gone }) => [
        variantId,
        { variantId, productId, itemId, policy: policy === "CONTINUE" ? "CONTINUE" : "DENY", gone },
      ]),
    ),
    goneProducts: new Set(products.flatMap((p) => (p.status === "DELETED" ? p.productId : []))),
    locations: new Map((await db.location.findMany({ where })).map((l) => [l.locationId, l.active])),
    calendar: (await shopCalendar(db, shop))!,
    leadTimeDays: settings.leadTimeDays,
    productLeadTimes: new Map(
      products.flatMap(({ productId, leadTimeDays: own }) =>
        own === null ? [] : [[productId, own] as const],
      ),
    ),
    discontinued: new Set(products.flatMap((p) => (p.discontinued ? p.productId : []))),
    deliveries: new Map(
      deliveries.flatMap(({ deliveryId, reference, locationId, expectedOn, status, confirmed }) => {
        const line = lines.find((l) => l.deliveryId === deliveryId);
        if (!line) return [];
        const { itemId, quantity, received } = line;
        const state = status as "coming";
        const about = { deliveryId, reference, locationId, expectedOn: day(expectedOn), status: state };
        return [[deliveryId, { ...about, itemId, quantity, received, confirmed }] as const];
      }),
    ),
    ranks: new Map(orders.map((o) => [o.orderId, { priority: o.priority, requiredOn: day(o.requiredOn) }])),
    ranking: { by: settings.rankBy === "required" ? "required" : "placed", paidFirst: settings.paidFirst },
    tiers: tiersKnown(settings),
    matches: new Map(
      orders.map((o) => [o.orderId, { keys: o.tierMatches, tier: o.tier, version: o.tiersVersion }]),
    ),
    ...(await readersKnown(db, shop)),
    ...(await arrivalsKnown(db, shop)),
    dateRules: (await db.dateRule.findMany({ where })).map((row) => toRule(row as unknown as RuleRow)),
    dateChanges: [],
    collections: new Map(
      [...Map.groupBy(await db.collectionProduct.findMany({ where }), (c) => c.collectionId)].map(
        ([id, products]) => [id, products.map((p) => p.productId)],
      ),
    ),
    pegs: (await db.peg.findMany({ where, orderBy: [{ deliveryId: "asc" }, { lineId: "asc" }] })).map(
      ({ itemId, deliveryId, lineId, kind, quantity }) => {
        return { itemId, deliveryId, lineId, quantity, kind: kind === "pin" ? "pin" : "peg" };
      },
    ),
    policy: await promisePolicy(db, shop),
    books: await booksOf(db, shop),
    tails: new Map(),
    counted: new Set(),
    changed: new Set(),
    drift: Map.groupBy(
      (await db.drift.findMany({ where })).map((d) => ({ ...d, since: d.since.getTime() })),
      (d) => d.itemId,
    ),
    ledgers: await ledgersOf(db, shop),
    effects: new Map(
      (await db.effect.findMany({ where })).map((e) => [
        `${e.kind}/${e.target}`,
        {
          kind: e.kind as EffectKind,
          target: e.target,
          version: e.version,
          done: e.attempts < attemptsBeforeGivenUp ? e.doneVersion : e.version,
          written: e.written,
        },
      ]),
    ),
    holdRules: await holdRules(db, shop),
    holds: new Map(
      [...(await holdsOfOrders(db, shop, orderIds))].flatMap(([id, { known }]) =>
        known.length > 0 ? [[id, known] as const] : [],
      ),
    ),
    // What a rule says is asked of the app.
    brakes: new Map(),
    braked: new Map(
      (await brakedVariants(db, shop)).map((row) => [
        row.variantId,
        { ...row, rule: `${row.level}/${row.target}`, heard: 0 },
      ]),
    ),
    cycles: { day: "", backorders: 0, nightly: 0 },
    lastRead: 0,
    lastReceipt: 0,
  };
}

function tiersKnown(row: { tiers: unknown; tiersWere: unknown; tiersVersion: number }): Memory["tiers"] {
  return { list: row.tiers as Tier[], were: row.tiersWere as Tier[] | null, version: row.tiersVersion };
}

async function brakedVariants(db: Database, shop: string) {
  const rows = await db.brakedVariant.findMany({ where: { shop }, distinct: ["productId"] });
  return (await Promise.all(rows.map((r) => brakedOfProduct(db, shop, r.productId)))).flat();
}

/** The whole book, page by page, in the order in which a plan makes it: place by place, first to last. */
async function booksOf(db: Database, shop: string): Promise<Map<Id, Book>> {
  const where = { shop };
  const covers = Map.groupBy(
    await db.cover.findMany({ where, orderBy: { position: "asc" } }),
    (c) => c.fulfillmentLineId,
  );
  const owed = await db.owedLine.findMany({
    where,
    // What lists look up for a line is no part of its page.
    omit: { paidBy: true, paidOn: true, value: true, placedAt: true, channel: true },
    orderBy: [{ locationId: "asc" }, { unitsBefore: "asc" }],
  });
  const availability = await db.availability.findMany({ where, orderBy: { variantId: "asc" } });
  const items = await db.item.findMany({ where, orderBy: { itemId: "asc" } });
  return new Map(
    items.map(({ itemId }) => [
      itemId,
      {
        owed: owed
          .filter((row) => row.itemId === itemId)
          .map(({ shop: _, itemId: __, fulfillmentLineId: id, since, ...row }): OwedLine => {
            return { id, ...row, since: since.toISOString(), covers: (covers.get(id) ?? []).map(toCover) };
          }),
        availability: availability
          .filter((row) => row.itemId === itemId)
          .map(({ shop: _, itemId: __, shipsBy, ...row }) => {
            return { ...row, shipsBy: day(shipsBy) } as Availability;
          }),
      },
    ]),
  );
}

const byHand = (because: Because) => (because.kind === "promise_set" ? { expected: because.expected } : null);

async function ledgersOf(db: Database, shop: string): Promise<Map<Id, Ledger>> {
  const where = { shop };
  const ledgers = new Map<Id, Ledger>();
  const of = (orderId: Id): Ledger => {
    const known = ledgers.get(orderId) ?? { entries: [], watches: new Map(), closed: new Map() };
    ledgers.set(orderId, known);
    return known;
  };
  const entries = await db.promiseEntry.findMany({ where, orderBy: [{ at: "asc" }, { version: "asc" }] });
  for (const { orderId, lineId, version, promisedOn, change, at, because } of entries)
    of(orderId).entries.push({
      lineId,
      version,
      promisedOn: day(promisedOn),
      change: change as PromiseChange,
      at: at.toISOString(),
      byHand: byHand(because as Because),
    });
  for (const { orderId, lineId, direction, since } of await db.promiseWatch.findMany({ where }))
    of(orderId).watches.set(lineId, {
      direction: direction as Watch["direction"],
      since: since.toISOString(),
    });
  for (const { orderId, lineId, firstPromisedOn, shippedOn, kept } of await db.promiseOutcome.findMany({
    where,
  }))
    of(orderId).closed.set(lineId, { first: day(firstPromisedOn), shippedOn: dayOf(shippedOn), kept });
  return ledgers;
}

/** What Shopify holds of ours. */
export function heldByShopify(state: ShopState): Written {
  const values = <T>(key: string) =>
    new Map(
      Object.values(state.metafields).flatMap((m) =>
        m.key === key ? [[m.ownerId, JSON.parse(m.value) as T] as const] : [],
      ),
    );
  return {
    availability: values<PublishedAvailability>(availabilityKey),
    backorders: values<PublishedBackorders>(backordersKey),
    tags: new Map(Object.values(state.orders).map((o) => [o.id, { present: o.tags.includes("Backorder") }])),
    count: 0,
  };
}
