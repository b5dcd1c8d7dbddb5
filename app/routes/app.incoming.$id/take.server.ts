import { data } from "@remix-run/node";
import type { Visit } from "#app/admin-page.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { readArrival, readDeliveryChange, readStatedDate, readUnits } from "#app/domain/delivery-form.ts";
import type { Id } from "#app/domain/facts.ts";
import { deliveryCancelled, deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryConfirmed } from "#app/flows/delivery-confirmed.server.ts";
import { deliveryReceived } from "#app/flows/delivery-received.server.ts";

type Fields = Record<string, string>;
export type DeliveryIntent = (typeof intents)[number];
const intents = [
  "change-delivery",
  "change-date",
  "change-units",
  "receive-delivery",
  "cancel-delivery",
  "confirm-delivery",
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

async function receive({ world, shop, today }: Visit, fields: Fields, { deliveryId, itemId }: Of) {
  const read = readArrival(fields, today);
  if (!read.ok) return wrong(read.errors, fields);
  const received = await deliveryReceived(world, shop, deliveryId, { ...read.value, itemId });
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

export const gone =
  "This delivery isn't coming anymore: somebody canceled or received it. Nothing was changed.";

export function done(said: string) {
  return data<FormAnswer>({ said });
}

export function wrong(errors: Record<string, string>, typed: Fields) {
  return data<FormAnswer>({ errors, typed }, { status: 422 });
}
