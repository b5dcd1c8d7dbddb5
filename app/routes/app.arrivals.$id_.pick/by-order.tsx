import { Box, Text } from "@shopify/polaris";
import { completeWords, type PickLine } from "#app/domain/pick-list.ts";
import { count } from "#app/components/words.ts";

/** The same list where a table would not fit: an order, and under it what to fetch for it. */
export function ByOrder({ picks }: { picks: PickLine[] }) {
  return [...Map.groupBy(picks, (p) => p.order)].map(([order, lines]) => (
    <Box key={order} padding="400" borderBlockEndWidth="025" borderColor="border">
      <Text as="p" fontWeight="semibold" breakWord>
        {order}: {completeWords(lines[0]!)}
      </Text>
      {lines.map(({ item, sku, location, units, onHold }, i) => (
        <Text key={i} as="p" breakWord>
          {count(units, "unit")} of {[item, sku].filter(Boolean).join(", ")} at {location}
          {onHold && ", on hold"}
        </Text>
      ))}
    </Box>
  ));
}
