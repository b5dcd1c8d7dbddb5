import type { Day, Id } from "./facts.ts";

/** What a supplier said by its link (`units`: so many more or fewer), and what became of it. */
export type SupplierBecause = {
  kind: "supplier_said";
  deliveryId: Id;
  reference: string;
  supplier: string;
  statedOn: Day | null;
  units: number;
  comment: string;
  how: "said" | "confirmed" | "accepted" | "by_rule" | "refused";
};

/** The sentence a merchant reads. */
export function supplierSentence(b: SupplierBecause, date: (day: Day) => string): string {
  const units = Math.abs(b.units);
  const comes = b.statedOn ? `comes on ${date(b.statedOn)}` : "comes on a day that isn't known yet";
  const brings =
    b.units === 0
      ? ""
      : `, with ${units} ${units === 1 ? "unit" : "units"} ${b.units > 0 ? "more" : "fewer"}`;
  const comment = b.comment === "" ? "" : ` “${b.comment}”`;
  const said = `${b.reference} ${comes}${brings}.`;
  switch (b.how) {
    case "said":
      return `${b.supplier} says by link: ${said}${comment} It waits for your answer.`;
    case "confirmed":
      return `${b.supplier} confirms by link: ${said}${comment}`;
    case "accepted":
      return `Accepted: ${said} ${b.supplier} said so by link.${comment}`;
    case "by_rule":
      return `Taken over by your rule: ${said} ${b.supplier} said so by link.${comment}`;
    case "refused":
      return `Refused: ${said} ${b.supplier} said so by link.${comment}`;
  }
}
