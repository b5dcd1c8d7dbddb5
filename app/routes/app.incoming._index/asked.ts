import type { DeliveriesAsked, DeliverySort, DeliveryView } from "#app/database/pages/deliveries.server.ts";

export const views: DeliveryView[] = [
  "all",
  "week",
  "soon",
  "overdue",
  "no_date",
  "short",
  "draft",
  "received",
];
export const sorts: DeliverySort[] = ["expected", "owed", "reference"];

/** What the address asks for, less the place in the list. */
export function asked(params: URLSearchParams): Omit<DeliveriesAsked, "turn"> {
  const supplier = params.get("supplier_id") ?? "";
  return {
    view: views.find((v) => v === params.get("view")) ?? "all",
    sort: sorts.find((s) => s === params.get("sort")) ?? "expected",
    search: (params.get("search") ?? "").trim().slice(0, 200),
    supplierId: /^[\w-]{1,40}$/.test(supplier) ? supplier : null,
  };
}
