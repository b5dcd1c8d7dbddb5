import { BlockStack, IndexTable, Text } from "@shopify/polaris";
import { Link as RouterLink } from "@remix-run/react";
import type { SupplierListed } from "#app/database/pages/suppliers.server.ts";
import { useShop } from "#app/components/shop.tsx";
import { onTimeWords, realLeadTime, tooFew } from "#app/components/supplier-words.ts";
import { TextLink } from "#app/components/text-link.tsx";
import { useNarrow } from "#app/components/use-narrow.ts";
import { count } from "#app/components/words.ts";

export function SupplierRows({ suppliers }: { suppliers: SupplierListed[] }) {
  const narrow = useNarrow();
  return (
    <IndexTable
      resourceName={{ singular: "supplier", plural: "suppliers" }}
      itemCount={suppliers.length}
      selectable={false}
      condensed={narrow}
      headings={[
        { title: "Supplier" },
        { title: "Stated lead time" },
        { title: "Real lead time" },
        { title: "On time" },
        { title: "Dates" },
        { title: "Deliveries to come", alignment: "end" },
        { title: "Owed through them", alignment: "end" },
      ]}
    >
      {suppliers.map((row, position) => (
        <IndexTable.Row key={row.supplierId} id={row.supplierId} position={position}>
          {narrow ? <ThreeLines row={row} /> : <Cells row={row} />}
        </IndexTable.Row>
      ))}
    </IndexTable>
  );
}

function Cells({ row }: { row: SupplierListed }) {
  const shop = useShop();
  return (
    <>
      <IndexTable.Cell className="shipsby-wrap">
        <SupplierLink row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>{stated(row)}</IndexTable.Cell>
      <IndexTable.Cell className="shipsby-wrap">
        {realLeadTime(row.record) ?? tooFew(row.leadTimeDays)}
      </IndexTable.Cell>
      <IndexTable.Cell>{onTimeWords(row.record)}</IndexTable.Cell>
      <IndexTable.Cell>{dateWords[row.dates]}</IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="p" alignment="end" numeric>
          <Open row={row} alone />
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Text as="p" alignment="end" numeric>
          {count(row.owed, "unit")}, {shop.money(row.value)}
        </Text>
      </IndexTable.Cell>
    </>
  );
}

function ThreeLines({ row }: { row: SupplierListed }) {
  const shop = useShop();
  return (
    <div className="shipsby-row">
      <BlockStack gap="100">
        <SupplierLink row={row} />
        <Text as="p">
          {realLeadTime(row.record) ?? `Stated lead time: ${stated(row).toLowerCase()}`}. On time:{" "}
          {onTimeWords(row.record).toLowerCase()}.
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          <Open row={row} />, {count(row.owed, "unit")} owed, {shop.money(row.value)}. Dates:{" "}
          {dateWords[row.dates].toLowerCase()}
        </Text>
      </BlockStack>
    </div>
  );
}

const dateWords = { stated: "As stated", buffered: "With a buffer", learned: "Learned" } as const;

function stated({ leadTimeDays }: SupplierListed): string {
  return leadTimeDays === null ? "None" : count(leadTimeDays, "day");
}

function SupplierLink({ row }: { row: SupplierListed }) {
  return (
    <Text as="span" fontWeight="semibold" breakWord>
      <RouterLink className="shipsby-link" to={`/app/suppliers/${row.supplierId}`} data-primary-link>
        {row.name}
      </RouterLink>
    </Text>
  );
}

function Open({ row, alone = false }: { row: SupplierListed; alone?: boolean }) {
  const words = count(row.open, "delivery", "deliveries");
  if (row.open === 0) return <>{words}</>;
  return (
    <TextLink
      to={`/app/incoming?supplier_id=${row.supplierId}`}
      label={`${row.name}: ${words}`}
      alone={alone}
    >
      {words}
    </TextLink>
  );
}
