import { Checkbox, FormLayout, Select, TextField } from "@shopify/polaris";
import { useState } from "react";
import type { PackingCalendar } from "./arithmetic.ts";
import { DateFields } from "./date-fields.tsx";
import { useShop } from "./shop.tsx";

type Named = { id: string; name: string };

/** From whom a delivery is, when it was ordered, when it comes, and whether that is sure. */
export function DeliveryFields(props: {
  suppliers: Named[];
  supplierId: string | null;
  calendar: PackingCalendar;
  errors: Record<string, string>;
}) {
  const { suppliers, calendar, errors } = props;
  const { today } = useShop();
  const [dated, setDated] = useState({ expectedOn: "", undated: false });
  const [supplierId, setSupplier] = useState(props.supplierId ?? "");
  const [orderedOn, setOrderedOn] = useState(today);
  const [draft, setDraft] = useState(false);
  return (
    <>
      <DateFields value={dated} onChange={setDated} calendar={calendar} error={errors["expectedOn"]} />
      <FormLayout.Group>
        {suppliers.length > 0 && (
          <Select
            label="Supplier"
            name="supplierId"
            options={[
              { label: "None", value: "" },
              ...suppliers.map((s) => ({ label: s.name, value: s.id })),
            ]}
            value={supplierId}
            onChange={setSupplier}
            error={errors["supplierId"] ?? false}
          />
        )}
        <TextField
          label="Ordered on"
          name="orderedOn"
          type="date"
          max={today}
          autoComplete="off"
          value={orderedOn}
          onChange={setOrderedOn}
          helpText="How long deliveries take is learned from it."
          error={errors["orderedOn"] ?? false}
        />
      </FormLayout.Group>
      <Checkbox
        label="Draft"
        name="draft"
        value="on"
        checked={draft}
        onChange={setDraft}
        helpText="Not confirmed yet: it covers no order and gives no date."
      />
    </>
  );
}
