import type { Database } from "#app/database/client.server.ts";
import type { ArrivalBecause } from "#app/domain/arrival.ts";
import type { ArrivalRow, CountedIn } from "../arrivals.ts";
import type { Kept, Memory } from "../memory.ts";
import type { Mail, Person, WaitingList } from "../readers.ts";

/** Units that are kept, and who waits for them. */
export async function readersKnown(
  db: Database,
  shop: string,
): Promise<Pick<Memory, "kept" | "lists" | "alertsOn">> {
  const where = { shop };
  const kept = Map.groupBy(await db.keptBack.findMany({ where }), (k) => k.itemId);
  const people = await db.subscription.findMany({ where, orderBy: { askedAt: "asc" } });
  const waves = await db.wave.findMany({ where, orderBy: [{ epoch: "asc" }, { number: "asc" }] });
  const notices = await db.notice.findMany({ where: { shop, kind: "restock" } });
  const lists = (await db.restockWatch.findMany({ where })).map((row): [string, WaitingList] => {
    const own = <T extends { variantId: string }>(rows: T[]) =>
      rows.filter((r) => r.variantId === row.variantId);
    const known = new Map(own(people).map((p) => [p.subscriptionId, personOf(p)]));
    const left = own(people).flatMap((p) => (p.state === "left" ? (p.endedAt?.toISOString() ?? []) : []));
    const list: WaitingList = {
      watch: {
        ...{ epoch: row.epoch, open: row.open },
        ...{ openedAt: timeOf(row.openedAt), outSince: timeOf(row.outSince) },
      },
      lookAt: timeOf(row.lookAt),
      people: [...known.values()],
      waves: own(waves).map(({ epoch, number, at }) => ({ epoch, number, at: at.toISOString() })),
      mails: own(notices).flatMap(({ subscriptionId, turn, wave, state, createdAt, dueAt }) => {
        const person = known.get(subscriptionId);
        const times = { createdAt: createdAt.toISOString(), dueAt: dueAt.toISOString() };
        return person ? [{ person, epoch: turn, wave, state: stateOf(state), ...times }] : [];
      }),
      leftAt: left.sort().at(-1) ?? null,
    };
    return [row.variantId, list];
  });
  return {
    kept: new Map(
      [...kept].map(([id, rows]) => [
        id,
        new Map(
          rows.map(({ locationId, units, readers }): [string, Kept] => [locationId, { units, readers }]),
        ),
      ]),
    ),
    lists: new Map(lists),
    alertsOn: true,
  };
}

const timeOf = (at: Date | null) => at?.toISOString() ?? null;

function personOf(row: { state: string; stays: boolean; toldAt: Date | null }): Person {
  const state = row.state === "waiting" || row.state === "told" ? row.state : "left";
  return { state, stays: row.stays, toldAt: timeOf(row.toldAt) };
}

function stateOf(state: string): Mail["state"] {
  if (state === "waiting" || state === "sending") return "waiting";
  return state === "dropped" ? "dropped" : "sent";
}

/** What was counted in, and who got it. Nothing of it is undone from here. */
export async function arrivalsKnown(
  db: Database,
  shop: string,
): Promise<Pick<Memory, "receipts" | "arrivals">> {
  const where = { shop };
  const receipts = (await db.receipt.findMany({ where, orderBy: { at: "asc" } })).map(
    ({ itemId, receiptId: id, deliveryId, locationId, units, seen, at }) => {
      const undo = {} as CountedIn["undo"];
      return { itemId, id, deliveryId, locationId, units, seen, at: at.toISOString(), undo };
    },
  );
  const lines = Map.groupBy(
    await db.arrivalLine.findMany({ where, orderBy: [{ seq: "asc" }, { position: "asc" }] }),
    (l) => l.seq,
  );
  const arrivals = (await db.arrival.findMany({ where, orderBy: { seq: "asc" } })).map(
    ({ seq, at, origin, shop: _, ...row }): ArrivalRow => ({
      ...{ ...row, seq: Number(seq), at: at.toISOString(), origin: origin as ArrivalRow["origin"] },
      lines: (lines.get(seq) ?? []).map(
        ({ fulfillmentLineId: id, orderId, lineId, units, owed, because }) => {
          return { id, orderId, lineId, units, owed, because: because as ArrivalBecause };
        },
      ),
    }),
  );
  return { receipts: Map.groupBy(receipts, (r) => r.itemId), arrivals };
}
