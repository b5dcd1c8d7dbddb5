import type { Language } from "./languages.ts";

/**
 * What a shopper agrees to by pressing the button, word for word as it stands under the field. It is kept with the
 * sign-up, in the language in which it was read.
 */
export const consentWords: Record<Language, string> = {
  en: "We'll email you once when it's back. Leave with one click.",
  de: "Wir schreiben Ihnen einmal, wenn der Artikel wieder da ist. Abmelden mit einem Klick.",
  fr: "Nous vous écrirons une fois, à son retour. Désinscription en un clic.",
  es: "Te escribiremos una vez cuando vuelva. Date de baja con un clic.",
  ja: "再入荷時に一度だけメールでお知らせします。ワンクリックで解除できます。",
  ar: "سنراسلك مرة واحدة عند توفره من جديد. يمكنك إلغاء الاشتراك بنقرة واحدة.",
};

/** The words for those who chose to stay for later restocks as well. */
export const stayingWords: Record<Language, string> = {
  en: "We'll email you each time it's back. Leave with one click.",
  de: "Wir schreiben Ihnen jedes Mal, wenn der Artikel wieder da ist. Abmelden mit einem Klick.",
  fr: "Nous vous écrirons à chaque retour. Désinscription en un clic.",
  es: "Te escribiremos cada vez que vuelva. Date de baja con un clic.",
  ja: "再入荷のたびにメールでお知らせします。ワンクリックで解除できます。",
  ar: "سنراسلك في كل مرة يتوفر فيها. يمكنك إلغاء الاشتراك بنقرة واحدة.",
};
