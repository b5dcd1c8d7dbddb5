import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

export type Kept = { itemId: string; locationId: string; units: number; variant: string; location: string };

/** Units that no waiting order gets. */
export function KeptBack({ productId, kept, only }: { productId: string; kept: Kept[]; only: boolean }) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            Kept for the shop floor
          </Text>
          <TextLink to={`/app/products/${productId}/floor`} alone>
            Change
          </TextLink>
        </InlineStack>
        {kept.length === 0 && (
          <Text as="p" tone="subdued">
            Nothing: all units that arrive go to waiting orders first.
          </Text>
        )}
        {kept.map((one) => (
          <Text as="p" key={`${one.itemId} ${one.locationId}`} breakWord>
            {count(one.units, "unit")} in {one.location}
            {only ? "" : `, ${one.variant}`}
          </Text>
        ))}
      </BlockStack>
    </Card>
  );
}
