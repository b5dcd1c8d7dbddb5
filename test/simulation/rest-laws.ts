import { isDeepStrictEqual } from "node:util";
import { dayIn } from "#app/domain/days.ts";
import type { DemandLine, Facts, Id } from "#app/domain/facts.ts";
import { plan } from "#app/domain/plan.ts";
import { variantAvailability } from "#test/shopify-stand-in/shop/availability.ts";
import { everythingInTheBook, type App } from "./app.ts";
import type { Stage } from "./stage.ts";
import { firstOf, show, sum, type Law } from "./laws.ts";
import { demandOf, gatherFacts } from "./memory.ts";
import { isOff } from "./order-laws.ts";
import { wantedNow } from "./perform.ts";
import { owedNow } from "./promises-reviewed.ts";
import { lookAtItem, lookAtOrder } from "./shopify-reads.ts";

/** What the app knows, what Shopify holds of ours, and the truth. */
export type Known = Pick<App, "memory" | "written"> & {
  stage: Pick<Stage, "shop" | "now" | "words" | "letGo">;
};

const today = ({ memory, stage }: Known) => dayIn(memory.calendar.timeZone, stage.now());

/** What holds whenever nothing is under way, whatever the app was told. */
export const restLaws: Law<Known>[] = [
  {
    name: "nothing is forgotten",
    says: "every page of the book is what its facts give now",
    broken: ({ memory, stage }) =>
      firstOf(memory.items.keys(), (itemId) => {
        const facts = gatherFacts(memory, itemId)!;
        const { book } = plan(facts, stage.now());
        const was = isDeepStrictEqual(facts.book.owed, book.owed);
        const seen = (a: Facts["book"]["availability"]) =>
          show(a.map(({ variantId, state, shipsBy }) => [variantId, state, shipsBy]));
        return was && seen(facts.book.availability) === seen(book.availability)
          ? null
          : `item ${itemId}: ${show(facts.book)} instead of ${show(book)}`;
      }),
  },
  {
    name: "what is written is what the book says",
    says: "metafields and tags at Shopify hold the newest truth, with the dates of today",
    broken: (app) =>
      firstOf(app.memory.effects.values(), ({ kind, target, version, done, written }) => {
        // Nothing can be written to what is gone, nor has to be.
        const { orders, products } = app.stage.shop;
        if (!orders[target] && !products[target]) return null;
        const wanted = wantedNow(app.memory, kind, target, app.stage.now());
        if (done < version) return `${kind} of ${target} waits`;
        return wanted === null || written === null || isDeepStrictEqual(written, wanted)
          ? null
          : `${kind}: ${show(written)} instead of ${show(wanted)}`;
      }),
  },
  {
    name: "no past date is published",
    says: "neither a product page nor an order names a ship day that has passed",
    broken: (app) => {
      const days = [
        ...[...app.written.availability].flatMap(([id, { variants }]) =>
          app.memory.goneProducts.has(id)
            ? []
            : Object.values(variants).flatMap((v) =>
                "ships_by" in v ? v.ships_by : "expected" in v ? v.expected : [],
              ),
        ),
        ...[...app.written.backorders].flatMap(([id, { lines }]) =>
          app.memory.orders.get(id)?.lines.some((l) => l.status === "DELETED")
            ? []
            : lines.flatMap((l) => l.ships_by ?? []),
        ),
      ];
      const past = days.filter((day) => day < today(app));
      return past.length === 0 ? null : past.join();
    },
  },
  {
    name: "every order that is owed something says so",
    says: "an order has the tag and the metafield exactly while something of it is owed",
    broken: (app) => {
      const owing = new Set(everythingInTheBook(app).orders);
      return firstOf(app.memory.orders.keys(), (orderId) => {
        if (app.memory.orders.get(orderId)!.lines.some((l) => l.status === "DELETED")) return null;
        const present = app.written.tags.get(orderId)?.present ?? false;
        const owed = app.written.backorders.get(orderId)?.owed ?? 0;
        const wanted = sum(owedNow(app.memory, orderId, app.stage.now()).map((l) => l.owed));
        return present === owing.has(orderId) && owed === wanted
          ? null
          : `order ${orderId}: ${present}, ${owed} of ${wanted}`;
      });
    },
  },
  {
    name: "no promise is left behind",
    says: "every line with a date has a promise, and a promise that is off is watched",
    broken: (app) =>
      firstOf(everythingInTheBook(app).orders, (orderId) => {
        const ledger = app.memory.ledgers.get(orderId);
        const lines = Map.groupBy(owedNow(app.memory, orderId, app.stage.now()), (l) => l.lineId);
        return firstOf(lines, ([lineId, parts]) => {
          if (ledger?.closed.has(lineId)) return null;
          const expected = parts.some((l) => l.shipsBy === null)
            ? null
            : parts
                .map((l) => l.shipsBy!)
                .sort()
                .at(-1)!;
          const last = ledger?.entries.findLast((e) => e.lineId === lineId);
          if (!last) return expected === null ? null : `line ${lineId} has no promise`;
          const isWatched = ledger!.watches.has(lineId);
          if (last.byHand) return null;
          const off = isOff(expected, last.promisedOn, today(app), app.memory.policy);
          return !off || isWatched
            ? null
            : `line ${lineId}: promised ${last.promisedOn}, expected ${expected}`;
        });
      }),
  },
];

