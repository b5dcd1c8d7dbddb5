import { deliveries, pastSupplier } from "../seed/deliveries.ts";
import type { StandIn } from "../stand-in.ts";
import { browser } from "./install.ts";

/**
 * What the merchant does on the first morning: tells the app who delivers and what is coming, on its own pages and
 * through its own forms. Deliveries without a day are left to whoever tries the demo.
 */
export async function enterDeliveries(standIn: StandIn, shop: string, appUrl: string): Promise<void> {
  const state = standIn.shops.get(shop)!;
  const variants = Object.values(state.variants);
  const locations = Object.values(state.locations);
  const supplierId = await enterSupplier();
  for (const { reference, to, units, shipment, orderedDaysAgo } of deliveries) {
    if (!shipment) continue;
    const location = locations.find((l) => l.name.toLowerCase() === to);
    for (const [sku, quantity] of Object.entries(units)) {
      const variant = variants.find((v) => v.sku === sku);
      if (!variant || !location) throw new Error(`The seed has no ${sku} in ${to}.`);
      await submit(`products/${variant.productId}`, reference, {
        intent: "add-delivery",
        itemId: variant.inventoryItemId,
        locationId: location.id,
        quantity: String(quantity),
        reference,
        expectedOn: dayIn(shipment.arrivesInDays),
        orderedOn: dayIn(-orderedDaysAgo),
        supplierId: reference.endsWith(pastSupplier.name) ? supplierId : "",
      });
    }
  }

  function dayIn(days: number): string {
    return new Date(standIn.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
  }

  /** With what it did in the past, so that there is something to learn from. */
  async function enterSupplier(): Promise<string> {
    const { name, leadTimeDays, sku, everyDays, daysLate } = pastSupplier;
    const answer = await submit("suppliers", name, {
      name,
      leadTimeDays: String(leadTimeDays),
      dates: "stated",
    });
    const id = /\/app\/suppliers\/([\w-]+)/.exec(answer)?.[1];
    if (!id) throw new Error("The app has no page for a new supplier.");
    for (const [i, late] of daysLate.entries()) {
      const stated = -everyDays * (daysLate.length - i);
      await submit(`suppliers/${id}`, `${name} ${i}`, {
        intent: "past",
        reference: `PO-${80 + i} ${name}`,
        sku,
        orderedOn: dayIn(stated - leadTimeDays),
        statedOn: dayIn(stated),
        arrivedOn: dayIn(stated + late),
      });
    }
    return id;
  }

  async function submit(page: string, what: string, fields: Record<string, string>): Promise<string> {
    const response = await fetch(`${appUrl}/app/${page}.data?${standIn.signedAdminQuery(shop)}`, {
      method: "POST",
      headers: { "user-agent": browser, authorization: `Bearer ${standIn.issueIdToken(shop)}` },
      body: new URLSearchParams(fields),
      redirect: "manual",
    });
    if (!response.ok) throw new Error(`The app did not take ${what}: it answered ${response.status}.`);
    return response.text();
  }
}
