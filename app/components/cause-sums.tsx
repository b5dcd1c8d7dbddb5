import { BlockStack, Card, Text } from "@shopify/polaris";
import type { Cause } from "#app/domain/cause.ts";
import { causeWords } from "#app/domain/cause-words.ts";
import { count } from "./words.ts";

export type CauseSum = { cause: Cause; units: number; orders: number };

/** Why units were owed in the last 90 days. Each is counted once, when it began to be owed. */
export function CauseSums({ sums, title = "Why it was owed" }: { sums: CauseSum[]; title?: string }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        {sums.length === 0 ? (
          <Text as="p" tone="subdued">
            Nothing was owed in the last 90 days.
          </Text>
        ) : (
          <>
            <dl className="shipsby-facts">
              {sums.map(({ cause, units, orders }) => (
                <div key={cause}>
                  <dt>{causeWords[cause]}</dt>
                  <dd>
                    {count(units, "unit")} in {count(orders, "order")}
                  </dd>
                </div>
              ))}
            </dl>
            <Text as="p" variant="bodySm" tone="subdued">
              Last 90 days, counted when an order began to wait.
            </Text>
          </>
        )}
      </BlockStack>
    </Card>
  );
}
