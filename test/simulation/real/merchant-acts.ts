import { addDays, dayIn } from "#app/domain/days.ts";
import type { Day } from "#app/domain/facts.ts";
import { calendarSaved } from "#app/flows/calendar-changed.server.ts";
import { deliveryCancelled, deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryEntered } from "#app/flows/delivery-entered.server.ts";
import { deliveryReceived } from "#app/flows/delivery-received.server.ts";
import { leadTimeSet } from "#app/flows/lead-time-set.server.ts";
import { productDiscontinued } from "#app/flows/product-discontinued.server.ts";
import type { World } from "#app/world.ts";
import { adjustQuantities } from "#test/shopify-stand-in/shop/inventory.ts";
import type { Act, Step } from "../history.ts";
import type { Stage } from "../stage.ts";

/** A shop in its real world. */
export type Place = { world: World; shop: string; timeZone: string; stage: Stage };
type Happens = (place: Place, step: Step) => Promise<string | null>;

const pick = <T>(list: T[], at: number): T | undefined => list[at % Math.max(1, list.length)];

/** Now and then nobody knows when. */
function dayOf({ timeZone, stage }: Place, { days, luck }: Step): Day | null {
  return luck % 6 === 0 ? null : addDays(dayIn(timeZone, stage.now()), days);
}

async function coming({ world, shop }: Place, at: number) {
  const found = await world.db.delivery.findMany({
    where: { shop, status: "coming" },
    orderBy: [{ createdAt: "asc" }, { reference: "asc" }],
  });
  const delivery = pick(found, at);
  if (!delivery) return null;
  const { deliveryId, reference, locationId, expectedOn } = delivery;
  const line = await world.db.deliveryLine.findFirstOrThrow({ where: { shop, deliveryId } });
  const { itemId, quantity, received } = line;
  const left = quantity - received;
  return {
    deliveryId,
    reference,
    locationId,
    itemId,
    left,
    expectedOn: expectedOn?.toISOString().slice(0, 10) ?? null,
  };
}

/** The merchant's acts, through the same flows as the admin's pages. */
export const merchantActs = {
  async delivery(place, step) {
    const { world, shop, stage } = place;
    const number = await world.db.delivery.count({ where: { shop } });
    const entered = {
      itemId: pick(stage.items, step.which)!.id,
      locationId: pick(stage.locationIds, step.other)!,
      quantity: step.units,
      expectedOn: dayOf(place, step),
      reference: `PO-${8 + number}`,
    };
    await deliveryEntered(world, shop, entered);
    return `${entered.reference} brings ${step.units} of an item on ${entered.expectedOn}`;
  },
  async delivery_moved(place, step) {
    const found = await coming(place, step.which);
    if (!found) return null;
    const expectedOn = dayOf(place, step);
    const { deliveryId, itemId, left } = found;
    await deliveryChanged(place.world, place.shop, deliveryId, { expectedOn, itemId, quantity: left });
    return `${found.reference}: now on ${expectedOn}`;
  },
  async delivery_cut(place, step) {
    const found = await coming(place, step.which);
    if (!found) return null;
    const { deliveryId, itemId, expectedOn } = found;
    await deliveryChanged(place.world, place.shop, deliveryId, { expectedOn, itemId, quantity: step.units });
    return `${found.reference}: now ${step.units} to come`;
  },
  async delivery_cancelled(place, { which }) {
    const found = await coming(place, which);
    if (!found) return null;
    await deliveryCancelled(place.world, place.shop, found.deliveryId);
    return `${found.reference} is cancelled`;
  },
  async delivery_received(place, step) {
    const found = await coming(place, step.which);
    if (!found) return null;
    const { itemId, locationId, deliveryId } = found;
    const [delta, field, changeFrom] = [step.units, [], null];
    adjustQuantities(place.stage.shop, "available", [{ itemId, locationId, delta, changeFrom, field }]);
    await deliveryReceived(place.world, place.shop, deliveryId, { itemId, quantity: step.units });
    return `${step.units} of ${found.reference} have arrived`;
  },
  async lead_time({ world, shop }, { days, units }) {
    const leadTimeDays = units === 1 ? null : 1 + (days % 20);
    await leadTimeSet(world, shop, { productId: null, days: leadTimeDays });
    return `the shop's lead time: ${leadTimeDays}`;
  },
  async product_lead_time({ world, shop, stage }, { which, days, units }) {
    const { productId } = pick(stage.variants, which)!;
    const leadTimeDays = units === 1 ? null : 1 + (days % 20);
    await leadTimeSet(world, shop, { productId, days: leadTimeDays });
    return `a product's lead time: ${leadTimeDays}`;
  },
  async calendar({ world, shop }, { units, other }) {
    const workingDays = [[1, 2, 3, 4, 5], [], [2, 4], [6, 7]][other % 4]!;
    const plain = { cutOff: null, holidaysOf: null, zones: {} };
    await calendarSaved(world, shop, { handlingDays: units - 1, workingDays, ...plain });
    return `${units - 1} days of handling, packing on days ${JSON.stringify(workingDays)}`;
  },
  async discontinue({ world, shop, stage }, { which, other }) {
    const { productId } = pick(stage.variants, which)!;
    await productDiscontinued(world, shop, productId, other % 2 === 0);
    return `a product is ${other % 2 === 0 ? "" : "not "}discontinued`;
  },
} satisfies Partial<Record<Act, Happens>>;
