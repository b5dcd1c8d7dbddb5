import { isDeepStrictEqual } from "node:util";
import { dayIn } from "#app/domain/days.ts";
import type { Day, Id, Tail } from "#app/domain/facts.ts";
import { plan } from "#app/domain/plan.ts";
import { gatherFacts } from "../memory.ts";
import { firstOf, show, sum, type Law } from "../laws.ts";
import type { Known } from "../rest-laws.ts";

/** A shop of the real app at rest. */
export type AtRest = {
  known: Known;
  /** Where the queues end, as it was noted. */
  tails: (Omit<Tail, "facts"> & { itemId: Id })[];
  entries: { lineId: Id; version: number; promisedOn: Day | null; at: string; because: unknown }[];
  inbox: { topic: string; webhookId: string; state: string; problem: string | null }[];
  /** Rows and names of other shops' things that were found in this one. */
  foreign: string[];
  failedJobs: string[];
  givenUp: { kind: string; target: Id; problem: string | null }[];
};

const placeOf = {
  publish_availability: "availability",
  write_order_backorders: "backorders",
  tag_order: "tags",
} as const;

/** What holds of Shopify's own transfers when everything was read. */
export const nativeLaws: Law<Known>[] = [
  {
    name: "what is on its way is what Shopify says",
    says: "every unit of a transfer is to come once, in its shipment or in none yet",
    broken: ({ memory, stage }) => {
      const known = [...memory.deliveries.values()]
        .filter((d) => /^(transfer|shipment)-/.test(d.deliveryId))
        .filter((d) => d.status === "coming" && d.quantity > d.received)
        .map((d) => `${d.deliveryId} ${d.itemId} ${d.quantity - d.received}`);
      const truth = toComeIn(stage.shop);
      return show(known.sort()) === show(truth.sort()) ? null : `${show(known)} instead of ${show(truth)}`;
    },
  },
];

function toComeIn({ transfers, shipments }: Known["stage"]["shop"]): string[] {
  return Object.values(transfers).flatMap(({ id, status, lineItems, shipmentIds }) => {
    if (status !== "READY_TO_SHIP" && status !== "IN_PROGRESS") return [];
    const lines = shipmentIds.flatMap((one) =>
      (shipments[one]?.lineItems ?? []).map((l) => ({ ...l, shipment: one })),
    );
    const sent = lines.flatMap(({ shipment, inventoryItemId, quantity, ...l }) => {
      const left = quantity - l.acceptedQuantity - l.rejectedQuantity;
      return left > 0 ? `shipment-${shipment} ${inventoryItemId} ${left}` : [];
    });
    const rest = lineItems.flatMap(({ inventoryItemId, totalQuantity }) => {
      const packed = sum(lines.flatMap((l) => (l.inventoryItemId === inventoryItemId ? l.quantity : [])));
      return totalQuantity > packed ? `transfer-${id} ${inventoryItemId} ${totalQuantity - packed}` : [];
    });
    return [...sent, ...rest];
  });
}

