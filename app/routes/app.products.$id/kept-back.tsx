import { BlockStack, Card, InlineStack, Text } from "@shopify/polaris";
import { keptText } from "#app/components/kept-words.ts";
import { TextLink } from "#app/components/text-link.tsx";

export type Kept = {
  itemId: string;
  locationId: string;
  units: number;
  readers: number;
  variant: string;
  location: string;
};

/** Units that no waiting order gets. */
export function KeptBack({ productId, kept, only }: { productId: string; kept: Kept[]; only: boolean }) {
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            Kept units
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
            {keptText(one)}, in {one.location}
            {only ? "" : `, ${one.variant}`}
          </Text>
        ))}
      </BlockStack>
    </Card>
  );
}
