import { Box, Card, EmptySearchResult, Page, Tabs, Text } from "@shopify/polaris";
import { useLoaderData, type MetaFunction } from "@remix-run/react";
import { page, pageHeaders } from "#app/admin-page.server.ts";
import { readTurn } from "#app/database/pages/keyset.server.ts";
import { promisesPage, type PromiseSums, type PromiseView } from "#app/database/pages/promises.server.ts";
import { keptPercent } from "#app/domain/kept.ts";
import { Empty } from "#app/components/empty.tsx";
import { useAddress } from "#app/components/use-address.ts";
import { count } from "#app/components/words.ts";
import { PromiseRows } from "./rows.tsx";

export const meta: MetaFunction = () => [{ title: "Promises" }];

export const headers = pageHeaders;

const views: PromiseView[] = ["all", "kept", "missed", "no_date"];
const viewWords = { all: "All", kept: "Kept", missed: "Missed", no_date: "Without a date" } as const;

export const loader = page(async ({ world, shop, today, request }) => {
  const params = new URL(request.url).searchParams;
  const view = views.find((v) => v === params.get("view")) ?? "all";
  const turn = readTurn(params, "number");
  return { list: await promisesPage(world.db, shop, today, { view, turn }), view };
});

/** Are promises kept? */
export default function Promises() {
  const { list, view } = useLoaderData<typeof loader>();
  const { change } = useAddress();
  return (
    <Page title="Promises" backAction={{ content: "Home", url: "/app" }} fullWidth>
      <Card padding="0">
        {list.counts.all === 0 ? (
          <Empty heading="No promise has ended yet" action={{ content: "Home", url: "/app" }}>
            <Text as="p">
              When a line that was promised leaves your shop, it stands here: kept or missed, by the first
              date its customer was given.
            </Text>
          </Empty>
        ) : (
          <>
            <Tabs
              tabs={views.map((v) => ({ id: v, content: viewWords[v], badge: String(list.counts[v]) }))}
              selected={views.indexOf(view)}
              onSelect={(i) => change({ view: i === 0 ? null : (views[i] ?? null) })}
            />
            <Box paddingInline="400" paddingBlock="300" borderBlockEndWidth="025" borderColor="border">
              <Sums sums={list.sums} />
            </Box>
            {list.rows.length > 0 ? (
              <PromiseRows page={list} />
            ) : (
              <Box padding="800">
                <EmptySearchResult
                  title="No results"
                  description="Choose another view."
                  withIllustration={false}
                />
              </Box>
            )}
          </>
        )}
      </Card>
    </Page>
  );
}

function Sums({ sums }: { sums: PromiseSums }) {
  if (sums.orders === 0) return <Text as="p">No promise ended in the last 90 days.</Text>;
  const percent = keptPercent(sums);
  const kept = `${sums.kept} of ${count(sums.of, "promise")}`;
  return (
    <>
      <Text as="p" fontWeight="semibold">
        {percent === null ? `Kept ${kept}` : `Kept ${percent}% (${kept})`}, last 90 days
      </Text>
      <Text as="p" tone="subdued">
        Kept: shipped on or before the first date the customer was given. {count(sums.orders, "order")} with{" "}
        {count(sums.announcements, "new date")} told; dates moved by {(sums.instability ?? 0).toFixed(2)} days
        for each day of waiting.
      </Text>
    </>
  );
}
