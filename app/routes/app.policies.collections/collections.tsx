import { BlockStack, Button, Card, Divider, InlineStack, Page, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { Fragment } from "react";
import { datesAddress, kindWords } from "#app/components/date-rule-words.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import type { DateKind } from "#app/domain/date-rules.ts";
import { useAddress, useTyped } from "#app/components/use-address.ts";

type Found = { collectionId: string; title: string };

type Props = { search: string; collections: Found[]; kind: DateKind | null };

/** Which collection shall have something of its own? */
export function Collections({ search, collections, kind }: Props) {
  const { change } = useAddress();
  const [typed, type] = useTyped(search, (text) => change({ search: text || null }));
  return (
    <Page
      title="Choose a collection"
      backAction={
        kind
          ? { content: kindWords[kind], url: datesAddress(kind) }
          : { content: "Policies", url: "/app/policies" }
      }
    >
      <Card>
        <BlockStack gap="300">
          <TextField
            label="Search collections"
            autoComplete="off"
            value={typed}
            onChange={type}
            helpText="Products that come into a collection later are noticed overnight, or when you choose it here again."
          />
          {collections.length === 0 && (
            <Text as="p">
              {search
                ? "No results. Change or clear the search."
                : "Your store has no collections. Make one in Shopify, or choose products instead."}
            </Text>
          )}
          {collections.map((collection) => (
            <Fragment key={collection.collectionId}>
              <Divider />
              <One collection={collection} what={kind ? kindWords[kind].toLowerCase() : "brake"} />
            </Fragment>
          ))}
        </BlockStack>
      </Card>
    </Page>
  );
}

function One({ collection: { collectionId, title }, what }: { collection: Found; what: string }) {
  const fetcher = useFetcher<FormAnswer>();
  const problem = fetcher.data?.errors?.["form"];
  return (
    <fetcher.Form method="post">
      <input type="hidden" name="collectionId" value={collectionId} />
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="p" breakWord>
          {title}
        </Text>
        <Button submit loading={fetcher.state !== "idle"} accessibilityLabel={`Set ${what} for ${title}`}>
          {`Set ${what}`}
        </Button>
      </InlineStack>
      {problem && (
        <Text as="p" tone="critical">
          {problem}
        </Text>
      )}
    </fetcher.Form>
  );
}
