import { BlockStack, IndexTable, InlineStack, Text } from "@shopify/polaris";
import { Link as RouterLink } from "@remix-run/react";
import type { BackorderRow, BackordersPage } from "#app/database/pages/backorders.server.ts";
import { channelWords } from "#app/components/channel.ts";
import { CoveredBy, ShipsBy } from "#app/components/covered-by.tsx";
import { lateWords } from "#app/components/lateness.ts";
import { ListRows, NumberCell } from "#app/components/list.tsx";
import { Promised } from "#app/components/promised.tsx";
import { useShop } from "#app/components/shop.tsx";
import { StatusBadge } from "#app/components/status-badge.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

export function BackorderRows({ page }: { page: BackordersPage }) {
  return (
    <ListRows
      list={page}
      name={["owed line", "owed lines"]}
      headings={[
        { title: "Order" },
        { title: "Item" },
        { title: "Status" },
        { title: "Promised" },
        { title: "Ships by" },
        { title: "Covered by" },
        { title: "Owed", alignment: "end" },
        { title: "Waiting", alignment: "end" },
        { title: "Value", alignment: "end" },
      ]}
      cells={(row) => <Cells row={row} />}
      lines={(row) => <ThreeLines row={row} />}
    />
  );
}

function Cells({ row }: { row: BackorderRow }) {
  const shop = useShop();
  return (
    <>
      <IndexTable.Cell>
        <OrderLink row={row} />
        <Text as="p" variant="bodySm" tone="subdued">
          {channelWords(row.channel)}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell className="shipsby-wrap">
        <Item row={row} alone />
        <Text as="p" variant="bodySm" tone="subdued">
          {[row.sku, row.location].filter(Boolean).join(" · ")}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <StatusBadge status={row.status} />
        <Lateness row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Promised {...row} />
      </IndexTable.Cell>
      <IndexTable.Cell className="shipsby-narrow">
        <ShipsBy shipsBy={row.shipsBy} covers={row.covers} uncovered={row.uncovered} />
      </IndexTable.Cell>
      <IndexTable.Cell className="shipsby-narrow">
        <Covers row={row} />
      </IndexTable.Cell>
      <NumberCell>
        {row.owed} of {row.outstanding}
      </NumberCell>
      <NumberCell>{row.waitingDays === 0 ? "Since today" : count(row.waitingDays, "day")}</NumberCell>
      <NumberCell>{shop.money(row.value)}</NumberCell>
    </>
  );
}

/** On a phone: name and badge; what and how many; dates and money. */
function ThreeLines({ row }: { row: BackorderRow }) {
  const shop = useShop();
  return (
    <div className="shipsby-row">
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <OrderLink row={row} />
          <StatusBadge status={row.status} />
        </InlineStack>
        <Text as="p">
          {count(row.owed, "unit")} of {row.outstanding}: <Item row={row} />
        </Text>
        <InlineStack align="space-between" gap="200">
          <Text as="p" variant="bodySm" tone="subdued">
            {row.shipsBy ? `Ships by ${shop.day(row.shipsBy)}` : "No date"},{" "}
            {row.waitingDays === 0 ? "ordered today" : `waiting ${count(row.waitingDays, "day")}`}
          </Text>
          <Text as="p" variant="bodySm" numeric>
            {shop.money(row.value)}
          </Text>
        </InlineStack>
        <Lateness row={row} />
      </BlockStack>
    </div>
  );
}

function OrderLink({ row }: { row: BackorderRow }) {
  return (
    <Text as="span" fontWeight="semibold">
      <RouterLink className="shipsby-link" to={`/app/orders/${row.orderId}`} data-primary-link>
        <bdi>{row.order}</bdi>
      </RouterLink>
    </Text>
  );
}

function Item({ row, alone = false }: { row: BackorderRow; alone?: boolean }) {
  const title = [row.title, row.variantTitle].filter(Boolean).join(", ");
  if (row.productId === null) return <Text as="span">{title}</Text>;
  return (
    <TextLink to={`/app/products/${row.productId}`} alone={alone}>
      {title}
    </TextLink>
  );
}

function Covers({ row }: { row: BackorderRow }) {
  if (row.productId === null) return <CoveredBy covers={row.covers} uncovered={row.uncovered} />;
  return (
    <TextLink to={`/app/products/${row.productId}#deliveries`} alone>
      <CoveredBy covers={row.covers} uncovered={row.uncovered} />
    </TextLink>
  );
}

function Lateness({ row }: { row: BackorderRow }) {
  const { today } = useShop();
  const words = lateWords(row, today);
  if (words === null) return null;
  return (
    <Text as="p" variant="bodySm" tone="critical">
      {words}
    </Text>
  );
}
