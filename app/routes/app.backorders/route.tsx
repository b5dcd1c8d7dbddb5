import { Box, Card, EmptySearchResult, EmptyState, Page, Text } from "@shopify/polaris";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { page, pageHeaders } from "#app/admin-page.server.ts";
import { backordersPage } from "#app/database/pages/backorders.server.ts";
import { readPlace } from "#app/database/pages/keyset.server.ts";
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
  const [after, before] = [
    readPlace(params.get("after"), "number"),
    readPlace(params.get("before"), "number"),
  ];
  const turn = after ? { after } : before ? { before } : null;
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
    <Page title="Backorders" fullWidth>
      <Card padding="0">
        {list.any ? (
          <>
            <BackorderFilters asked={asked} page={list} />
            <Box paddingInline="400" paddingBlock="300" borderBlockEndWidth="025" borderColor="border">
              <Text as="p" fontWeight="semibold">
                {count(list.sums.units, "unit")} in {count(list.sums.orders, "order")},{" "}
                {shop.money(list.sums.value)}
              </Text>
            </Box>
            {list.rows.length > 0 ? (
              <BackorderRows page={list} />
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
          <EmptyState
            heading={imported ? "You owe nothing right now" : "Reading your open orders…"}
            image=""
            action={{ content: "See products", url: "/app/products" }}
          >
            <Text as="p">
              {imported
                ? "When an order takes more than you have, it appears here."
                : "What is owed appears here while Shipsby reads."}
            </Text>
          </EmptyState>
        )}
      </Card>
    </Page>
  );
}