/** What holds at rest when nothing was lost, or everything was read since. */
export const truthLaws: Law<Known>[] = [
  {
    name: "facts are the truth",
    says: "whatever became of the webhooks, the app knows what Shopify says",
    broken: (app) =>
      firstOf(Object.keys(app.stage.shop.items), (itemId) => {
        const known = gatherFacts(app.memory, itemId);
        const truth = truthOf(app, itemId);
        const facts = known && {
          tracked: known.tracked,
          stock: byPlace(known.stock).map(({ kept: _, keptForReaders: __, ...level }) => level),
          lines: byId([...app.memory.orders.values()].flatMap((order) => demandOf(order, itemId))).map(
            unranked,
          ),
          policies: known.variants.map((v) => v.policy),
        };
        return isDeepStrictEqual(facts, truth) ? null : `${show(facts)} instead of ${show(truth)}`;
      }),
  },
  {
    name: "what is owed is Shopify's shortage",
    says: "at every place, what is owed is what Shopify is short of, or the difference is shown as drift",
    broken: ({ memory, stage }) =>
      firstOf(
        Object.values(stage.shop.levels),
        ({ inventoryItemId: itemId, locationId, isActive, quantities: q }) => {
          if (!isActive || !stage.shop.items[itemId]?.tracked) return null;
          const owed = sum(
            (memory.books.get(itemId)?.owed ?? []).flatMap((o) =>
              o.locationId === locationId ? o.owed : [],
            ),
          );
          const unavailable = q.reserved + q.damaged + q.quality_control + q.safety_stock;
          const shortage = Math.max(0, q.committed - Math.max(0, q.on_hand - unavailable));
          const isNoted =
            memory.drift.get(itemId)?.some((d) => d.locationId === locationId && d.settled) ?? false;
          const { units, readers } = memory.kept.get(itemId)?.get(locationId) ?? { units: 0, readers: 0 };
          return (owed >= shortage && owed <= shortage + units + readers) || isNoted
            ? null
            : `${owed} owed, Shopify is short of ${shortage}`;
        },
      ),
  },
  {
    name: "the product page agrees with the buy button",
    says: "out of stock where nobody can buy, in stock where units are free, backorder where both are so",
    broken: ({ written, stage }) =>
      firstOf(Object.values(stage.shop.variants), ({ id, productId }) => {
        const { available, inventoryQuantity, inventoryManagement } = variantAvailability(stage.shop, id);
        const isFree = inventoryManagement === null || inventoryQuantity > 0;
        const state = written.availability.get(productId)?.variants[id]?.state ?? "in_stock";
        const wanted = isFree ? ["in_stock"] : available ? ["backorder"] : ["out_of_stock", "discontinued"];
        return wanted.includes(state) ? null : `${state} instead of ${wanted.join(" or ")}`;
      }),
  },
];

function truthOf({ stage }: Known, itemId: Id) {
  const { shop } = stage;
  const item = lookAtItem(shop, itemId)!;
  const stock = byPlace(item.levels).map((s) => ({ ...s, active: shop.locations[s.locationId]!.isActive }));
  const orders = Object.keys(shop.orders).map((id) => lookAtOrder(shop, id)!);
  const lines = byId(orders.flatMap((order) => demandOf(order, itemId))).map(unranked);
  return { tracked: item.tracked, stock, lines, policies: item.variants.map((v) => v.policy) };
}

/** Whether an order is paid is not looked at here. */
const unranked = (line: DemandLine) => ({ ...line, paid: true });

const byPlace = <T extends { locationId: Id }>(list: T[]) =>
  [...list].sort((a, b) => (a.locationId < b.locationId ? -1 : 1));
const byId = <T extends { id: Id }>(list: T[]) => [...list].sort((a, b) => (a.id < b.id ? -1 : 1));
