import { BlockStack, Card, Layout, Page, Text } from "@shopify/polaris";
import type { ArrivalPage } from "#app/database/pages/arrival.server.ts";
import type { HoldRules } from "#app/domain/holds.ts";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";
import { ruleWords } from "../app.arrivals._index/arrivals.tsx";
import { From } from "../app.arrivals._index/rows.tsx";
import { Got } from "./got.tsx";
import { NotThisTime } from "./not-this-time.tsx";

/** "40 units of Trail pack", "PO-118: 40 units of 12 items". */
function headingOf({ units, items, title, reference }: ArrivalPage): string {
  if (items === 1) return `${count(units, "unit")} of ${title}`;
  return `${reference ?? "A delivery"}: ${count(units, "unit")} of ${count(items, "item")}`;
}

type Props = { arrival: ArrivalPage; more: number; rules: HoldRules };

/** Who gets the units, and why? */
export function Arrival({ arrival, more, rules }: Props) {
  return (
    <Page
      title={headingOf(arrival)}
      backAction={{ content: "Arrivals", url: "/app/arrivals" }}
      secondaryActions={[{ content: "Pick list", url: `/app/arrivals/${arrival.id}/pick` }]}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Got arrival={arrival} more={more} rules={rules} />
            <NotThisTime arrival={arrival} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Facts arrival={arrival} rules={rules} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function Facts({ arrival, rules }: Omit<Props, "more">) {
  const shop = useShop();
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Arrival
        </Text>
        <Text as="p">
          {shop.moment(arrival.at)} at {arrival.location}
        </Text>
        <Text as="p">
          From: <From row={arrival} />
        </Text>
        <Text as="p">
          {arrival.free === 0
            ? "Nothing was left over."
            : `${count(arrival.free, "unit")} ${arrival.free === 1 ? "was" : "were"} left over for new orders and the waiting list.`}
        </Text>
        <Text as="p" tone="subdued">
          {ruleWords(rules)} <TextLink to="/app/settings/release">Change</TextLink>
        </Text>
      </BlockStack>
    </Card>
  );
}
