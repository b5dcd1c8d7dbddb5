import {
  BlockStack,
  Button,
  Card,
  FormLayout,
  InlineStack,
  Page,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { mostLines } from "#app/domain/delivery-form.ts";
import type { PackingCalendar } from "#app/components/arithmetic.ts";
import { DeliveryFields } from "#app/components/delivery-fields.tsx";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";

type Named = { id: string; name: string };

/** Tell the shop what is coming, several items at once. What was typed stays until it was taken. */
export function NewDelivery(props: { locations: Named[]; suppliers: Named[]; calendar: PackingCalendar }) {
  const { locations, suppliers, calendar } = props;
  const fetcher = useFetcher<FormAnswer>();
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  const [reference, setReference] = useState("");
  const [locationId, setLocation] = useState(locations[0]?.id ?? "");
  return (
    <Page title="Add delivery" backAction={{ content: "Incoming", url: "/app/incoming" }}>
      <Card>
        <fetcher.Form method="post" ref={form} noValidate aria-label="Add delivery">
          <FormLayout>
            <FormLayout.Group>
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
              <Select
                label="Arrives at"
                name="locationId"
                options={locations.map((l) => ({ label: l.name, value: l.id }))}
                value={locationId}
                onChange={setLocation}
                error={errors["locationId"] ?? false}
              />
            </FormLayout.Group>
            <DeliveryFields suppliers={suppliers} supplierId={null} calendar={calendar} errors={errors} />
            <Lines errors={errors} />
            <InlineStack gap="200">
              <Button submit variant="primary" loading={fetcher.state !== "idle"}>
                Add delivery
              </Button>
              <Button url="/app/incoming">Back</Button>
            </InlineStack>
          </FormLayout>
        </fetcher.Form>
      </Card>
    </Page>
  );
}

/** Items by SKU; another line appears when it is asked for. */
function Lines({ errors }: { errors: Record<string, string> }) {
  const [lines, setLines] = useState([{ sku: "", quantity: "" }]);
  const change = (at: number, to: Partial<{ sku: string; quantity: string }>) =>
    setLines(lines.map((line, i) => (i === at ? { ...line, ...to } : line)));
  return (
    <BlockStack gap="300">
      <Text as="h2" variant="headingMd">
        Items
      </Text>
      {lines.map((line, i) => (
        <FormLayout.Group key={i} condensed>
          <TextField
            label={`SKU of item ${i + 1}`}
            name={`sku${i}`}
            autoComplete="off"
            value={line.sku}
            onChange={(sku) => change(i, { sku })}
            error={errors[`sku${i}`] ?? false}
          />
          <TextField
            label={`Units of item ${i + 1}`}
            name={`quantity${i}`}
            inputMode="numeric"
            autoComplete="off"
            value={line.quantity}
            onChange={(quantity) => change(i, { quantity })}
            error={errors[`quantity${i}`] ?? false}
          />
        </FormLayout.Group>
      ))}
      {lines.length < mostLines && (
        <InlineStack>
          <Button onClick={() => setLines([...lines, { sku: "", quantity: "" }])}>Add item</Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}
