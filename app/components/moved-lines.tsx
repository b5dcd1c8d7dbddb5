import { BlockStack, List, Text } from "@shopify/polaris";
import type { ForeseenLine, Outcome } from "#app/domain/slip.ts";
import { moveWords, outcomeWords, summaryOf } from "./foreseen-words.ts";
import { useShop } from "./shop.tsx";
import { TextLink } from "./text-link.tsx";
import { count } from "./words.ts";

const shown = 10;

/** Whom something would move that a person is about to do: "If you accept it, 2 orders …". */
export function MovedLines({ lines, by }: { lines: ForeseenLine[]; by: string }) {
  const shop = useShop();
  if (lines.length === 0) return <Text as="p">If you {by}, nobody&apos;s date changes.</Text>;
  const { orders, value, counts } = summaryOf(lines);
  const outcomes = (Object.keys(outcomeWords) as Outcome[]).filter((o) => counts[o] > 0);
  return (
    <BlockStack gap="200">
      <Text as="p" fontWeight="semibold">
        If you {by}, {count(orders, "order")} of {shop.money(value)} {orders === 1 ? "gets" : "get"} another
        date
      </Text>
      <List>
        {outcomes.map((outcome) => (
          <List.Item key={outcome}>
            {count(counts[outcome], "line")}: {outcomeWords[outcome]}
          </List.Item>
        ))}
        {lines.slice(0, shown).map((line) => (
          <List.Item key={line.lineId}>
            <TextLink to={`/app/orders/${line.orderId}`}>{line.orderName || "Order"}</TextLink> {line.title},{" "}
            {count(line.owed, "unit")}: {moveWords(line, shop.day)}
          </List.Item>
        ))}
      </List>
      {lines.length > shown && <Text as="p">And {lines.length - shown} more lines.</Text>}
    </BlockStack>
  );
}
