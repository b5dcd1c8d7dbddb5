import { BlockStack, Button, Card, DropZone, InlineError, InlineStack, Page, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useCallback, useEffect, useState } from "react";
import { useSaid } from "#app/components/said.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";
import { CheckedRows } from "./checked-rows.tsx";
import type { Answer } from "./route.tsx";

/** Takes over a waiting list of another app. The file stays chosen until it was taken. */
export function ImportSignUps() {
  const fetcher = useFetcher<Answer>();
  const [file, choose] = useState<File | null>(null);
  const answer = file ? fetcher.data : undefined;
  useSaid(answer?.kind === "imported" ? answer : undefined);
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
  useEffect(() => {
    if (!file || answer?.kind !== "importing") return;
    const { after, added, known } = answer;
    submit(file, { intent: "import", after: String(after), added: String(added), known: String(known) });
  }, [answer, file, submit]);
  const take = (_all: File[], accepted: File[], rejected: File[]) => {
    const chosen = accepted[0] ?? rejected[0];
    if (!chosen) return;
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
            <DropZone
              label="CSV file"
              accept=".csv,text/csv"
              allowMultiple={false}
              variableHeight
              disabled={busy}
              onDrop={take}
            >
              {file ? (
                <div className="shipsby-file">
                  <Text as="p" fontWeight="semibold" breakWord>
                    {file.name}
                  </Text>
                  <Text as="p" tone="subdued">
                    Choose another file
                  </Text>
                </div>
              ) : (
                <DropZone.FileUpload actionTitle="Choose file" actionHint="or drop it here" />
              )}
            </DropZone>
            <div role="status">
              {answer?.kind === "importing" ? (
                <Text as="p">{count(answer.left, "sign-up")} left to import. Keep this page open.</Text>
              ) : (
                busy && <Text as="p">Reading {file?.name}…</Text>
              )}
            </div>
            {!busy && answer?.kind === "unreadable" && (
              <div role="alert">
                <InlineError fieldID="file" message={`Nothing was imported. ${answer.problem}`} />
              </div>
            )}
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
        {answer?.kind === "imported" && <Imported answer={answer} />}
      </BlockStack>
    </Page>
  );
}

function Imported({ answer }: { answer: Extract<Answer, { kind: "imported" }> }) {
  const { added, known, refused } = answer;
  return (
    <Card>
      <BlockStack gap="200">
        <div role="status">
          <Text as="h2" variant="headingMd">
            {count(added, "sign-up")} imported
          </Text>
        </div>
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
