import { Text, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { PackingCalendar } from "./arithmetic.ts";
import { DateFields } from "./date-fields.tsx";
import { Buttons, Framed, useDeliveryForm, type DeliveryFormed } from "./delivery-forms.tsx";
import { Foreseen } from "./foreseen.tsx";

/** A part of a line comes on another day. */
export function SplitDelivery(props: { of: DeliveryFormed; calendar: PackingCalendar; stop: () => void }) {
  const { of, calendar, stop } = props;
  const use = useDeliveryForm(stop);
  const [quantity, setQuantity] = useState("");
  const [dated, setDated] = useState({ expectedOn: "", undated: false });
  return (
    <Framed of={of} intent="split-delivery" label={`Split ${of.reference}`} use={use}>
      <Text as="p">
        The units become a delivery of their own. Pins stay with the units that come first, as far as they
        reach.
      </Text>
      <TextField
        label="Units that come on another date"
        name="quantity"
        inputMode="numeric"
        autoComplete="off"
        value={quantity}
        onChange={setQuantity}
        helpText={`Of ${of.units} still to come`}
        error={use.errors["quantity"] ?? false}
      />
      <DateFields value={dated} onChange={setDated} calendar={calendar} error={use.errors["expectedOn"]} />
      <Foreseen
        deliveryId={of.deliveryId}
        asked={{ ...dated, itemId: of.itemId, units: quantity, split: true }}
      />
      <Buttons save="Split delivery" busy={use.busy} keep="Keep together" stop={stop} />
    </Framed>
  );
}
