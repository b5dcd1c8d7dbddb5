import { Badge, BlockStack, IndexTable, InlineStack, Text } from "@shopify/polaris";
import { Link as RouterLink } from "@remix-run/react";
import type { AlertRow, AlertsPage } from "#app/database/pages/alerts.server.ts";
import { ListRows, NumberCell } from "#app/components/list.tsx";
import { useShop } from "#app/components/shop.tsx";
import { StateBadge } from "#app/components/state-badge.tsx";
import { count } from "#app/components/words.ts";

export function AlertRows({ list }: { list: AlertsPage }) {
  return (
    <ListRows
      list={list}
      name={["variant", "variants"]}
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
      cells={(row) => <Cells row={row} />}
      lines={(row) => <ThreeLines row={row} />}
    />
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
      <NumberCell>{count(row.waiting, "person", "people")}</NumberCell>
      <NumberCell>{count(row.free, "unit")}</NumberCell>
      <NumberCell>{shop.money(row.value)}</NumberCell>
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
