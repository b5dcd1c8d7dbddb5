import { cast, products, type CastProduct } from "../cast.ts";
import type { StandIn } from "../stand-in.ts";
import { deliveries, type Delivery } from "./deliveries.ts";
import * as operations from "./operations.ts";
import { pastOrders, type PastOrder } from "./orders.ts";

type Staff = <Data>(query: string, variables: object) => Promise<Data>;
type Catalog = Map<string, { variantId: string; itemId: string }>; // by SKU
type Locations = { berlin: string; lyon: string };

const dayMs = 24 * 3600_000;

/** Fills the shop with the cast and its history, through the Admin API, always the same way. */
export async function seed(standIn: StandIn, shop: string = cast.shop.domain): Promise<void> {
  const staff: Staff = async (query, variables) => {
    const { data, errors } = await standIn.execute(shop, query, variables, "staff");
    const refused = [...(errors ?? []), ...userErrorsIn(data)];
    if (refused.length > 0) throw new Error(`The shop could not be filled: ${refused[0]!.message}`);
    return data as never;
  };
  const daysFromNow = (days: number) => new Date(standIn.clock.now().getTime() + days * dayMs).toISOString();

  const locations = {
    berlin: await addLocation(staff, cast.berlin),
    lyon: await addLocation(staff, cast.lyon),
  };
  const catalog: Catalog = new Map();
  for (const product of products) await addProduct(staff, product, locations, catalog);

  const placed: { past: PastOrder; id: string }[] = [];
  for (const [index, past] of pastOrders.entries()) {
    const processedAt = duringTheDay(daysFromNow(-past.daysAgo), index);
    placed.push({ past, id: await placeOrder(staff, past, catalog, processedAt) });
  }
  // Order routing answers some time later; nothing can be shipped before.
  await standIn.idle();
  for (const { past, id } of placed) await settle(staff, past, id);
  await standIn.idle();

  for (const delivery of deliveries) await announce(staff, delivery, locations, catalog, daysFromNow);
  await standIn.idle();
}

/** Some time between 7 and 19 o'clock of that day. */
function duringTheDay(day: string, index: number): string {
  const minutes = 7 * 60 + ((index * 277) % (12 * 60));
  const time = [Math.floor(minutes / 60), minutes % 60]
    .map((part) => String(part).padStart(2, "0"))
    .join(":");
  return `${day.slice(0, 10)}T${time}:00Z`;
}

function userErrorsIn(data: unknown): { message: string }[] {
  return Object.values((data ?? {}) as Record<string, Record<string, unknown> | null>).flatMap((payload) =>
    [payload?.["userErrors"], payload?.["orderCancelUserErrors"]].flatMap(
      (errors) => (errors ?? []) as { message: string }[],
    ),
  );
}

async function addLocation(staff: Staff, { name, ...address }: { name: string }): Promise<string> {
  const data = await staff<{ locationAdd: { location: { id: string } } }>(operations.addLocation, {
    input: { name, address, fulfillsOnlineOrders: true },
  });
  return data.locationAdd.location.id;
}

async function addProduct(staff: Staff, product: CastProduct, locations: Locations, catalog: Catalog) {
  const variants = Object.values(product.variants);
  const options = product.options.length > 0 ? product.options : ["Title"];
  const valuesOf = (values: string[]) => (values.length > 0 ? values : ["Default Title"]);
  type Created = { id: string; sku: string; inventoryItem: { id: string } };
  const data = await staff<{ productSet: { product: { variants: { nodes: Created[] } } } }>(
    operations.setProduct,
    {
      input: {
        title: product.title,
        handle: product.handle,
        productType: product.type,
        vendor: product.vendor,
        descriptionHtml: product.description,
        status: "ACTIVE",
        productOptions: options.map((name, index) => ({
          name,
          position: index + 1,
          values: [...new Set(variants.map(({ values }) => valuesOf(values)[index]!))].map((value) => ({
            name: value,
          })),
        })),
        variants: variants.map((variant) => ({
          sku: variant.sku,
          price: variant.price ?? product.price,
          inventoryPolicy: variant.continues ? "CONTINUE" : "DENY",
          inventoryItem: { sku: variant.sku, tracked: true, requiresShipping: true },
          optionValues: valuesOf(variant.values).map((name, index) => ({
            optionName: options[index]!,
            name,
          })),
          inventoryQuantities: (["berlin", "lyon"] as const).map((place) => ({
            locationId: locations[place],
            name: "available",
            quantity: variant[place],
          })),
        })),
      },
    },
  );
  for (const created of data.productSet.product.variants.nodes) {
    catalog.set(created.sku, { variantId: created.id, itemId: created.inventoryItem.id });
  }
}

