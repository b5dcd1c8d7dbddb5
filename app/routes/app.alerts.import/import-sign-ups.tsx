import { BlockStack, Button, Card, InlineStack, Page, ProgressBar, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useCallback, useState } from "react";
import { CsvDrop } from "#app/components/csv-drop.tsx";
import { FileButton } from "#app/components/delivery-file.tsx";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { useRefresh } from "#app/components/use-refresh.ts";
import { count } from "#app/components/words.ts";
import { CheckedRows } from "./checked-rows.tsx";
import type { Answer } from "./route.tsx";

/** Takes over a waiting list of another app. The file stays chosen until it was taken. */
export function ImportSignUps({ last }: { last: LastImport | null }) {
  const fetcher = useFetcher<Answer>();
  const [file, choose] = useState<File | null>(null);
  const answer = file ? fetcher.data : undefined;
  useSaid(answer?.kind === "started" ? answer : undefined);
  useRefresh(last !== null && !last.finished);
  const busy = fetcher.state !== "idle";
  const { submit: post } = fetcher;
  const submit = useCallback(
    (chosen: File, fields: Record<string, string>) => {
      const body = new FormData();
      for (const [name, value] of Object.entries(fields)) body.set(name, value);
      body.set("file", chosen);
      post(body, { method: "post", encType: "multipart/form-data" });
    },
    [post],
  );
  const take = (chosen: File) => {
    choose(chosen);
    submit(chosen, { intent: "check" });
  };
  return (
    <Page title="Import sign-ups" backAction={{ content: "Alerts", url: "/app/alerts" }}>
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <Text as="p">
              Choose a CSV file from STOQ, Swym, Klaviyo or your own sheet. It needs three columns: email
              addresses, variant ids or SKUs, and who agreed to be written to.
            </Text>
            <CsvDrop
              file={file}
              busy={busy && `Reading ${file?.name}…`}
              problem={answer?.kind === "unreadable" ? answer.problem : undefined}
              onChosen={take}
            />
          </BlockStack>
        </Card>
        <Card>
          <BlockStack gap="200" inlineAlign="start">
            <Text as="p">
              Taking your sign-ups elsewhere? The file has their email addresses and what they agreed to; keep
              it where few people see it.
            </Text>
            <FileButton from="/app/alerts/export">Export sign-ups</FileButton>
          </BlockStack>
        </Card>
        {answer?.kind === "checked" && (
          <CheckedRows checked={answer}>
            <InlineStack gap="200">
              <Button
                variant="primary"
                disabled={answer.good === 0}
                loading={busy}
                onClick={() => file && submit(file, { intent: "import" })}
              >
                {`Import ${count(answer.good, "sign-up")}`}
              </Button>
              <Button url="/app/alerts">Back</Button>
            </InlineStack>
          </CheckedRows>
        )}
        {last && answer?.kind !== "checked" && <LastImported last={last} />}
      </BlockStack>
    </Page>
  );
}

export type LastImport = {
  rows: number;
  refused: number;
  added: number;
  known: number;
  at: string;
  finished: boolean;
};

/** How far the newest import has come. It goes on without this page. */
function LastImported({ last }: { last: LastImport }) {
  const shop = useShop();
  const { rows, refused, added, known, finished } = last;
  const done = added + known;
  return (
    <Card>
      <BlockStack gap="200">
        <div role="status">
          <Text as="h2" variant="headingMd">
            {finished
              ? `${count(added, "sign-up")} imported`
              : `${done.toLocaleString("en")} of ${count(rows, "sign-up")} imported so far`}
          </Text>
        </div>
        <Text as="p" tone="subdued">
          Import of {shop.moment(last.at)}
        </Text>
        {!finished && (
          <>
            <ProgressBar progress={(done / rows) * 100} size="small" />
            <Text as="p">You can close this page: the import goes on.</Text>
          </>
        )}
        {known > 0 && (
          <Text as="p">
            {count(known, "person was", "people were")} known already and stayed as they were.
          </Text>
        )}
        {refused > 0 && <Text as="p">{count(refused, "row was", "rows were")} left out.</Text>}
        <TextLink to="/app/alerts" alone>
          See who waits
        </TextLink>
      </BlockStack>
    </Card>
  );
}
