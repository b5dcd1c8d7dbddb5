import { Badge, BlockStack, Button, Card, InlineStack, Layout, Page, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { ReactNode } from "react";
import type { AlertPage } from "#app/database/pages/alert.server.ts";
import type { AlertRow } from "#app/database/pages/alerts.server.ts";
import { alertSentence, type AlertBecause } from "#app/domain/alert-because.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { FormProblem } from "#app/components/form-problem.tsx";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { StateBadge } from "#app/components/state-badge.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { useRefresh } from "#app/components/use-refresh.ts";
import { count } from "#app/components/words.ts";
import { SignUps } from "./sign-ups.tsx";
import { WhatIf } from "./what-if.tsx";
import { Waves } from "./waves.tsx";
import { Weeks } from "./weeks.tsx";

/** Why is nobody told now, or why were they? */
export function Alert({ alert }: { alert: AlertPage }) {
  const { list, waves, byWeek } = alert;
  useRefresh(list.because?.kind === "under_way");
  const title = [list.title, list.variantTitle].filter(Boolean).join(", ");
  return (
    <Page
      title={title}
      {...(list.place !== null && { subtitle: `At ${list.place}` })}
      titleMetadata={list.paused ? <Badge tone="attention">Paused</Badge> : null}
      backAction={{ content: "Alerts", url: "/app/alerts" }}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Now alert={alert} />
            <Waves waves={waves} />
            <SignUps alert={alert} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <Facts alert={alert} />
            <WhatIf />
            <Weeks weeks={byWeek} />
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

/** What is happening, in a sentence, and what can be done about it. */
function Now({ alert: { list } }: { alert: AlertPage }) {
  const shop = useShop();
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  const canSend =
    list.waiting > 0 && list.free > 0 && (list.state === "in_stock" || list.state === "backorder");
  const busy = fetcher.state !== "idle";
  const take = (intent: "send" | "pause" | "resume") => fetcher.submit({ intent }, { method: "post" });
  const because = reason(list);
  const problem = fetcher.data?.errors?.["form"];
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {count(list.waiting, "person", "people")} waiting, {count(list.free, "unit")} free after owed
        </Text>
        <Text as="p">{alertSentence(because, shop.moment)}</Text>
        <InlineStack gap="200">
          <Button variant="primary" disabled={!canSend} loading={busy} onClick={() => take("send")}>
            Send next wave
          </Button>
          <Button disabled={busy} onClick={() => take(list.paused ? "resume" : "pause")}>
            {list.paused ? "Resume alerts" : "Pause alerts"}
          </Button>
        </InlineStack>
        {!canSend && list.waiting > 0 && (
          <Text as="p" tone="subdued">
            A wave can be sent once units are free after what is owed, or kept for this list.
          </Text>
        )}
        <FormProblem text={problem && `No wave was sent. ${problem}`} />
      </BlockStack>
    </Card>
  );
}

/** A list is looked at when something comes back or goes; who waits and what is owed may change in between. */
function reason({ because, state, waiting, owed }: AlertRow): AlertBecause {
  if (because && because.kind !== "not_back" && because.kind !== "nobody_waits") return because;
  if (waiting === 0) return { kind: "nobody_waits" };
  if (because?.kind === "not_back") return { ...because, owed };
  return { kind: "not_back", state: state === "in_stock" ? "out_of_stock" : (state ?? "not_on_sale"), owed };
}

function Facts({ alert: { list, counts } }: { alert: AlertPage }) {
  const shop = useShop();
  return (
    <Card>
      <dl className="shipsby-facts">
        <Fact name="Shoppers see">{list.state ? <StateBadge state={list.state} /> : "Not on sale"}</Fact>
        <Fact name="Owed first">
          {list.owed === 0 ? (
            "0 units"
          ) : (
            <TextLink to={`/app/backorders?product_id=${list.productId}`}>
              {count(list.owed, "unit")}
            </TextLink>
          )}
        </Fact>
        <Fact name="Kept for it">
          <TextLink to={`/app/products/${list.productId}/floor`}>{count(list.kept, "unit")}</TextLink>
        </Fact>
        <Fact name="Value">{shop.money(list.value)}</Fact>
        <Fact name="Waiting since">{list.oldest ? shop.moment(list.oldest) : "Nobody waits"}</Fact>
        <Fact name="Not confirmed">{count(counts.pending, "person", "people")}</Fact>
        <Fact name="Told">{count(counts.told, "person", "people")}</Fact>
        <Fact name="Left">{count(counts.left, "person", "people")}</Fact>
        <Fact name="Undeliverable">{count(counts.undeliverable, "person", "people")}</Fact>
        <Fact name="Product">
          <TextLink to={`/app/products/${list.productId}`}>{list.title}</TextLink>
        </Fact>
      </dl>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}
