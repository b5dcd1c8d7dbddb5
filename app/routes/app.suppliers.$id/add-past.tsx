import { BlockStack, Button, Card, FormLayout, InlineStack, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { InPlace } from "#app/components/in-place.tsx";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";

const empty = { reference: "", sku: "", orderedOn: "", statedOn: "", arrivedOn: "" };

/** Deliveries of the time before this app: with four of them there is something to learn from. */
export function AddPast() {
  const [adding, setAdding] = useState(false);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="p">
          Deliveries that arrived before you used Shipsby teach as much as new ones. Only their days count.
        </Text>
        {adding ? (
          <PastForm close={() => setAdding(false)} />
        ) : (
          <InlineStack>
            <Button onClick={() => setAdding(true)}>Add past delivery</Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

function PastForm({ close }: { close: () => void }) {
  const { today } = useShop();
  const fetcher = useFetcher<FormAnswer>();
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  const [typed, setTyped] = useState(empty);
  useSaid(fetcher.data, () => setTyped(empty));
  const field = (name: keyof typeof empty, label: string, helpText?: string) => (
    <TextField
      label={label}
      name={name}
      autoComplete="off"
      {...(name.endsWith("On") && { type: "date" as const })}
      {...(name === "arrivedOn" && { max: today })}
      {...(helpText && { helpText })}
      value={typed[name]}
      onChange={(value) => setTyped({ ...typed, [name]: value })}
      error={errors[name] ?? false}
    />
  );
  return (
    <fetcher.Form method="post" ref={form} noValidate aria-label="Add past delivery">
      <InPlace close={close} />
      <input type="hidden" name="intent" value="past" />
      <FormLayout>
        {field("reference", "Reference", "Your name for it, such as PO-118")}
        {field("sku", "SKU", "One item that it brought")}
        {field("orderedOn", "Ordered on")}
        {field("statedOn", "Stated for", "The day the supplier said first")}
        {field("arrivedOn", "Arrived on")}
        <InlineStack gap="200">
          <Button submit loading={fetcher.state !== "idle"}>
            Save past delivery
          </Button>
          <Button variant="tertiary" onClick={close}>
            Close
          </Button>
        </InlineStack>
      </FormLayout>
    </fetcher.Form>
  );
}
