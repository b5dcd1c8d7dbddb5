import { BlockStack, Card, DataTable, Text } from "@shopify/polaris";

/** Rows of a file, or deliveries, that are left out; `of` are all of them, `shown` the first. */
export type LeftOutShown = { of: number; shown: { what: number | string; problem: string }[] };

/** What is left out, and why, one by one. */
export function LeftOutCard({ title, what, left }: { title: string; what: string; left: LeftOutShown }) {
  if (left.of === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {title}
        </Text>
        <div className="shipsby-sentences">
          <DataTable
            columnContentTypes={["text", "text"]}
            headings={[what, "Why"]}
            rows={left.shown.map((p) => [p.what, p.problem])}
          />
        </div>
        {left.of > left.shown.length && (
          <Text as="p" tone="subdued">
            The first {left.shown.length} are shown.
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
