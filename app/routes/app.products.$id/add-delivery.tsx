import { Button, FormLayout, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { ProductPage } from "#app/database/pages/product.server.ts";
import type { PackingCalendar } from "#app/components/arithmetic.ts";
import { DeliveryFields } from "#app/components/delivery-fields.tsx";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import { InPlace } from "#app/components/in-place.tsx";
import { useSaid } from "#app/components/said.tsx";

/** Tell the shop what is coming. What was typed stays until it was taken. */
export function AddDelivery(props: { product: ProductPage; calendar: PackingCalendar; close: () => void }) {
  const { product, calendar, close } = props;
  const fetcher = useFetcher<FormAnswer>();
  const items = distinctItems(product);
  const owing = product.variants.find((v) => v.owed > v.coming) ?? product.variants[0];
  const place = owing?.levels.find((l) => l.owed > l.coming)?.locationId ?? product.locations[0]?.id ?? "";
  const [itemId, setItem] = useState(owing?.itemId ?? "");
  const [locationId, setLocation] = useState(place);
  const [quantity, setQuantity] = useState("");
  const [reference, setReference] = useState("");
  useSaid(fetcher.data, close);
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);

  return (
    <fetcher.Form method="post" ref={form} noValidate aria-label="Add delivery">
      <InPlace close={close} />
      <input type="hidden" name="intent" value="add-delivery" />
      <FormLayout>
        <FormLayout.Group>
          <Select
            label="Variant"
            name="itemId"
            options={items}
            value={itemId}
            onChange={setItem}
            error={errors["itemId"] ?? false}
          />
          <Select
            label="Arrives at"
            name="locationId"
            options={product.locations.map((l) => ({ label: l.name, value: l.id }))}
            value={locationId}
            onChange={setLocation}
            error={errors["locationId"] ?? false}
          />
        </FormLayout.Group>
        <FormLayout.Group>
          <TextField
            label="Units"
            name="quantity"
            inputMode="numeric"
            autoComplete="off"
            value={quantity}
            onChange={setQuantity}
            error={errors["quantity"] ?? false}
          />
          <TextField
            label="Reference"
            name="reference"
            autoComplete="off"
            maxLength={60}
            value={reference}
            onChange={setReference}
            helpText="Your name for it, such as PO-118"
            error={errors["reference"] ?? false}
          />
        </FormLayout.Group>
        <DeliveryFields
          suppliers={product.suppliers}
          supplierId={product.supplierId}
          calendar={calendar}
          errors={errors}
        />
        {errors["form"] && (
          <Text as="p" tone="critical">
            {errors["form"]}
          </Text>
        )}
        <InlineStack gap="200">
          <Button submit variant="primary" loading={fetcher.state !== "idle"}>
            Add delivery
          </Button>
          <Button onClick={close}>Close</Button>
        </InlineStack>
      </FormLayout>
    </fetcher.Form>
  );
}

function distinctItems(product: ProductPage) {
  const items = new Map<string, string>();
  for (const v of product.variants) {
    const name = [v.title, v.sku].filter(Boolean).join(" · ");
    items.set(v.itemId, items.has(v.itemId) ? `${items.get(v.itemId)}, ${name}` : name);
  }
  return [...items].map(([value, label]) => ({ value, label }));
}
