import { BlockStack, Card, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { count } from "#app/components/words.ts";

export type Previewed = { units: number; told: number; waiting: number } | { problem: string };

/** How many people a wave would tell, before there is one. */
export function WhatIf() {
  const fetcher = useFetcher<Previewed>();
  const [units, setUnits] = useState("");
  const answer = units === "" ? undefined : fetcher.data;
  const look = (typed: string) => {
    setUnits(typed);
    if (typed.trim() !== "") fetcher.submit({ intent: "preview", units: typed }, { method: "post" });
  };
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingSm">
          How many would be told?
        </Text>
        <TextField
          label="Units free after what is owed"
          inputMode="numeric"
          autoComplete="off"
          value={units}
          onChange={look}
          error={answer && "problem" in answer ? answer.problem : false}
        />
        <div role="status">
          {answer && "told" in answer && (
            <Text as="p">
              For {count(answer.units, "free unit")}, {answer.told} of{" "}
              {count(answer.waiting, "person", "people")} would be told. Nothing is sent.
            </Text>
          )}
        </div>
      </BlockStack>
    </Card>
  );
}
