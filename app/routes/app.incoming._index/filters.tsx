import { Text } from "@shopify/polaris";
import type { DeliveriesPage, DeliverySort, DeliveryView } from "#app/database/pages/deliveries.server.ts";
import { ListFilters } from "#app/components/list.tsx";
import { useAddress } from "#app/components/use-address.ts";
import { views, type asked } from "./asked.ts";

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
type Asked = ReturnType<typeof asked>;
const sortWords: Record<DeliverySort, [string, string]> = {
  expected: ["Expected", "Earliest first"],
  owed: ["Owed", "Most owed first"],
  reference: ["Delivery", "A to Z"],
};

/** What a link from another page narrowed to can only be taken away. */
export function DeliveryFilters({ list, asked }: { list: DeliveriesPage; asked: Asked }) {
  const { change } = useAddress();
  const bySupplier = asked.supplierId === null ? [] : [{ key: "supplier", label: "From one supplier" }];
  return (
    <ListFilters
      views={views}
      viewWords={viewWords}
      counts={list.counts}
      asked={asked}
      searchFor="delivery, supplier, product or SKU"
      sortWords={sortWords}
      filters={bySupplier.map((by) => ({ ...by, pinned: true, filter: <Text as="p">{by.label}</Text> }))}
      applied={bySupplier.map((by) => ({ ...by, onRemove: () => change({ supplier_id: null }) }))}
      narrowing={["supplier_id"]}
    />
  );
}
