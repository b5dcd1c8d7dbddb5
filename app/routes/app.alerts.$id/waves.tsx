import { BlockStack, Card, Text } from "@shopify/polaris";
import type { WaveRow } from "#app/database/pages/alert.server.ts";
import { alertSentence } from "#app/domain/alert-because.ts";
import { useShop } from "#app/components/shop.tsx";
import { count } from "#app/components/words.ts";
import { Why } from "#app/components/why.tsx";

/** Every batch that was ever sent, newest first, and why it was as big as it was. */
export function Waves({ waves }: { waves: WaveRow[] }) {
  const shop = useShop();
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Waves
        </Text>
        {waves.length === 0 ? (
          <Text as="p" tone="subdued">
            Nobody has been told yet. The first wave goes when units are free after what is owed.
          </Text>
        ) : (
          <ul className="shipsby-list">
            {waves.map((wave) => (
              <li key={`${wave.epoch}/${wave.number}`}>
                <Text as="p">
                  {shop.moment(wave.at)}, by {wave.author}: {count(wave.free, "unit")} free, {told(wave)} told
                </Text>
                <Why
                  about={`wave of ${shop.moment(wave.at)}`}
                  sentences={[alertSentence(wave.because, shop.moment), ...fates(wave)]}
                />
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}

function told({ sent, size }: WaveRow): string {
  return sent === size ? count(sent, "person", "people") : `${sent} of ${count(size, "person", "people")}`;
}

function fates({ unknown, dropped }: WaveRow): string[] {
  return [
    ...(unknown > 0
      ? [
          `For ${unknown} the mail server never answered: they may have been told and are not written to again.`,
        ]
      : []),
    ...(dropped > 0 ? [`${dropped} were not told: the units were gone, or their address took no mail.`] : []),
  ];
}
