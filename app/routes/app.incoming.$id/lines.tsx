import { BlockStack, Button, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import type { DeliveryPage, DeliveryPageLine } from "#app/database/pages/delivery.server.ts";
import type { PackingCalendar } from "#app/components/arithmetic.ts";
import { ArriveDelivery, ChangeDelivery } from "#app/components/delivery-forms.tsx";
import { SplitDelivery } from "#app/components/delivery-split.tsx";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

/** What it brings: ordered, received, owed and free of each item. */
export function Lines({ delivery, calendar }: { delivery: DeliveryPage; calendar: PackingCalendar }) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Items
        </Text>
        {delivery.lines.map((line, i) => (
          <Fragment key={line.itemId}>
            {i > 0 && <Divider />}
            <Line delivery={delivery} line={line} calendar={calendar} />
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}

function Line({
  delivery,
  line,
  calendar,
}: {
  delivery: DeliveryPage;
  line: DeliveryPageLine;
  calendar: PackingCalendar;
}) {
  const shop = useShop();
  const [doing, setDoing] = useState<"nothing" | "arriving" | "changing" | "splitting">("nothing");
  const stop = () => setDoing("nothing");
  const { deliveryId, reference, statedOn, coming, confirmed } = delivery;
  const { itemId, quantity, received, receivedOn, owed } = line;
  const units = Math.max(0, quantity - received);
  const of = { deliveryId, itemId, reference, statedOn, units, owedFromIt: owed };
  const name = [line.title, line.variant].filter((t) => t && t !== "Default Title").join(", ");
  const free = confirmed && coming ? Math.max(0, units - owed) : 0;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm" breakWord>
        {line.productId === null ? (
          name
        ) : (
          <TextLink to={`/app/products/${line.productId}`} alone>
            {name}
          </TextLink>
        )}
        {line.sku ? ` · ${line.sku}` : ""}
      </Text>
      <Text as="p" breakWord>
        {count(quantity, "unit")} ordered, {received} received
        {line.damaged > 0 ? `, ${line.damaged} damaged` : ""}
        {receivedOn ? `, the last on ${shop.day(receivedOn)}` : ""}, {owed} owed, {free} free
      </Text>
      {coming && delivery.origin === "own" && units > 0 && doing === "nothing" && (
        <InlineStack gap="200">
          {confirmed && (
            <Button onClick={() => setDoing("arriving")} accessibilityLabel={`Units of ${name} arrived`}>
              Arrived
            </Button>
          )}
          <Button onClick={() => setDoing("changing")} accessibilityLabel={`Change units of ${name}`}>
            Change units
          </Button>
          <Button onClick={() => setDoing("splitting")} accessibilityLabel={`Split ${name}`}>
            Split
          </Button>
        </InlineStack>
      )}
      {doing === "arriving" && <ArriveDelivery of={of} stop={stop} />}
      {doing === "splitting" && <SplitDelivery of={of} calendar={calendar} stop={stop} />}
      {doing === "changing" && <ChangeDelivery of={of} what="units" calendar={calendar} stop={stop} />}
    </BlockStack>
  );
}
