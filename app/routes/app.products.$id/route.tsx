import { data } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, idIn, notFound, page, pageHeaders, type Visit } from "#app/admin-page.server.ts";
import { deliveryChoices, itemOfDelivery, productPage } from "#app/database/pages/product.server.ts";
import { readArrival, readDeliveryChange, readNewDelivery } from "#app/domain/delivery-form.ts";
import { readLeadTime } from "#app/domain/settings-form.ts";
import { deliveryCancelled, deliveryChanged } from "#app/flows/delivery-changed.server.ts";
import { deliveryEntered } from "#app/flows/delivery-entered.server.ts";
import { deliveryReceived } from "#app/flows/delivery-received.server.ts";
import { leadTimeSet } from "#app/flows/lead-time-set.server.ts";
import { productDiscontinued } from "#app/flows/product-discontinued.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { Product } from "./product.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.product.title ?? "Product" }];

export const headers = pageHeaders;

export const loader = page(async (visit) => {
  const { world, shop, settings, today } = visit;
  const product = await productPage(world.db, shop, idIn(visit, "product"), today);
  if (!product) throw notFound("product");
  const { handlingDays, workingDays } = settings.calendar;
  return { product, calendar: { handlingDays, workingDays }, shopLeadTimeDays: settings.leadTimeDays };
});

type Fields = Record<string, string>;

export const action = form(async (visit, fields) => {
  const productId = idIn(visit, "product");
  const choices = await deliveryChoices(visit.world.db, visit.shop, productId);
  if (!choices.exists) throw notFound("product");
  switch (fields["intent"]) {
    case "add-delivery":
      return addDelivery(visit, fields, choices);
    case "change-delivery":
      return changeDelivery(visit, fields, productId);
    case "receive-delivery":
      return receiveDelivery(visit, fields, productId);
    case "cancel-delivery":
      return cancelDelivery(visit, fields, productId);
    case "lead-time":
      return setLeadTime(visit, fields, productId);
    case "discontinued": {
      const discontinued = fields["discontinued"] === "yes";
      await productDiscontinued(visit.world, visit.shop, productId, discontinued);
      return done(discontinued ? "Marked as discontinued" : "Marked as coming back");
    }
    default:
      throw notFound("form");
  }
});

async function addDelivery(
  { world, shop, today }: Visit,
  fields: Fields,
  choices: { items: string[]; locations: string[] },
) {
  const read = readNewDelivery(fields, choices, today);
  if (!read.ok) return wrong(read.errors, fields);
  await deliveryEntered(world, shop, read.value);
  return done("Delivery added");
}

async function changeDelivery({ world, shop, today }: Visit, fields: Fields, productId: string) {
  const { deliveryId = "" } = fields;
  const read = readDeliveryChange(fields, today);
  if (!read.ok) return wrong(read.errors, fields);
  const itemId = await itemOfDelivery(world.db, shop, productId, deliveryId);
  const changed = itemId
    ? await deliveryChanged(world, shop, deliveryId, { ...read.value, itemId })
    : "not_found";
  return changed === "changed" ? done("Delivery changed") : wrong({ form: gone }, fields);
}

async function receiveDelivery({ world, shop }: Visit, fields: Fields, productId: string) {
  const { deliveryId = "" } = fields;
  const read = readArrival(fields);
  if (!read.ok) return wrong(read.errors, fields);
  const itemId = await itemOfDelivery(world.db, shop, productId, deliveryId);
  const received = itemId
    ? await deliveryReceived(world, shop, deliveryId, { ...read.value, itemId })
    : "not_found";
  return received === "received" ? done("Units arrived") : wrong({ form: gone }, fields);
}

async function cancelDelivery({ world, shop }: Visit, fields: Fields, productId: string) {
  const { deliveryId = "" } = fields;
  const itemId = await itemOfDelivery(world.db, shop, productId, deliveryId);
  const cancelled = itemId ? await deliveryCancelled(world, shop, deliveryId) : "not_found";
  return cancelled === "cancelled" ? done("Delivery canceled") : wrong({ form: gone }, fields);
}

async function setLeadTime({ world, shop }: Visit, fields: Fields, productId: string) {
  const read = readLeadTime(fields["leadTimeDays"] ?? "");
  if (!read.ok) return wrong(read.errors, fields);
  await leadTimeSet(world, shop, { productId, days: read.value });
  return done(read.value === null ? "Lead time removed" : "Lead time saved");
}

const gone = "This delivery isn't coming anymore: somebody canceled or received it. Nothing was changed.";

function done(said: string) {
  return data<FormAnswer>({ said });
}

function wrong(errors: Record<string, string>, typed: Fields) {
  return data<FormAnswer>({ errors, typed }, { status: 422 });
}

export default function ProductRoute() {
  return <Product {...useLoaderData<typeof loader>()} />;
}
