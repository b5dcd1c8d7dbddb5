import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import type { ProductDelivery } from "#app/database/pages/product.server.ts";
import { shipDay } from "#app/domain/days.ts";
import { arithmetic, type PackingCalendar } from "#app/components/arithmetic.ts";
import { sourceWords } from "#app/components/date-source.ts";
import { comingState, DeliveryBadge } from "#app/components/delivery-badge.tsx";
import {
  ArriveDelivery,
  CancelDelivery,
  ChangeDelivery,
  ConfirmDelivery,
} from "#app/components/delivery-forms.tsx";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

type Props = { delivery: ProductDelivery; calendar: PackingCalendar; several: boolean };

/** A delivery that is coming. Its date and units change in place; canceling asks first. */
export function DeliveryRow({ delivery, calendar, several }: Props) {
  const [doing, setDoing] = useState<"nothing" | "arriving" | "confirming" | "changing" | "canceling">(
    "nothing",
  );
  const stop = () => setDoing("nothing");
  const { reference, confirmed } = delivery;
  return (
    <BlockStack gap="200">
      <Facts delivery={delivery} calendar={calendar} several={several} />
      {delivery.managed && (
        <Text as="p" variant="bodySm" tone="subdued">
          Managed in Shopify
        </Text>
      )}
      {!delivery.managed && doing === "nothing" && (
        <InlineStack gap="200">
          {confirmed ? (
            <Button onClick={() => setDoing("arriving")} accessibilityLabel={`Units of ${reference} arrived`}>
              Arrived
            </Button>
          ) : (
            <Button onClick={() => setDoing("confirming")} accessibilityLabel={`Confirm ${reference}`}>
              Confirm
            </Button>
          )}
          <Button onClick={() => setDoing("changing")} accessibilityLabel={`Change ${reference}`}>
            Change
          </Button>
          <Button onClick={() => setDoing("canceling")} accessibilityLabel={`Cancel delivery ${reference}`}>
            Cancel delivery
          </Button>
        </InlineStack>
      )}
      {doing === "arriving" && <ArriveDelivery of={delivery} stop={stop} />}
      {doing === "confirming" && <ConfirmDelivery of={delivery} stop={stop} />}
      {doing === "changing" && <ChangeDelivery of={delivery} what="both" calendar={calendar} stop={stop} />}
      {doing === "canceling" && <CancelDelivery of={delivery} stop={stop} />}
    </BlockStack>
  );
}

function Facts({ delivery, calendar, several }: Props) {
  const shop = useShop();
  const { deliveryId, reference, variant, location, expectedOn, overdue, units, owedFromIt } = delivery;
  return (
    <>
      <InlineStack align="space-between" gap="200">
        <Text as="h3" variant="headingSm" breakWord>
          <TextLink to={`/app/incoming/${deliveryId}`} alone>
            {reference}
          </TextLink>
        </Text>
        <DeliveryBadge state={comingState(delivery)} />
      </InlineStack>
      <Text as="p" breakWord>
        {count(units, "unit")}
        {several ? ` of ${variant}` : ""}
        {delivery.supplier ? ` from ${delivery.supplier}` : ""} to {location}:{" "}
        <TextLink to={`/app/backorders?delivery_id=${deliveryId}`} label={`${reference}: ${owedFromIt} owed`}>
          {owedFromIt} owed
        </TextLink>
        , {units - owedFromIt} free
      </Text>
      <Text as="p" tone="subdued" breakWord>
        {expectedOn === null
          ? "The date is unknown, so it promises nothing."
          : overdue
            ? `Expected ${shop.day(expectedOn)}, ${shop.fromToday(expectedOn)}. It gives no date until ${delivery.managed ? "Shopify has" : "you enter"} a new one.`
            : `${arithmetic(expectedOn, calendar, shop.day)}, ${shop.fromToday(shipDay(expectedOn, calendar))}`}
      </Text>
      {expectedOn !== null && (
        <Text as="p" variant="bodySm" tone="subdued" breakWord>
          {sourceWords(delivery)}
        </Text>
      )}
    </>
  );
}
