import type { Id, Tail } from "../domain/facts.ts";
import type { Transaction } from "./client.server.ts";

/** Where the item's queues end now. What did not change is not written: the facts of a tail may be long. */
export async function recordTails(
  tx: Transaction,
  shop: string,
  itemId: Id,
  was: Tail[],
  is: Tail[],
): Promise<void> {
  const gone = was.filter((w) => !is.some((i) => i.locationId === w.locationId)).map((w) => w.locationId);
  if (gone.length > 0) await tx.tail.deleteMany({ where: { shop, itemId, locationId: { in: gone } } });
  for (const tail of is) {
    const old = was.find((w) => w.locationId === tail.locationId);
    if (!old) await tx.tail.create({ data: { shop, itemId, ...tail } });
    else {
      const { locationId } = tail;
      const changed = Object.entries(tail).filter(([key, value]) => !same(old[key as keyof Tail], value));
      if (changed.length > 0) {
        await tx.tail.update({
          where: { shop_itemId_locationId: { shop, itemId, locationId } },
          data: Object.fromEntries(changed),
        });
      }
    }
  }
}

function same(a: unknown, b: unknown): boolean {
  if (typeof a !== "object" || typeof b !== "object") return a === b;
  const sorted = (o: object | null) => JSON.stringify(Object.entries(o ?? {}).sort());
  return sorted(a) === sorted(b);
}

/** These lines have their place now, and the queues of the item are as its facts are. */
export async function markCounted(
  tx: Transaction,
  shop: string,
  itemId: Id,
  { newcomers, recount }: { newcomers: Id[]; recount: boolean },
): Promise<void> {
  if (newcomers.length > 0)
    await tx.$executeRaw`
      update fulfillment_line set counted = true where shop = ${shop} and fulfillment_line_id = any(${newcomers})`;
  if (recount)
    await tx.$executeRaw`update item set recount = false where shop = ${shop} and item_id = ${itemId}`;
}

/** Who changes something of several items comes here first: in one order, whatever it finds out on the way. */
export async function lockItems(tx: Transaction, shop: string, items: Id[]): Promise<void> {
  await tx.$executeRaw`
    select 1 from item where shop = ${shop} and item_id = any(${items}) order by item_id for update`;
}

/** Something about lines of these items changed that the end of a queue does not tell. */
export async function markChanged(tx: Transaction, shop: string, items: Id[]): Promise<void> {
  if (items.length === 0) return;
  // In one order, so that two orders of the same items cannot wait for each other.
  await tx.$executeRaw`
    with locked as (select item_id from item where shop = ${shop} and item_id = any(${items}) order by item_id for update)
    update item set recount = true where shop = ${shop} and item_id in (select item_id from locked)`;
}
