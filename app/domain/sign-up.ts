import type { State } from "./facts.ts";
import { languageOf, type Language } from "./languages.ts";
import type { SubscriptionState } from "./notice.ts";

/** What the notify-me form sends, as typed. */
export type SignUp = {
  variantId: string;
  /** A location, where the shop sells by location; else empty. */
  place: string;
  to: string;
  language: Language;
  timeZone: string | null;
  /** The path that begins the shop's pages in the reader's language or market, such as "/en-ca"; else empty. */
  root: string;
  stays: boolean;
  /** What stood under the field, where the merchant wrote it; null: our words. */
  consent: string | null;
};

export type SignUpAnswer = "confirm" | "listed" | "in_stock" | "invalid" | "limited" | "failed";

export type ReadSignUp =
  | { kind: "read"; signUp: SignUp }
  /** Filled in by a machine: it hears what a person would hear, and nothing is kept. */
  | { kind: "machine"; language: Language }
  | { kind: "invalid"; language: Language; empty: boolean }
  | { kind: "failed"; language: Language };

const quickestMs = 1500;

/** Reads the form. `website` is a field that people do not see; `t` is when the page was opened, if it said so. */
export function readSignUp(
  form: Partial<Record<string, string>>,
  header: string | null,
  now: Date,
): ReadSignUp {
  const language = languageOf(form["language"] || header);
  const opened = Number(form["t"]);
  const tooQuick = opened > 0 && now.getTime() - opened >= 0 && now.getTime() - opened < quickestMs;
  if ((form["website"] ?? "") !== "" || tooQuick) return { kind: "machine", language };
  const typed = (form["email"] ?? "").trim();
  const to = normalAddress(typed);
  if (to === null) return { kind: "invalid", language, empty: typed === "" };
  const variantId = form["variant"] ?? "";
  const place = form["place"] ?? "";
  if (!/^\d{1,20}$/.test(variantId) || !/^\d{0,20}$/.test(place)) return { kind: "failed", language };
  const zone = form["time_zone"] ?? "";
  const timeZone = /^[A-Za-z0-9_+\-/]{1,60}$/.test(zone) ? zone : null;
  const root = readRoot(form["root"]);
  const consent = form["consent_text"]?.trim().slice(0, 500) || null;
  return {
    kind: "read",
    signUp: { variantId, place, to, language, timeZone, root, stays: form["stay"] === "on", consent },
  };
}

/** Only what Shopify makes of languages and markets: a form can say anything, and links of our mails begin with it. */
export function readRoot(typed: string | undefined): string {
  return typed && /^\/[a-z]{2,3}(-[a-z0-9]{2,4}){0,2}$/i.test(typed) ? typed : "";
}

/**
 * One spelling for one mailbox: trimmed, lower case, Unicode composed. Null for what is no plain address: no lists, no
 * quotes, no line breaks, nothing that a mail server could take for a second recipient.
 */
export function normalAddress(typed: string): string | null {
  const address = typed.trim().normalize("NFC").toLowerCase();
  if (address.length > 254) return null;
  const parts = address.split("@");
  const [local = "", domain = ""] = parts;
  if (parts.length !== 2 || local.length > 64) return null;
  if (!/^[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+(\.[\p{L}\p{N}!#$%&'*+/=?^_`{|}~-]+)*$/u.test(local)) return null;
  if (!/^([\p{L}\p{N}]([\p{L}\p{N}-]{0,61}[\p{L}\p{N}])?\.)+[\p{L}\p{N}-]{2,63}$/u.test(domain)) return null;
  return address;
}

/** What a sign-up is answered with by the state of the variant, before anybody is looked up. Null: it may go on. */
export function refusal(variant: { state: State } | null): "in_stock" | "failed" | null {
  if (!variant || variant.state === "discontinued") return "failed";
  return variant.state === "in_stock" ? "in_stock" : null;
}

/** What happens to the sign-up of somebody who may be known already. They keep their place while they wait. */
export function join(
  known: SubscriptionState | null,
  doubleOptIn: boolean,
): { state: SubscriptionState; anew: boolean } {
  if (known === "waiting") return { state: "waiting", anew: false };
  if (known === "pending") return { state: doubleOptIn ? "pending" : "waiting", anew: false };
  return { state: doubleOptIn ? "pending" : "waiting", anew: true };
}

/** Sign-ups older than this are forgotten, without a mail. */
export const keptDays = 365;
