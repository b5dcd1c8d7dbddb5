import type { ProductsAsked, ProductView } from "#app/database/pages/products.server.ts";

export const views: ProductView[] = ["all", "owed", "no_date", "overdue", "out_of_stock"];

/** What the address asks for, less the place in the list. */
export function asked(params: URLSearchParams): Omit<ProductsAsked, "turn"> {
  return {
    view: views.find((v) => v === params.get("view")) ?? "all",
    sort: params.get("sort") === "title" ? "title" : "owed",
    search: (params.get("search") ?? "").trim().slice(0, 200),
  };
}
