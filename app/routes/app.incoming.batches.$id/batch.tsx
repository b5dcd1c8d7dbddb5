import { Banner, BlockStack, Button, Card, InlineStack, Page, ProgressBar, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { FileButton } from "#app/components/delivery-file.tsx";
import { whyKept } from "#app/components/delivery-undo-words.ts";
import { LeftOutCard, type LeftOutShown } from "#app/components/left-out.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { useRefresh } from "#app/components/use-refresh.ts";
import { count } from "#app/components/words.ts";
import type { BatchSummary } from "#app/domain/delivery-batch.ts";
import { deliveriesLeft, fileLeft, rowsLeft, wordsOf, type BatchKind } from "./batch-words.ts";
import { Choice } from "./choice.tsx";
import { Summary } from "./summary.tsx";

export type Shown = {
  kind: BatchKind;
  state: "checking" | "checked" | "running" | "done" | "dropped";
  name: string;
  cursor: number;
  total: number;
  summary: BatchSummary | null;
  refused: number;
  /** What was not taken: rows of a file, and deliveries by their names. */
  left: { rows: LeftOutShown; deliveries: LeftOutShown; inFile: number };
  problem: string | null;
};
type Undoable = { count: number; today: boolean };

/** Many deliveries at once: what would change, how far it is, and what came of it. */
export function Batch({ batch, undoable }: { batch: Shown; undoable: Undoable | null }) {
  const underWay = batch.state === "checking" || batch.state === "running";
  useRefresh(underWay, 1);
  const words = wordsOf(batch.kind);
  const done = batch.state === "done";
  return (
    <Page title={batch.name} backAction={{ content: "Incoming", url: "/app/incoming" }}>
      <BlockStack gap="400">
        {underWay && <UnderWay batch={batch} />}
        {batch.state === "dropped" && (
          <Banner tone="warning" title={words.dropped}>
            <Text as="p">{batch.problem ?? words.chosen}</Text>
            {batch.kind === "import" && <TextLink to="/app/incoming/import">Choose another file</TextLink>}
          </Banner>
        )}
        {batch.state === "checked" && <Choice batch={batch} />}
        {batch.state === "done" && <Done batch={batch} undoable={undoable} />}
        <LeftOutCard title={rowsLeft(batch.left.rows.of, done)} what="Row" left={batch.left.rows} />
        <LeftOutCard
          title={deliveriesLeft(batch.kind, batch.left.deliveries.of, done)}
          what="Delivery"
          left={batch.left.deliveries}
        />
      </BlockStack>
    </Page>
  );
}

function UnderWay({ batch }: { batch: Shown }) {
  const { state, cursor, total, kind } = batch;
  const percent = total === 0 ? 0 : Math.round((cursor / total) * 100);
  const words = wordsOf(kind);
  return (
    <Card>
      <BlockStack gap="300">
        <div>
          <Text as="p" id="progress">
            {state === "checking" ? words.checking : words.running(cursor, total)}
          </Text>
          <div role="status">
            <Text as="span" visuallyHidden>
              {state === "checking" ? words.checking : words.heard(percent)}
            </Text>
          </div>
        </div>
        <ProgressBar progress={percent} size="small" ariaLabelledBy="progress" />
      </BlockStack>
    </Card>
  );
}

function Done({ batch, undoable }: { batch: Shown; undoable: Undoable | null }) {
  return (
    <Card>
      <BlockStack gap="300">
        <div role="status">
          <Text as="h2" variant="headingMd">
            {wordsOf(batch.kind).done}
          </Text>
        </div>
        <Summary batch={batch} />
        {batch.left.inFile > 0 && (
          <InlineStack>
            <FileButton from="?refused=1">{fileLeft(batch.kind, batch.left.inFile)}</FileButton>
          </InlineStack>
        )}
        <TextLink to="/app/incoming" alone>
          See what is coming
        </TextLink>
        {batch.kind !== "undo" && <Undoing undoable={undoable} />}
      </BlockStack>
    </Card>
  );
}

/** Leads to a page that says what it would change. */
function Undoing({ undoable }: { undoable: Undoable | null }) {
  const fetcher = useFetcher();
  if (undoable?.today)
    return (
      <InlineStack>
        <Button
          loading={fetcher.state !== "idle"}
          onClick={() => fetcher.submit({ intent: "undo" }, { method: "post" })}
        >
          {`Undo ${count(undoable.count, "delivery", "deliveries")}`}
        </Button>
      </InlineStack>
    );
  return (
    <Text as="p" tone="subdued">
      {undoable ? whyKept.too_late : whyKept.gone}
    </Text>
  );
}
