import { BlockStack, Button, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { OrderOwedLine } from "#app/database/pages/order.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { count } from "#app/components/words.ts";

/** The merchant's word about which delivery is for this line, and its undoing. */
export function Pins({ line, title }: { line: OrderOwedLine; title: string }) {
  const [pinning, setPinning] = useState(false);
  const pinned = line.pins.filter((p) => p.pinned !== null);
  if (line.pins.length === 0) return null;
  return (
    <BlockStack gap="200">
      {pinned.map((pin) => (
        <Unpin key={pin.deliveryId} pin={pin} line={line} />
      ))}
      {pinning ? (
        <PinForm line={line} title={title} stop={() => setPinning(false)} />
      ) : (
        <InlineStack>
          <Button onClick={() => setPinning(true)} accessibilityLabel={`Pin ${title} to a delivery`}>
            Pin to a delivery
          </Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

function Unpin({ pin, line }: { pin: OrderOwedLine["pins"][number]; line: OrderOwedLine }) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  const served = line.covers
    .filter((c) => c.cover.kind === "delivery" && c.cover.deliveryId === pin.deliveryId)
    .reduce((sum, c) => sum + c.units, 0);
  const wanted = Math.min(pin.pinned ?? 0, line.outstanding);
  return (
    <fetcher.Form method="post" aria-label={`Pin to ${pin.reference}`}>
      <input type="hidden" name="intent" value="unpin" />
      <input type="hidden" name="lineId" value={line.lineId} />
      <input type="hidden" name="deliveryId" value={pin.deliveryId} />
      <InlineStack gap="200" blockAlign="center">
        <Text as="p" breakWord {...(served < wanted && { tone: "critical" as const })}>
          {served < wanted
            ? `Pinned to ${pin.reference}: only ${served} of ${count(wanted, "unit")} can come from it.`
            : `Pinned to ${pin.reference}: ${count(wanted, "unit")}, before everybody else.`}
        </Text>
        <Button submit loading={fetcher.state !== "idle"} accessibilityLabel={`Unpin from ${pin.reference}`}>
          Unpin
        </Button>
      </InlineStack>
      {fetcher.data?.errors?.["form"] && <Problem text={fetcher.data.errors["form"]} />}
    </fetcher.Form>
  );
}

function PinForm({ line, title, stop }: { line: OrderOwedLine; title: string; stop: () => void }) {
  const shop = useShop();
  const fetcher = useFetcher<FormAnswer>();
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  useSaid(fetcher.data, stop);
  const [deliveryId, setDelivery] = useState(line.pins[0]!.deliveryId);
  const [units, setUnits] = useState(String(Math.min(line.owed, line.pins[0]!.units)));
  const options = line.pins.map((p) => ({
    value: p.deliveryId,
    label: `${p.reference}, ${p.expectedOn ? shop.day(p.expectedOn) : "no date"}, ${count(p.units, "unit")}`,
  }));
  return (
    <fetcher.Form method="post" ref={form} noValidate aria-label={`Pin ${title} to a delivery`}>
      <input type="hidden" name="intent" value="pin" />
      <input type="hidden" name="lineId" value={line.lineId} />
      <BlockStack gap="300">
        <Text as="p">
          The units you pin come from this delivery, whatever else arrives, and this line is served before all
          others.
        </Text>
        <Select
          label="Delivery"
          name="deliveryId"
          options={options}
          value={deliveryId}
          onChange={setDelivery}
          error={errors["deliveryId"] ?? false}
        />
        <TextField
          label="Units"
          name="units"
          inputMode="numeric"
          autoComplete="off"
          value={units}
          onChange={setUnits}
          error={errors["units"] ?? false}
        />
        {errors["form"] && <Problem text={errors["form"]} />}
        <InlineStack gap="200">
          <Button submit loading={fetcher.state !== "idle"}>
            Pin units
          </Button>
          <Button onClick={stop} variant="tertiary">
            Keep as it is
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}

function Problem({ text }: { text: string }) {
  return (
    <div role="alert">
      <Text as="p" tone="critical">
        {text}
      </Text>
    </div>
  );
}
