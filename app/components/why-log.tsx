import { BlockStack, Box, Card, Divider, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { sentence } from "#app/domain/because.ts";
import type { Because } from "#app/domain/because.ts";
import type { Id } from "#app/domain/facts.ts";
import { useShop } from "./shop.tsx";

export type WhyShown = { seq: string; at: string; about: string | null; because: Because };

/** What happened and because of what, newest first. */
export function WhyLog({ entries, places }: { entries: WhyShown[]; places: Record<Id, string> }) {
  const shop = useShop();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Why-log
        </Text>
        {entries.length === 0 && (
          <Text as="p" tone="subdued">
            Nothing has changed here yet. Every change of an owed number or a date is explained here.
          </Text>
        )}
        {entries.map((entry, i) => (
          <Fragment key={entry.seq}>
            {i > 0 && <Divider />}
            <Box>
              <Text as="p" variant="bodySm" tone="subdued">
                <time dateTime={entry.at}>{shop.moment(entry.at)}</time>
                {entry.about ? ` · ${entry.about}` : ""}
              </Text>
              <Text as="p" breakWord>
                {sentence(entry.because, shop.day, (id) => places[id] ?? "an unknown location")}
              </Text>
            </Box>
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}
