import {
  Banner,
  BlockStack,
  Button,
  Card,
  DataTable,
  InlineStack,
  Page,
  ProgressBar,
  RadioButton,
  Text,
} from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { BatchSummary } from "#app/domain/delivery-batch.ts";
import { headings, type Column, type Refused } from "#app/domain/delivery-csv.ts";
import type { Foreseen } from "#app/domain/slip.ts";
import { FileButton } from "#app/components/delivery-file.tsx";
import { toldWords, whyKept } from "#app/components/delivery-undo-words.ts";
import { summaryOf } from "#app/components/foreseen-words.ts";
import { Hits } from "#app/components/foreseen.tsx";
import { useSaid } from "#app/components/said.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { useRefresh } from "#app/components/use-refresh.ts";
import { count } from "#app/components/words.ts";

type Shown = {
  kind: "import" | "move";
  state: "checking" | "checked" | "running" | "done" | "dropped";
  name: string;
  cursor: number;
  total: number;
  summary: BatchSummary | null;
  refused: number;
  problems: Refused[];
  problem: string | null;
};
type Undo = (Foreseen & { told: number }) | keyof typeof whyKept | "too_many" | null;

/** Many deliveries at once: what would change, how far it is, and what came of it. */
export function Batch({ batch, undo }: { batch: Shown; undo: Undo }) {
  const underWay = batch.state === "checking" || batch.state === "running";
  useRefresh(underWay, 1);
  return (
    <Page title={batch.name} backAction={{ content: "Incoming", url: "/app/incoming" }}>
      <BlockStack gap="400">
        {underWay && <UnderWay batch={batch} />}
        {batch.state === "dropped" && (
          <Banner tone="warning" title="Nothing was saved">
            <Text as="p">{batch.problem ?? "You chose not to save it."}</Text>
            <TextLink to="/app/incoming/import">Choose another file</TextLink>
          </Banner>
        )}
        {batch.state === "checked" && <Choice batch={batch} />}
        {batch.state === "done" && <Done batch={batch} undo={undo} />}
        {batch.problems.length > 0 && <Problems batch={batch} />}
      </BlockStack>
    </Page>
  );
}

function UnderWay({ batch }: { batch: Shown }) {
  const { state, cursor, total } = batch;
  const percent = total === 0 ? 0 : Math.round((cursor / total) * 100);
  return (
    <Card>
      <BlockStack gap="300">
        <div role="status">
          <Text as="p">
            {state === "checking"
              ? "Looking at what changes. Nothing is saved yet."
              : `${cursor} of ${count(total, "delivery", "deliveries")} saved. You can close this page.`}
          </Text>
        </div>
        <ProgressBar progress={percent} size="small" />
      </BlockStack>
    </Card>
  );
}

function Summary({ batch }: { batch: Shown }) {
  const { summary, kind } = batch;
  if (!summary) return null;
  const { added, changed, same, units } = summary;
  return (
    <>
      <Text as="p">
        {kind === "import" &&
          `${count(added, "delivery", "deliveries")} with ${count(units, "unit")} ${batch.state === "done" ? "added" : "to add"}, `}
        {count(changed, "delivery", "deliveries")} {batch.state === "done" ? "changed" : "to change"}, {same}{" "}
        as {same === 1 ? "it is" : "they are"} already.
      </Text>
      {summary.headings.length > 0 && (
        <details className="shipsby-why">
          <summary>See how the columns were read</summary>
          <DataTable
            columnContentTypes={["text", "text"]}
            headings={["Column in your file", "Read as"]}
            rows={summary.headings.map((h) => [h.name, headings[h.column as Column]])}
          />
        </details>
      )}
      <Hits {...summary} lines={summary.shown} of={summary.lines} />
    </>
  );
}

