import {
  Box,
  Card,
  EmptySearchResult,
  EmptyState,
  IndexFilters,
  IndexFiltersMode,
  Page,
  Text,
  useSetIndexFiltersMode,
} from "@shopify/polaris";
import { useNavigation } from "@remix-run/react";
import type { ProductsPage, ProductView } from "#app/database/pages/products.server.ts";
import { useAddress, useTyped } from "#app/components/use-address.ts";
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

/** What do shoppers see, and is supply enough? */
export function Products({ list, asked, imported }: { list: ProductsPage; asked: Asked; imported: boolean }) {
  return (
    <Page title="Products" fullWidth>
      <Card padding="0">
        {list.any ? (
          <>
            <Filters list={list} asked={asked} />
            <Box paddingInline="400" paddingBlock="300" borderBlockEndWidth="025" borderColor="border">
              <Text as="p" fontWeight="semibold">
                {count(list.sums.rows, "product")}, {count(list.sums.owed, "unit")} owed,{" "}
                {count(list.sums.coming, "unit")} coming
              </Text>
            </Box>
            {list.rows.length > 0 ? (
              <ProductRows list={list} />
            ) : (
              <Box padding="800">
                <EmptySearchResult
                  title="No results"
                  description="Change or clear the filters."
                  withIllustration={false}
                />
              </Box>
            )}
          </>
        ) : (
          <EmptyState heading={imported ? "No products yet" : "Reading your products…"} image="">
            <Text as="p">
              {imported
                ? "Products appear here as soon as they are in your store."
                : "Products appear here while Shipsby reads your store."}
            </Text>
          </EmptyState>
        )}
      </Card>
    </Page>
  );
}

function Filters({ list, asked }: { list: ProductsPage; asked: Asked }) {
  const { change } = useAddress();
  const { mode, setMode } = useSetIndexFiltersMode(
    asked.search ? IndexFiltersMode.Filtering : IndexFiltersMode.Default,
  );
  const [search, typeSearch] = useTyped(asked.search, (text) => change({ search: text }));
  const busy = useNavigation().state === "loading";
  return (
    <IndexFilters
      mode={mode}
      setMode={setMode}
      loading={busy}
      canCreateNewView={false}
      hideFilters
      tabs={views.map((view) => ({
        id: view,
        content: viewWords[view],
        badge: String(list.counts[view]),
        isLocked: true,
      }))}
      selected={views.indexOf(asked.view)}
      onSelect={(index) => change({ view: views[index] ?? "all" })}
      queryValue={search}
      queryPlaceholder="Search product, variant or SKU"
      onQueryChange={typeSearch}
      onQueryClear={() => typeSearch("")}
      cancelAction={{ onAction: () => change({ search: null }) }}
      sortOptions={[
        { label: "Owed", value: "owed asc", directionLabel: "Most owed first" },
        { label: "Product", value: "title asc", directionLabel: "A to Z" },
      ]}
      sortSelected={[`${asked.sort} asc`]}
      onSort={([sort]) => change({ sort: sort?.split(" ")[0] ?? null })}
      onClearAll={() => change({ search: null })}
      filters={[]}
      appliedFilters={[]}
    />
  );
}
