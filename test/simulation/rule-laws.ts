import { matchesOf, tierOf } from "#app/domain/tiers.ts";
import type { DateKind } from "#app/domain/date-rules.ts";
import type { Id, OwedLine } from "#app/domain/facts.ts";
import { firstOf, show, sum, type Law } from "./laws.ts";
import { gatherFacts, rulesNaming } from "./memory.ts";
import { shelfAt } from "./oracle.ts";
import { servedSince, type Page } from "./page-laws.ts";
import type { Known } from "./rest-laws.ts";
import { lookAtTags } from "./shopify-reads.ts";

/** What holds of units for the shop floor after each count. */
export const keptLaws: Law<Page>[] = [
  {
    name: "what is kept pays nobody who waits",
    says: "lines that waited get no more of a shelf than is not kept, and of deliveries what the shop floor leaves",
    broken: (page) =>
      firstOf(page.facts.stock, ({ locationId: place, active, kept: wanted = 0 }) => {
        const {
          facts,
          planned: { book },
        } = page;
        if (!active || wanted === 0) return null;
        const { onShelf, kept } = shelfAt(facts, place);
        const got = facts.tracked ? sum([...servedSince(page, place).values()]) : 0;
        if (got > onShelf - kept)
          return `${got} of ${onShelf} go to who waited, ${kept} are kept at ${place}`;
        const here = (o: OwedLine) => (o.locationId === place ? o.covers : []);
        const paid = sum(book.owed.flatMap(here).map((c) => (c.kind === "delivery" ? c.quantity : 0)));
        const coming = sum(
          facts.supplies.map((s) => (s.confirmed && s.locationId === place ? s.quantity : 0)),
        );
        return paid <= Math.max(0, coming - (wanted - kept))
          ? null
          : `${paid} of ${coming} are paid at ${place}`;
      }),
  },
];

/** What holds of dates whenever nothing is under way. */
export const dateRuleLaws: Law<Known>[] = [
  {
    name: "dates follow the narrowest rule",
    says: "lead time, handling, buffer and calendar are those of the variant, else product, collection, shop",
    broken: ({ memory }) =>
      firstOf(memory.items.keys(), (itemId) => {
        const { leadTime, calendar } = gatherFacts(memory, itemId)!;
        const days = (kind: DateKind, otherwise: number | null) => {
          const rule = inForce(memory, itemId, kind);
          return rule && "days" in rule ? rule.days : otherwise;
        };
        const week = inForce(memory, itemId, "calendar");
        const wanted = [
          days("lead_time", memory.leadTimeDays),
          days("handling", memory.calendar.handlingDays),
          days("buffer", 0),
          week && "calendar" in week ? week.calendar.workingDays : memory.calendar.workingDays,
        ];
        const { handlingDays, bufferDays = 0, workingDays } = calendar;
        const found = [leadTime?.days ?? null, handlingDays, bufferDays, workingDays];
        return show(found) === show(wanted)
          ? null
          : `item ${itemId}: ${show(found)} instead of ${show(wanted)}`;
      }),
  },
];

/** Of collections the one whose rule was set last; of two set at once the one with the lower id. */
function inForce(memory: Known["memory"], itemId: Id, kind: DateKind) {
  const rules = rulesNaming(memory, itemId).filter((rule) => rule.kind === kind);
  for (const level of ["variant", "product", "collection", "shop"]) {
    const here = rules.filter((rule) => rule.level === level);
    const last = here
      .map((rule) => rule.setAt)
      .sort()
      .at(-1);
    const latest = here.filter((rule) => rule.setAt === last);
    if (latest.length > 0) return latest.sort((a, b) => (a.target < b.target ? -1 : 1))[0]!;
  }
  return null;
}

/** What holds of groups when everything was read. */
export const groupLaws: Law<Known>[] = [
  {
    name: "orders are in their groups",
    says: "an open order is served with the first group that Shopify's tags put it in, and with no other",
    broken: ({ memory, stage }) =>
      firstOf(memory.orders.values(), ({ orderId, cancelledAt, lines }) => {
        if (cancelledAt !== null || !lines.some((l) => l.remaining > 0 && l.status !== "DELETED"))
          return null;
        const said = lookAtTags(stage.shop, orderId);
        if (!said) return null;
        const { list } = memory.tiers;
        const wanted = tierOf(list, matchesOf(list, said));
        const tier = memory.matches.get(orderId)?.tier ?? null;
        return tier === wanted ? null : `order ${orderId}: ${tier} instead of ${wanted}, ${show(said)}`;
      }),
  },
];
