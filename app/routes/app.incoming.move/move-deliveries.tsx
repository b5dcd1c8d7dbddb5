import {
  BlockStack,
  Button,
  Card,
  Checkbox,
  FormLayout,
  InlineStack,
  Page,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { movableDeliveries } from "#app/database/pages/deliveries.server.ts";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { FormProblem } from "#app/components/form-problem.tsx";
import { useShop } from "#app/components/shop.tsx";
import { useAddress, useTyped } from "#app/components/use-address.ts";
import { count } from "#app/components/words.ts";

type Props = {
  deliveries: Awaited<ReturnType<typeof movableDeliveries>>;
  suppliers: { id: string; name: string }[];
  asked: { supplierId: string; search: string };
};

/** One new date for several deliveries: of a supplier, of a product, or chosen one by one. */
export function MoveDeliveries({ deliveries, suppliers, asked }: Props) {
  const shop = useShop();
  const { change } = useAddress();
  const [search, typeSearch] = useTyped(asked.search, (text) => change({ search: text }));
  const fetcher = useFetcher<FormAnswer>();
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  const [left, setLeft] = useState<string[]>([]);
  const chosen = deliveries.filter((d) => !left.includes(d.id));
  const [how, setHow] = useState("by");
  const [by, setBy] = useState("7");
  const [to, setTo] = useState("");
  const toggle = (id: string) => setLeft(left.includes(id) ? left.filter((l) => l !== id) : [...left, id]);
  return (
    <Page title="Move dates" backAction={{ content: "Incoming", url: "/app/incoming" }}>
      <Card>
        <BlockStack gap="400">
          <FormLayout>
            <FormLayout.Group>
              <Select
                label="Supplier"
                options={[
                  { label: "All", value: "" },
                  ...suppliers.map((s) => ({ label: s.name, value: s.id })),
                ]}
                value={asked.supplierId}
                onChange={(id) => change({ supplier_id: id || null })}
              />
              <TextField
                label="Delivery, product or SKU"
                autoComplete="off"
                value={search}
                onChange={typeSearch}
              />
            </FormLayout.Group>
          </FormLayout>
          <fetcher.Form method="post" ref={form} noValidate aria-label="Move dates">
            <BlockStack gap="400">
              <BlockStack>
                {deliveries.length === 0 && <Text as="p">No delivery is coming that matches.</Text>}
                {deliveries.map((d) => (
                  <Checkbox
                    key={d.id}
                    label={`${d.reference}, ${d.statedOn ? shop.day(d.statedOn) : "no date"}`}
                    helpText={[d.supplier, `${count(d.coming, "unit")} of ${d.title}`]
                      .filter(Boolean)
                      .join(", ")}
                    name="deliveryId"
                    value={d.id}
                    checked={!left.includes(d.id)}
                    onChange={() => toggle(d.id)}
                  />
                ))}
              </BlockStack>
              <FormLayout>
                <FormLayout.Group>
                  <Select
                    label="How"
                    name="how"
                    options={[
                      { label: "By days", value: "by" },
                      { label: "To one date", value: "to" },
                    ]}
                    value={how}
                    onChange={setHow}
                  />
                  {how === "by" ? (
                    <TextField
                      label="Days later"
                      name="by"
                      inputMode="text"
                      autoComplete="off"
                      value={by}
                      onChange={setBy}
                      helpText="With a minus in front: days earlier."
                      error={errors["by"] ?? false}
                    />
                  ) : (
                    <TextField
                      label="New date"
                      name="to"
                      type="date"
                      min={shop.today}
                      autoComplete="off"
                      value={to}
                      onChange={setTo}
                      error={errors["to"] ?? false}
                    />
                  )}
                </FormLayout.Group>
              </FormLayout>
              <FormProblem text={errors["form"]} />
              <InlineStack gap="200">
                <Button
                  submit
                  variant="primary"
                  disabled={chosen.length === 0}
                  loading={fetcher.state !== "idle"}
                >
                  {`See what moving ${count(chosen.length, "delivery", "deliveries")} changes`}
                </Button>
              </InlineStack>
            </BlockStack>
          </fetcher.Form>
        </BlockStack>
      </Card>
    </Page>
  );
}
