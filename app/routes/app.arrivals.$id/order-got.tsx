import { Badge, BlockStack, InlineStack, Text } from "@shopify/polaris";
import type { ArrivalGot, ArrivalOrder } from "#app/database/pages/arrival.server.ts";
import { arrivalSentence } from "#app/domain/arrival.ts";
import { dayIn } from "#app/domain/days.ts";
import { completeWords } from "#app/domain/pick-list.ts";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

/** Units of an order that our hold still keeps. */
export function readyUnits({ lines }: ArrivalOrder): number {
  return unitsOf(lines.filter((l) => l.state === "on_hold"));
}

/** What an order gets and why, line by line; `named`: of which item. */
export function OrderGot({ order, named }: { order: ArrivalOrder; named: boolean }) {
  const shop = useShop();
  const { lines, since } = order;
  const placed = dayIn(shop.timeZone, new Date(since));
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" blockAlign="start" gap="200">
        <Text as="p" breakWord>
          <TextLink to={`/app/orders/${order.orderId}`}>{order.order}</TextLink> takes{" "}
          {count(unitsOf(lines), "unit")}. {completeWords(order)}
        </Text>
        <Standing lines={lines} />
      </InlineStack>
      {lines.map((line) => (
        <Text key={line.id} as="p" variant="bodySm" tone="subdued" breakWord>
          {(named || lines.length > 1) && `${count(line.units, "unit")} of ${line.title}: `}
          {arrivalSentence(line.because, shop.day)}
          {line.owed > 0 && `, ${count(line.owed, "unit")} of this line still owed`}
        </Text>
      ))}
      <Text as="p" variant="bodySm" tone="subdued">
        Placed {shop.day(placed)}, {shop.fromToday(placed)}
        {lines.some((l) => l.others) && ". Another app or your staff holds it too, and that stays"}
      </Text>
    </BlockStack>
  );
}

function Standing({ lines }: { lines: ArrivalGot[] }) {
  const are = (state: ArrivalGot["state"]) => lines.some((l) => l.state === state);
  if (are("on_hold")) return <Badge tone="attention">On hold, ready</Badge>;
  if (are("releasing")) return <Badge>Being released</Badge>;
  if (are("held_by_others")) return <Badge>On hold by others</Badge>;
  if (are("can_ship")) return <Badge tone="success">Can ship</Badge>;
  return <Badge>Shipped or gone</Badge>;
}

function unitsOf(lines: ArrivalGot[]): number {
  return lines.reduce((sum, l) => sum + l.units, 0);
}
