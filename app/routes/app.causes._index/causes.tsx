import { BlockStack, Box, Card, IndexTable, Layout, Page, Text } from "@shopify/polaris";
import type { CauseRow, CausesPage } from "#app/database/pages/causes.server.ts";
import { causeWords } from "#app/domain/cause-words.ts";
import { Empty } from "#app/components/empty.tsx";
import { CauseSums } from "#app/components/cause-sums.tsx";
import { FileButton } from "#app/components/delivery-file.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { useNarrow } from "#app/components/use-narrow.ts";
import { count } from "#app/components/words.ts";

/** Why were orders owed lately, and what comes back? */
export function Causes({ sums, suppliers, rows }: CausesPage) {
  return (
    <Page title="Causes" backAction={{ content: "Backorders", url: "/app/backorders" }}>
      {sums.length === 0 ? (
        <Card padding="0">
          <Empty
            heading="Nothing was owed lately"
            action={{ content: "See backorders", url: "/app/backorders" }}
          >
            <Text as="p">When an order has to wait, its cause is found and counted here.</Text>
          </Empty>
        </Card>
      ) : (
        <Layout>
          <Layout.Section>
            <BlockStack gap="400">
              <CauseSums sums={sums} title="All products" />
              <ByProduct rows={rows} />
            </BlockStack>
          </Layout.Section>
          <Layout.Section variant="oneThird">
            <BySupplier suppliers={suppliers} />
          </Layout.Section>
        </Layout>
      )}
    </Page>
  );
}

function BySupplier({ suppliers }: Pick<CausesPage, "suppliers">) {
  const of = Map.groupBy(suppliers, (s) => s.supplierId);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          By supplier
        </Text>
        {of.size === 0 && (
          <Text as="p" tone="subdued">
            No product that was owed names a supplier. Choose one on the product&apos;s page.
          </Text>
        )}
        {[...of].map(([supplierId, sums]) => (
          <BlockStack gap="100" key={supplierId}>
            <Text as="h3" variant="headingSm" breakWord>
              <TextLink to={`/app/suppliers/${supplierId}`} alone>
                {sums[0]!.supplier}
              </TextLink>
            </Text>
            {sums.map(({ cause, units, orders }) => (
              <Text as="p" key={cause}>
                {causeWords[cause]}: {count(units, "unit")} in {count(orders, "order")}
              </Text>
            ))}
          </BlockStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function ByProduct({ rows }: Pick<CausesPage, "rows">) {
  const narrow = useNarrow();
  return (
    <Card padding="0">
      <Box padding="400">
        <BlockStack gap="200" inlineAlign="start">
          <Text as="h2" variant="headingMd">
            By product
          </Text>
          <Text as="p" tone="subdued">
            A cause that began in several weeks is one that comes back.
          </Text>
          <FileButton from="/app/causes/export">Export</FileButton>
        </BlockStack>
      </Box>
      <IndexTable
        resourceName={{ singular: "cause", plural: "causes" }}
        itemCount={rows.length}
        selectable={false}
        condensed={narrow}
        headings={[
          { title: "Product" },
          { title: "Cause" },
          { title: "Units", alignment: "end" },
          { title: "Orders", alignment: "end" },
          { title: "Weeks", alignment: "end" },
        ]}
      >
        {rows.map((row, position) => (
          <IndexTable.Row key={position} id={String(position)} position={position}>
            {narrow ? <TwoLines row={row} /> : <Cells row={row} />}
          </IndexTable.Row>
        ))}
      </IndexTable>
    </Card>
  );
}

function Cells({ row }: { row: CauseRow }) {
  return (
    <>
      <IndexTable.Cell className="shipsby-wrap">
        <ProductOf row={row} />
        <Text as="p" variant="bodySm" tone="subdued">
          {row.supplier ?? "No supplier"}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell className="shipsby-wrap">{causeWords[row.cause]}</IndexTable.Cell>
      {[row.units, row.orders, row.weeks].map((number, i) => (
        <IndexTable.Cell key={i}>
          <Text as="p" alignment="end" numeric>
            {number}
          </Text>
        </IndexTable.Cell>
      ))}
    </>
  );
}

function TwoLines({ row }: { row: CauseRow }) {
  return (
    <div className="shipsby-row">
      <BlockStack gap="100">
        <ProductOf row={row} />
        <Text as="p">
          {causeWords[row.cause]}: {count(row.units, "unit")} in {count(row.orders, "order")}, in{" "}
          {count(row.weeks, "week")}
        </Text>
        {row.supplier !== null && (
          <Text as="p" variant="bodySm" tone="subdued">
            {row.supplier}
          </Text>
        )}
      </BlockStack>
    </div>
  );
}

function ProductOf({ row }: { row: CauseRow }) {
  if (row.productId === null) return <Text as="span">{row.product}</Text>;
  return (
    <TextLink to={`/app/products/${row.productId}`} alone>
      {row.product}
    </TextLink>
  );
}
