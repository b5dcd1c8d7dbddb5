import { Card, DataTable, Page, Text } from "@shopify/polaris";
import { dayIn } from "#app/domain/days.ts";
import { completeWords, type PickLine } from "#app/domain/pick-list.ts";
import { Empty } from "#app/components/empty.tsx";
import { useShop } from "#app/components/shop.tsx";
import { useNarrow } from "#app/components/use-narrow.ts";
import { ByOrder } from "./by-order.tsx";

type Props = { arrival: { id: string; title: string; at: string }; picks: PickLine[]; csv: string };

/** What to fetch for whom, in the order in which they are served. */
export function PickList({ arrival, picks, csv }: Props) {
  const shop = useShop();
  const narrow = useNarrow();
  // On paper a time of today would be a time of any day.
  const arrivedOn = shop.day(dayIn(shop.timeZone, new Date(arrival.at)));
  return (
    <Page
      title="Pick list"
      subtitle={`${arrival.title}, arrived ${arrivedOn}`}
      backAction={{ content: "Arrival", url: `/app/arrivals/${arrival.id}` }}
      primaryAction={{ content: "Print", onAction: () => window.print() }}
      secondaryActions={[
        { content: "Download CSV", onAction: () => download(csv, `pick-list-${arrival.id}.csv`) },
      ]}
    >
      <Card padding="0">
        {picks.length === 0 ? (
          <Empty heading="Nothing is left to pick">
            <Text as="p">What this arrival brought has shipped, or is not needed anymore.</Text>
          </Empty>
        ) : narrow ? (
          <ByOrder picks={picks} />
        ) : (
          <DataTable
            columnContentTypes={["text", "text", "text", "numeric", "text"]}
            headings={["Order", "Item", "Location", "Units", "Order is"]}
            rows={picks.map((pick, i) => [
              // Said once of an order.
              picks[i - 1]?.order === pick.order ? "" : pick.order,
              [pick.item, pick.sku].filter(Boolean).join(", "),
              pick.location,
              pick.units,
              `${completeWords(pick)}${pick.onHold ? ". On hold" : ""}`,
            ])}
          />
        )}
      </Card>
    </Page>
  );
}

/** The frame of the admin leads to no address of the app on its own, so the file is made here. */
function download(csv: string, name: string): void {
  const address = URL.createObjectURL(new Blob(["\ufeff", csv], { type: "text/csv;charset=utf-8" }));
  const link = Object.assign(document.createElement("a"), { href: address, download: name });
  link.click();
  URL.revokeObjectURL(address);
}
