import { languageOf, type Language } from "./languages.ts";
import { keptDays, normalAddress } from "./sign-up.ts";

/** A row of another app's list that can be taken over. Its variant is looked up by id, else by SKU. */
export type ImportRow = {
  row: number;
  to: string;
  variantId: string | null;
  sku: string | null;
  askedAt: string | null;
  language: Language;
  consent: string;
};
export type ImportProblem = { row: number; problem: string };
/** What a column of the file was taken for, by the name it has there. */
export type ImportColumn = { column: Column; name: string };
export type ReadImport =
  | { kind: "rows"; columns: ImportColumn[]; rows: ImportRow[]; problems: ImportProblem[] }
  | { kind: "unreadable"; problem: string };

export type Column = "address" | "variant" | "sku" | "asked" | "consent" | "language" | "status";

/** What STOQ, Swym, Klaviyo and others call these columns. Swym says `epi` for a variant. */
const names: Record<Column, string[]> = {
  address: ["email", "emailaddress", "customeremail", "contactemail", "subscriberemail"],
  variant: ["variantid", "shopifyvariantid", "productvariantid", "epi"],
  sku: ["sku", "variantsku", "productsku"],
  asked: [
    "createdat",
    "subscribedat",
    "subscribedon",
    "date",
    "signupdate",
    "addedon",
    "timestamp",
    "datecreated",
  ],
  consent: [
    "consent",
    "emailmarketingconsent",
    "emailconsent",
    "acceptsmarketing",
    "optin",
    "optedin",
    "confirmed",
    "emailmarketingstatus",
  ],
  language: ["language", "locale"],
  status: ["status", "notificationstatus", "state"],
};
const yes = /^(yes|y|true|1|x|subscribed|confirmed|opted[- _]?in|accepted|double[- _]?opt[- _]?in)$/i;
const over = /^(sent|notified|delivered|unsubscribed|cancell?ed|completed|converted|bounced)$/i;

/** Reads the rows of a CSV file. Nothing is taken over here: all of it is checked first. */
export function readImport(header: string[], records: string[][], now: Date): ReadImport {
  const at = columnsIn(header);
  if (at.address === undefined)
    return { kind: "unreadable", problem: "There is no column with email addresses." };
  if (at.variant === undefined && at.sku === undefined)
    return { kind: "unreadable", problem: "There is no column with variant ids or SKUs." };
  if (at.consent === undefined)
    return {
      kind: "unreadable",
      problem: "There is no column that says who agreed to be written to. Add one named Consent.",
    };
  const rows: ImportRow[] = [];
  const problems: ImportProblem[] = [];
  const seen = new Set<string>();
  records.forEach((record, index) => {
    // As a spreadsheet counts, the header being row 1.
    const row = index + 2;
    const cell = (column: Column) => (record[at[column] ?? -1] ?? "").trim();
    if (record.every((text) => text.trim() === "")) return;
    const to = normalAddress(cell("address"));
    const variantId = /(\d{1,20})$/.exec(cell("variant"))?.[1] ?? null;
    const sku = cell("sku") || null;
    const key = `${to}/${variantId ?? sku}`;
    const askedAt = moment(cell("asked"), now);
    const problem = !to
      ? "This is no email address."
      : !variantId && !sku
        ? "There is no variant id or SKU."
        : !yes.test(cell("consent"))
          ? "This person has not agreed to be written to."
          : over.test(cell("status"))
            ? "This person has been told already, or has left the list."
            : askedAt && now.getTime() - Date.parse(askedAt) > keptDays * 86_400_000
              ? "This person asked more than a year ago."
              : seen.has(key)
                ? "This person stands here twice for the same variant."
                : null;
    if (problem || !to) {
      problems.push({ row, problem: problem ?? "" });
      return;
    }
    seen.add(key);
    const consent = `Imported, ${header[at.consent!]}: ${cell("consent")}`.slice(0, 500);
    rows.push({
      row,
      to,
      variantId,
      sku,
      askedAt,
      language: languageOf(cell("language")),
      consent,
    });
  });
  const columns = (Object.entries(at) as [Column, number][]).map(([column, index]) => ({
    column,
    name: header[index] ?? "",
  }));
  return { kind: "rows", columns, rows, problems };
}

function columnsIn(header: string[]): Partial<Record<Column, number>> {
  const plain = header.map((name) => name.toLowerCase().replace(/[^a-z]/g, ""));
  const found: Partial<Record<Column, number>> = {};
  for (const [column, known] of Object.entries(names) as [Column, string[]][]) {
    const index = plain.findIndex((name) => known.includes(name));
    if (index >= 0) found[column] = index;
  }
  return found;
}

/** Only what cannot be misread: 2026-03-04, with or without a time. 03/04/2026 is a day in March or in April. */
function moment(text: string, now: Date): string | null {
  if (!/^\d{4}-\d{2}-\d{2}([T ]|$)/.test(text)) return null;
  const at = Date.parse(text);
  return Number.isNaN(at) || at > now.getTime() ? null : new Date(at).toISOString();
}
