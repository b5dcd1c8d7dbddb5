import { arrivals, type Arrival } from "#app/domain/arrival.ts";
import type { DemandLine, Facts, Id, Tail } from "#app/domain/facts.ts";
import type { Plan } from "#app/domain/plan.ts";
import { apartDays, sourcesOf, type Receipt, type Rise, type Source } from "#app/domain/receipt.ts";
import { risesOf } from "#app/domain/shelf.ts";
import type { App } from "./app.ts";
import { lookAtHoldsAgain } from "./holds.ts";
import { sum } from "./laws.ts";
import type { Delivery, Memory } from "./memory.ts";
import { count } from "./tally.ts";

/** `undo`: what the delivery was before somebody counted, and after it. */
export type CountedIn = Receipt & { undo: { before: Delivery; after: Delivery } };
export type ArrivalRow = Arrival & Source & { seq: number; itemId: Id; at: string };

const isInTime = ({ at }: { at: string }, now: Date) =>
  Date.parse(at) >= now.getTime() - apartDays * 86_400_000;

/** Mirrors app/flows/arrivals-found.server.ts. */
export function arrivalsFound(
  app: App,
  facts: Facts,
  tailsBefore: Tail[],
  after: Pick<Plan, "book" | "tails">,
  now: Date,
): void {
  const { memory } = app;
  const { itemId } = facts;
  const at = now.toISOString();
  const unknown = { deliveryId: null, receiptId: null };
  const found = arrivals(facts, tailsBefore, after, heldUnasked(memory, facts));
  for (const arrival of found)
    memory.arrivals.push({ seq: memory.arrivals.length + 1, itemId, at, ...unknown, ...arrival });
  if (found.length > 0) count(app.tally, "an arrival", found.length);
  const receipts = (memory.receipts.get(itemId) ?? []).filter((r) => isInTime(r, now));
  if (receipts.length === 0) return;
  const counted = memory.arrivals.filter(
    (a) => a.itemId === itemId && a.origin === "counted" && isInTime(a, now),
  );
  const isIn = (place: Id) => found.some((a) => a.locationId === place && a.origin === "counted");
  const unasked = risesOf(tailsBefore, after.tails).filter((r) => !isIn(r.locationId));
  const rises: (Rise | ArrivalRow)[] = [...counted, ...unasked.map((rise) => ({ ...rise, at, ...unknown }))];
  const { sources, seen } = sourcesOf(receipts, rises);
  for (const [rise, is] of sources) {
    if ("seq" in rise && rise.receiptId !== is.receiptId) count(app.tally, "an arrival was of a receipt");
    Object.assign(rise, is);
  }
  for (const receipt of receipts) receipt.seen = seen.get(receipt.id)!;
}

/** Mirrors heldUnasked in app/database/arrivals.server.ts. */
function heldUnasked({ holds, orders, arrivals: known }: Memory, { lines }: Facts): Set<Id> {
  const named = new Set(known.flatMap((a) => a.lines.map((l) => l.id)));
  const isAsked = ({ id, orderId }: DemandLine) => {
    const partId = orders.get(orderId)!.lines.find((l) => l.id === id)!.fulfillmentOrderId;
    const hold = holds.get(orderId)?.find((k) => k.partId === partId && k.state === "held");
    return !hold || hold.approved || named.has(id);
  };
  return new Set(lines.flatMap((l) => (l.waits && !isAsked(l) ? l.id : [])));
}

/** Mirrors groupOf in app/database/arrival-groups.server.ts. */
export const groupOf = (a: ArrivalRow): string =>
  a.receiptId === null ? String(a.seq) : `delivery ${a.deliveryId}`;

/** What lines got in a group of arrivals, as they are now: `free` units are on hold by us and ready. */
function linesOf(memory: Memory, group: ArrivalRow[]) {
  const got = Map.groupBy(
    group.flatMap((a) => a.lines),
    (l) => l.id,
  );
  return [...got].flatMap(([id, lines]) => {
    const { orderId } = lines[0]!;
    const line = memory.orders.get(orderId)?.lines.find((l) => l.id === id);
    if (!line || line.remaining === 0 || ["CLOSED", "CANCELLED", "DELETED"].includes(line.status)) return [];
    const hold = memory.holds
      .get(orderId)
      ?.find((k) => k.partId === line.fulfillmentOrderId && k.state === "held");
    if (!hold) return [];
    const ready = line.remaining - owedOf(memory, id);
    return [{ id, orderId, hold, free: Math.max(0, Math.min(sum(lines.map((l) => l.units)), ready)) }];
  });
}

function owedOf({ books }: Memory, lineId: Id): number {
  for (const { owed } of books.values()) {
    const debt = owed.find((o) => o.id === lineId);
    if (debt) return debt.owed;
  }
  return 0;
}

/** Groups with units that are on hold and ready; those that wait for a person's word. Mirrors waitForRelease there. */
export function groupsOnHold(memory: Memory, only: "all" | "to release"): Map<string, ArrivalRow[]> {
  const { on, review } = memory.holdRules;
  if (only === "to release" && !(on && review)) return new Map();
  const isFree = ({ free, hold }: ReturnType<typeof linesOf>[number]) =>
    free > 0 && (only === "all" || !hold.approved);
  return new Map(
    [...Map.groupBy(memory.arrivals, groupOf)].filter(([, group]) => linesOf(memory, group).some(isFree)),
  );
}

/** Lines with units that wait for a person's word in some group. */
export function linesToRelease(memory: Memory): Set<Id> {
  const groups = [...groupsOnHold(memory, "to release").values()];
  const lines = groups.flatMap((group) => linesOf(memory, group));
  return new Set(lines.flatMap((l) => (l.free > 0 ? l.id : [])));
}

/** What all orders got in a group may leave. Mirrors app/flows/arrival-released.server.ts. */
export function groupReleased(app: App, group: ArrivalRow[]): Id[] {
  const { memory } = app;
  const approved = new Set<Id>();
  for (const { orderId, hold } of linesOf(memory, group)) {
    const lines = memory.orders.get(orderId)!.lines.filter((l) => l.fulfillmentOrderId === hold.partId);
    if (sum(lines.map((l) => l.remaining - owedOf(memory, l.id))) <= 0) continue;
    hold.approved = true;
    approved.add(orderId);
  }
  if (approved.size > 0) lookAtHoldsAgain(app, [...approved]);
  return [...approved];
}
