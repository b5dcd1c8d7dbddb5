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
import type { Step } from "./history.ts";
import type { Delivery } from "./memory.ts";
import { ordersCoveredBy, tellOrdersAgain } from "./merchant-acts.ts";

/** Somebody counts a delivery in, as it came. Mirrors deliveryCounted in app/flows/delivery-received.server.ts. */
export function receipt(app: App, delivery: Delivery, step: Step, later: Day | null): string {
  const { memory, stage, shop } = app;
  const { itemId, locationId, reference } = delivery;
  const [arrived, damaged] = [step.units - 1, step.luck % 3 === 0 ? 1 : 0];
  const rest = (["stays", "gone", "later"] as const)[step.other % 3]!;
  if (arrived > 0) {
    const [delta, field, changeFrom] = [arrived, [], null];
    adjustQuantities(stage.shop, "available", [{ itemId, locationId, delta, changeFrom, field }]);
  }
  const today = dayIn(memory.calendar.timeZone, stage.now());
  let after = counted(stateOf(delivery), [{ itemId, arrived, damaged, rest }], today);
  // Deliveries have one line here: what comes later is all of it.
  if (rest === "later" && after.lines.some((l) => toCome(l) > 0)) after = withDay(after, later);
  recorded(app, delivery, after);
  if (arrived + damaged > 0) nudge(app, [{ queue: "read", shop, what: "item", id: itemId }]);
  const otherDay = rest === "later" ? ` (${later})` : "";
  return `${reference} is counted: ${arrived} arrived, ${damaged} damaged, the rest ${rest}${otherDay}`;
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
