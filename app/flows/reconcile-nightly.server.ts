import { cycleOf, noteCycle } from "../database/cycles.server.ts";
import { keepOrder, openLinesOf, ordersWithOpenLines } from "../database/order-facts.server.ts";
import { drawReadNumber } from "../database/read-number.server.ts";
import { currencyOf, isImported, noteImported } from "../database/shops.server.ts";
import { keepShown } from "../database/shown.server.ts";
import { knownItems, keepItem } from "../database/stock-facts.server.ts";
import { tiersOf } from "../database/tiers.server.ts";
import type { Job } from "../queues.ts";
import {
  bulkState,
  itemsOfBulk,
  openOrdersOfBulk,
  startBulk,
  type BulkKind,
} from "../shopify/bulk.server.ts";
import { ShopifyUnavailable } from "../shopify/errors.ts";
import type { ReadOrder } from "../shopify/orders.server.ts";
import type { World } from "../world.ts";
import { ruledCollectionsRead } from "./collection-read.server.ts";

/** A cycle that goes on in a later job. */
export class NotFinished extends Error {
  override name = "NotFinished";
}

type Run = { id: string; readNumber: string; finished?: boolean };
type Detail = { [K in BulkKind]?: Run } & { found?: number; looked?: number };

/**
 * Once a night, and first of all when a shop joins: every item and every open order by bulk query. Levels first,
 * so that orders find their stock. Each step is noted, so that another process can go on with it; throws
 * NotFinished while Shopify still collects.
 */
export async function readEverything(world: World, shop: string): Promise<void> {
  const admin = world.admin(shop);
  const cycle = await cycleOf(world.db, shop, "nightly");
  const asked = cycle.startedAt !== null && (cycle.finishedAt === null || cycle.finishedAt < cycle.startedAt);
  // bulk_operations/finish is told of operations that were read already, and of those of other runs.
  if (!asked) return;
  const first = !(await isImported(world.db, shop));
  const detail = (cycle.detail ?? {}) as Detail;
  const note = () => noteCycle(world.db, shop, "nightly", { detail, looked: detail.looked ?? 0 });

  // A result that failed, broke off or has expired stays so: the next try has it collected anew.
  const collectAgain = async (kind: BulkKind, because: ShopifyUnavailable) => {
    delete detail[kind];
    if (kind === "orders") delete detail.details;
    await noteCycle(world.db, shop, "nightly", { detail, problem: because.message });
    return because;
  };

  for (const kind of ["levels", "details", "orders"] as const) {
    if (detail[kind]) continue;
    const readNumber = String(await drawReadNumber(world.db));
    if (kind === "levels")
      await world.nudge([
        { queue: "read", shop, what: "locations", id: "all" },
        { queue: "read", shop, what: "shop", id: "it" },
        { queue: "read", shop, what: "transfers", id: "all", foundBy: "nightly" },
      ]);
    detail[kind] = { id: await startBulk(admin, kind), readNumber };
    await note();
  }
  const resultOf = async (kind: BulkKind) => {
    const state = await bulkState(admin, detail[kind]!.id);
    if (state.state === "running") throw new NotFinished(`Shopify collects ${kind}: ${state.objects} so far`);
    if (state.state === "failed") throw await collectAgain(kind, new ShopifyUnavailable(state.problem, 30));
    return state.url;
  };
  for (const kind of ["levels", "orders"] as const) {
    const run = detail[kind]!;
    if (run.finished) continue;
    const urls = { url: await resultOf(kind), details: await resultOf("details") };
    const { looked, found } = await apply[kind](world, shop, urls, BigInt(run.readNumber)).catch(
      async (error: unknown) => {
        throw error instanceof ShopifyUnavailable ? await collectAgain(kind, error) : error;
      },
    );
    detail.looked = (detail.looked ?? 0) + looked;
    detail.found = (detail.found ?? 0) + found;
    run.finished = true;
    await note();
  }
  await ruledCollectionsRead(world, shop);
  await world.db.$transaction(async (tx) => {
    const at = world.now();
    // The shop before its cycle, as when it joins.
    if (first) await noteImported(tx, shop, at);
    await noteCycle(tx, shop, "nightly", {
      detail: {},
      looked: detail.looked ?? 0,
      // What a first import finds was never to be told by a webhook.
      surprises: first ? 0 : (detail.found ?? 0),
      finishedAt: at,
      problem: null,
    });
    // An export says nothing of tags: orders that it brought have no group yet.
    if ((await tiersOf(tx, shop)).tiers.length > 0)
      await world.nudge([{ queue: "read", shop, what: "tiers", id: "all" }], tx);
  });
}

type Applied = { looked: number; found: number };

type Urls = { url: string | null; details: string | null };
type Apply = (world: World, shop: string, urls: Urls, readNumber: bigint) => Promise<Applied>;

const apply: Record<"levels" | "orders", Apply> = {
  async levels(world, shop, { url }, readNumber) {
    const missing = await knownItems(world.db, shop);
    let looked = 0;
    let found = 0;
    for await (const item of itemsOfBulk(url)) {
      looked++;
      missing.delete(item.itemId);
      await world.db.$transaction(async (tx) => {
        if (!(await keepItem(tx, shop, item, readNumber))) return;
        found++;
        await world.nudge([{ queue: "recount", shop, itemId: item.itemId }], tx);
      });
    }
    await world.nudge([...missing].map((id) => ({ queue: "read", shop, what: "item", id })));
    return { looked, found };
  },

  async orders(world, shop, { url, details }, readNumber) {
    const orders = await openOrdersOfBulk(url, details, await currencyOf(world.db, shop));
    const missing = await ordersWithOpenLines(world.db, shop);
    let found = 0;
    for (const order of orders) {
      missing.delete(order.orderId);
      await world.db.$transaction(async (tx) => {
        const known = await openLinesOf(tx, shop, order.orderId);
        if (known && sameOpenLines(known, order.fulfillmentLines)) return;
        found++;
        // The export holds open fulfillment orders only: a known order is read whole.
        const jobs: Job[] = known
          ? [{ queue: "read", shop, what: "order", id: order.orderId }]
          : (await keepOrder(tx, shop, order, readNumber)).items.map((itemId) => ({
              queue: "recount",
              shop,
              itemId,
            }));
        if (!known && order.shown)
          await keepShown(tx, shop, [
            { orderId: order.orderId, at: new Date(order.updatedAt), shown: order.shown },
          ]);
        await world.nudge(jobs, tx);
      });
    }
    await world.nudge([...missing].map((id) => ({ queue: "read", shop, what: "order", id })));
    return { looked: orders.length, found: found + missing.size };
  },
};

function sameOpenLines(
  known: { fulfillmentLineId: string; remaining: number; status: string; locationId: string | null }[],
  read: ReadOrder["fulfillmentLines"],
): boolean {
  const open = read.filter((l) => l.remaining > 0);
  return (
    known.length === open.length &&
    open.every((l) =>
      known.some(
        (k) =>
          k.fulfillmentLineId === l.fulfillmentLineId &&
          k.remaining === l.remaining &&
          k.status === l.status &&
          k.locationId === l.locationId,
      ),
    )
  );
}
