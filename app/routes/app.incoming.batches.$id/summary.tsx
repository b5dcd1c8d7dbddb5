import { DataTable, Text } from "@shopify/polaris";
import { toldWords } from "#app/components/delivery-undo-words.ts";
import { MovedLines } from "#app/components/moved-lines.tsx";
import { headings, type Column } from "#app/domain/delivery-csv.ts";
import type { Shown } from "./batch.tsx";
import { summaryWords } from "./batch-words.ts";

/** How many deliveries it changes, how the file was read, and whose dates move. */
export function Summary({ batch }: { batch: Shown }) {
  const { summary, kind, state } = batch;
  if (!summary) return null;
  const something = summary.added + summary.changed > 0;
  const changes = state === "done" ? summary.lines > 0 : something;
  const told = toldWords(summary.told ?? 0);
  return (
    <>
      <Text as="p">{summaryWords(kind, state === "done", summary)}</Text>
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
      {changes && <MovedLines lines={summary.shown} all={{ ...summary, of: summary.lines }} />}
      {told && <Text as="p">{told}</Text>}
    </>
  );
}
