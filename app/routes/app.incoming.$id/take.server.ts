import { data } from "@remix-run/node";
import { notFound, type Visit } from "#app/admin-page.server.ts";
import { whyKept } from "#app/components/delivery-undo-words.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { findDelivery } from "#app/database/deliveries.server.ts";
import {
  readArrival,
  readDeliveryChange,
  readDetails,
  readStatedDate,
  readUnits,
} from "#app/domain/delivery-form.ts";
import type { Id } from "#app/domain/facts.ts";
import { deliveryCancelled, deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryConfirmed } from "#app/flows/delivery-confirmed.server.ts";
import { arrivalLeft, arrivalRetried, arrivalTakenBack } from "#app/flows/arrival-written.server.ts";
import { deliveryReceived } from "#app/flows/delivery-received.server.ts";
import { deliverySplit } from "#app/flows/delivery-split.server.ts";
import { actionUndone } from "#app/flows/delivery-undone.server.ts";

type Fields = Record<string, string>;
export type DeliveryIntent = (typeof intents)[number];
const intents = [
  "change-delivery",
  "change-date",
  "change-units",
  "receive-delivery",
  "cancel-delivery",
  "confirm-delivery",
  "split-delivery",
  "change-details",
  "undo",
  "write-again",
  "leave-stock",
] as const;

export function isDeliveryIntent(intent: string | undefined): intent is DeliveryIntent {
  return intents.some((i) => i === intent);
}

/** What the forms of a delivery do, on its own page and on the pages of its products. */
export function takeDeliveryForm(
  visit: Visit,
  fields: Fields,
  intent: DeliveryIntent,
  of: { deliveryId: Id; itemId: Id },
) {
  switch (intent) {
    case "change-delivery":
      return changeBoth(visit, fields, of);
    case "change-date":
      return changeDate(visit, fields, of.deliveryId);
    case "change-units":
      return changeUnits(visit, fields, of);
    case "receive-delivery":
      return receive(visit, fields, of);
    case "cancel-delivery":
      return cancel(visit, fields, of.deliveryId);
    case "confirm-delivery":
      return confirm(visit, fields, of.deliveryId);
    case "split-delivery":
      return parted(visit, fields, of);
    case "change-details":
      return changeDetails(visit, fields, of.deliveryId);
    case "undo":
      return undo(visit, fields, of.deliveryId);
    case "write-again":
      return writeAgain(visit, fields);
    case "leave-stock":
      return leaveStock(visit, fields);
  }
}

type Of = { deliveryId: Id; itemId: Id };

async function changeBoth({ world, shop, today }: Visit, fields: Fields, { deliveryId, itemId }: Of) {
  const read = readDeliveryChange(fields, today);
  if (!read.ok) return wrong(read.errors, fields);
  const changed = await deliveryChanged(world, shop, deliveryId, { ...read.value, itemId });
  return changed === "changed" ? done("Delivery changed") : wrong({ form: gone }, fields);
}

async function changeDate({ world, shop, today }: Visit, fields: Fields, deliveryId: Id) {
  const read = readStatedDate(fields, today);
  if (!read.ok) return wrong(read.errors, fields);
  const changed = await deliveryChanged(world, shop, deliveryId, read.value);
  return changed === "changed" ? done("Date changed") : wrong({ form: gone }, fields);
}

async function changeUnits({ world, shop }: Visit, fields: Fields, { deliveryId, itemId }: Of) {
  const read = readUnits(fields);
  if (!read.ok) return wrong(read.errors, fields);
  const changed = await deliveryChanged(world, shop, deliveryId, { ...read.value, itemId });
  return changed === "changed" ? done("Units changed") : wrong({ form: gone }, fields);
}

async function receive(
  { world, shop, today, actionId: receiptId }: Visit,
  fields: Fields,
  { deliveryId, itemId }: Of,
) {
  const read = readArrival(fields, today);
  if (!read.ok) return wrong(read.errors, fields);
  const received = await deliveryReceived(world, shop, deliveryId, { ...read.value, itemId, receiptId });
  if (received === "before") return done(savedBefore);
  return received === "received" ? done("Units arrived") : wrong({ form: gone }, fields);
}

