import type { Language } from "../domain/languages.ts";
import { lockedWords, type AlertTexts } from "../domain/mail-words.ts";
import { fill, fillSubject } from "../domain/template.ts";
import { write, type Written } from "./frame.server.ts";

export type About = {
  language: Language;
  /** The shop's name. */
  shop: string;
  /** Product and variant as a shopper calls them. */
  item: string;
  imprint: string;
};

/** "It is back": the merchant's words around what the law and fairness want. */
export function alertMail(
  about: About & { texts: AlertTexts; productUrl: string; leaveUrl: string },
): Promise<Written> {
  const { language, texts, shop, item } = about;
  const locked = lockedWords[language];
  const values = { shop, item };
  return write({
    language,
    subject: fillSubject(texts.subject, values),
    preheader: fill(texts.preheader, values),
    before: [fill(texts.body, values)],
    button: { words: fill(texts.button, values), url: about.productUrl },
    after: [locked.onlyMail],
    foot: [fill(locked.whyYou, values), about.imprint || shop],
    links: [{ words: locked.leave, url: about.leaveUrl }],
  });
}

/** "Is it you?": nothing in it is the merchant's to write, so that it can carry no promotion to a stranger. */
export function confirmMail(
  about: About & { confirmUrl: string; until: Date; timeZone: string },
): Promise<Written> {
  const { language, shop, item } = about;
  const locked = lockedWords[language];
  const date = new Intl.DateTimeFormat(language, { dateStyle: "long", timeZone: about.timeZone }).format(
    about.until,
  );
  return write({
    language,
    subject: fillSubject(locked.confirmSubject, { shop, item }),
    preheader: locked.confirmPreheader,
    before: [fill(locked.confirmBody, { shop, item })],
    button: { words: locked.confirmButton, url: about.confirmUrl },
    after: [fill(locked.confirmUntil, { date }), locked.confirmIgnore],
    foot: [about.imprint || shop],
    links: [],
  });
}
