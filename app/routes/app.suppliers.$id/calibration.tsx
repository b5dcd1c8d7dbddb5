import { BlockStack, Button, Card, DataTable, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import type { SupplierRecord } from "#app/domain/supplier-record.ts";
import type { Id } from "#app/domain/facts.ts";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { onTimeWords, within } from "#app/components/supplier-words.ts";
import { count } from "#app/components/words.ts";
import { Dots } from "./dots.tsx";

/** Is "8 of 10" true? Every received delivery against the day the supplier stated first. */
export function Calibration({
  record,
  references,
}: {
  record: SupplierRecord;
  references: Record<Id, string>;
}) {
  const [asTable, setAsTable] = useState(false);
  const { buffers, delays, met, of } = record;
  const enough = buffers.eight !== null;
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h2" variant="headingMd">
            Stated and real
          </Text>
          {enough && (
            <Button variant="plain" onClick={() => setAsTable(!asTable)}>
              {asTable ? "Show as picture" : "Show as table"}
            </Button>
          )}
        </InlineStack>
        {!enough && (
          <Text as="p" tone="subdued">
            Needs 4 received deliveries
          </Text>
        )}
        {buffers.eight !== null && (
          <>
            <Text as="p">
              8 of 10 came {within(buffers.eight)}; {onTimeWords(record)} came by the stated day.
              {of > 0 && ` Checked against what came next, this held ${met} of ${of} times.`}
            </Text>
            {asTable ? (
              <Table record={record} references={references} />
            ) : (
              <Dots delays={delays.map((d) => d.days)} buffer={buffers.eight} />
            )}
          </>
        )}
      </BlockStack>
    </Card>
  );
}

function Table({ record, references }: { record: SupplierRecord; references: Record<Id, string> }) {
  const shop = useShop();
  return (
    <DataTable
      columnContentTypes={["text", "text", "text", "numeric"]}
      headings={["Delivery", "Stated first", "Received", "Difference"]}
      rows={[...record.delays].reverse().map(({ deliveryId, statedOn, receivedOn, days }) => [
        <TextLink key={deliveryId} to={`/app/incoming/${deliveryId}`}>
          {references[deliveryId] ?? "A delivery"}
        </TextLink>,
        shop.day(statedOn),
        shop.day(receivedOn),
        difference(days),
      ])}
    />
  );
}

function difference(days: number): string {
  if (days === 0) return "On the day";
  return days > 0 ? `${count(days, "day")} late` : `${count(-days, "day")} early`;
}
