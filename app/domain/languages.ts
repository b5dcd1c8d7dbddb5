/** The languages shoppers are written to in. Others get English. */
export const languages = ["en", "de", "fr", "es", "ja", "ar"] as const;
export type Language = (typeof languages)[number];

/** What the admin, which is in English, calls them. */
export const languageNames: Record<Language, string> = {
  en: "English",
  de: "German",
  fr: "French",
  es: "Spanish",
  ja: "Japanese",
  ar: "Arabic",
};

/** The language that a tag such as "de-AT" or a header such as "fr-CH, fr;q=0.9" asks for first. */
export function languageOf(tag: string | null | undefined): Language {
  const wanted = (tag ?? "").trim().slice(0, 2).toLowerCase();
  return languages.find((language) => language === wanted) ?? "en";
}

export const rightToLeft = (language: Language): boolean => language === "ar";
