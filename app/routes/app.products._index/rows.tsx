import { Badge, BlockStack, IndexTable, InlineStack, Text } from "@shopify/polaris";
import { Link as RouterLink } from "@remix-run/react";
import type { ProductRow, ProductsPage } from "#app/database/pages/products.server.ts";
import { ListRows, NumberCell } from "#app/components/list.tsx";
import { useShop } from "#app/components/shop.tsx";
import { StateBadge } from "#app/components/state-badge.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

export function ProductRows({ list }: { list: ProductsPage }) {
  return (
    <ListRows
      list={list}
      name={["product", "products"]}
      headings={[
        { title: "Product" },
        { title: "Shoppers see" },
        { title: "Next date" },
        { title: "Owed", alignment: "end" },
        { title: "Coming", alignment: "end" },
      ]}
      cells={(row) => <Cells row={row} />}
      lines={(row) => <ThreeLines row={row} />}
    />
  );
}

function Cells({ row }: { row: ProductRow }) {
  return (
    <>
      <IndexTable.Cell className="shipsby-wrap">
        <ProductLink row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell>
        <Seen row={row} />
      </IndexTable.Cell>
      <IndexTable.Cell className="shipsby-narrow">
        <NextDate row={row} />
      </IndexTable.Cell>
      <NumberCell>
        <Owed row={row} alone />
      </NumberCell>
      <NumberCell>{count(row.coming, "unit")}</NumberCell>
    </>
  );
}

function ThreeLines({ row }: { row: ProductRow }) {
  return (
    <div className="shipsby-row">
      <BlockStack gap="100">
        <ProductLink row={row} />
        <Seen row={row} />
        <Text as="p" variant="bodySm" tone="subdued">
          <Owed row={row} /> owed, {count(row.coming, "unit")} coming. <NextDate row={row} />
        </Text>
      </BlockStack>
    </div>
  );
}

function ProductLink({ row }: { row: ProductRow }) {
  return (
    <InlineStack gap="200">
      <Text as="span" fontWeight="semibold">
        <RouterLink className="shipsby-link" to={`/app/products/${row.id}`} data-primary-link>
          {row.title}
        </RouterLink>
      </Text>
      {row.status !== "ACTIVE" && <Badge>{statusWords[row.status] ?? row.status}</Badge>}
    </InlineStack>
  );
}

const statusWords: Record<string, string> = {
  DRAFT: "Draft",
  ARCHIVED: "Archived",
  UNLISTED: "Unlisted",
  DELETED: "Deleted in Shopify",
};

/** One badge per state among the variants; "2 of 3" when they differ. */
function Seen({ row }: { row: ProductRow }) {
  const states = [
    ["backorder", row.backorder],
    ["out_of_stock", row.outOfStock],
    ["discontinued", row.discontinued],
    ["in_stock", row.inStock],
  ] as const;
  const present = states.filter(([, n]) => n > 0);
  if (present.length === 0) return <Badge>Not counted yet</Badge>;
  return (
    <InlineStack gap="100">
      {present.map(([state, n]) => (
        <StateBadge
          key={state}
          state={state}
          {...(present.length > 1 && { note: `${n} of ${row.variants}` })}
        />
      ))}
    </InlineStack>
  );
}

function Owed({ row, alone = false }: { row: ProductRow; alone?: boolean }) {
  if (row.owed === 0) return <>0 units</>;
  return (
    <TextLink
      to={`/app/backorders?product_id=${row.id}`}
      label={`${row.title}: ${count(row.owed, "unit")} owed`}
      alone={alone}
    >
      {count(row.owed, "unit")}
    </TextLink>
  );
}

function NextDate({ row }: { row: ProductRow }) {
  const shop = useShop();
  if (row.overdue > 0) {
    return (
      <Text as="span" tone="critical">
        Delivery overdue since {shop.day(row.overdueSince!)}
      </Text>
    );
  }
  if (row.shipsBy) return <>Ships by {shop.day(row.shipsBy)}</>;
  if (row.needsDate) return <>No date</>;
  if (row.expectedBack) return <>Expected back {shop.day(row.expectedBack)}</>;
  if (row.outOfStock > 0) return <>Unknown</>;
  return (
    <Text as="span" tone="subdued">
      None needed
    </Text>
  );
}
