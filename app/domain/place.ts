import type { Because } from "./because.ts";
import type { DemandLine, Facts, OwedLine } from "./facts.ts";
import { yields } from "./rank.ts";

/** Why a line stands where it stands, as far as it is not simply its age; and what is odd about its place. */
export function reasonsForPlace(
  owed: OwedLine,
  line: DemandLine,
  facts: Pick<Facts, "pegs" | "supplies" | "ranking" | "stock" | "variants">,
): Because[] {
  const because: Because[] = [];
  for (const { deliveryId, lineId, kind, quantity } of facts.pegs) {
    const supply = facts.supplies.find((s) => s.deliveryId === deliveryId);
    if (lineId !== line.lineId || !supply) continue;
    const { reference } = supply;
    const served =
      owed.covers.find((c) => c.kind === "delivery" && c.deliveryId === deliveryId)?.quantity ?? 0;
    const pinned = Math.min(quantity, line.outstanding);
    if (kind === "peg") because.push({ kind: "pegged", units: quantity, reference });
    else if (served < pinned) because.push({ kind: "pin_short", units: served, pinned, reference });
    else because.push({ kind: "pinned", units: pinned, reference });
  }
  if (line.priority > 0) because.push({ kind: "served_first" });
  const tier = line.tier ? facts.ranking.tiers?.[line.tier - 1] : undefined;
  if (tier) because.push({ kind: "tier", tier });
  if (yields(line, facts.ranking)) because.push({ kind: "yields", while: line.held ? "on_hold" : "unpaid" });
  if (facts.ranking.by === "required") because.push({ kind: "needed_by", day: line.requiredOn });
  const stock = facts.stock.find((s) => s.locationId === line.locationId);
  if (!stock) because.push({ kind: "not_stocked", location: line.locationId });
  else if (!stock.active) because.push({ kind: "location_closed", location: line.locationId });
  if (facts.variants.length > 0 && facts.variants.every((v) => v.policy === "DENY"))
    because.push({ kind: "sold_despite_policy" });
  return because;
}
