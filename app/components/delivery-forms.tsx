import { BlockStack, Button, InlineStack, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState, type ReactNode } from "react";
import type { PackingCalendar } from "./arithmetic.ts";
import { DateFields } from "./date-fields.tsx";
import type { FormAnswer } from "./form-answer.ts";
import { useFocusOnError } from "./focus-on-error.ts";
import { Foreseen } from "./foreseen.tsx";
import { FormProblem } from "./form-problem.tsx";
import { InPlace } from "./in-place.tsx";
import { useSaid } from "./said.tsx";
import { useShop } from "./shop.tsx";
import { count } from "./words.ts";

/** What the forms of a delivery have to know. Without an item they are about the whole of it. */
export type DeliveryFormed = {
  deliveryId: string;
  itemId: string | null;
  reference: string;
  statedOn: string | null;
  units: number;
  owedFromIt: number;
};

type Intent =
  | "change-delivery"
  | "change-date"
  | "change-units"
  | "receive-delivery"
  | "cancel-delivery"
  | "confirm-delivery"
  | "split-delivery"
  | "change-details";

export function useDeliveryForm(stop: () => void) {
  const fetcher = useFetcher<FormAnswer>();
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  useSaid(fetcher.data, stop);
  return { fetcher, errors, form, stop, busy: fetcher.state !== "idle" };
}

export function Framed(props: {
  of: DeliveryFormed;
  intent: Intent;
  label: string;
  use: ReturnType<typeof useDeliveryForm>;
  children: ReactNode;
}) {
  const { of, intent, label, use, children } = props;
  const { fetcher, form, errors, stop } = use;
  return (
    <fetcher.Form method="post" ref={form} noValidate aria-label={label}>
      <InPlace close={stop} />
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="deliveryId" value={of.deliveryId} />
      {of.itemId !== null && <input type="hidden" name="itemId" value={of.itemId} />}
      <BlockStack gap="300">
        {children}
        <FormProblem text={errors["form"]} />
      </BlockStack>
    </fetcher.Form>
  );
}

export function Buttons(props: {
  save: string;
  busy: boolean;
  keep: string;
  stop: () => void;
  critical?: boolean;
}) {
  return (
    <InlineStack gap="200">
      <Button submit loading={props.busy} {...(props.critical && { tone: "critical" as const })}>
        {props.save}
      </Button>
      <Button onClick={props.stop} variant="tertiary">
        {props.keep}
      </Button>
    </InlineStack>
  );
}

/** Another day, other units, or both: `what` says which fields there are. */
export function ChangeDelivery({
  of,
  what,
  calendar,
  stop,
}: {
  of: DeliveryFormed;
  what: "date" | "units" | "both";
  calendar: PackingCalendar;
  stop: () => void;
}) {
  const use = useDeliveryForm(stop);
  const [quantity, setQuantity] = useState(String(of.units));
  const [dated, setDated] = useState({ expectedOn: of.statedOn ?? "", undated: of.statedOn === null });
  const intent = { date: "change-date", units: "change-units", both: "change-delivery" } as const;
  return (
    <Framed of={of} intent={intent[what]} label={`Change ${of.reference}`} use={use}>
      {what !== "units" && (
        <DateFields value={dated} onChange={setDated} calendar={calendar} error={use.errors["expectedOn"]} />
      )}
      {what !== "date" && (
        <TextField
          label="Units still to come"
          name="quantity"
          inputMode="numeric"
          autoComplete="off"
          value={quantity}
          onChange={setQuantity}
          error={use.errors["quantity"] ?? false}
        />
      )}
      <Foreseen
        deliveryId={of.deliveryId}
        asked={{
          ...(what !== "units" && dated),
          ...(what !== "date" && { itemId: of.itemId, units: quantity }),
        }}
      />
      <Buttons
        save={what === "units" ? "Save units" : what === "date" ? "Save date" : "Save delivery"}
        busy={use.busy}
        keep="Keep as it is"
        stop={stop}
      />
    </Framed>
  );
}

export function ArriveDelivery({ of, stop }: { of: DeliveryFormed; stop: () => void }) {
  const shop = useShop();
  const use = useDeliveryForm(stop);
  const [quantity, setQuantity] = useState(String(of.units));
  const [arrivedOn, setArrivedOn] = useState(shop.today);
  const rest = /^\d+$/.test(quantity) ? of.units - Number(quantity) : 0;
  return (
    <Framed of={of} intent="receive-delivery" label={`Units of ${of.reference} arrived`} use={use}>
      <Text as="p">
        Add the units to your stock in Shopify first. Here they only stop being on their way.
      </Text>
      <TextField
        label="Units that arrived"
        name="quantity"
        inputMode="numeric"
        autoComplete="off"
        value={quantity}
        onChange={setQuantity}
        helpText={rest > 0 ? `${count(rest, "unit")} stay on their way.` : null}
        error={use.errors["quantity"] ?? false}
      />
      <TextField
        label="Arrived on"
        name="arrivedOn"
        type="date"
        max={shop.today}
        autoComplete="off"
        value={arrivedOn}
        onChange={setArrivedOn}
        helpText="Future dates are learned from it."
        error={use.errors["arrivedOn"] ?? false}
      />
      <Buttons save="Save arrival" busy={use.busy} keep="Not yet" stop={stop} />
    </Framed>
  );
}

export function CancelDelivery({ of, stop }: { of: DeliveryFormed; stop: () => void }) {
  const use = useDeliveryForm(stop);
  return (
    <Framed of={of} intent="cancel-delivery" label={`Cancel delivery ${of.reference}`} use={use}>
      <Text as="p">
        {of.owedFromIt > 0
          ? `${count(of.owedFromIt, "owed unit")} will be covered by something else, or lose their date.`
          : "Nobody waits for it."}{" "}
        It can be undone until the day ends.
      </Text>
      {of.owedFromIt > 0 && <Foreseen deliveryId={of.deliveryId} asked={{ cancelled: true }} />}
      <Buttons save={`Cancel ${of.reference}`} busy={use.busy} keep="Keep delivery" stop={stop} critical />
    </Framed>
  );
}

export function ConfirmDelivery({ of, stop }: { of: DeliveryFormed; stop: () => void }) {
  const use = useDeliveryForm(stop);
  return (
    <Framed of={of} intent="confirm-delivery" label={`Confirm ${of.reference}`} use={use}>
      <Text as="p">
        From then on it covers orders and gives them its date. A draft promises nothing to anybody.
      </Text>
      <Buttons save={`Confirm ${of.reference}`} busy={use.busy} keep="Keep as a draft" stop={stop} />
    </Framed>
  );
}
