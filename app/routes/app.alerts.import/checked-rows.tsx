import { BlockStack, Card, DataTable, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { Column } from "#app/domain/sign-up-import.ts";
import { LeftOutCard } from "#app/components/left-out.tsx";
import { count } from "#app/components/words.ts";
import type { Answer } from "./route.tsx";

const columnWords: Record<Column, string> = {
  address: "Email address",
  variant: "Variant",
  sku: "SKU",
  asked: "Place in line, by the day they asked",
  consent: "Agreed to be written to",
  language: "Language",
  status: "Told or left already",
};

/** What would come in, what would not and why. Nothing has happened yet. */
export function CheckedRows(props: { checked: Extract<Answer, { kind: "checked" }>; children: ReactNode }) {
  const { columns, good, refused, problems } = props.checked;
  const noDay = !columns.some(({ column }) => column === "asked");
  return (
    <>
      <Card>
        <BlockStack gap="300">
          <div role="status">
            <Text as="h2" variant="headingMd">
              {count(good, "sign-up")} would come in, {count(refused, "row")} would not
            </Text>
          </div>
          <DataTable
            columnContentTypes={["text", "text"]}
            headings={["Column in your file", "Read as"]}
            rows={columns.map(({ column, name }) => [name, columnWords[column]])}
          />
          <Text as="p" tone="subdued">
            {noDay
              ? "The file has no day on which people asked: they stand behind everybody who waits. "
              : ""}
            Nobody is asked to confirm again, and nobody hears of this import. Who is known already stays as
            they are.
          </Text>
          {props.children}
        </BlockStack>
      </Card>
      <LeftOutCard
        title={`${count(refused, "row")} would not come in`}
        what="Row"
        left={{ of: refused, shown: problems.map(({ row, problem }) => ({ what: row, problem })) }}
      />
    </>
  );
}