function Choice({ batch }: { batch: Shown }) {
  const fetcher = useFetcher<{ said?: string }>();
  useSaid(fetcher.data);
  const [skip, setSkip] = useState(false);
  const { refused, summary } = batch;
  const changes = (summary?.added ?? 0) + (summary?.changed ?? 0);
  const blocked = changes === 0 || (refused > 0 && !skip);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {changes === 0 ? "Nothing to save" : "What changes"}
        </Text>
        <Summary batch={batch} />
        {refused > 0 && changes > 0 && (
          <BlockStack>
            <RadioButton
              label="All rows or none"
              helpText="Mend the rows below in your file, then import it again."
              checked={!skip}
              id="all"
              name="rows"
              onChange={() => setSkip(false)}
            />
            <RadioButton
              label={`Skip ${count(refused, "bad row")}`}
              helpText="The other rows are saved."
              checked={skip}
              id="skip"
              name="rows"
              onChange={() => setSkip(true)}
            />
          </BlockStack>
        )}
        <InlineStack gap="200">
          {changes > 0 && (
            <Button
              variant="primary"
              disabled={blocked}
              loading={fetcher.state !== "idle"}
              onClick={() => fetcher.submit({ intent: "save" }, { method: "post" })}
            >
              {`Save ${count(changes, "delivery", "deliveries")}`}
            </Button>
          )}
          <Button onClick={() => fetcher.submit({ intent: "drop" }, { method: "post" })}>
            {changes > 0 ? "Save nothing" : "Back"}
          </Button>
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function Done({ batch, undo }: { batch: Shown; undo: Undo }) {
  return (
    <Card>
      <BlockStack gap="300">
        <div role="status">
          <Text as="h2" variant="headingMd">
            Saved
          </Text>
        </div>
        <Summary batch={batch} />
        {batch.refused > 0 && (
          <InlineStack>
            <FileButton from="?refused=1">{`Download ${count(batch.refused, "row")} left out`}</FileButton>
          </InlineStack>
        )}
        <TextLink to="/app/incoming" alone>
          See what is coming
        </TextLink>
        {undo !== null && <Undoing undo={undo} />}
      </BlockStack>
    </Card>
  );
}

function Undoing({ undo }: { undo: Exclude<Undo, null> }) {
  const fetcher = useFetcher<{ said?: string; problem?: string }>();
  const [asking, setAsking] = useState(false);
  useSaid(fetcher.data, () => setAsking(false));
  if (undo === "too_many")
    return (
      <Text as="p" tone="subdued">
        These are too many to undo at once. Each can be undone on its own page, until the day ends.
      </Text>
    );
  if (typeof undo === "string")
    return (
      <Text as="p" tone="subdued">
        {whyKept[undo]}
      </Text>
    );
  if (!asking)
    return (
      <InlineStack>
        <Button onClick={() => setAsking(true)}>Undo all of it</Button>
      </InlineStack>
    );
  const told = toldWords(undo.told);
  return (
    <BlockStack gap="200">
      <Hits {...summaryOf(undo.lines)} lines={undo.lines} of={undo.lines.length} />
      {told && <Text as="p">{told}</Text>}
      {fetcher.data?.problem && (
        <div role="alert">
          <Text as="p" tone="critical">
            {fetcher.data.problem}
          </Text>
        </div>
      )}
      <InlineStack gap="200">
        <Button
          tone="critical"
          loading={fetcher.state !== "idle"}
          onClick={() => fetcher.submit({ intent: "undo" }, { method: "post" })}
        >
          Undo now
        </Button>
        <Button variant="tertiary" onClick={() => setAsking(false)}>
          Keep as it is
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

function Problems({ batch }: { batch: Shown }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {count(batch.refused, "row")} can&apos;t be taken
        </Text>
        <DataTable
          columnContentTypes={["numeric", "text"]}
          headings={["Row", "Why"]}
          rows={batch.problems.map(({ row, problem }) => [row, problem])}
        />
        {batch.refused > batch.problems.length && (
          <Text as="p" tone="subdued">
            The first {batch.problems.length} are shown.
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
