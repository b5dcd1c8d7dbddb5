import { Checkbox, TextField } from "@shopify/polaris";
import { useState } from "react";
import { Buttons, Framed, useDeliveryForm, type DeliveryFormed } from "./delivery-forms.tsx";
import { useShop } from "./shop.tsx";

/** What is known of a delivery beside its date: how early it may come, whether it was sent, and notes. */
export function DetailsForm(props: {
  of: DeliveryFormed;
  was: { earliestOn: string | null; inTransit: boolean; notes: string };
  stop: () => void;
}) {
  const shop = useShop();
  const { of, was, stop } = props;
  const use = useDeliveryForm(stop);
  const [earliestOn, setEarliest] = useState(was.earliestOn ?? "");
  const [inTransit, setInTransit] = useState(was.inTransit);
  const [notes, setNotes] = useState(was.notes);
  return (
    <Framed of={of} intent="change-details" label={`Details of ${of.reference}`} use={use}>
      {of.statedOn !== null && (
        <TextField
          label="Earliest on"
          name="earliestOn"
          type="date"
          max={of.statedOn}
          autoComplete="off"
          value={earliestOn}
          onChange={setEarliest}
          helpText={`The supplier says a range that ends ${shop.day(of.statedOn)}. Promises use the last day.`}
          error={use.errors["earliestOn"] ?? false}
        />
      )}
      <Checkbox
        label="In transit"
        name="inTransit"
        value="on"
        checked={inTransit}
        onChange={setInTransit}
        helpText="The supplier has sent it. This changes no date."
      />
      <TextField
        label="Notes"
        name="notes"
        multiline={2}
        maxLength={1000}
        autoComplete="off"
        value={notes}
        onChange={setNotes}
        helpText="Only your staff sees them."
        error={use.errors["notes"] ?? false}
      />
      <Buttons save="Save details" busy={use.busy} keep="Keep as they are" stop={stop} />
    </Framed>
  );
}
