import { actionUndone } from "#app/flows/delivery-undone.server.ts";
import { linePinned } from "#app/flows/line-pinned.server.ts";
import { orderNeededBy, orderServedFirst } from "#app/flows/order-ranked.server.ts";
import type { TestWorld } from "#test/world.ts";
import type { RowInShop } from "./in-shop.ts";
import type { Act } from "./vocabulary.ts";
import { readLine } from "./what-is.ts";

type Said = Extract<Act, { act: "reserve" | "serve first" | "needed by" }>;

/** Who comes first, in the merchant's own words. */
export async function saidByMerchant(
  world: TestWorld,
  one: RowInShop,
  said: Said,
  day: (n: number) => string | null,
): Promise<void> {
  const orderId = one.orders.get(said.act === "reserve" ? readLine(said.line).order : said.order)!.id;
  if (said.act === "serve first") await orderServedFirst(world.app, one.shop, orderId, true);
  if (said.act === "needed by") await orderNeededBy(world.app, one.shop, orderId, day(said.day));
  if (said.act !== "reserve") return;
  const lineId = one.orders.get(readLine(said.line).order)!.lines[readLine(said.line).index]!;
  const { id: deliveryId } = one.deliveries.get(said.delivery)!;
  const kept = { lineId, deliveryId, units: said.quantity, kind: said.kind };
  if ((await linePinned(world.app, one.shop, orderId, kept)) !== "pinned")
    throw new Error("No units were kept for the line.");
}

/** What was counted in last of a delivery, taken back with one click. */
export async function lastReceiptUndone(world: TestWorld, { shop }: RowInShop, deliveryId: string) {
  const { actionId } = await world.app.db.deliveryChange.findFirstOrThrow({
    where: { shop, deliveryId, kind: "received", undoneAt: null },
    orderBy: { seq: "desc" },
  });
  const done = await actionUndone(world.app, shop, actionId, deliveryId);
  if (typeof done === "string") throw new Error(`The receipt was not taken back: ${done}.`);
}
