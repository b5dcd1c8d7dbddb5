import type { Region } from "#app/domain/regions.ts";

/** Codes that name groups of countries, or nothing. */
const noCountries = ["EU", "EZ", "UN", "QO", "XA", "XB", "ZZ"];
const letters = [..."ABCDEFGHIJKLMNOPQRSTUVWXYZ"];

/** Every country by its two letters. Named by the server alone: browsers name some of them otherwise. */
export function countryNames(): Region[] {
  const names = new Intl.DisplayNames("en-US", { type: "region", fallback: "none" });
  const codes = letters.flatMap((a) => letters.map((b) => a + b)).filter(isCountry);
  const found = codes.flatMap((code) => {
    const name = names.of(code);
    return name ? [{ code, name }] : [];
  });
  return found.sort((a, b) => a.name.localeCompare(b.name, "en"));
}

/** Countries that are no more have codes still, and the name of the one that came after them. */
const isCountry = (code: string) =>
  !noCountries.includes(code) && new Intl.Locale(`und-${code}`).region === code;

/** Time zones that are places. Offsets such as "+02:00" are none: they know no summer. */
export function timeZones(): string[] {
  return [...new Set([...Intl.supportedValuesOf("timeZone"), "UTC"])];
}