function inCatalog(catalog: Catalog, sku: string) {
  const known = catalog.get(sku);
  if (!known) throw new Error(`The cast has no ${sku}.`);
  return known;
}

async function placeOrder(
  staff: Staff,
  past: PastOrder,
  catalog: Catalog,
  processedAt: string,
): Promise<string> {
  const [firstName = "", ...rest] = past.customer.split(" ");
  const email = `${past.customer
    .normalize("NFD")
    .replace(/[^\x20-\x7f]/g, "")
    .toLowerCase()
    .replaceAll(" ", ".")}@example.com`;
  const data = await staff<{ orderCreate: { order: { id: string } } }>(operations.createOrder, {
    options: { inventoryBehaviour: "DECREMENT_IGNORING_POLICY" },
    order: {
      currency: cast.shop.currency,
      processedAt,
      sourceName: past.channel,
      financialStatus: past.pending ? "PENDING" : "PAID",
      email,
      customer: { toUpsert: { email, firstName, lastName: rest.join(" ") } },
      lineItems: Object.entries(past.lines).map(([sku, quantity]) => ({
        variantId: inCatalog(catalog, sku).variantId,
        quantity,
        requiresShipping: true,
      })),
    },
  });
  return data.orderCreate.order.id;
}

type ToShip = {
  order: {
    lineItems: { nodes: { id: string; sku: string; quantity: number }[] };
    fulfillmentOrders: {
      nodes: {
        id: string;
        assignedLocation: { location: { id: string } };
        lineItems: { nodes: { id: string; remainingQuantity: number; sku: string }[] };
      }[];
    };
  };
};

/** Lets happen to the order what its fate says. */
async function settle(staff: Staff, { fate }: PastOrder, orderId: string): Promise<void> {
  if (fate === "open") return;
  if (fate === "canceled") return void (await staff(operations.cancel, { orderId }));

  const { order } = await staff<ToShip>(operations.whatToShip, { id: orderId });
  const ships = (sku: string) =>
    fate === "shipped" || ("shipped" in fate ? fate.shipped.includes(sku) : fate.refunded !== sku);
  const parcels = order.fulfillmentOrders.nodes
    .map(({ id, lineItems }) => ({
      fulfillmentOrderId: id,
      fulfillmentOrderLineItems: lineItems.nodes
        .filter(({ sku }) => ships(sku))
        .map((line) => ({ id: line.id, quantity: line.remainingQuantity })),
    }))
    .filter(({ fulfillmentOrderLineItems }) => fulfillmentOrderLineItems.length > 0);
  for (const parcel of parcels) {
    await staff(operations.ship, { fulfillment: { lineItemsByFulfillmentOrder: [parcel] } });
  }
  if (typeof fate === "object" && "refunded" in fate) {
    const line = order.lineItems.nodes.find(({ sku }) => sku === fate.refunded)!;
    const locationId = order.fulfillmentOrders.nodes[0]!.assignedLocation.location.id;
    await staff(operations.refund, {
      key: `refund-${line.id}`,
      input: {
        orderId,
        note: "Changed their mind",
        refundLineItems: [
          { lineItemId: line.id, quantity: line.quantity, restockType: "CANCEL", locationId },
        ],
      },
    });
  }
}

async function announce(
  staff: Staff,
  { reference, to, orderedDaysAgo, units, shipment }: Delivery,
  locations: Locations,
  catalog: Catalog,
  daysFromNow: (days: number) => string,
): Promise<void> {
  const lineItems = Object.entries(units).map(([sku, quantity]) => ({
    inventoryItemId: inCatalog(catalog, sku).itemId,
    quantity,
  }));
  const data = await staff<{ inventoryTransferCreateAsReadyToShip: { inventoryTransfer: { id: string } } }>(
    operations.createTransfer,
    {
      key: `transfer-${reference}`,
      input: {
        destinationLocationId: locations[to],
        referenceName: reference,
        dateCreated: daysFromNow(-orderedDaysAgo),
        lineItems,
      },
    },
  );
  if (!shipment) return;
  await staff(operations.sendShipment, {
    key: `shipment-${reference}`,
    input: {
      movementId: data.inventoryTransferCreateAsReadyToShip.inventoryTransfer.id,
      lineItems,
      trackingInput: {
        arrivesAt: daysFromNow(shipment.arrivesInDays),
        company: shipment.company,
        trackingNumber: shipment.trackingNumber,
      },
    },
  });
}
