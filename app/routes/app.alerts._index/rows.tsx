import { Badge, BlockStack, IndexTable, InlineStack, Text } from "@shopify/polaris";
import { Link as RouterLink } from "@remix-run/react";
import type { AlertRow, AlertsPage } from "#app/database/pages/alerts.server.ts";
import { useShop } from "#app/components/shop.tsx";
import { StateBadge } from "#app/components/state-badge.tsx";
import { useAddress } from "#app/components/use-address.ts";
import { useNarrow } from "#app/components/use-narrow.ts";
import { count } from "#app/components/words.ts";

export function AlertRows({ list }: { list: AlertsPage }) {
  const narrow = useNarrow();
  const { change } = useAddress();
  return (
    <IndexTable
      resourceName={{ singular: "variant", plural: "variants" }}
      itemCount={list.rows.length}
      selectable={false}
      condensed={narrow}
      headings={[
        { title: "Variant" },
        { title: "Shoppers see" },
        { title: "Oldest" },
        { title: "Next wave" },
        { title: "Last wave" },
        { title: "Waiting", alignment: "end" },
        { title: "Free after owed", alignment: "end" },
        { title: "Value", alignment: "end" },
      ]}
      pagination={{
        hasPrevious: list.newer !== null,
        onPrevious: () => change({ before: list.newer }),
        hasNext: list.older !== null,
        onNext: () => change({ after: list.older }),
        label: `${list.first}-${list.last}`,
      }}
    >
      {list.rows.map((row, position) => (
        <IndexTable.Row key={row.id} id={row.id} position={position}>
          {narrow ? <ThreeLines row={row} /> : <Cells row={row} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function Cells({ row }: { row: AlertRow }) {
  const shop = useShop();
  return (
    <>
      <IndexTable.Cell className="shipsby-wrap">
        <Name row={row} />
        <Text as="p" variant="bodySm" tone="subdued">
          {[row.sku, row.place].filter(Boolean).join(" · ")}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        {row.state ? <StateBadge state={row.state} /> : <Badge>Not on sale</Badge>}
      </IndexTable.Cell>
      <IndexTable.Cell>{row.oldest ? shop.moment(row.oldest) : "None"}</IndexTable.Cell>
      <IndexTable.Cell className="shipsby-narrow">
        <NextWave row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell className="shipsby-narrow">
        <LastWave row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="p" alignment="end" numeric>
          {count(row.waiting, "person", "people")}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="p" alignment="end" numeric>
          {count(row.free, "unit")}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="p" alignment="end" numeric>
          {shop.money(row.value)}
        </Text>
      </IndexTable.Cell>
    </>
  );
}

function ThreeLines({ row }: { row: AlertRow }) {
  const shop = useShop();
  return (
    <div className="shipsby-row">
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Name row={row} />
          {row.state && <StateBadge state={row.state} />}
        </InlineStack>
        <Text as="p">
          {count(row.waiting, "person", "people")} waiting, {count(row.free, "unit")} free after owed
        </Text>
        <InlineStack align="space-between" gap="200">
          <Text as="p" variant="bodySm" tone="subdued">
            Next wave: <NextWave row={row} />
          </Text>
          <Text as="p" variant="bodySm" numeric>
            {shop.money(row.value)}
          </Text>
        </InlineStack>
      </BlockStack>
    </div>
  );
}

function Name({ row }: { row: AlertRow }) {
  return (
    <Text as="span" fontWeight="semibold">
      <RouterLink className="shipsby-link" to={`/app/alerts/${row.id.replace(/:$/, "")}`} data-primary-link>
        {[row.title, row.variantTitle].filter(Boolean).join(", ")}
      </RouterLink>
    </Text>
  );
}

function NextWave({ row }: { row: AlertRow }) {
  const shop = useShop();
  if (row.paused) return <Badge tone="attention">Paused</Badge>;
  if (row.waiting === 0) return <>None needed</>;
  if (row.because?.kind === "messages_off") return <>Messages are off</>;
  return <>{row.lookAt ? shop.moment(row.lookAt) : "When it is back"}</>;
}

function LastWave({ row }: { row: AlertRow }) {
  const shop = useShop();
  if (!row.lastWave) return <>None yet</>;
  return (
    <>
      {shop.moment(row.lastWave.at)}, {row.lastWave.told} told
    </>
  );
}
