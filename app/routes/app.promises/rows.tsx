import { Badge, BlockStack, IndexTable, InlineStack, Text } from "@shopify/polaris";
import { Link as RouterLink } from "@remix-run/react";
import type { PromiseRow, PromisesPage } from "#app/database/pages/promises.server.ts";
import { daysLate } from "#app/domain/kept.ts";
import { ListRows, NumberCell } from "#app/components/list.tsx";
import { useShop } from "#app/components/shop.tsx";
import { count } from "#app/components/words.ts";

export function PromiseRows({ page }: { page: PromisesPage }) {
  return (
    <ListRows
      list={page}
      name={["promise", "promises"]}
      headings={[
        { title: "Order" },
        { title: "Item" },
        { title: "Promise" },
        { title: "First promised" },
        { title: "Shipped on" },
        { title: "New dates told", alignment: "end" },
      ]}
      cells={(row) => <Cells row={row} />}
      lines={(row) => <ThreeLines row={row} />}
    />
  );
}

function Cells({ row }: { row: PromiseRow }) {
  const shop = useShop();
  return (
    <>
      <IndexTable.Cell>
        <OrderLink row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell className="shipsby-wrap">{titleOf(row)}</IndexTable.Cell>
      <IndexTable.Cell>
        <Kept row={row} />
        <Lateness row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>{row.firstPromisedOn ? shop.day(row.firstPromisedOn) : "No date"}</IndexTable.Cell>
      <IndexTable.Cell>{shop.day(row.shippedOn)}</IndexTable.Cell>
      <NumberCell>{count(row.announcements, "new date")}</NumberCell>
    </>
  );
}

/** On a phone: name and badge; what; dates. */
function ThreeLines({ row }: { row: PromiseRow }) {
  const shop = useShop();
  return (
    <div className="shipsby-row">
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <OrderLink row={row} />
          <Kept row={row} />
        </InlineStack>
        <Text as="p" breakWord>
          {titleOf(row)}
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {row.firstPromisedOn ? `Promised ${shop.day(row.firstPromisedOn)}` : "No date promised"}, shipped{" "}
          {shop.day(row.shippedOn)}, {count(row.announcements, "new date")} told
        </Text>
        <Lateness row={row} />
      </BlockStack>
    </div>
  );
}

function OrderLink({ row }: { row: PromiseRow }) {
  return (
    <Text as="span" fontWeight="semibold">
      <RouterLink className="shipsby-link" to={`/app/orders/${row.orderId}`} data-primary-link>
        <bdi>{row.order || "Order"}</bdi>
      </RouterLink>
    </Text>
  );
}

function Kept({ row }: { row: PromiseRow }) {
  if (row.kept === null) return <Badge>No date</Badge>;
  return row.kept ? <Badge tone="success">Kept</Badge> : <Badge tone="critical">Missed</Badge>;
}

function Lateness({ row }: { row: PromiseRow }) {
  const late = daysLate(row.firstPromisedOn, row.shippedOn);
  if (!late) return null;
  return (
    <Text as="p" variant="bodySm" tone="critical">
      {count(late, "day")} late
    </Text>
  );
}

const titleOf = (row: PromiseRow) => [row.title, row.variantTitle].filter(Boolean).join(", ");
