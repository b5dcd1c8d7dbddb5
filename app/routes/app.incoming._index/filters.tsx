import { IndexFilters, IndexFiltersMode, Text, useSetIndexFiltersMode } from "@shopify/polaris";
import { useNavigation } from "@remix-run/react";
import type { DeliveriesPage, DeliverySort, DeliveryView } from "#app/database/pages/deliveries.server.ts";
import { useAddress, useTyped } from "#app/components/use-address.ts";
import { sorts, views, type asked } from "./asked.ts";

const viewWords: Record<DeliveryView, string> = {
  all: "All",
  week: "Next 7 days",
  soon: "Next 14 days",
  overdue: "Overdue",
  no_date: "No date",
  short: "Not enough",
  draft: "Draft",
  received: "Received",
};
const sortWords: Record<DeliverySort, [string, string]> = {
  expected: ["Expected", "Earliest first"],
  owed: ["Owed", "Most owed first"],
  reference: ["Delivery", "A to Z"],
};
type Asked = ReturnType<typeof asked>;
const nothing = { search: null, supplier_id: null };

/** Views, search and sort. All of it stands in the address. */
export function DeliveryFilters({ list, asked }: { list: DeliveriesPage; asked: Asked }) {
  const { change } = useAddress();
  const narrowed = asked.search !== "" || asked.supplierId !== null;
  const { mode, setMode } = useSetIndexFiltersMode(
    narrowed ? IndexFiltersMode.Filtering : IndexFiltersMode.Default,
  );
  const [search, typeSearch] = useTyped(asked.search, (text) => change({ search: text }));
  // What a link from another page narrowed to: it can only be taken away.
  const bySupplier = asked.supplierId !== null;
  const label = "From one supplier";
  return (
    <IndexFilters
      mode={mode}
      setMode={setMode}
      loading={useNavigation().state === "loading"}
      canCreateNewView={false}
      hideFilters={!bySupplier}
      tabs={views.map((view) => ({
        id: view,
        content: viewWords[view],
        badge: String(list.counts[view]),
        isLocked: true,
      }))}
      selected={views.indexOf(asked.view)}
      onSelect={(index) => change({ view: views[index] ?? "all" })}
      queryValue={search}
      queryPlaceholder="Search delivery, supplier, product or SKU"
      onQueryChange={typeSearch}
      onQueryClear={() => typeSearch("")}
      cancelAction={{ onAction: () => change(nothing) }}
      sortOptions={sorts.map((sort) => ({
        label: sortWords[sort][0],
        value: `${sort} asc`,
        directionLabel: sortWords[sort][1],
      }))}
      sortSelected={[`${asked.sort} asc`]}
      onSort={([sort]) => change({ sort: sort?.split(" ")[0] ?? null })}
      onClearAll={() => change(nothing)}
      filters={
        bySupplier ? [{ key: "supplier", label, pinned: true, filter: <Text as="p">{label}</Text> }] : []
      }
      appliedFilters={
        bySupplier ? [{ key: "supplier", label, onRemove: () => change({ supplier_id: null }) }] : []
      }
    />
  );
}
