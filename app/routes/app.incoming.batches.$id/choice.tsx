import { BlockStack, Button, Card, InlineError, InlineStack, RadioButton, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { useSaid } from "#app/components/said.tsx";
import type { Shown } from "./batch.tsx";
import { wordsOf } from "./batch-words.ts";
import { Summary } from "./summary.tsx";

/** What would change, and whether it shall. */
export function Choice({ batch }: { batch: Shown }) {
  const fetcher = useFetcher<{ said?: string; problem?: string }>();
  useSaid(fetcher.data);
  const [skip, setSkip] = useState(false);
  const { refused, summary, kind } = batch;
  const words = wordsOf(kind);
  const changes = (summary?.added ?? 0) + (summary?.changed ?? 0);
  const blocked = changes === 0 || (refused > 0 && !skip);
  const choices = [
    { ...words.all, skips: false },
    { ...words.skip(refused), skips: true },
  ];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {changes === 0 ? words.nothing : "What changes"}
        </Text>
        <Summary batch={batch} />
        {refused > 0 && changes > 0 && (
          <BlockStack>
            {choices.map(({ label, help, skips }) => (
              <RadioButton
                key={label}
                label={label}
                helpText={help}
                checked={skip === skips}
                id={skips ? "skip" : "all"}
                name="rows"
                onChange={() => setSkip(skips)}
              />
            ))}
          </BlockStack>
        )}
        {fetcher.data?.problem && <InlineError message={fetcher.data.problem} fieldID="save" />}
        <InlineStack gap="200">
          {changes > 0 && (
            <Button
              {...(kind === "undo" ? { tone: "critical" } : { variant: "primary" })}
              id="save"
              disabled={blocked}
              loading={fetcher.state !== "idle"}
              onClick={() =>
                fetcher.submit({ intent: "save", rows: skip ? "skip" : "all" }, { method: "post" })
              }
            >
              {words.save(changes)}
            </Button>
          )}
          <Button onClick={() => fetcher.submit({ intent: "drop" }, { method: "post" })}>
            {changes > 0 ? words.drop : "Back"}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}
