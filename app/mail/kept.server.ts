import type { Language } from "../domain/languages.ts";
import { lockedWords } from "../domain/mail-words.ts";
import { fill, fillSubject } from "../domain/template.ts";
import type { About } from "./alert.server.ts";
import { write, type Written } from "./frame.server.ts";

/** "One is kept for you": what, for how much, and until when, in the reader's own time. */
export function keptMail(
  about: About & {
    price: string;
    until: Date;
    timeZone: string;
    buyUrl: string;
    declineUrl: string;
    leaveUrl: string;
  },
): Promise<Written> {
  const { language, shop, item, price } = about;
  const locked = lockedWords[language];
  const until = new Intl.DateTimeFormat(language, {
    day: "numeric",
    month: "long",
    year: "numeric",
    hour: "numeric",
    minute: "2-digit",
    timeZoneName: "short",
    timeZone: isZone(about.timeZone) ? about.timeZone : "UTC",
  }).format(about.until);
  return write({
    language,
    subject: fillSubject(locked.keptSubject, { shop, item }),
    preheader: locked.keptPreheader,
    before: [fill(locked.keptBody, { item, price, until })],
    button: { words: locked.keptButton, url: about.buyUrl },
    after: [locked.keptAfter, locked.onlyMail],
    foot: [fill(locked.whyYou, { shop, item }), about.imprint || shop],
    links: [
      { words: locked.keptDecline, url: about.declineUrl },
      { words: locked.leave, url: about.leaveUrl },
    ],
  });
}

/** A form says where its reader is, and may say anything. */
function isZone(name: string): boolean {
  try {
    new Intl.DateTimeFormat("en", { timeZone: name });
    return true;
  } catch {
    return false;
  }
}

export function moneyText(amount: number, currency: string, language: Language): string {
  return new Intl.NumberFormat(language, { style: "currency", currency }).format(amount);
}
