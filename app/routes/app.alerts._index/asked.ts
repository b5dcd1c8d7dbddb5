import type { AlertsAsked, AlertView } from "#app/database/pages/alerts.server.ts";

export const views: AlertView[] = ["waiting", "back", "paused", "all"];

/** What the address asks for, less the place in the list. */
export function asked(params: URLSearchParams): Omit<AlertsAsked, "turn"> {
  return {
    view: views.find((v) => v === params.get("view")) ?? "waiting",
    search: (params.get("search") ?? "").trim().slice(0, 200),
  };
}
