import { BlockStack, Box, List, SkeletonBodyText, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect } from "react";
import type { Foreseen as Seen, ForeseenLine, Outcome } from "#app/domain/slip.ts";
import { moveWords, outcomeWords, summaryOf } from "./foreseen-words.ts";
import { useShop } from "./shop.tsx";
import { TextLink } from "./text-link.tsx";
import { count } from "./words.ts";

/** A form's fields as they are typed. `units` are of one item. */
export type Asked = {
  expectedOn?: string;
  undated?: boolean;
  itemId?: string | null;
  units?: string;
  cancelled?: boolean;
  split?: boolean;
};

const shown = 10;

/** Whom a change of a delivery hits, asked again while it is typed. Nothing is saved by looking. */
export function Foreseen({ deliveryId, asked }: { deliveryId: string; asked: Asked }) {
  const { data, load } = useFetcher<{ foreseen: Seen }>();
  const address = addressOf(deliveryId, asked);
  useEffect(() => {
    const typed = setTimeout(() => load(address), 300);
    return () => clearTimeout(typed);
  }, [address, load]);

  return (
    <Box background="bg-surface-secondary" padding="300" borderRadius="200">
      <div role="status" aria-label="What this changes">
        {data ? (
          <Hits
            {...summaryOf(data.foreseen.lines)}
            lines={data.foreseen.lines}
            of={data.foreseen.lines.length}
          />
        ) : (
          <SkeletonBodyText lines={2} />
        )}
      </div>
    </Box>
  );
}

/** How many orders, how much money, and what becomes of promises; `lines` are the first of so many. */
export function Hits(props: {
  orders: number;
  value: number;
  counts: Record<Outcome, number>;
  lines: ForeseenLine[];
  of: number;
}) {
  const shop = useShop();
  const { orders, value, counts, lines, of } = props;
  if (of === 0) return <Text as="p">Nobody&apos;s date changes.</Text>;
  const outcomes = (Object.keys(outcomeWords) as Outcome[]).filter((o) => counts[o] > 0);
  return (
    <BlockStack gap="200">
      <Text as="p" fontWeight="semibold">
        {count(orders, "order")} of {shop.money(value)} {orders === 1 ? "gets" : "get"} another date
      </Text>
      <List>
        {outcomes.map((outcome) => (
          <List.Item key={outcome}>
            {count(counts[outcome], "line")}: {outcomeWords[outcome]}
          </List.Item>
        ))}
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

function addressOf(deliveryId: string, asked: Asked): string {
  const { expectedOn, undated, itemId, units, cancelled, split } = asked;
  const query = new URLSearchParams({
    ...(undated ? { undated: "on" } : expectedOn !== undefined && { expectedOn }),
    ...(itemId != null && units !== undefined && { itemId, units }),
    ...(cancelled && { cancelled: "on" }),
    ...(split && { split: "on" }),
  });
  return `/app/incoming/${deliveryId}/foreseen?${query}`;
}
