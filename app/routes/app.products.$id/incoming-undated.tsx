import { BlockStack, Card, Text } from "@shopify/polaris";
import type { Undated } from "#app/database/pages/native.server.ts";
import { count } from "#app/components/words.ts";

/** What Shopify counts as incoming and nobody explains: shown, never dated, never promised. */
export function IncomingUndated({ undated, several }: { undated: Undated[]; several: boolean }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Coming, no date
        </Text>
        {undated.map(({ itemId, variant, location, units }) => (
          <Text key={`${itemId}/${location}`} as="p" breakWord>
            {count(units, "unit")}
            {several ? ` of ${variant}` : ""} to {location}
          </Text>
        ))}
        <Text as="p" tone="subdued" breakWord>
          Shopify counts these as incoming without saying when, from a purchase order or another app. They
          promise nothing. Add a delivery when you know the day.
        </Text>
      </BlockStack>
    </Card>
  );
}
