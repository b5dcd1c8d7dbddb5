import { Card, Page, Text } from "@shopify/polaris";
import type { ProductsPage, ProductView } from "#app/database/pages/products.server.ts";
import { Empty } from "#app/components/empty.tsx";
import { List, ListFilters } from "#app/components/list.tsx";
import { count } from "#app/components/words.ts";
import { views, type asked } from "./asked.ts";
import { ProductRows } from "./rows.tsx";

type Asked = ReturnType<typeof asked>;

const viewWords: Record<ProductView, string> = {
  all: "All",
  owed: "Owed",
  no_date: "No date",
  overdue: "Overdue delivery",
  out_of_stock: "Out of stock",
};

const sortWords = {
  owed: ["Owed", "Most owed first"],
  title: ["Product", "A to Z"],
} as const;

/** What do shoppers see, and is supply enough? */
export function Products({ list, asked, imported }: { list: ProductsPage; asked: Asked; imported: boolean }) {
  return (
    <Page title="Products" fullWidth>
      <Card padding="0">
        {list.any ? (
          <List
            filters={
              <ListFilters
                views={views}
                viewWords={viewWords}
                counts={list.counts}
                asked={asked}
                searchFor="product, variant or SKU"
                sortWords={sortWords}
              />
            }
            sum={`${count(list.sums.rows, "product")}, ${count(list.sums.owed, "unit")} owed, ${count(list.sums.coming, "unit")} coming`}
            empty={list.rows.length === 0}
          >
            <ProductRows list={list} />
          </List>
        ) : (
          <Empty heading={imported ? "No products yet" : "Reading your products…"}>
            <Text as="p">
              {imported
                ? "Products appear here as soon as they are in your store."
                : "Products appear here while Shipsby reads your store."}
            </Text>
          </Empty>
        )}
      </Card>
    </Page>
  );
}
