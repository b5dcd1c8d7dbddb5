import { BlockStack, Button, Checkbox, InlineStack, List, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { isDay } from "#app/domain/days.ts";
import type { Day, Id } from "#app/domain/facts.ts";
import { promisePreview } from "#app/domain/promise-form.ts";
import type { FormAnswer } from "./form-answer.ts";
import { useFocusOnError } from "./focus-on-error.ts";
import { FormProblem } from "./form-problem.tsx";
import { InPlace } from "./in-place.tsx";
import { useSaid } from "./said.tsx";
import { useShop } from "./shop.tsx";

type Line = {
  lineId: Id;
  title: string;
  promisedOn: Day | null;
  firstPromisedOn: Day | null;
  shipsBy: Day | null;
};

const noErrors: Record<string, string> = {};

/** "Change promised date" for one owed line: a date, a reason, and what will change, before it does. */
export function PromiseForm({ line, close }: { line: Line; close: () => void }) {
  const fetcher = useFetcher<FormAnswer>();
  const shop = useShop();
  const [typed, setTyped] = useState({ promisedOn: "", undated: false, reason: "" });
  useSaid(fetcher.data, close);
  const errors = fetcher.data?.errors ?? noErrors;
  const form = useFocusOnError(errors);
  const change = (part: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...part }));
  const { promisedOn, undated, reason } = typed;
  const known = undated || (isDay(promisedOn) && promisedOn >= shop.today);
  const preview = known ? promisePreview(line, undated ? null : promisedOn, shop.day) : [];
  return (
    <fetcher.Form method="post" ref={form} noValidate aria-label={`Change promised date of ${line.title}`}>
      <InPlace close={close} />
      <input type="hidden" name="intent" value="promise" />
      <input type="hidden" name="lineId" value={line.lineId} />
      <BlockStack gap="300">
        <TextField
          label="Promised"
          name="promisedOn"
          type="date"
          min={shop.today}
          autoComplete="off"
          value={undated ? "" : promisedOn}
          onChange={(day) => change({ promisedOn: day })}
          disabled={undated}
          error={(!undated && errors["promisedOn"]) || false}
        />
        <Checkbox
          label="No date can be promised"
          name="undated"
          value="on"
          checked={undated}
          onChange={(checked) => change({ undated: checked })}
        />
        <TextField
          label="Reason"
          name="reason"
          autoComplete="off"
          maxLength={200}
          value={reason}
          onChange={(text) => change({ reason: text })}
          helpText="Kept with the date, in the why-log of the order."
          error={errors["reason"] ?? false}
        />
        {preview.length > 0 && (
          <BlockStack gap="100">
            <Text as="p" fontWeight="semibold">
              What will change
            </Text>
            <List>
              {preview.map((sentence) => (
                <List.Item key={sentence}>{sentence}</List.Item>
              ))}
            </List>
          </BlockStack>
        )}
        <FormProblem text={errors["form"]} />
        <InlineStack gap="200">
          <Button submit loading={fetcher.state !== "idle"}>
            Change promised date
          </Button>
          <Button onClick={close} variant="tertiary">
            Keep promise
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}
