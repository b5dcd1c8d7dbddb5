import { apartDays } from "#app/domain/receipt.ts";
import type { Facts, Id } from "#app/domain/facts.ts";
import type { App } from "./app.ts";
import { groupsOnHold, linesToRelease, type ArrivalRow } from "./arrivals.ts";
import { firstOf, show, sum, type Law } from "./laws.ts";
import type { Memory } from "./memory.ts";
import { shelfAt } from "./oracle.ts";
import type { Known } from "./rest-laws.ts";

/** What holds of what was counted in, and of who got it, whatever the app was told. */
export const arrivalLaws: Law<Pick<Known, "memory">>[] = [
  {
    name: "a unit of a receipt is matched once",
    says: "no more of a receipt was seen than was counted in, and each arrival of it took a unit of it",
    broken: ({ memory: { receipts, arrivals } }) =>
      firstOf([...receipts.values()].flat(), (receipt) => {
        const own = arrivals.filter((a) => a.receiptId === receipt.id);
        const isSound = receipt.seen >= own.length && receipt.seen <= receipt.units;
        return isSound ? null : `${show(receipt)}, of ${own.length} arrivals`;
      }),
  },
  {
    name: "an arrival is of a receipt that it can be of",
    says: "of the same item, place and delivery, counted in within three days",
    broken: ({ memory: { receipts, arrivals } }) =>
      firstOf(arrivals, (arrival) => {
        if (arrival.receiptId === null) return null;
        const receipt = receipts.get(arrival.itemId)?.find((r) => r.id === arrival.receiptId);
        const fits =
          receipt?.locationId === arrival.locationId &&
          receipt.deliveryId === arrival.deliveryId &&
          Math.abs(Date.parse(receipt.at) - Date.parse(arrival.at)) <= apartDays * 86_400_000;
        return fits ? null : `${show(arrival)}, ${show(receipt)}`;
      }),
  },
  {
    name: "nobody gets more than arrived",
    says: "the units that lines got in an arrival are no more than it brought",
    broken: ({ memory: { arrivals } }) =>
      firstOf(arrivals, (a) =>
        a.units > 0 && sum(a.lines.map((l) => l.units)) <= a.units && a.lines.every((l) => l.units > 0)
          ? null
          : show(a),
      ),
  },
];

/** What holds of holds that wait for a person's word, when everything was read. */
export const toReleaseLaws: Law<Pick<Known, "memory">>[] = [
  {
    name: "what is ready can be released",
    says: "units that are on hold by us and ready are in an arrival that waits for a person's word",
    broken: ({ memory }) => {
      if (!memory.holdRules.on || !memory.holdRules.review) return null;
      const waiting = linesToRelease(memory);
      return firstOf(memory.holds, ([orderId, known]) =>
        firstOf(known, (hold) => {
          if (hold.state !== "held" || hold.approved) return null;
          const lines = memory.orders.get(orderId)!.lines.filter((l) => l.fulfillmentOrderId === hold.partId);
          const owed = [...memory.books.values()].flatMap((book) => book.owed);
          const ready = sum(lines.map((l) => l.remaining - (owed.find((o) => o.id === l.id)?.owed ?? 0)));
          return ready <= 0 || lines.some((l) => waiting.has(l.id))
            ? null
            : `${ready} of ${orderId}, part ${hold.partId}: ${show(memory.arrivals)}`;
        }),
      );
    },
  },
];

/** What lay on the shelf of a place at the last count, by how much it rose then, and in all. */
export type Shelved = { was: number; rose: number; inAll: number };

/**
 * By place of an item; goes on from count to count. An arrival brings what its lines got, also where more of them got
 * some than the shelf rose by: what lies there of an item that is not tracked is anybody's guess.
 */
export function shelvesAfter(
  shelves: Map<string, Shelved>,
  facts: Facts,
  found: ArrivalRow[],
): Map<Id, Shelved> {
  const places = [...new Set([...facts.stock, ...facts.lines].map((x) => x.locationId))];
  return new Map(
    places.map((place) => {
      const before = shelves.get(`${facts.itemId} ${place}`) ?? { was: 0, rose: 0, inAll: 0 };
      const { onShelf: was } = shelfAt(facts, place);
      const rose = Math.max(0, was - before.was);
      const counted = found.filter((a) => a.locationId === place && a.origin === "counted");
      const came = Math.max(rose, sum(counted.map((a) => a.units)));
      const after = { was, rose, inAll: before.inAll + came };
      shelves.set(`${facts.itemId} ${place}`, after);
      return [place, after];
    }),
  );
}

/** What holds of arrivals as soon as an item was counted. */
export const foundLaws: Law<{
  memory: Memory;
  itemId: Id;
  found: ArrivalRow[];
  shelves: Map<Id, Shelved>;
}>[] = [
  {
    name: "stock rose where it is said to have",
    says: "an arrival is of stock that was counted where the shelf is fuller than before, else others gave way",
    broken: ({ found, shelves }) =>
      firstOf(found, (a) =>
        (a.origin === "counted") === shelves.get(a.locationId)!.rose > 0
          ? null
          : `${show(a)}, ${show(shelves.get(a.locationId))}`,
      ),
  },
  {
    name: "no more is of receipts than rose",
    says: "of all receipts of a place no more units were seen than ever came to its shelf",
    broken: ({ memory, itemId, shelves }) =>
      firstOf(shelves, ([place, { inAll }]) => {
        const receipts = (memory.receipts.get(itemId) ?? []).filter((r) => r.locationId === place);
        const seen = sum(receipts.map((r) => r.seen));
        return seen <= inAll ? null : `${seen} of ${inAll} at ${place}: ${show(receipts)}`;
      }),
  },
];

/** What holds of a group of arrivals as soon as it was released. */
export const releasedLaws: Law<{ app: Pick<App, "memory">; group: string }>[] = [
  {
    name: "an arrival is released once",
    says: "what was released waits for nobody's word any more",
    broken: ({ app, group }) => (groupsOnHold(app.memory, "to release").has(group) ? `group ${group}` : null),
  },
];
