import { weekdayWords } from "#app/components/calendar-words.ts";
import { setDateAddress, valueText } from "#app/components/date-rule-words.ts";
import { count } from "#app/components/words.ts";
import type { DateKind, DateRule } from "#app/domain/date-rules.ts";

export type OfShop = { handlingDays: number; workingDays: number[]; leadTimeDays: number | null };

/** What counts where nothing is different. */
export function ofShopText(kind: DateKind, shop: OfShop, rule: DateRule | undefined): string {
  switch (kind) {
    case "lead_time":
      return shop.leadTimeDays === null ? "None" : count(shop.leadTimeDays, "day");
    case "handling":
      return shop.handlingDays === 0 ? "None" : count(shop.handlingDays, "working day");
    case "buffer":
      return rule ? valueText(rule, (day) => day) : "None";
    case "calendar": {
      const words = weekdayWords(shop.workingDays);
      return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
    }
  }
}

/** Where that is changed. */
export function ofShopLink(kind: DateKind): string {
  if (kind === "buffer") return setDateAddress("buffer", "shop");
  return kind === "lead_time" ? "/app/settings" : "/app/settings/calendar";
}
