import type { Transaction } from "../database/client.server.ts";
import { countriesMatter, nothingNewOf, ordersOf } from "../database/order-words.server.ts";
import { drawReadNumber } from "../database/read-number.server.ts";
import { keepShown } from "../database/shown.server.ts";
import { tagsMatter } from "../database/tiers.server.ts";
import { knowsProduct } from "../database/stock-facts.server.ts";
import { keepWords } from "../database/stock-words.server.ts";
import { transfersOfShipments } from "../database/transfers.server.ts";
import type { Job } from "../queues.ts";
import { isPaid } from "../shopify/orders.server.ts";
import type { News } from "../shopify/webhooks.ts";

type Of<K extends News["kind"]> = Extract<News, { kind: K }>;
type Read = Extract<Job, { queue: "read" }>;
type What = Pick<Read, "what" | "id" | "after" | "told">;

/**
 * What has to be read because of these news. A webhook that says only what is known already needs no read: what the
 * app wrote itself comes back as such, and each sale touches its product. A word on stock is kept, until the order
 * that it is about is known as well.
 */
export async function readsFor(tx: Transaction, shop: string, heard: News[]): Promise<Read[]> {
  const of = <K extends News["kind"]>(kind: K) => heard.filter((news): news is Of<K> => news.kind === kind);
  const reads = [
    ...(await ordersToRead(tx, shop, of("order"))),
    ...(await partsToRead(tx, shop, of("fulfillment_order"))),
    ...of("item").map((n) => ({ what: "item" as const, id: n.itemId })),
    ...(await stockToRead(tx, shop, of("stock"))),
    ...(await productsToRead(tx, shop, of("product"))),
    ...of("transfer").map((n) => ({ what: "transfer" as const, id: n.transferId })),
    ...(await shipmentsToRead(tx, shop, of("shipment"))),
  ];
  return reads.map((read) => ({ queue: "read", shop, ...read }));
}

async function ordersToRead(tx: Transaction, shop: string, news: Of<"order">[]): Promise<What[]> {
  const words = news.map(({ orderId, says }) => {
    if (!says) return { orderId, word: null };
    const { financialStatus, ...rest } = says;
    return { orderId, word: { orderId, ...rest, paid: isPaid(financialStatus) } };
  });
  const said = words.flatMap(({ word }) => word ?? []);
  // An address or a tag may have changed, which no webhook tells us.
  const comparable = said.length > 0 && !(await countriesMatter(tx, shop)) && !(await tagsMatter(tx, shop));
  const old = comparable ? await nothingNewOf(tx, shop, said) : new Set();
  // After the orders themselves, as by who reads one.
  const shown = news.flatMap(({ orderId, shown }) => (shown ? [{ orderId, ...shown }] : []));
  if (shown.length > 0) await keepShown(tx, shop, shown);
  const told = new Set(news.filter((n) => n.shown !== undefined).map((n) => n.orderId));
  return words
    .filter(({ word }) => !old.has(word))
    .map(({ orderId: id }) => ({ what: "order", id, ...(told.has(id) && { told: true as const }) }));
}

/** One that is not known yet will be with its order, which was placed just now: it waits for that read. */
async function partsToRead(tx: Transaction, shop: string, news: Of<"fulfillment_order">[]): Promise<What[]> {
  if (news.length === 0) return [];
  const after = String(await drawReadNumber(tx));
  const ids = news.map((n) => n.fulfillmentOrderId);
  const known = await ordersOf(tx, shop, ids);
  return ids.map((id) => {
    const order = known.get(id);
    return order ? { what: "order", id: order.orderId } : { what: "fulfillment_order", id, after };
  });
}

async function stockToRead(tx: Transaction, shop: string, news: Of<"stock">[]): Promise<What[]> {
  if (news.length === 0) return [];
  const words = news.flatMap(({ itemId, says }) => (says ? [{ itemId, ...says }] : []));
  const unknown = await keepWords(tx, shop, words, await drawReadNumber(tx));
  const unsaid = news.filter((n) => !n.says).map((n) => n.itemId);
  return [
    ...news.map((n) => ({ what: "stock" as const, id: n.itemId })),
    ...[...unknown, ...unsaid].map((id) => ({ what: "item" as const, id })),
  ];
}

/** With its transfer, which its webhooks do not name: one that is new is looked for among those that are open. */
async function shipmentsToRead(tx: Transaction, shop: string, news: Of<"shipment">[]): Promise<What[]> {
  const ids = news.map((n) => n.shipmentId);
  const known = ids.length === 0 ? new Map<string, string>() : await transfersOfShipments(tx, shop, ids);
  return ids.map((id) => {
    const transferId = known.get(id);
    return transferId ? { what: "transfer", id: transferId } : { what: "transfers", id: "all" };
  });
}

async function productsToRead(tx: Transaction, shop: string, news: Of<"product">[]): Promise<What[]> {
  const fresh: What[] = [];
  for (const { productId: id, says } of news)
    if (!says || !(await knowsProduct(tx, shop, says.product, says.variants)))
      fresh.push({ what: "product", id });
  return fresh;
}
