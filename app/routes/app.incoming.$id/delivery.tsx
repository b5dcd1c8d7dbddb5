import { BlockStack, Button, Card, InlineStack, Layout, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import type { DeliveryPage } from "#app/database/pages/delivery.server.ts";
import type { NativePart } from "#app/database/pages/native.server.ts";
import { shipDay } from "#app/domain/days.ts";
import { arithmetic, type PackingCalendar } from "#app/components/arithmetic.ts";
import { sourceSentence } from "#app/components/date-source.ts";
import { DeliveryBadge } from "#app/components/delivery-badge.tsx";
import { CancelDelivery, ChangeDelivery, ConfirmDelivery } from "#app/components/delivery-forms.tsx";
import { Proposals, type Proposed } from "#app/components/proposals.tsx";
import { DetailsForm } from "#app/components/delivery-details.tsx";
import { OpenWrites, type OpenWrite } from "#app/components/delivery-stock.tsx";
import { ChangedToday, type DoneToday } from "#app/components/delivery-undo.tsx";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { WhyLog } from "#app/components/why-log.tsx";
import { count } from "#app/components/words.ts";
import { Feeds } from "./feeds.tsx";
import { InShopify } from "./in-shopify.tsx";
import { Lines } from "./lines.tsx";

type Props = { delivery: DeliveryPage; calendar: PackingCalendar };
type Native = { native: NativePart; suppliers: { id: string; name: string }[] };
type Shown = Props & { doneToday: DoneToday[]; writes: OpenWrite[]; proposals: Proposed[] };

/** When does it come, what does it bring, and who is it for? */
export function Delivery({
  delivery,
  calendar,
  proposals,
  doneToday,
  writes,
  native,
  suppliers,
}: Shown & Native) {
  const { reference, location, state, deliveryId } = delivery;
  const names = Object.fromEntries(delivery.lines.map((l) => [l.itemId, l.title]));
  const receivable = delivery.coming && delivery.confirmed && delivery.origin === "own";
  return (
    <Page
      title={reference}
      subtitle={`To ${location}`}
      titleMetadata={<DeliveryBadge state={state} />}
      backAction={{ content: "Incoming", url: "/app/incoming" }}
      {...(receivable && {
        primaryAction: { content: "Receive", url: `/app/incoming/${deliveryId}/receive` },
      })}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Proposals proposals={proposals} named={false} />
            <OpenWrites writes={writes} names={names} />
            <Expected delivery={delivery} calendar={calendar} />
            <InShopify delivery={delivery} native={native} suppliers={suppliers} />
            <Lines delivery={delivery} calendar={calendar} />
            <ChangedToday deliveryId={deliveryId} actions={doneToday} />
            <Feeds delivery={delivery} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Facts delivery={delivery} />
        </Layout.Section>
        <Layout.Section>
          <WhyLog entries={delivery.history} places={delivery.places} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

/** The date with its source, and what can be done about it. */
function Expected({ delivery, calendar }: Props) {
  const shop = useShop();
  const [doing, setDoing] = useState<"nothing" | "changing" | "detailing" | "confirming" | "canceling">(
    "nothing",
  );
  const stop = () => setDoing("nothing");
  const { expectedOn, overdue, confirmed, reference } = delivery;
  const of = { ...delivery, itemId: null, owedFromIt: delivery.owed };
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {expectedOn === null
            ? "No date"
            : `${delivery.coming ? "Expected" : "Was expected"} ${shop.day(expectedOn)}, ${shop.fromToday(expectedOn)}`}
        </Text>
        <Text as="p" breakWord>
          {sourceSentence(delivery, shop.day)}
          {delivery.earliestOn !== null &&
            ` It may come from ${shop.day(delivery.earliestOn)} on; promises use the last day.`}
        </Text>
        {delivery.coming && (
          <Text as="p" tone="subdued" breakWord>
            {!confirmed
              ? `A draft covers no order and gives no date until ${delivery.managed ? "it is ready to ship in Shopify" : "you confirm it"}.`
              : expectedOn === null
                ? "The date is unknown, so it promises nothing."
                : overdue
                  ? `It's overdue, so it gives no order a date until ${delivery.managed ? "Shopify has a new one" : "you enter a new one"}. Ask the supplier.`
                  : `${arithmetic(expectedOn, calendar, shop.day)}, ${shop.fromToday(shipDay(expectedOn, calendar))}.`}
          </Text>
        )}
        {delivery.notes !== "" && (
          <Text as="p" breakWord>
            Note: {delivery.notes}
          </Text>
        )}
        {delivery.coming && !delivery.managed && doing === "nothing" && (
          <InlineStack gap="200">
            {!confirmed && (
              <Button variant="primary" onClick={() => setDoing("confirming")}>
                Confirm delivery
              </Button>
            )}
            <Button onClick={() => setDoing("changing")}>Change date</Button>
            <Button onClick={() => setDoing("detailing")}>Edit details</Button>
            <Button onClick={() => setDoing("canceling")} accessibilityLabel={`Cancel delivery ${reference}`}>
              Cancel delivery
            </Button>
          </InlineStack>
        )}
        {doing === "changing" && <ChangeDelivery of={of} what="date" calendar={calendar} stop={stop} />}
        {doing === "detailing" && <DetailsForm of={of} was={delivery} stop={stop} />}
        {doing === "confirming" && <ConfirmDelivery of={of} stop={stop} />}
        {doing === "canceling" && <CancelDelivery of={of} stop={stop} />}
      </BlockStack>
    </Card>
  );
}

function Facts({ delivery }: { delivery: DeliveryPage }) {
  const shop = useShop();
  const { supplierId, supplier, orderedOn, firstStatedOn, statedOn, deliveryId, owed, units } = delivery;
  return (
    <Card>
      <dl className="shipsby-facts">
        <Fact name="Supplier">
          {supplierId === null ? (
            "None"
          ) : (
            <TextLink to={`/app/suppliers/${supplierId}`}>{supplier ?? "Unknown"}</TextLink>
          )}
        </Fact>
        <Fact name="Ordered on">{orderedOn ? shop.day(orderedOn) : "Unknown"}</Fact>
        {delivery.confirmed && (
          <Fact name="First stated">{firstStatedOn ? shop.day(firstStatedOn) : "No date"}</Fact>
        )}
        <Fact name="Stated now">{statedOn ? shop.day(statedOn) : "No date"}</Fact>
        <Fact name="Still to come">{count(delivery.coming ? units : 0, "unit")}</Fact>
        <Fact name="Owed from it">
          {owed === 0 ? (
            "0 units"
          ) : (
            <TextLink to={`/app/backorders?delivery_id=${deliveryId}`}>{count(owed, "unit")}</TextLink>
          )}
        </Fact>
        <Fact name="Value owed">{shop.money(delivery.value)}</Fact>
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: React.ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
