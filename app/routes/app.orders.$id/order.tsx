import { Badge, BlockStack, Card, InlineStack, Layout, Page, Text } from "@shopify/polaris";
import type { OrderPage } from "#app/database/pages/order.server.ts";
import { useShop } from "#app/components/shop.tsx";
import { StatusBadge } from "#app/components/status-badge.tsx";
import { WhyLog } from "#app/components/why-log.tsx";
import { count } from "#app/components/words.ts";
import { Written } from "#app/components/written.tsx";
import { channelWords } from "#app/components/channel.ts";
import type { HoldShown } from "#app/database/holds.server.ts";
import { Holds } from "./holds.tsx";
import { OwedLineCard } from "./owed-line-card.tsx";
import type { MayRescue } from "./rescue.tsx";
import { Rank } from "./rank.tsx";

type Props = { order: OrderPage; holds: HoldShown[]; may: MayRescue };

/** What does this customer wait for, and why? */
export function Order({ order, holds, may }: Props) {
  const titles = new Map(
    order.owed.map((o) => [o.lineId, [o.title, o.variantTitle].filter(Boolean).join(", ")]),
  );
  const several = new Set(order.why.map((w) => w.lineId)).size > 1;
  return (
    <Page
      title={order.name}
      titleMetadata={<OrderBadge order={order} />}
      backAction={{ content: "Backorders", url: "/app/backorders" }}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {order.owed.length === 0 && <NothingOwed cancelled={order.cancelledAt !== null} />}
            {order.owed.map((line) => (
              <OwedLineCard key={line.id} line={line} order={order} may={may} />
            ))}
            {order.shipsNow.length > 0 && <ShipsNow lines={order.shipsNow} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <Facts order={order} />
            <Holds holds={holds} />
            {order.owed.length > 0 && <Rank place={order.place} />}
            <WrittenToOrder order={order} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section>
          <WhyLog
            entries={order.why.map((w) => ({
              ...w,
              about: several && w.lineId ? (titles.get(w.lineId) ?? null) : null,
            }))}
            places={order.places}
          />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

/** The most serious badge of its lines. */
function OrderBadge({ order }: { order: OrderPage }) {
  if (order.cancelledAt) return <Badge>Canceled</Badge>;
  const worst = (["late", "no_date", "on_track"] as const).find((s) =>
    order.owed.some((o) => o.status === s),
  );
  return worst ? <StatusBadge status={worst} /> : <Badge tone="success">Nothing owed</Badge>;
}

function NothingOwed({ cancelled }: { cancelled: boolean }) {
  return (
    <Card>
      <Text as="p">
        {cancelled ? "This order was canceled; nothing is owed on it." : "Nothing is owed on this order now."}
      </Text>
    </Card>
  );
}

function ShipsNow({ lines }: { lines: OrderPage["shipsNow"] }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Ships now
        </Text>
        {lines.map((line) => (
          <InlineStack key={line.id} align="space-between" gap="200">
            <Text as="p" breakWord>
              {[line.title, line.sku].filter(Boolean).join(" · ")}
            </Text>
            <Text as="p" tone="subdued">
              {count(line.units, "unit")} at {line.location}
            </Text>
          </InlineStack>
        ))}
      </BlockStack>
    </Card>
  );
}

function Facts({ order }: { order: OrderPage }) {
  const shop = useShop();
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Order
        </Text>
        <Text as="p">
          {count(order.units, "unit")} owed, {shop.money(order.value)}
        </Text>
        <Text as="p">
          {channelWords(order.channel)}, placed {shop.moment(order.placedAt)}
        </Text>
        {order.together !== null && (
          <Text as="p">
            {order.together
              ? "The customer wants everything shipped together"
              : "The customer wants what is ready shipped first"}
          </Text>
        )}
        {order.cancelledAt && <Text as="p">Canceled {shop.moment(order.cancelledAt)}</Text>}
        <a className="shipsby-link" href={`shopify://admin/orders/${order.orderId}`} target="_top">
          Open in Shopify
        </a>
      </BlockStack>
    </Card>
  );
}

function WrittenToOrder({ order }: { order: OrderPage }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Written to this order
        </Text>
        {order.written.length === 0 && (
          <Text as="p" tone="subdued">
            Shipsby hasn&apos;t written anything to this order.
          </Text>
        )}
        {order.written.map((written) => (
          <Written key={written.kind} written={written} />
        ))}
      </BlockStack>
    </Card>
  );
}
