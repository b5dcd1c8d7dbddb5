import { BlockStack, Card, InlineStack, List, Page, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { latestBatches } from "#app/database/delivery-batches.server.ts";
import { CsvDrop } from "#app/components/csv-drop.tsx";
import { FileButton } from "#app/components/delivery-file.tsx";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";

type Latest = Awaited<ReturnType<typeof latestBatches>>;

/** A file with what is coming, or all of it out as one. */
export function ImportDeliveries({ latest }: { latest: Latest }) {
  const fetcher = useFetcher<{ problem?: string }>();
  const [file, choose] = useState<File | null>(null);
  const busy = fetcher.state !== "idle";
  const take = (chosen: File) => {
    choose(chosen);
    const body = new FormData();
    body.set("file", chosen);
    fetcher.submit(body, { method: "post", encType: "multipart/form-data" });
  };
  return (
    <Page title="Import deliveries" backAction={{ content: "Incoming", url: "/app/incoming" }}>
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <Text as="p">
              Each row is one item of a delivery. Rows with the same delivery and location belong together,
              and a delivery that you have already is changed, not added twice. You see what changes before
              anything is saved.
            </Text>
            <CsvDrop
              file={file}
              busy={busy && `Sending ${file?.name}…`}
              problem={fetcher.data?.problem}
              onChosen={take}
            />
            <InlineStack gap="200">
              <FileButton from="/app/incoming/export?template=1">Download template</FileButton>
              <FileButton from="/app/incoming/export">Export what is coming</FileButton>
            </InlineStack>
          </BlockStack>
        </Card>
        {latest.length > 0 && <Lately latest={latest} />}
      </BlockStack>
    </Page>
  );
}

function Lately({ latest }: { latest: Latest }) {
  const shop = useShop();
  const words = (kind: string) => {
    const done = kind === "undo" ? "undone" : "saved";
    return { checking: "being checked", checked: `not ${done} yet`, running: `being ${done}`, done };
  };
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Lately
        </Text>
        <List>
          {latest.map(({ batchId, kind, name, state, createdAt }) => (
            <List.Item key={batchId}>
              <TextLink to={`/app/incoming/batches/${batchId}`}>{name}</TextLink>, {shop.moment(createdAt)}:{" "}
              {state === "dropped" ? "not saved" : words(kind)[state]}
            </List.Item>
          ))}
        </List>
      </BlockStack>
    </Card>
  );
}
