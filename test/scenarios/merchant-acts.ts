import { linePinned } from "#app/flows/line-pinned.server.ts";
import { orderNeededBy, orderServedFirst } from "#app/flows/order-ranked.server.ts";
import { tail } from "#test/acts.ts";
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
  const { id: deliveryId, thing } = one.deliveries.get(said.delivery)!;
  if (said.kind === "pin") {
    const pin = { lineId, deliveryId, units: said.quantity };
    if ((await linePinned(world.app, one.shop, orderId, pin)) !== "pinned")
      throw new Error("It was not pinned.");
    return;
  }
  // No page makes a peg yet: who buys for a line will.
  const itemId = tail(one.things.get(thing)!.itemId);
  const { shop } = one;
  const { kind, quantity } = said;
  const at = world.app.now();
  await world.app.db.peg.create({
    data: { shop, deliveryId, itemId, lineId, kind, quantity, author: "staff", at },
  });
  await world.app.nudge([{ queue: "recount", shop, itemId }]);
}
