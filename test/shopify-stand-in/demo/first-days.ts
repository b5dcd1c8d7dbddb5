import { setTimeout as pause } from "node:timers/promises";
import { Temporal } from "temporal-polyfill";
import { gid } from "../admin-api/ids.ts";
import type { StandIn } from "../stand-in.ts";
import * as days from "../seed/first-days.ts";
import * as operations from "../seed/operations.ts";
import type { ShopState } from "../shop/state.ts";
import { appForms, type AppForms } from "./app-forms.ts";
import { browser } from "./install.ts";

/** How long before now the app was installed. */
export const installedBeforeMs = 2 * 86_400_000;

/** Access that the merchant allows in Shopify's dialog. What else the app may ask for is left to who tries it. */
const allowed = [
  "read_inventory_transfers",
  "read_inventory_shipments",
  "read_inventory_shipments_received_items",
  "write_merchant_managed_fulfillment_orders",
  "write_third_party_fulfillment_orders",
];

type Telling = {
  standIn: StandIn;
  shop: string;
  state: ShopState;
  forms: AppForms;
  ids: Map<string, string>;
};

/**
 * What happened since the merchant installed the app, through Shopify's own API and the app's own forms: who
 * delivers, what is coming, what was unpacked, what a supplier wrote. The clock ends at the present.
 */
export async function firstDays(standIn: StandIn, shop: string, appUrl: string): Promise<void> {
  const forms = appForms(standIn, shop, appUrl);
  const state = standIn.shops.get(shop)!;
  const telling: Telling = { standIn, shop, state, forms, ids: new Map() };
  standIn.grantOptionalScopes(shop, allowed);
  for (const supplier of days.pastSuppliers) await enterSupplier(telling, supplier);
  await chooseSources(telling);
  for (const delivery of days.ownDeliveries) await enterDelivery(telling, delivery);
  await chooseSenders(telling);
  await forms.submit("settings/release", "Holds", { on: "yes", release: "review" });
  await held(telling);

  standIn.clock.advance(Math.max(0, -standIn.clock.offsetMs()));
  standIn.core.changed();
  await forms.untilSays("suppliers", `"today","${dayIn(telling, 0)}"`);
  for (const { customer, sku, quantity } of days.orderedSince) {
    const [firstName, lastName] = customer.split(" ");
    const email = `${lastName!.normalize("NFD").replace(/[^a-z]/gi, "")}@example.com`.toLowerCase();
    await staff(telling, operations.createOrder, {
      options: { inventoryBehaviour: "DECREMENT_IGNORING_POLICY" },
      order: {
        currency: state.shop.currency,
        sourceName: "web",
        financialStatus: "PAID",
        email,
        customer: { toUpsert: { email, firstName, lastName } },
        lineItems: [
          { variantId: gid("ProductVariant", variantOf(state, sku).id), quantity, requiresShipping: true },
        ],
      },
    });
  }
  await moveInShopify(telling);
  await askSupplier(telling, appUrl);
  await unpack(telling);
  await standIn.idle();
}

function variantOf(state: ShopState, sku: string) {
  const variant = Object.values(state.variants).find((v) => v.sku === sku);
  if (!variant) throw new Error(`The seed has no ${sku}.`);
  return variant;
}

const berlin = ({ locations }: ShopState) => Object.values(locations).find((l) => l.name === "Berlin")!.id;

/** Days from the shop's today, which is later than the clock while that is in the past. */
function dayIn({ standIn, state }: Telling, days: number): string {
  const present = standIn.clock.now().getTime() - Math.min(0, standIn.clock.offsetMs());
  const now = Temporal.Instant.fromEpochMilliseconds(present).toZonedDateTimeISO(state.shop.timeZone);
  return now.toPlainDate().add({ days }).toString();
}

async function staff({ standIn, shop }: Telling, query: string, variables: object): Promise<void> {
  const { data, errors } = await standIn.execute(shop, query, variables, "staff");
  type Payload = { userErrors?: { message: string }[] } | null;
  const refused = Object.values((data ?? {}) as Record<string, Payload>);
  const [first] = [...(errors ?? []), ...refused.flatMap((payload) => payload?.userErrors ?? [])];
  if (first) throw new Error(`Shopify did not take it: ${first.message}`);
}

async function enterSupplier(telling: Telling, supplier: days.PastSupplier): Promise<void> {
  const { forms, ids } = telling;
  const { name, leadTimeDays, sku, everyDays, daysLate, contact } = supplier;
  const id = await forms.create("suppliers", "suppliers", name, {
    name,
    leadTimeDays: leadTimeDays === undefined ? "" : String(leadTimeDays),
    dates: "stated",
  });
  ids.set(name, id);
  for (const [i, late] of daysLate.entries()) {
    const stated = -everyDays * (daysLate.length - i) - 5;
    await forms.submit(`suppliers/${id}`, `${name} ${i}`, {
      intent: "past",
      reference: `PO-${80 + i} ${name}`,
      sku,
      orderedOn: dayIn(telling, stated - (leadTimeDays ?? 28)),
      statedOn: dayIn(telling, stated),
      arrivedOn: dayIn(telling, stated + late),
    });
  }
  if (!contact) return;
  await forms.submit(`suppliers/${id}`, contact.name, {
    intent: "link-words",
    language: "en",
    contactName: contact.name,
    contactEmail: contact.email,
  });
}

