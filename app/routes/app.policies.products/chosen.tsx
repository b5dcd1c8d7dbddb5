import { BlockStack, Button, Card, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { brakeAddress } from "#app/components/brake-words.ts";
import { datesAddress, kindWords, setDateAddress } from "#app/components/date-rule-words.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { WhatMoves } from "#app/components/moved-lines.tsx";
import { useSaid } from "#app/components/said.tsx";
import { count } from "#app/components/words.ts";
import { dateKinds, type DateKind } from "#app/domain/date-rules.ts";

type Props = {
  targets: string[];
  all: { search: string; count: number } | null;
  /** What they were chosen for. */
  kind: DateKind | null;
};

type What = "brake" | DateKind | "made_to_order";
const whatWords: Record<What, string> = { brake: "Brake", ...kindWords, made_to_order: "Made to order" };
const whats: What[] = ["brake", ...dateKinds, "made_to_order"];

/** What can be set for all chosen products at once. */
export function Chosen({ targets, all, kind }: Props) {
  const [what, setWhat] = useState<What>(kind ?? "brake");
  const chosen = count(all?.count ?? targets.length, "product");
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {chosen} chosen
        </Text>
        <Select
          label="What to set"
          options={whats.map((value) => ({ label: whatWords[value], value }))}
          value={what}
          onChange={(value) => setWhat(whats.find((w) => w === value) ?? "brake")}
        />
        {what === "made_to_order" ? (
          <MadeToOrder targets={targets} all={all} chosen={chosen} />
        ) : (
          <InlineStack>
            <Button
              url={addressOf(what, targets, all)}
              variant="primary"
            >{`Set ${whatWords[what].toLowerCase()} for ${chosen}`}</Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

function addressOf(what: Exclude<What, "made_to_order">, targets: string[], all: Props["all"]): string {
  if (!all)
    return what === "brake" ? brakeAddress("product", targets) : setDateAddress(what, "product", targets);
  const params = new URLSearchParams({ level: "product", search: all.search });
  return what === "brake" ? `/app/policies/brake?${params}` : `${datesAddress(what)}/set?${params}`;
}

function MadeToOrder({ targets, all, chosen }: Omit<Props, "kind"> & { chosen: string }) {
  const fetcher = useFetcher<FormAnswer>();
  const [days, setDays] = useState("");
  useSaid(fetcher.data);
  const asked = new URLSearchParams({ kind: "made-to-order", level: "product", days });
  if (all) asked.set("search", all.search);
  else for (const id of targets) asked.append("target", id);
  return (
    <fetcher.Form method="post" noValidate aria-label="Set days for the chosen products">
      <input type="hidden" name="intent" value="made-to-order" />
      {all && <input type="hidden" name="all" value="yes" />}
      {!all && targets.map((id) => <input key={id} type="hidden" name="target" value={id} />)}
      <BlockStack gap="300">
        <TextField
          label="Days"
          name="days"
          inputMode="numeric"
          suffix="working days"
          autoComplete="off"
          value={days}
          onChange={setDays}
          helpText="Empty: not made to order."
          error={fetcher.data?.errors?.["days"] ?? false}
        />
        <WhatMoves address={`/app/policies/foreseen?${asked}`} by="save it" />
        <InlineStack>
          <Button submit loading={fetcher.state !== "idle"}>{`Save for ${chosen}`}</Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}
