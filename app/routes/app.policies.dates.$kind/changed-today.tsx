import { BlockStack, Card, Text } from "@shopify/polaris";
import { AfterALook } from "#app/components/after-a-look.tsx";
import { valueText } from "#app/components/date-rule-words.ts";
import { useShop } from "#app/components/shop.tsx";
import { count } from "#app/components/words.ts";
import type { DateValue } from "#app/domain/date-rules.ts";
import type { Level } from "#app/domain/level.ts";

export type Changed = { changeId: string; level: Level; places: number; after: DateValue | null; at: string };

/** What was set or removed today. Each can be taken back while nothing newer was said of the same places. */
export function ChangedToday({ changes }: { changes: Changed[] }) {
  if (changes.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Changed today
        </Text>
        {changes.map((change) => (
          <One key={change.changeId} change={change} />
        ))}
        <Text as="p" tone="subdued">
          Changes can be undone until the day ends, the newest first.
        </Text>
      </BlockStack>
    </Card>
  );
}

function One({ change: { changeId, level, places, after, at } }: { change: Changed }) {
  const shop = useShop();
  const where = level === "shop" ? "the whole shop" : count(places, level);
  const what = after ? `${valueText(after, shop.day)} set for ${where}` : `Removed from ${where}`;
  return (
    <AfterALook
      text="Undo"
      about={what}
      address={`/app/policies/foreseen?${new URLSearchParams({ undo: changeId })}`}
      by="undo this"
      fields={{ intent: "undo", changeId }}
    >
      <Text as="p" breakWord>{`${what}, ${shop.moment(at)}`}</Text>
    </AfterALook>
  );
}
