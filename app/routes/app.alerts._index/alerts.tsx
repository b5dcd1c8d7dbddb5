import { Banner, Card, Page, Text } from "@shopify/polaris";
import type { AlertsPage, AlertView } from "#app/database/pages/alerts.server.ts";
import { Empty } from "#app/components/empty.tsx";
import { List, ListFilters } from "#app/components/list.tsx";
import { useShop } from "#app/components/shop.tsx";
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
          <List
            filters={
              <ListFilters
                views={views}
                viewWords={viewWords}
                counts={list.counts}
                asked={asked}
                searchFor="product, variant or SKU"
              />
            }
            sum={`${count(list.sums.waiting, "person", "people")} waiting for ${count(list.sums.rows, "variant")}, ${shop.money(list.sums.value)}`}
            empty={list.rows.length === 0}
          >
            <AlertRows list={list} />
          </List>
        ) : (
          <Empty
            heading="Nobody is waiting"
            action={{ content: "Open theme editor", url: props.themeEditor, target: "_top" }}
          >
            <Text as="p">Add the notify-me form to your product page.</Text>
          </Empty>
        )}
      </Card>
    </Page>
  );
}
