import type { NoticeState } from "#app/domain/notice.ts";

export const views = ["all", "sent", "waiting", "unknown", "refused", "dropped"] as const;
export type View = (typeof views)[number];

export const stateOf: Record<View, NoticeState | null> = {
  all: null,
  sent: "sent",
  waiting: "waiting",
  unknown: "unknown",
  refused: "refused",
  dropped: "dropped",
};

export function viewIn(params: URLSearchParams): View {
  return views.find((v) => v === params.get("view")) ?? "all";
}
