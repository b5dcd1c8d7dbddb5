import { evidenceText, learnedBecause } from "#app/domain/evidence.ts";
import type { Day } from "#app/domain/facts.ts";
import type { Evidence } from "#app/domain/learned.ts";

/** Where an expected day comes from, in the few words that stand under it. */
export function sourceWords({
  evidence,
  told,
  managed = false,
  draft = false,
}: {
  evidence: Evidence | null;
  /** The supplier itself said it. */
  told: boolean;
  /** Read from Shopify. */
  managed?: boolean;
  /** Not confirmed yet: nothing is sure of a draft. */
  draft?: boolean;
}): string {
  if (draft) return "Not confirmed yet";
  if (evidence) return evidenceText(evidence);
  if (managed) return "From Shopify";
  return told ? "Supplier confirmed" : "Entered by staff";
}

/** The same in a sentence: "Staff entered Nov 24; from 14 past deliveries, 8 of 10 arrived by Nov 30, 6 days …". */
export function sourceSentence(
  delivery: {
    evidence: Evidence | null;
    supplier: string | null;
    told: boolean;
    statedOn: Day | null;
    expectedOn: Day | null;
    managed?: boolean;
  },
  day: (day: Day) => string,
): string {
  const { evidence, supplier, told, statedOn, expectedOn, managed = false } = delivery;
  const who = managed ? "Shopify says" : told ? `${supplier ?? "Supplier"} says` : "Staff entered";
  const says = statedOn ? `${who} ${day(statedOn)}` : "No date was stated";
  if (!evidence) return `${says}.`;
  const because = learnedBecause(evidence, expectedOn && day(expectedOn));
  const tested =
    evidence.of === 0
      ? ""
      : ` Checked against what came next, this held ${evidence.met} of ${evidence.of} times.`;
  return `${says}; ${because}.${tested}`;
}
