import { createContext, useContext } from "react";
import type { Day } from "#app/domain/facts.ts";
import { dayText, fromToday, momentText } from "./dates.ts";
import { moneyText } from "./words.ts";

/**
 * What every page needs to write days and money. `today` comes from the server, in the shop's time zone: a
 * component that asked the browser's clock would differ from the markup it was sent.
 */
export type ShopHere = { name: string; currency: string; timeZone: string; today: Day; phone: boolean };

const ShopContext = createContext<ShopHere>({
  name: "",
  currency: "USD",
  timeZone: "UTC",
  today: "1970-01-01",
  phone: false,
});
export const ShopProvider = ShopContext.Provider;

export type Writing = ShopHere & {
  day(day: Day): string;
  fromToday(day: Day): string;
  moment(at: string): string;
  money(amount: number): string;
};

/** The shop's words for days, moments and money. */
export function useShop(): Writing {
  const shop = useContext(ShopContext);
  return {
    ...shop,
    day: (day) => dayText(day, shop.today),
    fromToday: (day) => fromToday(day, shop.today),
    moment: (at) => momentText(at, shop.timeZone, shop.today),
    money: (amount) => moneyText(amount, shop.currency),
  };
}
