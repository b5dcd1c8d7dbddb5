import {
  Badge,
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  InlineStack,
  Page,
  Pagination,
  Tabs,
  Text,
} from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { NoticeRow, NoticesPage } from "#app/database/pages/notices.server.ts";
import { Empty } from "#app/components/empty.tsx";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { FormProblem } from "#app/components/form-problem.tsx";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { useAddress } from "#app/components/use-address.ts";
import { languageName } from "#app/components/words.ts";
import { Person, type DataRequest } from "./person.tsx";
import { views, type View } from "./views.ts";
import { kindWords, unsentWords } from "./words.ts";

const viewWords: Record<View, string> = {
  all: "All",
  sent: "Sent",
  waiting: "Waiting",
  unknown: "Not known",
  refused: "Not sent",
  dropped: "Held back",
};

/** What did we say to whom, and what will we say? */
export function Messages(props: {
  log: NoticesPage;
  view: View;
  requests: DataRequest[];
  mailServer: boolean;
  /** Alerts wait, since the sender's postal address is missing. */
  noImprint: boolean;
}) {
  const { view, requests, mailServer, noImprint } = props;
  const { rows, newer, older } = props.log;
  const { change } = useAddress();
  return (
    <Page
      title="Messages"
      secondaryActions={[
        { content: "Restock message", url: "/app/messages/restock" },
        { content: "Alert settings", url: "/app/alerts/settings" },
      ]}
    >
      <BlockStack gap="400">
        {!mailServer && (
          <Banner tone="warning" title="Messages are off">
            <Text as="p">
              Shipsby has no mail server yet. Nothing is sent; the log shows what would have been.
            </Text>
          </Banner>
        )}
        {mailServer && noImprint && (
          <Banner
            tone="warning"
            title="Alerts wait for your postal address"
            action={{ content: "Add address", url: "/app/alerts/settings" }}
          >
            <Text as="p">The law wants it in each of them. Until it is there no alert is sent.</Text>
          </Banner>
        )}
        <Card padding="0">
          <Tabs
            tabs={views.map((v) => ({ id: v, content: viewWords[v] }))}
            selected={views.indexOf(view)}
            onSelect={(i) => change({ view: views[i] === "all" ? null : (views[i] ?? null) })}
          />
          {rows.length === 0 ? (
            <Empty heading={view === "all" ? "No messages yet" : "No results"}>
              <Text as="p">
                {view === "all"
                  ? "Confirmations and restock alerts appear here when they are sent, or held back."
                  : "Choose another view."}
              </Text>
            </Empty>
          ) : (
            rows.map((row) => (
              <Box
                key={`${row.subscriptionId}/${row.kind}/${row.turn}`}
                padding="400"
                borderBlockStartWidth="025"
                borderColor="border"
              >
                <Message row={row} />
              </Box>
            ))
          )}
          {(newer ?? older) && (
            <Box padding="400" borderBlockStartWidth="025" borderColor="border">
              <Pagination
                hasPrevious={newer !== null}
                hasNext={older !== null}
                previousTooltip="Newer"
                nextTooltip="Older"
                accessibilityLabel="Older and newer messages"
                onPrevious={() => change({ before: newer })}
                onNext={() => change({ after: older })}
              />
            </Box>
          )}
        </Card>
        <Person requests={requests} />
      </BlockStack>
    </Page>
  );
}

function Message({ row }: { row: NoticeRow }) {
  const shop = useShop();
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  const { kind, state, subscriptionId, turn } = row;
  const list = `/app/alerts/${row.place === "" ? row.variantId : `${row.variantId}:${row.place}`}`;
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" blockAlign="center" gap="200">
        <Text as="p" breakWord>
          {kindWords[kind]}: <TextLink to={list}>{row.item || "Unknown"}</TextLink>
        </Text>
        <Result row={row} />
      </InlineStack>
      <Text as="p" variant="bodySm" tone="subdued">
        {shop.moment(row.at)} · {languageName(row.language)}
      </Text>
      {row.reason && <Text as="p">{unsentWords[row.reason]}</Text>}
      {row.problem && (
        <Text as="p" tone="subdued" breakWord>
          The mail server said: {row.problem}
        </Text>
      )}
      {kind === "restock" && (state === "unknown" || state === "refused") && (
        <InlineStack gap="200" blockAlign="center">
          <Button
            loading={fetcher.state !== "idle"}
            onClick={() =>
              fetcher.submit({ intent: "again", subscriptionId, turn: String(turn) }, { method: "post" })
            }
          >
            Send again
          </Button>
          {state === "unknown" && (
            <Text as="span" tone="subdued">
              It may be the second.
            </Text>
          )}
        </InlineStack>
      )}
      <FormProblem text={fetcher.data?.errors?.["form"]} />
    </BlockStack>
  );
}

function Result({ row: { state } }: { row: NoticeRow }) {
  switch (state) {
    case "sent":
      return <Badge tone="success">Sent</Badge>;
    case "waiting":
    case "sending":
      return <Badge tone="info">Waiting</Badge>;
    case "unknown":
      return <Badge tone="warning">Not known</Badge>;
    case "refused":
      return <Badge tone="critical">Not sent</Badge>;
    case "dropped":
      return <Badge>Held back</Badge>;
  }
}
