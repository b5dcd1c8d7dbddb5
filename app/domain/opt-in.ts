import type { Language } from "./languages.ts";

/** Where courts take an address that was not confirmed for one that did not agree. */
const countries = ["DE", "AT", "CH", "LI", "LU"];
const zones = [
  "Europe/Berlin",
  "Europe/Busingen",
  "Europe/Vienna",
  "Europe/Zurich",
  "Europe/Vaduz",
  "Europe/Luxembourg",
];
const languages: Language[] = ["de"];

export function countryWantsConfirming(country: string): boolean {
  return countries.includes(country);
}

/** Whether somebody has to confirm, whatever the merchant set: by the shop's country, or by what their form says. */
export function mustConfirm(of: { country: string; language: Language; timeZone: string | null }): boolean {
  return (
    countryWantsConfirming(of.country) || languages.includes(of.language) || zones.includes(of.timeZone ?? "")
  );
}
