import { Text } from "@shopify/polaris";
import type { Evidence } from "#app/domain/learned.ts";
import { sourceWords } from "./date-source.ts";
import { count } from "./words.ts";
import { useShop } from "./shop.tsx";

export type CoverShown = {
  kind: "delivery" | "lead_time" | "made_to_order";
  reference: string | null;
  units: number;
  expectedOn: string | null;
  evidence: Evidence | null;
  told: boolean;
  managed: boolean;
};

/** Which supply pays a line: "PO-118 (2), stated lead time (1)". */
export function CoveredBy({ covers, uncovered }: { covers: CoverShown[]; uncovered: number }) {
  const parts = covers.map((c) => `${coverName(c)} (${c.units})`);
  if (uncovered > 0) parts.push(covers.length > 0 ? `nothing known (${uncovered})` : "Nothing coming");
  return <Text as="span">{parts.join(", ")}</Text>;
}

function coverName({ kind, reference }: CoverShown): string {
  if (kind === "lead_time") return "Stated lead time";
  return kind === "made_to_order" ? "Made to order" : (reference ?? "a delivery");
}

/** The ship-by day of a line with the source below it, or why there is none. */
export function ShipsBy({
  shipsBy,
  covers,
  uncovered,
}: {
  shipsBy: string | null;
  covers: CoverShown[];
  uncovered: number;
}) {
  const shop = useShop();
  return (
    <>
      {shipsBy ? (
        <Text as="p">
          <time dateTime={shipsBy}>{shop.day(shipsBy)}</time>, {shop.fromToday(shipsBy)}
        </Text>
      ) : (
        <Text as="p">No date</Text>
      )}
      <Text as="p" variant="bodySm" tone="subdued">
        {sourceOf(covers, uncovered, shop.today, shop.day)}
      </Text>
    </>
  );
}

function sourceOf(
  covers: CoverShown[],
  uncovered: number,
  today: string,
  day: (d: string) => string,
): string {
  if (covers.length === 0) return "Nothing coming: set a date";
  const overdue = covers.find((c) => c.expectedOn !== null && c.expectedOn < today);
  if (overdue) {
    if (overdue.kind === "made_to_order") return `Was to be made by ${day(overdue.expectedOn!)}`;
    return overdue.kind === "lead_time"
      ? `Lead time ended ${day(overdue.expectedOn!)}`
      : `${coverName(overdue)} overdue since ${day(overdue.expectedOn!)}`;
  }
  const undated = covers.find((c) => c.expectedOn === null);
  if (undated) return `${coverName(undated)} has no date`;
  if (uncovered > 0) return `Nothing coming for ${count(uncovered, "unit")}`;
  if (covers.every((c) => c.kind === "made_to_order")) return "Made to order";
  if (covers.every((c) => c.kind === "lead_time")) return "Stated lead time";
  // The latest part decides the day, so it is its source that counts.
  const deliveries = covers.filter((c) => c.kind === "delivery");
  return sourceWords(deliveries.reduce((a, b) => (b.expectedOn! > a.expectedOn! ? b : a)));
}
