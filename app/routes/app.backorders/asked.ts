import { causes } from "#app/domain/cause.ts";
import type { BackordersAsked, BackorderSort } from "#app/database/pages/backorders.server.ts";

export const views = ["all", "late", "no_date", "on_track"] as const;
export const sorts: BackorderSort[] = ["urgent", "waiting", "ships_by", "value"];

/** What the address asks for, less the place in the list. Whatever it does not understand filters nothing. */
export function asked(params: URLSearchParams): Omit<BackordersAsked, "turn"> {
  const id = (name: string) => (/^[\w-]{1,40}$/.test(params.get(name) ?? "") ? params.get(name) : null);
  const waiting = params.get("waiting") ?? "";
  return {
    view: views.find((v) => v === params.get("view")) ?? "all",
    sort: sorts.find((s) => s === params.get("sort")) ?? "urgent",
    search: (params.get("search") ?? "").trim().slice(0, 200),
    product: (params.get("product") ?? "").trim().slice(0, 200),
    productId: id("product_id"),
    deliveryId: id("delivery_id"),
    locations: params.getAll("location").filter(Boolean).slice(0, 50),
    channels: params.getAll("channel").filter(Boolean).slice(0, 50),
    cause: causes.find((c) => c === params.get("cause")) ?? null,
    waiting: /^\d{1,4}$/.test(waiting) ? Number(waiting) : null,
  };
}
