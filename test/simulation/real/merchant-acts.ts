import { addDays, dayIn } from "#app/domain/days.ts";
import type { Day, Id } from "#app/domain/facts.ts";
import { keptBackOf } from "#app/database/kept-back.server.ts";
import { shopSettings } from "#app/database/pages/shop.server.ts";
import { pinChoices } from "#app/database/pins.server.ts";
import type { Policies } from "#app/domain/settings-form.ts";
import { arrivalReleased } from "#app/flows/arrival-released.server.ts";
import { brakePutBack, brakeResumed } from "#app/flows/brake-held.server.ts";
import { brakeRemoved, brakeSet } from "#app/flows/brake-set.server.ts";
import { calendarSaved, daysClosed } from "#app/flows/calendar-changed.server.ts";
import { collectionRead } from "#app/flows/collection-read.server.ts";
import { deliveryConfirmed } from "#app/flows/delivery-confirmed.server.ts";
import { deliveryCancelled, deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryEntered } from "#app/flows/delivery-entered.server.ts";
import { deliveryCounted, deliveryReceived } from "#app/flows/delivery-received.server.ts";
import { actionUndone } from "#app/flows/delivery-undone.server.ts";
import { deliverySplit } from "#app/flows/delivery-split.server.ts";
import { linePinned, lineUnpinned } from "#app/flows/line-pinned.server.ts";
import { orderNeededBy, orderServedFirst } from "#app/flows/order-ranked.server.ts";
import { productDiscontinued } from "#app/flows/product-discontinued.server.ts";
import { promiseSet } from "#app/flows/promise-set.server.ts";
import { releaseSettingsSaved } from "#app/flows/release-settings-saved.server.ts";
import { settingsSaved } from "#app/flows/settings-saved.server.ts";
import type { World } from "#app/world.ts";
import { productLeadTime } from "#test/acts.ts";
import { adjustQuantities } from "#test/shopify-stand-in/shop/inventory.ts";
import type { Act, Step } from "../history.ts";
import { anyHoldRules, anyLevel, anyRule } from "../merchant-acts.ts";
import { risenOf } from "../receipts.ts";
import type { Stage } from "../stage.ts";
import { placesOwing, readerActs } from "./reader-acts.ts";
import { ruleActs } from "./rule-acts.ts";

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
    where: { shop, status: "coming", origin: "own" },
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
  ...ruleActs,
  ...readerActs,
  delivery: (place, step) => delivered(place, step, true),
  draft: (place, step) => delivered(place, step, false),
  async confirm({ world, shop }, { which }) {
    const drafts = await world.db.delivery.findMany({
      where: { shop, status: "coming", confirmed: false },
      orderBy: [{ createdAt: "asc" }, { reference: "asc" }],
    });
    const draft = pick(drafts, which);
    if (!draft) return null;
    await deliveryConfirmed(world, shop, draft.deliveryId);
    return `${draft.reference} is confirmed`;
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
  async receipt(place, step) {
    const found = await coming(place, step.which);
    if (!found) return null;
    const { itemId, locationId, deliveryId, reference } = found;
    const [arrived, damaged] = [step.units - 1, step.luck % 3 === 0 ? 1 : 0];
    const rest = (["stays", "gone", "later"] as const)[step.other % 3]!;
    const delta = risenOf(arrived, step);
    if (delta > 0) rises(place, { itemId, locationId, delta });
    const counts = [{ itemId, arrived, damaged, rest }];
    const later = dayOf(place, step);
    await deliveryCounted(place.world, place.shop, deliveryId, { counts, later });
    return `${reference} is counted: ${arrived} arrived, ${delta} of them in stock, ${damaged} damaged, the rest ${rest} (${later})`;
  },
  async receipt_undone({ world, shop }, { which }) {
    const receipts = await world.db.receipt.findMany({
      where: { shop },
      orderBy: [{ at: "asc" }, { receiptId: "asc" }],
    });
    const receipt = pick(receipts, which);
    if (!receipt) return null;
    const done = await actionUndone(world, shop, receipt.receiptId, receipt.deliveryId);
    return typeof done === "string" ? null : "a delivery was not counted in after all";
  },
  async stock_rises(place, { which, other, units: delta }) {
    const itemId = pick(place.stage.items, which)!.id;
    const keeping = (await keptBackOf(place.world.db, place.shop, [itemId])).map((k) => k.locationId);
    const locationId = pick([...(await placesOwing(place, itemId)), ...keeping, ...keeping], other)!;
    rises(place, { itemId, locationId, delta });
    return `${delta} more of an item lie at location ${place.stage.locationIds.indexOf(locationId) + 1}`;
  },
  async split_delivery(place, step) {
    const found = await coming(place, step.which);
    if (!found) return null;
    const parts = [{ itemId: found.itemId, units: step.units }];
    const statedOn = dayOf(place, step);
    const made = await deliverySplit(place.world, place.shop, found.deliveryId, { parts, statedOn });
    return typeof made === "string" ? null : `${step.units} of ${found.reference} come on ${statedOn}`;
  },
  async holds({ world, shop }, step) {
    const rules = anyHoldRules(step);
    await releaseSettingsSaved(world, shop, rules);
    return `holds: ${JSON.stringify(rules)}`;
  },
  async approve({ world, shop }, { which }) {
    const lines = await world.db.arrivalLine.findMany({
      where: { shop },
      orderBy: [{ seq: "asc" }, { position: "asc" }],
    });
    const line = pick(lines, which);
    if (!line) return null;
    const units = await arrivalReleased(world, shop, String(line.seq), [line.orderId]);
    return units > 0 ? `${units} ready units may leave` : null;
  },
  async brake({ world, shop, stage }, step) {
    const { level, target } = anyLevel(stage, step);
    if (level === "collection") await collectionRead(world, shop, target);
    const rule = anyRule(step);
    await brakeSet(
      world,
      shop,
      { level, targets: [target] },
      { ...rule, cap: rule.accept === "cap" ? rule.cap : null },
    );
    return `brake of a ${level}: ${JSON.stringify(rule)}`;
  },
  async brake_off({ world, shop, stage }, step) {
    const { level, target } = anyLevel(stage, step);
    await brakeRemoved(world, shop, { level, targets: [target] });
    return `no brake of a ${level} any more`;
  },
  async brake_put_back({ world, shop, stage }, { which }) {
    const { productId } = pick(stage.variants, which)!;
    await brakePutBack(world, shop, { productId, variantId: null });
    return "what the brake did to a product is put back";
  },
  async brake_resumed({ world, shop, stage }, { which }) {
    const { productId } = pick(stage.variants, which)!;
    await brakeResumed(world, shop, { productId, variantId: null });
    return "the brake goes on with a product";
  },
  async lead_time({ world, shop }, { days, units }) {
    const leadTimeDays = units === 1 ? null : 1 + (days % 20);
    await settingsSaved(world, shop, { ...(await policiesOf(world, shop)), leadTimeDays });
    return `the shop's lead time: ${leadTimeDays}`;
  },
  async product_lead_time({ world, shop, stage }, { which, days, units }) {
    const { productId } = pick(stage.variants, which)!;
    const leadTimeDays = units === 1 ? null : 1 + (days % 20);
    await productLeadTime(world, shop, productId, leadTimeDays);
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
  async serve_first({ world, shop }, { which }) {
    const order = await anyOrder(world, shop, which);
    if (!order) return null;
    await orderServedFirst(world, shop, order.orderId, order.priority === 0);
    return `${order.name} is ${order.priority === 0 ? "" : "not "}served first`;
  },
  async needed_by(place, step) {
    const { world, shop } = place;
    const order = await anyOrder(world, shop, step.which);
    if (!order) return null;
    const day = dayOf(place, step);
    await orderNeededBy(world, shop, order.orderId, day);
    return `${order.name} is needed by ${day}`;
  },
  async ranking({ world, shop }, { which, other }) {
    const ranking = { rankBy: which % 2 === 0 ? "placed" : "required", paidFirst: other % 2 === 0 } as const;
    await settingsSaved(world, shop, { ...(await policiesOf(world, shop)), ...ranking });
    return `first comes who ${ranking.rankBy === "placed" ? "ordered" : "needs it"} first${ranking.paidFirst ? ", and has paid" : ""}`;
  },
  async pin({ world, shop }, { which, other, units }) {
    const owed = await anyOwed(world, shop, which);
    if (!owed) return null;
    const choices = (await pinChoices(world.db, shop, owed.orderId)).filter((c) => c.lineId === owed.lineId);
    const choice = pick(choices, other);
    if (!choice) return null;
    const { lineId, deliveryId, reference } = choice;
    await linePinned(world, shop, owed.orderId, { lineId, deliveryId, units, kind: "pin" });
    return `${units} of ${reference} are for a line`;
  },
  async unpin({ world, shop }, { which }) {
    const pins = await world.db.peg.findMany({
      where: { shop },
      orderBy: [{ deliveryId: "asc" }, { lineId: "asc" }],
    });
    const pin = pick(pins, which);
    if (!pin) return null;
    const { lineId, deliveryId } = pin;
    const line = await world.db.orderLine.findUniqueOrThrow({ where: { shop_lineId: { shop, lineId } } });
    await lineUnpinned(world, shop, line.orderId, { lineId, deliveryId });
    return "a line is not pinned any more";
  },
  async promise_by_hand(place, step) {
    const { world, shop } = place;
    const owed = await anyOwed(world, shop, step.which);
    if (!owed) return null;
    const day = dayOf(place, step);
    const done = await promiseSet(
      world,
      shop,
      owed.orderId,
      owed.lineId,
      day,
      "The supplier called.",
      "staff",
    );
    return done === "set" ? `the merchant promises ${day}` : null;
  },
  async promise_rules({ world, shop }, { units, days, other }) {
    const rules = {
      toleranceDays: units - 1,
      tolerancePercent: (other % 4) * 10,
      confirmHours: days,
      frozenDays: other % 5,
    };
    await settingsSaved(world, shop, { ...(await policiesOf(world, shop)), ...rules });
    return `promises: ${JSON.stringify(rules)}`;
  },
  async close_days({ world, shop, stage, timeZone }, { days, units }) {
    const from = addDays(dayIn(timeZone, stage.now()), days % 10);
    await daysClosed(world, shop, { locationId: "", from, to: addDays(from, units - 1), name: "Holidays" });
    return `closed for ${units} days from ${from} on`;
  },
} satisfies Partial<Record<Act, Happens>>;

function rises({ stage }: Place, by: { itemId: Id; locationId: Id; delta: number }): void {
  adjustQuantities(stage.shop, "available", [{ ...by, changeFrom: null, field: [] }]);
}

async function delivered(place: Place, step: Step, confirmed: boolean): Promise<string> {
  const { world, shop, stage } = place;
  const number = await world.db.delivery.count({ where: { shop } });
  const entered = {
    itemId: pick(stage.items, step.which)!.id,
    locationId: pick(stage.locationIds, step.other)!,
    quantity: step.units,
    expectedOn: dayOf(place, step),
    reference: `PO-${8 + number}`,
    confirmed,
  };
  await deliveryEntered(world, shop, entered);
  return `${entered.reference}${confirmed ? "" : " (a draft)"} brings ${step.units} of an item on ${entered.expectedOn}`;
}

async function anyOrder(world: World, shop: string, which: number) {
  return pick(await world.db.salesOrder.findMany({ where: { shop }, orderBy: { orderId: "asc" } }), which);
}

async function anyOwed(world: World, shop: string, which: number) {
  return pick(
    await world.db.owedLine.findMany({ where: { shop }, orderBy: { fulfillmentLineId: "asc" } }),
    which,
  );
}

async function policiesOf(world: World, shop: string): Promise<Policies> {
  return (await shopSettings(world.db, shop)).policies;
}
