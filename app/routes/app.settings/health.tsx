import { Badge, BlockStack, Button, Card, Divider, InlineStack, Layout, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { Fragment } from "react";
import type { CycleShown, Difference, HealthPage } from "#app/database/pages/health.server.ts";
import { likelyCause } from "#app/domain/drift.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";
import { TryAgain, Written } from "#app/components/written.tsx";

/** Whether the debt book and Shopify agree, and what went wrong on the way. */
export function Health({ health }: { health: HealthPage }) {
  return (
    <Layout.AnnotatedSection
      id="health"
      title="Health"
      description="Shipsby compares its book with Shopify by itself. What it found and what failed stands here."
    >
      <BlockStack gap="400">
        <Access problem={health.tokenProblem} />
        <Checks cycles={health.cycles} waiting={health.waiting} />
        <Differences found={health.differences} />
        <SetAside health={health} />
        <NotWritten health={health} />
      </BlockStack>
    </Layout.AnnotatedSection>
  );
}

function Access({ problem }: { problem: string | null }) {
  return (
    <Card>
      <InlineStack align="space-between" gap="200">
        <Text as="h3" variant="headingSm">
          Access to Shopify
        </Text>
        {problem ? <Badge tone="critical">Lost</Badge> : <Badge tone="success">Working</Badge>}
      </InlineStack>
      {problem && (
        <Text as="p" breakWord>
          Shopify refuses the app&apos;s key: {problem}. Open the app once more. If this stays, reinstall it
          from your Shopify admin; nothing in the book is lost.
        </Text>
      )}
    </Card>
  );
}

/** What each cycle does, as a merchant would say it. */
const cycleWords: Record<string, string> = {
  recent: "Recent changes",
  backorders: "Orders that owe something",
  transfers: "Transfers and shipments",
  drafts: "Open draft orders",
  nightly: "Everything",
  day: "New day",
};

function Checks({ cycles, waiting }: { cycles: CycleShown[]; waiting: number }) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="h3" variant="headingSm">
            Checks with Shopify
          </Text>
          <fetcher.Form method="post">
            <input type="hidden" name="intent" value="check" />
            <Button submit loading={fetcher.state !== "idle"}>
              Check with Shopify now
            </Button>
          </fetcher.Form>
        </InlineStack>
        {cycles.length === 0 && <Text as="p">No check has run yet.</Text>}
        {cycles.map((cycle) => (
          <Cycle key={cycle.name} cycle={cycle} />
        ))}
        <Text as="p" tone="subdued">
          {waiting === 0
            ? "No message from Shopify is waiting."
            : `${count(waiting, "message")} from Shopify waiting to be read.`}
        </Text>
      </BlockStack>
    </Card>
  );
}

function Cycle({ cycle }: { cycle: CycleShown }) {
  const shop = useShop();
  const { name, finishedAt, running, looked, surprises, problem } = cycle;
  const found = surprises === 0 ? "no difference" : `${count(surprises, "difference")} found and corrected`;
  const done = finishedAt
    ? `Finished ${shop.moment(finishedAt)}${name === "day" ? "" : `: looked at ${count(looked, "thing")}, ${found}`}.`
    : "Not finished yet.";
  return (
    <BlockStack gap="050">
      <Text as="p" fontWeight="semibold">
        {cycleWords[name] ?? name}
      </Text>
      <Text as="p" tone="subdued">
        {done}
        {running ? " Running now." : ""}
      </Text>
      {problem && (
        <Text as="p" tone="critical" breakWord>
          {problem}
        </Text>
      )}
    </BlockStack>
  );
}

function Differences({ found }: { found: Difference[] }) {
  const shop = useShop();
  return (
    <Card>
      <div id="differences">
        <BlockStack gap="300">
          <Text as="h3" variant="headingSm">
            Differences from Shopify
          </Text>
          {found.length === 0 && <Text as="p">None.</Text>}
          {found.map((difference, i) => (
            <Fragment key={`${difference.title}/${difference.locationId}`}>
              {i > 0 && <Divider />}
              <BlockStack gap="100">
                <Text as="p" fontWeight="semibold" breakWord>
                  {difference.productId ? (
                    <TextLink to={`/app/products/${difference.productId}`} alone>
                      {difference.title}
                    </TextLink>
                  ) : (
                    difference.title
                  )}
                </Text>
                <Text as="p" breakWord>
                  At {difference.location} Shopify keeps {count(difference.committed, "unit")} for orders; the
                  orders that Shipsby reads need {count(difference.outstanding, "unit")}. Since{" "}
                  {shop.moment(difference.since)}.
                </Text>
                <Text as="p" tone="subdued" breakWord>
                  {likelyCause(difference)} Nothing was repaired.
                </Text>
              </BlockStack>
            </Fragment>
          ))}
        </BlockStack>
      </div>
    </Card>
  );
}

function SetAside({ health }: { health: HealthPage }) {
  const shop = useShop();
  return (
    <Card>
      <div id="set-aside">
        <BlockStack gap="300">
          <Text as="h3" variant="headingSm">
            Messages from Shopify that failed
          </Text>
          {health.setAsideCount === 0 && <Text as="p">None.</Text>}
          {health.setAside.map((message, i) => (
            <Fragment key={`${message.topic}/${message.webhookId}`}>
              {i > 0 && <Divider />}
              <BlockStack gap="100" inlineAlign="start">
                <Text as="p" fontWeight="semibold" breakWord>
                  {message.topic}
                </Text>
                <Text as="p" tone="subdued">
                  Received {shop.moment(message.receivedAt)}, tried {count(message.attempts, "time")}
                </Text>
                <Text as="p" tone="critical" breakWord>
                  {message.problem}
                </Text>
                <TryAgain
                  fields={{ intent: "retry-webhook", topic: message.topic, webhookId: message.webhookId }}
                  about={message.topic}
                />
              </BlockStack>
            </Fragment>
          ))}
          <More shown={health.setAside.length} all={health.setAsideCount} />
        </BlockStack>
      </div>
    </Card>
  );
}

function NotWritten({ health }: { health: HealthPage }) {
  return (
    <Card>
      <div id="not-written">
        <BlockStack gap="300">
          <Text as="h3" variant="headingSm">
            Changes that Shopify didn&apos;t take
          </Text>
          {health.failedCount === 0 && <Text as="p">None.</Text>}
          {health.failed.map((written, i) => (
            <Fragment key={`${written.kind}/${written.target}`}>
              {i > 0 && <Divider />}
              <Written written={written} of={written.name ?? "deleted in Shopify"} />
            </Fragment>
          ))}
          <More shown={health.failed.length} all={health.failedCount} />
        </BlockStack>
      </div>
    </Card>
  );
}

function More({ shown, all }: { shown: number; all: number }) {
  if (all <= shown) return null;
  return <Text as="p" tone="subdued">{`The oldest ${shown} of ${all} are shown.`}</Text>;
}
