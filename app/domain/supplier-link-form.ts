import { readNumber, type Checked } from "./form.ts";
import { languages, type Language } from "./languages.ts";

/** For how long a link can work, in days. */
export const linkDays = [7, 14, 30, 90] as const;

export function readLinkDays(typed: string): number | null {
  return linkDays.find((days) => String(days) === typed) ?? null;
}

export type LinkWordsTyped = { language: Language; acceptDays: number | null };

/** Which language a supplier is asked in, and whether harmless answers are taken over. */
export function readLinkWords(
  form: Partial<Record<string, string>>,
): Checked<LinkWordsTyped, "language" | "acceptDays"> {
  const { accept = "", acceptDays = "" } = form;
  const language = languages.find((l) => l === form["language"]);
  if (!language) return { ok: false, errors: { language: "Choose a language." } };
  if (accept !== "on") return { ok: true, value: { language, acceptDays: null } };
  const days = readNumber(acceptDays, 0, 60);
  return days === null
    ? { ok: false, errors: { acceptDays: "Enter a whole number from 0 to 60." } }
    : { ok: true, value: { language, acceptDays: days } };
}

/** A person at the supplier. */
export type Contact = { name: string; email: string };

/** Both empty: nobody. */
export function readContact(
  form: Partial<Record<string, string>>,
): Checked<Contact | null, "contactName" | "contactEmail"> {
  const { contactName: name = "", contactEmail: email = "" } = form;
  if (name === "" && email === "") return { ok: true, value: null };
  const errors: Partial<Record<"contactName" | "contactEmail", string>> = {};
  if (name.length > 100) errors.contactName = "Enter at most 100 characters.";
  if (email.length > 254 || !/^[^\s@,;<>"]+@[^\s@,;<>"]+\.[^\s@,;<>"]+$/.test(email))
    errors.contactEmail = "Enter an address like name@example.com.";
  return Object.keys(errors).length > 0 ? { ok: false, errors } : { ok: true, value: { name, email } };
}
