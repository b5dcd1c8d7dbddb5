import { deliveries } from "../seed/deliveries.ts";
import type { StandIn } from "../stand-in.ts";
import { browser } from "./install.ts";

/**
 * What the merchant does on the first morning: tells the app what is coming, on its own pages and through its own
 * forms. Deliveries without a day are left to whoever tries the demo.
 */
export async function enterDeliveries(standIn: StandIn, shop: string, appUrl: string): Promise<void> {
  const state = standIn.shops.get(shop)!;
  const variants = Object.values(state.variants);
  const locations = Object.values(state.locations);
  for (const { reference, to, units, shipment } of deliveries) {
    if (!shipment) continue;
    const location = locations.find((l) => l.name.toLowerCase() === to);
    for (const [sku, quantity] of Object.entries(units)) {
      const variant = variants.find((v) => v.sku === sku);
      if (!variant || !location) throw new Error(`The seed has no ${sku} in ${to}.`);
      await submit(variant.productId, {
        intent: "add-delivery",
        itemId: variant.inventoryItemId,
        locationId: location.id,
        quantity: String(quantity),
        reference,
        expectedOn: dayIn(shipment.arrivesInDays),
      });
    }
  }

  function dayIn(days: number): string {
    return new Date(standIn.clock.now().getTime() + days * 86_400_000).toISOString().slice(0, 10);
  }

  async function submit(productId: string, fields: Record<string, string>): Promise<void> {
    const response = await fetch(
      `${appUrl}/app/products/${productId}.data?${standIn.signedAdminQuery(shop)}`,
      {
        method: "POST",
        headers: { "user-agent": browser, authorization: `Bearer ${standIn.issueIdToken(shop)}` },
        body: new URLSearchParams(fields),
      },
    );
    if (!response.ok)
      throw new Error(`The app did not take ${fields["reference"]}: it answered ${response.status}.`);
  }
}
