import { BlockStack, Button, Card, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { brakeAddress } from "#app/components/brake-words.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useSaid } from "#app/components/said.tsx";
import { count } from "#app/components/words.ts";

type Props = { targets: string[]; all: { search: string; count: number } | null };

/** What can be set for all chosen products at once. */
export function Chosen({ targets, all }: Props) {
  const fetcher = useFetcher<FormAnswer>();
  const [days, setDays] = useState("");
  const [which, setWhich] = useState("lead-time");
  useSaid(fetcher.data);
  const chosen = count(all?.count ?? targets.length, "product");
  const address = all
    ? `/app/policies/brake?${new URLSearchParams({ level: "product", search: all.search })}`
    : brakeAddress("product", targets);
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {chosen} chosen
        </Text>
        <InlineStack>
          <Button url={address} variant="primary">{`Set brake for ${chosen}`}</Button>
        </InlineStack>
        <fetcher.Form method="post" noValidate aria-label="Set days for the chosen products">
          <input type="hidden" name="intent" value={which} />
          {all && <input type="hidden" name="all" value="yes" />}
          {!all && targets.map((id) => <input key={id} type="hidden" name="target" value={id} />)}
          <BlockStack gap="300">
            <Select
              label="What to set"
              options={[
                { label: "Lead time", value: "lead-time" },
                { label: "Made to order", value: "made-to-order" },
              ]}
              value={which}
              onChange={setWhich}
            />
            <TextField
              label="Days"
              name="days"
              inputMode="numeric"
              suffix={which === "lead-time" ? "days" : "working days"}
              autoComplete="off"
              value={days}
              onChange={setDays}
              helpText={
                which === "lead-time"
                  ? "Empty: their supplier's, or the shop's."
                  : "Empty: not made to order."
              }
              error={fetcher.data?.errors?.["days"] ?? false}
            />
            <InlineStack>
              <Button submit loading={fetcher.state !== "idle"}>{`Save for ${chosen}`}</Button>
            </InlineStack>
          </BlockStack>
        </fetcher.Form>
      </BlockStack>
    </Card>
  );
}
