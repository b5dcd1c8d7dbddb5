import type { ShopCalendar } from "../../domain/facts.ts";
import { plainCalendar, shopCalendar } from "../calendar.server.ts";
import type { Database } from "../client.server.ts";

/** A shop with its merchant's settings, as every page reads it. */
export type ShopSettings = {
  name: string;
  currency: string;
  calendar: ShopCalendar;
  leadTimeDays: number | null;
  tagOrders: boolean;
  importedAt: string | null;
};

/** A shop that is only just joining has no row yet: it reads as the defaults. */
export async function shopSettings(db: Database, shop: string): Promise<ShopSettings> {
  const row = await db.shop.findUnique({ where: { shop } });
  return {
    name: row?.name || shop,
    currency: row?.currency ?? "USD",
    calendar: (await shopCalendar(db, shop)) ?? plainCalendar,
    leadTimeDays: row?.leadTimeDays ?? null,
    tagOrders: row?.tagOrders ?? true,
    importedAt: row?.importedAt?.toISOString() ?? null,
  };
}