async function cancel({ world, shop }: Visit, fields: Fields, deliveryId: Id) {
  const cancelled = await deliveryCancelled(world, shop, deliveryId);
  return cancelled === "cancelled" ? done("Delivery canceled") : wrong({ form: gone }, fields);
}

async function confirm({ world, shop }: Visit, fields: Fields, deliveryId: Id) {
  const confirmed = await deliveryConfirmed(world, shop, deliveryId);
  return confirmed === "confirmed" ? done("Delivery confirmed") : wrong({ form: gone }, fields);
}

async function parted({ world, shop, today, actionId }: Visit, fields: Fields, { deliveryId, itemId }: Of) {
  const [units, date] = [readUnits(fields), readStatedDate(fields, today)];
  if (!units.ok || !date.ok)
    return wrong({ ...(!units.ok && units.errors), ...(!date.ok && date.errors) }, fields);
  const parts = [{ itemId, units: units.value.quantity }];
  const statedOn = date.value.expectedOn;
  const made = await deliverySplit(world, shop, deliveryId, { parts, statedOn, actionId });
  if (made === "before") return done(savedBefore);
  if (made === "not_found") return wrong({ form: gone }, fields);
  if (made === "all_or_nothing")
    return wrong(
      { quantity: "Enter fewer units than are to come. To move all of them, change the date." },
      fields,
    );
  return done(`${made.reference} added`);
}

async function changeDetails({ world, shop }: Visit, fields: Fields, deliveryId: Id) {
  const delivery = await world.db.$transaction((tx) => findDelivery(tx, shop, deliveryId));
  const read = readDetails(fields, delivery?.statedOn ?? null);
  if (!read.ok) return wrong(read.errors, fields);
  const changed = await deliveryChanged(world, shop, deliveryId, read.value);
  return changed === "changed" ? done("Details saved") : wrong({ form: gone }, fields);
}

async function undo({ world, shop }: Visit, fields: Fields, deliveryId: Id) {
  const actionId = fields["actionId"] ?? "";
  if (!isKey(actionId)) throw notFound("form");
  const undone = await actionUndone(world, shop, actionId, deliveryId);
  if (typeof undone === "string") return wrong({ form: whyKept[undone] }, fields);
  // A click that was undone takes back what it did to the stock as well.
  const stock = await arrivalTakenBack(world, shop, actionId);
  return done(stock === null || stock === "written" ? "Undone" : "Undone. Check the stock");
}

async function writeAgain({ world, shop }: Visit, fields: Fields) {
  const writeId = fields["writeId"] ?? "";
  if (!isKey(writeId)) throw notFound("form");
  const written = await arrivalRetried(world, shop, writeId);
  return written === "written"
    ? done("Stock changed in Shopify")
    : wrong({ form: stockWords[written] }, fields);
}

async function leaveStock({ world, shop }: Visit, fields: Fields) {
  const writeId = fields["writeId"] ?? "";
  if (!isKey(writeId)) throw notFound("form");
  await arrivalLeft(world, shop, writeId);
  return done("Stock stays as it is");
}

const stockWords = {
  stale: "The stock changed again. Look at the numbers once more.",
  refused: "Shopify didn't take it.",
  unknown: "Shopify doesn't answer. Try again in a moment.",
  gone: "This was settled already.",
};

const isKey = (text: string) => /^[0-9a-f-]{36}$/.test(text);

export const gone =
  "This delivery isn't coming anymore: somebody canceled or received it. Nothing was changed.";

/** Sent again because nobody answered. */
export const savedBefore = "It was saved the first time";

export function done(said: string) {
  return data<FormAnswer>({ said });
}

export function wrong(errors: Record<string, string>, typed: Fields) {
  return data<FormAnswer>({ errors, typed }, { status: 422 });
}
