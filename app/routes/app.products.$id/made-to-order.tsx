import { BlockStack, Button, InlineStack, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { WhatMoves } from "#app/components/moved-lines.tsx";
import { useSaid } from "#app/components/said.tsx";

/** A product that is made when it is ordered: its clock starts with each order. */
export function MadeToOrder(props: { days: number | null; hasLeadTime: boolean; foreseenAt: string }) {
  const { days, hasLeadTime, foreseenAt } = props;
  const fetcher = useFetcher<FormAnswer>();
  const [typed, setTyped] = useState(days === null ? "" : String(days));
  useSaid(fetcher.data);
  return (
    <fetcher.Form method="post" noValidate>
      <input type="hidden" name="intent" value="made-to-order" />
      <BlockStack gap="300">
        <TextField
          label="Made to order in"
          name="madeToOrderDays"
          inputMode="numeric"
          suffix="working days"
          autoComplete="off"
          value={typed}
          onChange={setTyped}
          helpText={
            hasLeadTime && days !== null
              ? "Not used now: the lead time above comes first. Empty it to count from the order."
              : "From the order until the parcel leaves. Empty: not made to order."
          }
          error={fetcher.data?.errors?.["madeToOrderDays"] ?? false}
        />
        {typed !== String(days ?? "") && (
          <WhatMoves
            address={`${foreseenAt}?${new URLSearchParams({ madeToOrderDays: typed })}`}
            by="save it"
          />
        )}
        <InlineStack>
          <Button submit loading={fetcher.state !== "idle"}>
            Save made to order
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}