export const realLaws: Law<AtRest>[] = [
  {
    name: "shops are apart",
    says: "nothing of one shop stands in the rows of another",
    broken: ({ foreign }) => foreign[0] ?? null,
  },
  {
    name: "nothing acknowledged is lost",
    says: "every webhook that was answered with 200 was read",
    broken: ({ inbox }) =>
      firstOf(inbox, (row) => (row.state === "done" ? null : `${row.topic} ${row.webhookId}: ${show(row)}`)),
  },
  {
    name: "no job fails for good",
    says: "what cannot be done now is done later",
    broken: ({ failedJobs }) => failedJobs[0] ?? null,
  },
  {
    name: "nothing is given up",
    says: "Shopify refuses only what is gone",
    broken: ({ givenUp, known }) =>
      firstOf(givenUp, ({ kind, target, problem }) => {
        const { orders, products } = known.stage.shop;
        return orders[target] || products[target] ? `${kind} of ${target}: ${problem}` : null;
      }),
  },
  {
    name: "Shopify holds what was written",
    says: "what the app noted as written is what stands in Shopify",
    broken: ({ known: { memory, written, stage } }) =>
      firstOf(memory.effects.values(), ({ kind, target, written: noted }) => {
        if (!stage.shop.orders[target] && !stage.shop.products[target]) return null;
        if (kind === "switch_policy" || kind === "hold_waiting_part") return null;
        const held: unknown = written[placeOf[kind]].get(target) ?? null;
        if (noted === null)
          return kind === "tag_order" || held === null ? null : `${target} holds ${show(held)}`;
        return isDeepStrictEqual(noted, held)
          ? null
          : `${kind} of ${target}: ${show(held)}, noted ${show(noted)}`;
      }),
  },
  {
    name: "queues end where they should",
    says: "going on from where a queue ended came to the same as counting it anew",
    broken: ({ known: { memory, stage }, tails }) =>
      firstOf(memory.items.keys(), (itemId) => {
        const of = (list: (Omit<Tail, "facts"> & { itemId?: Id })[]) =>
          list.map(({ locationId, lines, outstanding, owed, free, supplies, rank }) => {
            return { locationId, lines, outstanding, owed, free, supplies, rank };
          });
        const wanted = of(plan(gatherFacts(memory, itemId)!, stage.now()).tails);
        const noted = of(tails.filter((t) => t.itemId === itemId));
        return isDeepStrictEqual(noted, wanted) ? null : `${show(noted)} instead of ${show(wanted)}`;
      }),
  },
  {
    name: "the ledger is sound",
    says: "versions from 1 without a gap, no past promise, one announcement a day, each with its cause",
    broken: ({ entries, known: { memory } }) => {
      const { timeZone } = memory.calendar;
      const on = (at: string) => dayIn(timeZone, new Date(at));
      for (const own of Map.groupBy(entries, (e) => e.lineId).values()) {
        const how = firstOf(own.entries(), ([n, e]) => {
          if (e.version !== n + 1) return `line ${e.lineId}: version ${e.version} is entry ${n + 1}`;
          if (e.promisedOn !== null && e.promisedOn < on(e.at)) return `${e.promisedOn} was past on ${e.at}`;
          const because = e.because as { kind: string; promisedOn?: Day; from?: Day | null; to?: Day | null };
          const isSound =
            n === 0
              ? e.promisedOn !== null &&
                (because.kind === "promised" ? because.promisedOn : because.to) === e.promisedOn
              : ["promise_moved", "promise_set"].includes(because.kind) &&
                because.to === e.promisedOn &&
                because.from === own[n - 1]!.promisedOn &&
                because.from !== because.to;
          return isSound ? null : `line ${e.lineId}: ${show(e)}`;
        });
        if (how) return how;
      }
      return firstOf(memory.ledgers.values(), (ledger) => {
        // Lines that move in one review are one announcement. The merchant may say more.
        const ours = ledger.entries.filter((e) => e.version > 1 && !e.byHand);
        const moments = new Set(ours.map((e) => e.at));
        const told = [...moments].map(on);
        return new Set(told).size === told.length ? null : `two announcements on one day: ${show(told)}`;
      });
    },
  },
  {
    name: "no supply is promised twice",
    says: "all lines together take from a delivery what it brings, at most",
    broken: ({ known: { memory } }) =>
      firstOf(memory.deliveries.values(), ({ deliveryId, reference, quantity, received, status }) => {
        const taken = sum(
          [...memory.books.values()].flatMap(({ owed }) =>
            owed.flatMap((o) =>
              o.covers.flatMap((c) =>
                c.kind === "delivery" && c.deliveryId === deliveryId ? c.quantity : 0,
              ),
            ),
          ),
        );
        const left = status === "coming" ? Math.max(0, quantity - received) : 0;
        return taken <= left ? null : `${reference}: ${taken} of ${left}`;
      }),
  },
];
