import { BlockStack, Box, List, SkeletonBodyText, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import { sumOf, type ForeseenLine, type ForeseenSum, type Outcome } from "#app/domain/slip.ts";
import { gainWords, moveWords, outcomeWords } from "./foreseen-words.ts";
import { useShop } from "./shop.tsx";
import { TextLink } from "./text-link.tsx";
import { count } from "./words.ts";

const shown = 10;

type Moved = {
  lines: ForeseenLine[];
  /** What a person is about to do: "If you accept it, 2 orders …". */
  by?: string | undefined;
  /** Where `lines` are only the first: how many there are, and what all of them come to. */
  all?: ForeseenSum & { of: number };
};

/** How many orders get another date or lose cover, how much money, and what becomes of promises. */
export function MovedLines({ lines, by, all }: Moved) {
  const shop = useShop();
  const { orders, value, counts, inGroups, of, ...more } = all ?? { ...sumOf(lines), of: lines.length };
  const condition = by ? `If you ${by}, ` : "";
  if (of === 0) return <Text as="p">{sentence(`${condition}nobody's date changes.`)}</Text>;
  const outcomes = (Object.keys(outcomeWords) as Outcome[]).filter((o) => counts[o] > 0);
  const hit = [
    ...(outcomes.length > 0 ? [orders === 1 ? "gets another date" : "get another date"] : []),
    ...(more.losing.lines > 0 ? [orders === 1 ? "loses cover" : "lose cover"] : []),
  ];
  return (
    <BlockStack gap="200">
      <Text as="p" fontWeight="semibold">
        {condition}
        {count(orders, "order")} of {shop.money(value)} {hit.join(" or ")}
      </Text>
      <List>
        {outcomes.map((outcome) => (
          <List.Item key={outcome}>
            {count(counts[outcome], "line")}: {outcomeWords[outcome]}
          </List.Item>
        ))}
        {gainWords(more).map((words) => (
          <List.Item key={words}>{words}</List.Item>
        ))}
        {inGroups > 0 && <List.Item>{count(inGroups, "order")} of the groups that you serve first</List.Item>}
      </List>
      <details className="shipsby-why">
        <summary>{of > shown ? `See the first ${shown} lines` : "See the lines"}</summary>
        <Box paddingBlockStart="200">
          <List>
            {lines.slice(0, shown).map((line) => (
              <List.Item key={line.lineId}>
                <TextLink to={`/app/orders/${line.orderId}`}>{line.orderName || "Order"}</TextLink>{" "}
                {line.title}, {count(line.owed, "unit")}: {moveWords(line, shop.day)}
              </List.Item>
            ))}
          </List>
        </Box>
      </details>
      <Text as="p" tone="subdued">
        Promises stay as they are for now. They move by the rules in Settings, each order at most once a day.
      </Text>
    </BlockStack>
  );
}

/** What a page that looks ahead answers: null where what was typed can't be read yet. */
export type Foreseen = { foreseen: { lines: ForeseenLine[]; looked?: number; of?: number } | null };

/**
 * Whom a change would move, asked at an address again while it is typed. Nothing is saved by looking. `label` is for
 * those who can't see where it stands.
 */
export function WhatMoves(props: { address: string; by?: string; label?: string }) {
  const { data, load } = useFetcher<Foreseen>();
  const { address, by, label = "What this changes" } = props;
  useEffect(() => {
    const typed = setTimeout(() => load(address), 300);
    return () => clearTimeout(typed);
  }, [address, load]);
  if (data?.foreseen === null) return null;
  const { lines = [], looked, of } = data?.foreseen ?? {};
  return (
    <Box background="bg-surface-secondary" padding="300" borderRadius="200">
      <div role="status" aria-label={label}>
        {data ? (
          <BlockStack gap="200">
            <MovedLines lines={lines} by={by} />
            {looked !== undefined && of !== undefined && looked < of && (
              <Text as="p" tone="subdued">
                {`Looked at the ${looked} items of which most is owed; ${of - looked} more may move too.`}
              </Text>
            )}
          </BlockStack>
        ) : (
          <SkeletonBodyText lines={2} />
        )}
      </div>
    </Box>
  );
}

const sentence = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);
