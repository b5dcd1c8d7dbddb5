import { isDeepStrictEqual } from "node:util";
import {
  counted,
  nameOfPart,
  pegsOfParts,
  split,
  toCome,
  withDay,
  type DeliveryState,
} from "#app/domain/delivery-state.ts";
import { dayIn } from "#app/domain/days.ts";
import type { Day } from "#app/domain/facts.ts";
import { adjustQuantities } from "#test/shopify-stand-in/shop/inventory.ts";
import { nudge, type App } from "./app.ts";
import type { CountedIn } from "./arrivals.ts";
import type { Step } from "./history.ts";
import type { Delivery } from "./memory.ts";
import { ordersCoveredBy, tellOrdersAgain } from "./merchant-acts.ts";

/** Somebody counts a delivery in, as it came. Mirrors deliveryCounted in app/flows/delivery-received.server.ts. */
export function receipt(app: App, delivery: Delivery, step: Step, later: Day | null): string {
  const { memory, stage, shop } = app;
  const { itemId, locationId, reference } = delivery;
  const [arrived, damaged] = [step.units - 1, step.luck % 3 === 0 ? 1 : 0];
  const rest = (["stays", "gone", "later"] as const)[step.other % 3]!;
  const risen = risenOf(arrived, step);
  if (risen > 0) {
    const [delta, field, changeFrom] = [risen, [], null];
    adjustQuantities(stage.shop, "available", [{ itemId, locationId, delta, changeFrom, field }]);
  }
  const before = { ...delivery };
  const today = dayIn(memory.calendar.timeZone, stage.now());
  let after = counted(stateOf(delivery), [{ itemId, arrived, damaged, rest }], today);
  // Deliveries have one line here: what comes later is all of it.
  if (rest === "later" && after.lines.some((l) => toCome(l) > 0)) after = withDay(after, later);
  recorded(app, delivery, after);
  if (arrived > 0) noteReceipt(app, delivery, before, arrived);
  if (arrived + damaged > 0) nudge(app, [{ queue: "read", shop, what: "item", id: itemId }]);
  const otherDay = rest === "later" ? ` (${later})` : "";
  const inStock = arrived > 0 ? `, ${risen} of them in stock` : "";
  return `${reference} is counted: ${arrived} arrived${inStock}, ${damaged} damaged, the rest ${rest}${otherDay}`;
}

/** Stock rises with the receipt, by half of it, or another time. */
export function risenOf(arrived: number, { luck }: Step): number {
  return [arrived, arrived, arrived >> 1, 0][(luck >> 4) % 4]!;
}

/** Mirrors noteReceipt in app/database/receipts.server.ts. */
function noteReceipt({ memory, stage }: App, delivery: Delivery, before: Delivery, units: number): void {
  const { itemId, deliveryId, locationId } = delivery;
  const receipts = memory.receipts.get(itemId) ?? [];
  const id = `receipt ${++memory.lastReceipt}`;
  const undo = { before, after: { ...delivery } };
  receipts.push({ id, deliveryId, locationId, units, seen: 0, at: stage.now().toISOString(), undo });
  memory.receipts.set(itemId, receipts);
}

/** On the same day, while nothing newer touched the delivery. Mirrors actionUndone in app/flows/delivery-undone.server.ts. */
export function receiptUndone(app: App, pick: (all: CountedIn[]) => CountedIn | undefined): string | null {
  const { memory, stage, shop } = app;
  const on = (at: Date) => dayIn(memory.calendar.timeZone, at);
  const canBe = ({ at, deliveryId, undo }: CountedIn) =>
    on(new Date(at)) === on(stage.now()) && isDeepStrictEqual(memory.deliveries.get(deliveryId), undo.after);
  const receipt = pick([...memory.receipts.values()].flat().filter(canBe));
  if (!receipt) return null;
  const { id, deliveryId, undo } = receipt;
  const delivery = memory.deliveries.get(deliveryId)!;
  const { itemId } = delivery;
  memory.receipts.set(
    itemId,
    memory.receipts.get(itemId)!.filter((r) => r !== receipt),
  );
  for (const arrival of memory.arrivals)
    if (arrival.receiptId === id) Object.assign(arrival, { receiptId: null, deliveryId: null });
  const { reference, quantity, expectedOn: statedOn, status, received } = undo.before;
  const state = stateOf(delivery);
  const lines = state.lines.map((l) => ({ ...l, quantity, received }));
  recorded(app, delivery, { ...state, reference, statedOn, status, lines });
  nudge(app, [{ queue: "read", shop, what: "item", id: itemId }]);
  return `${reference} was not counted in after all`;
}

/** Mirrors app/flows/delivery-split.server.ts. */
export function splitDelivery(
  app: App,
  delivery: Delivery,
  units: number,
  statedOn: Day | null,
): string | null {
  const { memory } = app;
  const { itemId, deliveryId, reference } = delivery;
  const taken = [...memory.deliveries.values()].map((d) => d.reference);
  const name = nameOfPart(reference, taken);
  const made = split(stateOf(delivery), [{ itemId, units }], { reference: name, statedOn });
  if (!made) return null;
  const partId = String(8 + memory.deliveries.size);
  const { stay, go } = pegsOfParts(
    memory.pegs.filter((p) => p.deliveryId === deliveryId),
    made.stays.lines.reduce((sum, l) => sum + toCome(l), 0),
  );
  const others = memory.pegs.filter((p) => p.deliveryId !== deliveryId);
  memory.pegs = [...others, ...stay, ...go.map((p) => ({ ...p, deliveryId: partId }))];
  memory.pegs.sort((a, b) => (`${a.deliveryId} ${a.lineId}` < `${b.deliveryId} ${b.lineId}` ? -1 : 1));
  memory.deliveries.set(partId, { ...delivery, deliveryId: partId, ...columnsOf(made.goes) });
  recorded(app, delivery, made.stays);
  return `${units} of ${reference} come on ${statedOn}: ${name}`;
}

const stateOf = (d: Delivery): DeliveryState => ({
  ...{ reference: d.reference, locationId: d.locationId, supplierId: null, status: d.status },
  ...{ statedOn: d.expectedOn, earliestOn: null, firstStatedOn: null, orderedOn: null },
  ...{ confirmed: d.confirmed, inTransit: false, notes: "" },
  lines: [{ itemId: d.itemId, quantity: d.quantity, received: d.received, damaged: 0, receivedOn: null }],
});

function columnsOf({ reference, statedOn, status, lines }: DeliveryState) {
  const { quantity, received } = lines[0]!;
  return { reference, quantity, received, expectedOn: statedOn, status: status as Delivery["status"] };
}

/** Mirrors app/flows/delivery-recorded.server.ts. */
function recorded(app: App, delivery: Delivery, after: DeliveryState): void {
  const covered = ordersCoveredBy(app, [delivery.deliveryId]);
  const before = { ...delivery };
  Object.assign(delivery, columnsOf(after));
  const isCancelled = delivery.status === "cancelled";
  const moved = delivery.status === "coming" && delivery.expectedOn !== before.expectedOn;
  if (isCancelled || (moved && delivery.confirmed)) tellOrdersAgain(app, covered);
  nudge(app, [{ queue: "recount", shop: app.shop, itemId: delivery.itemId }]);
}
