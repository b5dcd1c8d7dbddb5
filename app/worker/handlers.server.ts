import { perform } from "../effects/perform.server.ts";
import { locationsChanged } from "../flows/location-changed.server.ts";
import { fulfillmentOrderChanged, orderChanged } from "../flows/order-changed.server.ts";
import { batchWorked } from "../flows/deliveries-batched.server.ts";
import { newsSpread } from "../flows/news-spread.server.ts";
import { noticesSent } from "../flows/notices-sent.server.ts";
import { productChanged } from "../flows/product-changed.server.ts";
import { promisesReviewed } from "../flows/promises-reviewed.server.ts";
import { readInbox } from "../flows/read-inbox.server.ts";
import { reconcile } from "../flows/reconcile.server.ts";
import { NotFinished } from "../flows/reconcile-nightly.server.ts";
import { recount } from "../flows/recount.server.ts";
import { shopChanged } from "../flows/shop-changed.server.ts";
import { shopLeft, shopRedacted } from "../flows/shop-left.server.ts";
import { transferChanged } from "../flows/transfer-changed.server.ts";
import { tiersCompared } from "../flows/tiers-compared.server.ts";
import { transfersChecked } from "../flows/transfers-checked.server.ts";
import { stockChanged, stockTold } from "../flows/stock-changed.server.ts";
import { importsTaken } from "../flows/sign-ups-imported.server.ts";
import { unitsReleased } from "../flows/unit-kept.server.ts";
import { wavesReviewed } from "../flows/waves-reviewed.server.ts";
import { noteCycle } from "../database/cycles.server.ts";
import { isInstalled, noteProblem } from "../database/shops.server.ts";
import type { Job, QueueName } from "../queues.ts";
import { ShopAccessLost, ShopifyRefused, ShopifyUnavailable } from "../shopify/errors.ts";
import type { World } from "../world.ts";
import { Later } from "./queue.server.ts";

type Handlers = { [Q in QueueName]: (job: Extract<Job, { queue: Q }>) => Promise<void> };

/** A job that asks Shopify: "not now" puts it off without blocking the worker, "no" ends it. */
export function handlers(world: World): Handlers {
  const asking = <J extends Job>(handle: (job: J) => Promise<void>) => {
    return async (job: J) => {
      if (!(await isInstalled(world.db, job.shop)) && !isAboutLeaving(job)) return;
      try {
        await handle(job);
        await noteProblem(world.db, job.shop, null);
      } catch (error) {
        if (error instanceof NotFinished) throw new Later(1, { cause: error });
        if (error instanceof ShopAccessLost) await noteProblem(world.db, job.shop, error.message);
        if (error instanceof ShopifyUnavailable) throw new Later(error.retryAfterSeconds, { cause: error });
        if (!(error instanceof ShopifyRefused)) throw error;
        world.log.warn({ err: error, job }, "Shopify refused");
        if (job.queue === "reconcile")
          await noteCycle(world.db, job.shop, job.cycle, { problem: error.message });
      }
    };
  };
  return {
    inbox: (job) => readInbox(world, job.shop),
    read: asking((job) => read(world, job)),
    recount: (job) => recount(world, job.shop, job.itemId),
    promises: (job) => promisesReviewed(world, job.shop, job.orderId),
    batch: (job) => batchWorked(world, job.shop, job.batchId),
    spread: (job) => newsSpread(world, job.shop, job.deliveryId),
    perform: asking((job) => perform(world, job.shop, job.kind)),
    alerts: asking(async (job) => void (await wavesReviewed(world, job.shop, job))),
    notices: (job) => noticesSent(world, job.shop),
    kept: asking((job) => unitsReleased(world, job.shop)),
    imports: (job) => importsTaken(world, job.shop),
    reconcile: asking((job) => reconcile(world, job.shop, job.cycle)),
  };
}

function read(
  world: World,
  { shop, what, id, foundBy, after, told }: Extract<Job, { queue: "read" }>,
): Promise<void> {
  switch (what) {
    case "order":
      return orderChanged(world, shop, id, { foundBy, told });
    case "fulfillment_order":
      return fulfillmentOrderChanged(world, shop, id, after);
    case "item":
      return stockChanged(world, shop, id, foundBy);
    case "stock":
      return stockTold(world, shop, id);
    case "product":
      return productChanged(world, shop, id);
    case "locations":
      return locationsChanged(world, shop);
    case "transfer":
      return transferChanged(world, shop, id, foundBy);
    case "transfers":
      return transfersChecked(world, shop, foundBy);
    case "tiers":
      return tiersCompared(world, shop);
    case "shop":
      return shopChanged(world, shop);
    case "departure":
      return shopLeft(world, shop);
    case "redaction":
      return shopRedacted(world, shop);
  }
}

function isAboutLeaving(job: Job): boolean {
  return job.queue === "read" && (job.what === "departure" || job.what === "redaction");
}
