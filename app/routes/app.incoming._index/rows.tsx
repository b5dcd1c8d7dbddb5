import { BlockStack, IndexTable, InlineStack, Text } from "@shopify/polaris";
import { Link as RouterLink } from "@remix-run/react";
import type { DeliveriesPage, DeliveryListed } from "#app/database/pages/deliveries.server.ts";
import { sourceWords } from "#app/components/date-source.ts";
import { DeliveryBadge } from "#app/components/delivery-badge.tsx";
import { ListRows, NumberCell } from "#app/components/list.tsx";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

export function DeliveryRows({ list }: { list: DeliveriesPage }) {
  return (
    <ListRows
      list={list}
      name={["delivery", "deliveries"]}
      headings={[
        { title: "Delivery" },
        { title: "Supplier" },
        { title: "Expected" },
        { title: "Status" },
        { title: "Coming", alignment: "end" },
        { title: "Owed from it", alignment: "end" },
        { title: "Free", alignment: "end" },
        { title: "Value owed", alignment: "end" },
      ]}
      cells={(row) => <Cells row={row} />}
      lines={(row) => <ThreeLines row={row} />}
    />
  );
}

function Cells({ row }: { row: DeliveryListed }) {
  const shop = useShop();
  return (
    <>
      <IndexTable.Cell className="shipsby-wrap">
        <DeliveryLink row={row} />
        <Text as="p" variant="bodySm" tone="subdued">
          {row.title} · {row.location}
          {row.managed ? " · Managed in Shopify" : ""}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell className="shipsby-narrow">
        <Supplier row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell className="shipsby-narrow">
        <Expected row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <DeliveryBadge state={row.state} />
      </IndexTable.Cell>
      <NumberCell>
        {isComing(row) ? row.coming : 0} of {count(row.units, "unit")}
      </NumberCell>
      <NumberCell>
        <Owed row={row} alone />
      </NumberCell>
      <NumberCell>{count(freeOf(row), "unit")}</NumberCell>
      <NumberCell>{shop.money(row.value)}</NumberCell>
    </>
  );
}

/** On a phone: name and badge; what and how many; date and money. */
function ThreeLines({ row }: { row: DeliveryListed }) {
  const shop = useShop();
  return (
    <div className="shipsby-row">
      <BlockStack gap="100">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <DeliveryLink row={row} />
          <DeliveryBadge state={row.state} />
        </InlineStack>
        <Text as="p">
          {count(isComing(row) ? row.coming : row.units, "unit")} of {row.title}: <Owed row={row} /> owed,{" "}
          {freeOf(row)} free
        </Text>
        <InlineStack align="space-between" gap="200">
          <Text as="p" variant="bodySm" tone="subdued">
            {row.expectedOn ? `Expected ${shop.day(row.expectedOn)}` : "No date"}
            {row.supplier ? `, ${row.supplier}` : ""}
          </Text>
          <Text as="p" variant="bodySm" numeric>
            {shop.money(row.value)}
          </Text>
        </InlineStack>
      </BlockStack>
    </div>
  );
}

function DeliveryLink({ row }: { row: DeliveryListed }) {
  return (
    <Text as="span" fontWeight="semibold" breakWord>
      <RouterLink className="shipsby-link" to={`/app/incoming/${row.id}`} data-primary-link>
        <bdi>{row.reference}</bdi>
      </RouterLink>
    </Text>
  );
}

function Supplier({ row }: { row: DeliveryListed }) {
  if (row.supplierId === null) return <Text as="span">None</Text>;
  return (
    <TextLink to={`/app/suppliers/${row.supplierId}`} alone>
      {row.supplier ?? "Unknown"}
    </TextLink>
  );
}

function Expected({ row }: { row: DeliveryListed }) {
  const shop = useShop();
  if (row.expectedOn === null) return <Text as="p">No date</Text>;
  const was = row.firstStatedOn !== null && row.firstStatedOn !== row.expectedOn;
  return (
    <>
      <Text as="p">
        <time dateTime={row.expectedOn}>{shop.day(row.expectedOn)}</time>
        {was ? ` (was ${shop.day(row.firstStatedOn!)})` : ""}
      </Text>
      {isComing(row) && (
        <Text as="p" variant="bodySm" tone="subdued">
          {row.state === "overdue"
            ? shop.fromToday(row.expectedOn)
            : sourceWords({ ...row, draft: row.state === "draft" })}
        </Text>
      )}
    </>
  );
}

function Owed({ row, alone = false }: { row: DeliveryListed; alone?: boolean }) {
  if (row.owed === 0) return <>0 units</>;
  return (
    <TextLink
      to={`/app/backorders?delivery_id=${row.id}`}
      label={`${row.reference}: ${count(row.owed, "unit")} owed`}
      alone={alone}
    >
      {count(row.owed, "unit")}
    </TextLink>
  );
}

function isComing({ state }: DeliveryListed): boolean {
  return state !== "received" && state !== "canceled" && state !== "linked";
}

/** A draft's units are nobody's, and free for nobody yet. */
function freeOf(row: DeliveryListed): number {
  return isComing(row) && row.state !== "draft" ? Math.max(0, row.coming - row.owed) : 0;
}