async function chooseSources({ state, forms, ids }: Telling): Promise<void> {
  for (const [start, name] of Object.entries(days.sources)) {
    const variant = Object.values(state.variants).find((v) => v.sku?.startsWith(start));
    const supplierId = ids.get(name)!;
    await forms.submit(`products/${variant!.productId}`, name, { intent: "supplier", supplierId });
  }
}

async function enterDelivery(telling: Telling, delivery: days.OwnDelivery): Promise<void> {
  const { state, forms, ids } = telling;
  const { reference, supplier, units, orderedInDays, inDays, thenInDays, draft, onTheWay } = delivery;
  const day = (days: number) => dayIn(telling, days);
  const lines = Object.entries(units).flatMap(([sku, quantity], i) => [
    [`sku${i}`, sku],
    [`quantity${i}`, String(quantity)],
  ]);
  const id = await forms.create("incoming/new", "incoming", reference, {
    reference,
    locationId: berlin(state),
    supplierId: ids.get(supplier)!,
    orderedOn: day(Math.min(orderedInDays, -2)),
    ...(inDays === undefined ? { undated: "on" } : { expectedOn: day(inDays) }),
    ...(draft && { draft: "on" }),
    ...Object.fromEntries(lines),
  });
  ids.set(reference, id);
  if (thenInDays !== undefined)
    await forms.submit(`incoming/${id}`, reference, { intent: "change-date", expectedOn: day(thenInDays) });
  if (onTheWay)
    await forms.submit(`incoming/${id}`, reference, {
      intent: "change-details",
      inTransit: "on",
      earliestOn: day(onTheWay.earliestInDays),
      notes: onTheWay.notes,
    });
}

/** Shopify's transfers name no supplier. */
async function chooseSenders({ state, forms, ids }: Telling): Promise<void> {
  for (const [reference, supplier] of Object.entries(days.sentBy)) {
    await forms.untilSays("incoming", reference);
    const supplierId = ids.get(supplier)!;
    const deliveryId = `shipment-${shipmentOf(state, reference).id}`;
    await forms.submit("transfers", reference, { intent: "supplier", deliveryId, supplierId });
  }
}

function shipmentOf({ transfers, shipments }: ShopState, reference: string) {
  const transfer = Object.values(transfers).find((t) => t.referenceName === reference);
  const shipment = Object.values(shipments).find((s) => s.transferId === transfer?.id);
  if (!shipment) throw new Error(`The seed has no shipment of ${reference}.`);
  return shipment;
}

/** The units that are about to arrive are waited for on hold: else there is nothing to release. */
async function held({ state }: Telling): Promise<void> {
  const { inventoryItemId } = variantOf(state, days.unpacked.sku);
  const waits = () =>
    Object.values(state.fulfillmentOrders).some(
      ({ status, holds, lineItems }) =>
        status === "OPEN" &&
        holds.length === 0 &&
        lineItems.some((l) => l.inventoryItemId === inventoryItemId && l.remainingQuantity > 0),
    );
  for (let tries = 0; waits() && tries < 1200; tries++) await pause(100);
}

/** Somebody changes the day of a shipment in Shopify; the app learns of it by webhook. */
async function moveInShopify(telling: Telling): Promise<void> {
  const { reference, inDays } = days.movedInShopify;
  const { id, tracking } = shipmentOf(telling.state, reference);
  const arrivesAt = `${dayIn(telling, inDays)}T10:00:00Z`;
  const { company, trackingNumber } = tracking;
  await staff(telling, operations.moveArrival, {
    id: gid("InventoryShipment", id),
    tracking: { company, trackingNumber, arrivesAt },
  });
}

/** The supplier opens its link and names another day. */
async function askSupplier(telling: Telling, appUrl: string): Promise<void> {
  const { forms, ids } = telling;
  const { supplier, reference, inDays, comment } = days.wrote;
  const answer = await forms.submit(`suppliers/${ids.get(supplier)!}`, "the link", {
    intent: "link",
    days: "30",
  });
  const token = /\/supplier\/([\w.~-]+)/.exec(answer)?.[1];
  if (!token) throw new Error("The app made no link.");
  const response = await fetch(`${appUrl}/supplier/${token}`, {
    method: "POST",
    headers: { "user-agent": browser },
    body: new URLSearchParams({
      delivery: ids.get(reference)!,
      answer: "date",
      statedOn: dayIn(telling, inDays),
      comment,
    }),
  });
  if (!response.ok) throw new Error(`The app did not take what ${supplier} wrote: ${response.status}`);
}

/** Counted in the app, and put on the shelf in Shopify. */
async function unpack(telling: Telling): Promise<void> {
  const { state, forms, ids } = telling;
  const { reference, sku, arrived, damaged } = days.unpacked;
  const { inventoryItemId } = variantOf(state, sku);
  const delivery = days.ownDeliveries.find((d) => d.reference === reference)!;
  await forms.submit(`incoming/${ids.get(reference)!}/receive`, reference, {
    item0: inventoryItemId,
    units0: String(delivery.units[sku]),
    arrived0: String(arrived),
    damaged0: String(damaged),
    rest0: "stays",
    arrivedOn: dayIn(telling, 0),
  });
  const changes = [
    {
      inventoryItemId: gid("InventoryItem", inventoryItemId),
      locationId: gid("Location", berlin(state)),
      delta: arrived,
      changeFromQuantity: null,
    },
  ];
  await staff(telling, operations.adjustStock, {
    key: `unpacked-${reference}`,
    input: { name: "available", reason: "received", changes },
  });
  await forms.untilSays("arrivals", "Hut Sleeping Bag");
}
