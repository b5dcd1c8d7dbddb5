import { BlockStack, Card, List, Text } from "@shopify/polaris";
import type { ForeseenLine } from "#app/domain/slip.ts";
import { tierReason, type Tier } from "#app/domain/tiers.ts";
import { MovedLines } from "#app/components/moved-lines.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

/** As app/flows/tiers-foreseen.server.ts answers it. */
export type ForeseenShown = {
  up: { orderId: string; orderName: string; title: string; tier: number | null; from: number; to: number }[];
  ups: number;
  overtaken: number;
  lines: ForeseenLine[];
  items: { looked: number; all: number };
  orders: { looked: number; all: number };
};

/** Who would pass whom, and whose date would move. */
export function Foreseen({ foreseen, groups }: { foreseen: ForeseenShown; groups: Tier[] }) {
  const { up, ups, overtaken, lines } = foreseen;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {ups === 0 ? "Nobody would pass anybody now" : `${count(ups, "line")} would move up`}
        </Text>
        {ups > 0 && (
          <BlockStack gap="200">
            <Text as="p">{count(overtaken, "other order")} would wait behind them.</Text>
            <List>
              {up.map((line) => (
                <List.Item key={`${line.orderId} ${line.title}`}>
                  <TextLink to={`/app/orders/${line.orderId}`}>{line.orderName || "Order"}</TextLink>{" "}
                  {line.title}: from place {line.from} to place {line.to}
                  {reasonOf(line.tier, groups)}
                </List.Item>
              ))}
            </List>
            {ups > up.length && <Text as="p">And {count(ups - up.length, "more line")}.</Text>}
          </BlockStack>
        )}
        <MovedLines lines={lines} by="save this" />
        <Text as="p" tone="subdued">
          {lookedWords(foreseen)} Nothing is saved yet.
        </Text>
      </BlockStack>
    </Card>
  );
}

function reasonOf(tier: number | null, groups: Tier[]): string {
  const group = tier === null ? undefined : groups[tier - 1];
  return group ? `, ${tierReason(group)}` : "";
}

function lookedWords({ items, orders }: ForeseenShown): string {
  const products =
    items.looked < items.all
      ? `Looked at the ${items.looked} products of which most is owed, of ${items.all}`
      : `Looked at ${count(items.looked, "product")}`;
  const which =
    orders.looked < orders.all
      ? `the ${orders.looked} orders that wait longest, of ${orders.all}`
      : count(orders.looked, "order");
  return `${products}, and ${which}.`;
}
