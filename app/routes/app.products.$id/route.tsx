import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { form, idIn, notFound, page, pageHeaders, type Visit } from "#app/admin-page.server.ts";
import { causeSums } from "#app/database/pages/causes.server.ts";
import { productBrake } from "#app/database/pages/product-brake.server.ts";
import { draftUnits } from "#app/database/drafts.server.ts";
import { incomingUnexplained } from "#app/database/pages/native.server.ts";
import { keptBackOfProduct } from "#app/database/kept-back.server.ts";
import { deliveryChoices, itemOfDelivery, productPage } from "#app/database/pages/product.server.ts";
import { sourcesOf } from "#app/database/sources.server.ts";
import { packingOf, rulesNaming } from "#app/database/date-rules.server.ts";
import { countingRules } from "#app/domain/date-rules.ts";
import { readNewDelivery } from "#app/domain/delivery-form.ts";
import { readLeadTime, readMadeToOrder } from "#app/domain/settings-form.ts";
import { readSource } from "#app/domain/source-form.ts";
import { deliveryEntered } from "#app/flows/delivery-entered.server.ts";
import { draftsLookedAt } from "#app/flows/drafts-counted.server.ts";
import { dateRuleSet } from "#app/flows/date-rules-set.server.ts";
import { madeToOrderSet } from "#app/flows/made-to-order-set.server.ts";
import { productDiscontinued } from "#app/flows/product-discontinued.server.ts";
import { sourcePreferred, sourceRemoved, sourceSaved } from "#app/flows/supplier-sources.server.ts";
import { supplierChosen } from "#app/flows/supplier-chosen.server.ts";
import {
  done,
  gone,
  isDeliveryIntent,
  savedBefore,
  takeDeliveryForm,
  wrong,
} from "../app.incoming.$id/take.server.ts";
import { Product } from "./product.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: data?.product.title ?? "Product" }];

export const headers = pageHeaders;

export const loader = page(async (visit) => {
  const { world, shop, settings, today } = visit;
  const product = await productPage(world.db, shop, idIn(visit, "product"), today);
  if (!product) throw notFound("product");
  const items = product.variants.map((v) => v.itemId);
  const drafts = await draftsLookedAt(world, shop);
  return {
    product,
    sources: await sourcesOf(world.db, shop, product.productId),
    causes: await causeSums(world.db, shop, world.now(), { productId: product.productId }),
    brake: await productBrake(world.db, shop, product.productId),
    kept: await keptBackOfProduct(world.db, shop, product.productId),
    undated: await incomingUnexplained(world.db, shop, product.productId),
    drafts: drafts && {
      counting: drafts.counting,
      countedAt: drafts.countedAt?.toISOString() ?? null,
      units: Object.fromEntries(await draftUnits(world.db, shop, product.productId)),
    },
    calendar: await packingOf(world.db, shop, settings.calendar, items),
    collectionDays: await collectionLeadTime(visit, items),
    shopLeadTimeDays: settings.policies.leadTimeDays,
  };
});

/** The lead time of a collection, where the product's own would come before it. */
async function collectionLeadTime({ world, shop }: Visit, itemIds: string[]): Promise<number | null> {
  const rules = await rulesNaming(world.db, shop, itemIds);
  const wide = itemIds.flatMap((id) => rules(id).filter((r) => r.level === "collection"));
  return countingRules(wide).lead_time?.days ?? null;
}

type Fields = Record<string, string>;

export const action = form(async (visit, fields) => {
  const productId = idIn(visit, "product");
  const choices = await deliveryChoices(visit.world.db, visit.shop, productId);
  if (!choices.exists) throw notFound("product");
  const { intent, deliveryId = "" } = fields;
  if (isDeliveryIntent(intent)) {
    const named = fields["itemId"] || null;
    const itemId = await itemOfDelivery(visit.world.db, visit.shop, productId, deliveryId, named);
    return itemId
      ? takeDeliveryForm(visit, fields, intent, { deliveryId, itemId })
      : wrong({ form: gone }, fields);
  }
  switch (intent) {
    case "add-delivery":
      return addDelivery(visit, fields, choices);
    case "supplier":
      return chooseSupplier(visit, fields, productId);
    case "source":
      return saveSource(visit, fields, productId, choices.suppliers);
    case "prefer-source": {
      const preferred = await sourcePreferred(visit.world, visit.shop, productId, fields["sourceId"] ?? "");
      if (preferred === "not_found") throw notFound("supplier");
      return done("Supplier changed");
    }
    case "remove-source":
      await sourceRemoved(visit.world, visit.shop, productId, fields["sourceId"] ?? "");
      return done("Removed");
    case "lead-time":
      return setLeadTime(visit, fields, productId);
    case "made-to-order":
      return setMadeToOrder(visit, fields, productId);
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
  { world, shop, today, actionId: deliveryId }: Visit,
  fields: Fields,
  choices: { items: string[]; locations: string[]; suppliers: string[] },
) {
  const read = readNewDelivery(fields, choices, today);
  if (!read.ok) return wrong(read.errors, fields);
  const { before } = await deliveryEntered(world, shop, { ...read.value, deliveryId });
  return done(before ? savedBefore : "Delivery added");
}

async function chooseSupplier({ world, shop }: Visit, fields: Fields, productId: string) {
  const chosen = await supplierChosen(world, shop, productId, fields["supplierId"] || null);
  return chosen === "chosen"
    ? done("Supplier saved")
    : wrong({ supplierId: "Choose a supplier, or none." }, fields);
}

async function saveSource({ world, shop }: Visit, fields: Fields, productId: string, suppliers: string[]) {
  const read = readSource(fields, suppliers);
  if (!read.ok) return wrong(read.errors, fields);
  const saved = await sourceSaved(world, shop, productId, read.value);
  return saved === "saved" ? done("Saved") : wrong({ sourceId: "Choose a supplier." }, fields);
}

async function setLeadTime({ world, shop }: Visit, fields: Fields, productId: string) {
  const read = readLeadTime(fields["leadTimeDays"] ?? "");
  if (!read.ok) return wrong(read.errors, fields);
  const where = { level: "product" as const, targets: [productId] };
  const value = read.value === null ? null : { kind: "lead_time" as const, days: read.value };
  await dateRuleSet(world, shop, { where, kind: "lead_time", value });
  return done(read.value === null ? "Lead time removed" : "Lead time saved");
}

async function setMadeToOrder({ world, shop }: Visit, fields: Fields, productId: string) {
  const read = readMadeToOrder(fields["madeToOrderDays"] ?? "");
  if (!read.ok) return wrong(read.errors, fields);
  await madeToOrderSet(world, shop, { productId, days: read.value });
  return done(read.value === null ? "No longer made to order" : "Made to order saved");
}

export default function ProductRoute() {
  return <Product {...useLoaderData<typeof loader>()} />;
}
