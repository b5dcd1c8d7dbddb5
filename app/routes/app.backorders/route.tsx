import { Card, Page, Text } from "@shopify/polaris";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { page, pageHeaders } from "#app/admin-page.server.ts";
import { backordersPage } from "#app/database/pages/backorders.server.ts";
import { readTurn } from "#app/database/pages/keyset.server.ts";
import { Empty } from "#app/components/empty.tsx";
import { List } from "#app/components/list.tsx";
import { useShop } from "#app/components/shop.tsx";
import { count } from "#app/components/words.ts";
import { asked } from "./asked.ts";
import { BackorderFilters } from "./filters.tsx";
import { BackorderRows } from "./rows.tsx";

export const meta: MetaFunction = () => [{ title: "Backorders" }];

export const headers = pageHeaders;

export const loader = page(async ({ world, shop, settings, request }) => {
  const params = new URL(request.url).searchParams;
  const filters = asked(params);
  const turn = readTurn(params, "number");
  const list = await backordersPage(world.db, shop, world.now(), settings.calendar, {
    ...filters,
    turn,
  });
  return { list, asked: filters, imported: settings.importedAt !== null };
});

/** Who waits, for what, how late, how much? */
export default function Backorders() {
  const { list, asked, imported } = useLoaderData<typeof loader>();
  const shop = useShop();
  return (
    <Page title="Backorders" fullWidth secondaryActions={[{ content: "Causes", url: "/app/causes" }]}>
      <Card padding="0">
        {list.any ? (
          <List
            filters={<BackorderFilters asked={asked} page={list} />}
            sum={`${count(list.sums.units, "unit")} in ${count(list.sums.orders, "order")}, ${shop.money(list.sums.value)}`}
            empty={list.rows.length === 0}
          >
            <BackorderRows page={list} />
          </List>
        ) : (
          <Empty
            heading={imported ? "You owe nothing right now" : "Reading your open orders…"}
            action={{ content: "See products", url: "/app/products" }}
          >
            <Text as="p">
              {imported
                ? "When an order takes more than you have, it appears here."
                : "What is owed appears here while Shipsby reads."}
            </Text>
          </Empty>
        )}
      </Card>
    </Page>
  );
}
