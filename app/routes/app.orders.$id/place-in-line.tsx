import { Text } from "@shopify/polaris";
import type { OrderOwedLine, OrderPage } from "#app/database/pages/order.server.ts";
import { tierReason } from "#app/domain/tiers.ts";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

const overtakingWords = {
  pinned: "pinned to a delivery",
  served_first: "served first",
  tier: "in a group that is served before",
  needed_earlier: "needed earlier",
  yields: "paid and not on hold",
};

/** Who is served before a line, and why, where it is not simply their age. */
export function PlaceInLine({ line, order }: { line: OrderOwedLine; order: OrderPage["place"] }) {
  const { linesBefore, unitsBefore, overtakers } = line.place;
  return (
    <>
      <Text as="p">
        {linesBefore === 0
          ? "First in line"
          : `${count(linesBefore, "line")} with ${count(unitsBefore, "unit")} before it`}
      </Text>
      <PlaceReasons line={line} order={order} />
      {overtakers.map((o) => (
        <Text as="p" key={o.orderId} variant="bodySm" tone="subdued" breakWord>
          Placed later but before it: <TextLink to={`/app/orders/${o.orderId}`}>{o.name}</TextLink>,{" "}
          {overtakingWords[o.why]}
        </Text>
      ))}
    </>
  );
}

function PlaceReasons({ line, order }: { line: OrderOwedLine; order: OrderPage["place"] }) {
  const shop = useShop();
  const { first, tier, requiredOn, paid, ranking } = order;
  const reasons: string[] = [];
  if (line.pins.some((p) => p.kind === "pin")) reasons.push("Served before all others: pinned to a delivery");
  if (first) reasons.push("The order is served first");
  const group = tier === null ? undefined : ranking.tiers[tier - 1];
  if (group) reasons.push(`Served before others: ${tierReason(group)}`);
  if (ranking.paidFirst && !paid) reasons.push("Unpaid: paid orders pass it, it keeps its place for later");
  else if (ranking.paidFirst && line.place.held)
    reasons.push("On hold: other orders pass it, it keeps its place for later");
  if (ranking.byNeed)
    reasons.push(requiredOn ? `Needed by ${shop.day(requiredOn)}` : "No day set by which it is needed");
  return reasons.map((reason) => (
    <Text as="p" key={reason} variant="bodySm" tone="subdued">
      {reason}
    </Text>
  ));
}
