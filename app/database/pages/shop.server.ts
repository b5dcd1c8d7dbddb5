import type { ShopCalendar } from "../../domain/facts.ts";
import type { Policies } from "../../domain/settings-form.ts";
import { plainCalendar, shopCalendar } from "../calendar.server.ts";
import type { Database } from "../client.server.ts";

/** A shop with its merchant's settings, as every page reads it. */
export type ShopSettings = {
  name: string;
  currency: string;
  storefront: string;
  calendar: ShopCalendar;
  policies: Policies;
  importedAt: string | null;
};

/** A shop that is only just joining has no row yet: it reads as the defaults. */
export async function shopSettings(db: Database, shop: string): Promise<ShopSettings> {
  const row = await db.shop.findUnique({ where: { shop } });
  const policies: Policies = {
    leadTimeDays: row?.leadTimeDays ?? null,
    tagOrders: row?.tagOrders ?? true,
    rankBy: row?.rankBy === "required" ? "required" : "placed",
    paidFirst: row?.paidFirst ?? false,
    toleranceDays: row?.toleranceDays ?? 2,
    tolerancePercent: row?.tolerancePercent ?? 20,
    confirmHours: row?.confirmHours ?? 24,
    frozenDays: row?.frozenDays ?? 3,
  };
  return {
    name: row?.name || shop,
    currency: row?.currency ?? "USD",
    // Shopify leads this name to the shop's own.
    storefront: row?.storefront || `https://${shop}`,
    calendar: (await shopCalendar(db, shop)) ?? plainCalendar,
    policies,
    importedAt: row?.importedAt?.toISOString() ?? null,
  };
}
