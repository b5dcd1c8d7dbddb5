import { Badge, BlockStack, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { ProductDelivery } from "#app/database/pages/product.server.ts";
import { shipDay } from "#app/domain/days.ts";
import { arithmetic, type PackingCalendar } from "#app/components/arithmetic.ts";
import { DateFields } from "#app/components/date-fields.tsx";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

type Props = { delivery: ProductDelivery; calendar: PackingCalendar; several: boolean };

/** A delivery that is coming. Its date and units change in place; canceling asks first. */
export function DeliveryRow({ delivery, calendar, several }: Props) {
  const [doing, setDoing] = useState<"nothing" | "arriving" | "changing" | "canceling">("nothing");
  const stop = () => setDoing("nothing");
  return (
    <BlockStack gap="200">
      <Facts delivery={delivery} calendar={calendar} several={several} />
      {doing === "nothing" && (
        <InlineStack gap="200">
          <Button
            onClick={() => setDoing("arriving")}
            accessibilityLabel={`Units of ${delivery.reference} arrived`}
          >
            Arrived
          </Button>
          <Button onClick={() => setDoing("changing")} accessibilityLabel={`Change ${delivery.reference}`}>
            Change
          </Button>
          <Button
            onClick={() => setDoing("canceling")}
            accessibilityLabel={`Cancel delivery ${delivery.reference}`}
          >
            Cancel delivery
          </Button>
        </InlineStack>
      )}
      {doing === "arriving" && <Arrive delivery={delivery} stop={stop} />}
      {doing === "changing" && <Change delivery={delivery} calendar={calendar} stop={stop} />}
      {doing === "canceling" && <Cancel delivery={delivery} stop={stop} />}
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
          {reference}
        </Text>
        <DeliveryBadge expectedOn={expectedOn} overdue={overdue} />
      </InlineStack>
      <Text as="p" breakWord>
        {count(units, "unit")}
        {several ? ` of ${variant}` : ""} to {location}:{" "}
        <TextLink to={`/app/backorders?delivery_id=${deliveryId}`} label={`${reference}: ${owedFromIt} owed`}>
          {owedFromIt} owed
        </TextLink>
        , {units - owedFromIt} free
      </Text>
      <Text as="p" tone="subdued" breakWord>
        {expectedOn === null
          ? "The date is unknown, so it promises nothing."
          : overdue
            ? `Expected ${shop.day(expectedOn)}, ${shop.fromToday(expectedOn)}. It gives no date until you enter a new one.`
            : `${arithmetic(expectedOn, calendar, shop.day)}, ${shop.fromToday(shipDay(expectedOn, calendar))}`}
      </Text>
    </>
  );
}

function DeliveryBadge({ expectedOn, overdue }: { expectedOn: string | null; overdue: boolean }) {
  if (overdue) return <Badge tone="critical">Overdue</Badge>;
  if (expectedOn === null) return <Badge tone="attention">No date</Badge>;
  return <Badge tone="info">On the way</Badge>;
}

function Change({
  delivery,
  calendar,
  stop,
}: {
  delivery: ProductDelivery;
  calendar: PackingCalendar;
  stop: () => void;
}) {
  const fetcher = useFetcher<FormAnswer>();
  const [quantity, setQuantity] = useState(String(delivery.units));
  const [dated, setDated] = useState({
    expectedOn: delivery.expectedOn ?? "",
    undated: delivery.expectedOn === null,
  });
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  useSaid(fetcher.data, stop);
  return (
    <fetcher.Form method="post" ref={form} noValidate aria-label={`Change ${delivery.reference}`}>
      <input type="hidden" name="intent" value="change-delivery" />
      <input type="hidden" name="deliveryId" value={delivery.deliveryId} />
      <BlockStack gap="300">
        <DateFields value={dated} onChange={setDated} calendar={calendar} error={errors["expectedOn"]} />
        <TextField
          label="Units"
          name="quantity"
          inputMode="numeric"
          autoComplete="off"
          value={quantity}
          onChange={setQuantity}
          error={errors["quantity"] ?? false}
        />
        <FormError text={errors["form"]} />
        <InlineStack gap="200">
          <Button submit loading={fetcher.state !== "idle"}>
            Save delivery
          </Button>
          <Button onClick={stop} variant="tertiary">
            Keep as it is
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}

function Arrive({ delivery, stop }: { delivery: ProductDelivery; stop: () => void }) {
  const fetcher = useFetcher<FormAnswer>();
  const { deliveryId, reference, units } = delivery;
  const [quantity, setQuantity] = useState(String(units));
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  useSaid(fetcher.data, stop);
  const rest = /^\d+$/.test(quantity) ? units - Number(quantity) : 0;
  return (
    <fetcher.Form method="post" ref={form} noValidate aria-label={`Units of ${reference} arrived`}>
      <input type="hidden" name="intent" value="receive-delivery" />
      <input type="hidden" name="deliveryId" value={deliveryId} />
      <BlockStack gap="300">
        <Text as="p">
          Add the units to your stock in Shopify first: Shipsby never changes stock. Here they only stop being
          on their way.
        </Text>
        <TextField
          label="Units that arrived"
          name="quantity"
          inputMode="numeric"
          autoComplete="off"
          value={quantity}
          onChange={setQuantity}
          helpText={rest > 0 ? `${count(rest, "unit")} stay on their way.` : null}
          error={errors["quantity"] ?? false}
        />
        <FormError text={errors["form"]} />
        <InlineStack gap="200">
          <Button submit loading={fetcher.state !== "idle"}>
            Save arrival
          </Button>
          <Button onClick={stop} variant="tertiary">
            Not yet
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}

function Cancel({ delivery, stop }: { delivery: ProductDelivery; stop: () => void }) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data, stop);
  const { deliveryId, reference, owedFromIt } = delivery;
  return (
    <fetcher.Form method="post" aria-label={`Cancel delivery ${reference}`}>
      <input type="hidden" name="intent" value="cancel-delivery" />
      <input type="hidden" name="deliveryId" value={deliveryId} />
      <BlockStack gap="200">
        <Text as="p">
          {owedFromIt > 0
            ? `${count(owedFromIt, "owed unit")} will be covered by something else, or lose their date.`
            : "Nobody waits for it."}{" "}
          This can&apos;t be undone.
        </Text>
        <FormError text={fetcher.data?.errors?.["form"]} />
        <InlineStack gap="200">
          <Button submit tone="critical" loading={fetcher.state !== "idle"}>
            {`Cancel ${reference}`}
          </Button>
          <Button onClick={stop} variant="tertiary">
            Keep delivery
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}

function FormError({ text }: { text: string | undefined }) {
  if (!text) return null;
  return (
    <div role="alert">
      <Text as="p" tone="critical">
        {text}
      </Text>
    </div>
  );
}
