import { BlockStack, Button, ChoiceList, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { OrderOwedLine } from "#app/database/pages/order.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import { FormProblem } from "#app/components/form-problem.tsx";
import { InPlace } from "#app/components/in-place.tsx";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { count } from "#app/components/words.ts";

/** The merchant's word about which delivery is for this line, and its undoing. */
export function Pins({ line, title }: { line: OrderOwedLine; title: string }) {
  const [pinning, setPinning] = useState(false);
  const tied = line.pins.filter((p) => p.tied !== null);
  if (line.pins.length === 0) return null;
  return (
    <BlockStack gap="200">
      {tied.map((pin) => (
        <Unpin key={pin.deliveryId} pin={pin} line={line} />
      ))}
      {pinning ? (
        <PinForm line={line} title={title} stop={() => setPinning(false)} />
      ) : (
        <InlineStack>
          <Button
            onClick={() => setPinning(true)}
            accessibilityLabel={`Keep units of a delivery for ${title}`}
          >
            Keep units of a delivery
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
  const wanted = Math.min(pin.tied ?? 0, line.outstanding);
  const isPin = pin.kind === "pin";
  return (
    <fetcher.Form method="post" aria-label={`${isPin ? "Pin to" : "Reserved in"} ${pin.reference}`}>
      <input type="hidden" name="intent" value="unpin" />
      <input type="hidden" name="lineId" value={line.lineId} />
      <input type="hidden" name="deliveryId" value={pin.deliveryId} />
      <InlineStack gap="200" blockAlign="center">
        <Text as="p" breakWord {...(isPin && served < wanted && { tone: "critical" as const })}>
          {!isPin
            ? reserved(pin.reference, wanted, served)
            : served < wanted
              ? `Pinned to ${pin.reference}: only ${served} of ${count(wanted, "unit")} can come from it.`
              : `Pinned to ${pin.reference}: ${count(wanted, "unit")}, before everybody else.`}
        </Text>
        <Button
          submit
          loading={fetcher.state !== "idle"}
          accessibilityLabel={isPin ? `Unpin from ${pin.reference}` : `No longer reserve in ${pin.reference}`}
        >
          {isPin ? "Unpin" : "Don't reserve"}
        </Button>
      </InlineStack>
      <FormProblem text={fetcher.data?.errors?.["form"]} />
    </fetcher.Form>
  );
}

function reserved(reference: string, units: number, served: number): string {
  const kept = `Reserved in ${reference}: ${count(units, "unit")}`;
  if (served === 0) return `${kept}. Something else covers this line now, so they are free for others.`;
  return served < units ? `${kept}, ${served} needed now.` : `${kept}.`;
}

const kinds = [
  {
    value: "pin",
    label: "Pin: serve this line first",
    helpText:
      "The units come from this delivery, whatever else arrives, and this line is served before all others.",
  },
  {
    value: "peg",
    label: "Reserve: they were bought for this line",
    helpText:
      "Nobody else gets them while this line needs them. It keeps its place, and if something earlier covers it, they are free for others.",
  },
];

function PinForm({ line, title, stop }: { line: OrderOwedLine; title: string; stop: () => void }) {
  const shop = useShop();
  const fetcher = useFetcher<FormAnswer>();
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  useSaid(fetcher.data, stop);
  const [deliveryId, setDelivery] = useState(line.pins[0]!.deliveryId);
  const [kind, setKind] = useState("pin");
  const [units, setUnits] = useState(String(Math.min(line.owed, line.pins[0]!.units)));
  const options = line.pins.map((p) => ({
    value: p.deliveryId,
    label: `${p.reference}, ${p.expectedOn ? shop.day(p.expectedOn) : "no date"}, ${count(p.units, "unit")}`,
  }));
  return (
    <fetcher.Form method="post" ref={form} noValidate aria-label={`Keep units of a delivery for ${title}`}>
      <InPlace close={stop} />
      <input type="hidden" name="kind" value={kind} />
      <input type="hidden" name="intent" value="pin" />
      <input type="hidden" name="lineId" value={line.lineId} />
      <BlockStack gap="300">
        <Select
          label="Delivery"
          name="deliveryId"
          options={options}
          value={deliveryId}
          onChange={setDelivery}
          error={errors["deliveryId"] ?? false}
        />
        <ChoiceList
          title="How"
          choices={kinds}
          selected={[kind]}
          onChange={([chosen]) => setKind(chosen ?? "pin")}
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
        <FormProblem text={errors["form"]} />
        <InlineStack gap="200">
          <Button submit loading={fetcher.state !== "idle"}>
            {kind === "pin" ? "Pin units" : "Reserve units"}
          </Button>
          <Button onClick={stop} variant="tertiary">
            Keep as it is
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}
