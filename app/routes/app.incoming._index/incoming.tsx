import { BlockStack, Card, Page, Text } from "@shopify/polaris";
import type { DeliveriesPage } from "#app/database/pages/deliveries.server.ts";
import type { Access } from "#app/database/pages/native.server.ts";
import type { Double } from "#app/database/transfer-links.server.ts";
import { Empty } from "#app/components/empty.tsx";
import { Doubles } from "#app/components/doubles.tsx";
import { List } from "#app/components/list.tsx";
import { AskForTransfers } from "#app/components/transfer-access.tsx";
import { useShop } from "#app/components/shop.tsx";
import { count } from "#app/components/words.ts";
import type { asked } from "./asked.ts";
import { DeliveryFilters } from "./filters.tsx";
import { DeliveryRows } from "./rows.tsx";

/** What is coming, and who is it for? */
export function Incoming({
  list,
  asked: filters,
  doubles,
  access,
}: {
  list: DeliveriesPage;
  asked: ReturnType<typeof asked>;
  doubles: Double[];
  access: Access;
}) {
  const shop = useShop();
  const add = { content: "Add delivery", url: "/app/incoming/new" };
  return (
    <Page
      title="Incoming"
      fullWidth
      {...(list.any && { primaryAction: add })}
      secondaryActions={[
        ...(list.any ? [{ content: "Move dates", url: "/app/incoming/move" }] : []),
        { content: "Import or export", url: "/app/incoming/import" },
        { content: "Arrivals", url: "/app/arrivals" },
        { content: "Suppliers", url: "/app/suppliers" },
      ]}
    >
      <BlockStack gap="400">
        {access === "ask" && <AskForTransfers />}
        {doubles.length > 0 && <Doubles doubles={doubles} />}
        <Card padding="0">
          {list.any ? (
            <List
              filters={<DeliveryFilters list={list} asked={filters} />}
              sum={`${count(list.sums.rows, "delivery", "deliveries")}, ${count(list.sums.coming, "unit")} coming, ${count(list.sums.owed, "unit")} owed from them, ${shop.money(list.sums.value)}`}
              empty={list.rows.length === 0}
            >
              <DeliveryRows list={list} />
            </List>
          ) : (
            <Empty heading="Tell us what's coming" action={add}>
              <Text as="p">
                A delivery with a date lets you sell ahead and gives every waiting order its date.
              </Text>
            </Empty>
          )}
        </Card>
      </BlockStack>
    </Page>
  );
}
