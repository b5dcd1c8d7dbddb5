import { calendarFor, leavesFrom } from "../../domain/calendar.ts";
import { dayIn } from "../../domain/days.ts";
import { coverDates, type DatedCover } from "../../domain/eta.ts";
import type { Cover, Day, Id, ShopCalendar } from "../../domain/facts.ts";
import type { Evidence } from "../../domain/learned.ts";
import type { Database } from "../client.server.ts";
import { Prisma } from "../generated/client.ts";
import { toldBySupplier } from "./told.server.ts";

/** A covered part of an owed line, with the day its supply is expected now. */
export type CoverRow = {
  kind: Cover["kind"];
  deliveryId: Id | null;
  reference: string | null;
  units: number;
  expectedOn: Day | null;
  /** Where the day of a delivery comes from: its supplier's past, its supplier, Shopify or the staff. */
  evidence: Evidence | null;
  /** The supplier itself said the day. */
  told: boolean;
  /** Read from Shopify. */
  managed: boolean;
};

/** What covers each of these owed lines, in its order. */
export async function coversOf(db: Database, shop: string, lines: Id[]): Promise<(line: Id) => CoverRow[]> {
  const found = new Map<Id, CoverRow[]>();
  if (lines.length > 0) {
    const rows = await db.$queryRaw<(CoverRow & { id: Id })[]>`
      select c.fulfillment_line_id as id, c.kind, c.delivery_id as "deliveryId", d.reference, c.quantity as units,
        to_char(case when c.kind <> 'delivery' then c.expected_on when d.status = 'coming' then d.expected_on end,
          'YYYY-MM-DD') as "expectedOn", d.evidence,
        ${toldBySupplier} as told, coalesce(d.origin <> 'own', false) as managed
      from cover c left join delivery d on d.shop = c.shop and d.delivery_id = c.delivery_id
      where c.shop = ${shop} and c.fulfillment_line_id in (${Prisma.join(lines)})
      order by c.fulfillment_line_id, c.position`;
    for (const { id, ...cover } of rows) found.set(id, [...(found.get(id) ?? []), cover]);
  }
  return (line) => found.get(line) ?? [];
}

/** The ship-by day of each part of a line, by the rules of the domain. */
export function datesOf(
  rows: CoverRow[],
  line: { locationId: Id; country: string | null },
  calendar: ShopCalendar,
  now: Date,
): DatedCover[] {
  const supplies = rows.flatMap(({ deliveryId, reference, expectedOn }) =>
    deliveryId === null ? [] : [{ deliveryId, reference: reference ?? "a delivery", expectedOn }],
  );
  const at = calendarFor(calendar, line);
  return coverDates(rows.map(coverOf), supplies, at, dayIn(at.timeZone, now), leavesFrom(at, now));
}

/** A clock without a day would be a damaged row: it counts as long past. */
function coverOf({ kind, deliveryId, units: quantity, expectedOn }: CoverRow): Cover {
  return kind === "delivery"
    ? { kind, deliveryId: deliveryId ?? "", quantity }
    : { kind, expectedOn: expectedOn ?? "0001-01-01", quantity };
}
