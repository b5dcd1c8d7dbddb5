import { data, redirect } from "@remix-run/node";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, notFound, page, pageHeaders, type Visit } from "#app/admin-page.server.ts";
import { itemsBySku, openLocations } from "#app/database/pages/delivery.server.ts";
import { causeSums } from "#app/database/pages/causes.server.ts";
import { supplierPage } from "#app/database/pages/suppliers.server.ts";
import { lastConfirmed } from "#app/database/proposals.server.ts";
import { linkedSupplier } from "#app/database/supplier-links.server.ts";
import { closedOf } from "#app/database/suppliers.server.ts";
import { readPastDelivery } from "#app/domain/past-delivery-form.ts";
import { nameTaken, readSupplier } from "#app/domain/supplier-form.ts";
import { readContact, readLinkDays, readLinkWords } from "#app/domain/supplier-link-form.ts";
import { pastDeliveryEntered } from "#app/flows/past-delivery-entered.server.ts";
import { supplierContact, supplierContactSaved } from "#app/flows/supplier-contact.server.ts";
import {
  supplierLinkMade,
  supplierLinkRevoked,
  supplierLinkSettled,
} from "#app/flows/supplier-link.server.ts";
import { supplierPaceSet } from "#app/flows/supplier-pace.server.ts";
import { supplierRemoved } from "#app/flows/supplier-removed.server.ts";
import { supplierChanged } from "#app/flows/supplier-saved.server.ts";
import { done, savedBefore, wrong } from "../app.incoming.$id/take.server.ts";
import type { LinkShown } from "./link.tsx";
import { readPace } from "./read-pace.ts";
import { Supplier } from "./supplier.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.supplier.name ?? "Supplier" }];

export const headers = pageHeaders;

export const loader = page(async (visit) => {
  const { world, shop, today, settings } = visit;
  const { timeZone } = settings.calendar;
  const supplier = await supplierPage(world.db, shop, supplierIn(visit), today, timeZone);
  if (!supplier) throw notFound("supplier");
  const { supplierId } = supplier;
  const closed = (await closedOf(world.db, shop, [supplierId])).get(supplierId) ?? [];
  const causes = await causeSums(world.db, shop, world.now(), { supplierId });
  return { supplier, closed, causes, link: await linkOf(visit, supplierId) };
});

async function linkOf({ world, shop }: Visit, supplierId: string): Promise<LinkShown> {
  const link = await linkedSupplier(world.db, shop, supplierId);
  if (!link) throw notFound("supplier");
  const { language, until, acceptDays } = link;
  const works = until !== null && until > world.now();
  const contact = await supplierContact(world, shop, supplierId);
  const confirmedAt = (await lastConfirmed(world.db, shop, supplierId))?.toISOString() ?? null;
  return { language, until: works ? until.toISOString() : null, acceptDays, contact, confirmedAt };
}

export const action = form(async (visit, fields) => {
  const { world, shop } = visit;
  const supplierId = supplierIn(visit);
  if (fields["intent"] === "remove") {
    const removed = await supplierRemoved(world, shop, supplierId);
    return removed === "removed"
      ? redirect("/app/suppliers")
      : wrong({ form: "A delivery or a product names it now, so it stays." }, fields);
  }
  if (fields["intent"] === "link") return makeLink(visit, fields, supplierId);
  if (fields["intent"] === "link-words") return saveLinkWords(visit, fields, supplierId);
  if (fields["intent"] === "revoke") {
    if ((await supplierLinkRevoked(world, shop, supplierId)) === "not_found") throw notFound("supplier");
    return done("Link ended");
  }
  const pace = readPace(fields["intent"] ?? "", fields, visit.today);
  if (pace) {
    if (!pace.ok) return wrong(pace.errors as Record<string, string>, fields);
    const set = await supplierPaceSet(world, shop, supplierId, pace.value);
    if (set === "not_found") throw notFound("supplier");
    return done("Saved");
  }
  if (fields["intent"] === "past") return addPast(visit, fields, supplierId);
  if (fields["intent"] !== "save") throw notFound("form");
  const read = readSupplier(fields);
  if (!read.ok) return wrong(read.errors, fields);
  const changed = await supplierChanged(world, shop, supplierId, read.value);
  if (changed === "not_found") throw notFound("supplier");
  return changed === "name_taken" ? wrong({ name: nameTaken }, fields) : done("Supplier saved");
});

async function makeLink({ world, shop }: Visit, fields: Record<string, string>, supplierId: string) {
  const days = readLinkDays(fields["days"] ?? "");
  if (days === null) throw notFound("form");
  const made = await supplierLinkMade(world, shop, supplierId, days);
  if (made === "not_found") throw notFound("supplier");
  return data({ said: "Link made", url: made.url });
}

async function saveLinkWords({ world, shop }: Visit, fields: Record<string, string>, supplierId: string) {
  const [words, contact] = [readLinkWords(fields), readContact(fields)];
  if (!words.ok || !contact.ok)
    return wrong({ ...(!words.ok && words.errors), ...(!contact.ok && contact.errors) }, fields);
  if ((await supplierLinkSettled(world, shop, supplierId, words.value)) === "not_found")
    throw notFound("supplier");
  await supplierContactSaved(world, shop, supplierId, contact.value);
  return done("Saved");
}

async function addPast(visit: Visit, fields: Record<string, string>, supplierId: string) {
  const { world, shop, today, actionId } = visit;
  const read = readPastDelivery(fields, today);
  const { sku = "" } = fields;
  const [items, locations] = await Promise.all([
    itemsBySku(world.db, shop, [sku]),
    openLocations(world.db, shop),
  ]);
  const [itemId] = items(sku);
  const unknown = itemId === undefined ? { sku: "This SKU isn't in your store." } : {};
  if (!read.ok || itemId === undefined) return wrong({ ...(!read.ok && read.errors), ...unknown }, fields);
  const entered = await pastDeliveryEntered(world, shop, supplierId, {
    ...read.value,
    deliveryId: actionId,
    itemId,
    locationId: locations[0]?.id ?? "",
  });
  if (entered === "not_found") throw notFound("supplier");
  return done(entered === "before" ? savedBefore : "Past delivery saved");
}

function supplierIn(visit: Visit): string {
  const id = visit.params["id"] ?? "";
  if (!/^[\w-]{1,40}$/.test(id)) throw notFound("supplier");
  return id;
}

export default function SupplierRoute() {
  return <Supplier {...useLoaderData<typeof loader>()} />;
}
