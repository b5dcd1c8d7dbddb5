import {
  Banner,
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
import type { AlertsPage, AlertView } from "#app/database/pages/alerts.server.ts";
import { useShop } from "#app/components/shop.tsx";
import { useAddress, useTyped } from "#app/components/use-address.ts";
import { count } from "#app/components/words.ts";
import { views, type asked } from "./asked.ts";
import { AlertRows } from "./rows.tsx";

type Asked = ReturnType<typeof asked>;

const viewWords: Record<AlertView, string> = {
  waiting: "Waiting",
  back: "Back in stock",
  paused: "Paused",
  all: "All",
};

/** Who wants what, and when do we tell them? */
export function Alerts(props: {
  list: AlertsPage;
  asked: Asked;
  themeEditor: string;
  /** Alerts wait, since the sender's postal address is missing. */
  noImprint: boolean;
}) {
  const { list, asked } = props;
  const shop = useShop();
  return (
    <Page
      title="Alerts"
      fullWidth
      secondaryActions={[
        { content: "Import sign-ups", url: "/app/alerts/import" },
        { content: "Alert settings", url: "/app/alerts/settings" },
      ]}
    >
      {props.noImprint && list.any && (
        <div className="shipsby-above">
          <Banner
            tone="warning"
            title="Alerts wait for your postal address"
            action={{ content: "Add address", url: "/app/alerts/settings" }}
          >
            <Text as="p">The law wants it in each of them. Until it is there no alert is sent.</Text>
          </Banner>
        </div>
      )}
      <Card padding="0">
        {list.any ? (
          <>
            <Filters list={list} asked={asked} />
            <Box paddingInline="400" paddingBlock="300" borderBlockEndWidth="025" borderColor="border">
              <Text as="p" fontWeight="semibold">
                {count(list.sums.waiting, "person", "people")} waiting for {count(list.sums.rows, "variant")},{" "}
                {shop.money(list.sums.value)}
              </Text>
            </Box>
            {list.rows.length > 0 ? (
              <AlertRows list={list} />
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
            heading="Nobody is waiting"
            image=""
            action={{ content: "Open theme editor", url: props.themeEditor, target: "_top" }}
          >
            <Text as="p">Add the notify-me form to your product page.</Text>
          </EmptyState>
        )}
      </Card>
    </Page>
  );
}

function Filters({ list, asked }: { list: AlertsPage; asked: Asked }) {
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
      onSelect={(index) => change({ view: views[index] ?? "waiting" })}
      queryValue={search}
      queryPlaceholder="Search product, variant or SKU"
      onQueryChange={typeSearch}
      onQueryClear={() => typeSearch("")}
      cancelAction={{ onAction: () => change({ search: null }) }}
      onClearAll={() => change({ search: null })}
      filters={[]}
      appliedFilters={[]}
    />
  );
}
