import { Banner, BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { customerScopes, mostTiers, tierName, type Tier } from "#app/domain/tiers.ts";
import { AllowAccess } from "#app/components/allow-access.tsx";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import { useSaid } from "#app/components/said.tsx";
import { useRefresh } from "#app/components/use-refresh.ts";
import { count } from "#app/components/words.ts";
import { Foreseen, type ForeseenShown } from "./foreseen.tsx";
import { GroupFields, type TypedGroup } from "./group-fields.tsx";

export type GroupsAnswer = {
  said?: string;
  errors?: Record<string, string>;
  foreseen?: ForeseenShown;
};

type Props = {
  saved: Tier[];
  were: Tier[] | null;
  /** The tags of customers may be read. */
  allowed: boolean;
  /** A saved group needs them and they may not. */
  blind: boolean;
  toCompare: number;
  byNeed: boolean;
  paidFirst: boolean;
};

/** Whose orders come before everybody else's? */
export function Groups(props: Props) {
  const { saved, were, blind, toCompare } = props;
  useRefresh(toCompare > 0);
  return (
    <Page
      title="Who is served first"
      subtitle="Orders of these groups get units before all others, the first group before the second."
      backAction={{ content: "Settings", url: "/app/settings" }}
    >
      <BlockStack gap="400">
        {toCompare > 0 && (
          <Banner tone="info">
            <Text as="p">
              Comparing orders with your groups: {count(toCompare, "order")} to go. You can leave this page.
            </Text>
          </Banner>
        )}
        {blind && (
          <Banner tone="warning">
            <Text as="p">
              Shipsby can&apos;t read customer tags now, so nobody is served first because of one.
            </Text>
          </Banner>
        )}
        <Fields key={JSON.stringify(saved)} {...props} />
        {were && <Undo were={were} />}
      </BlockStack>
    </Page>
  );
}

function Fields({ saved, allowed, byNeed, paidFirst }: Props) {
  const fetcher = useFetcher<GroupsAnswer>();
  const [typed, setTyped] = useState(() => saved.map(asTyped));
  const [looked, setLooked] = useState("");
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  useSaid(fetcher.data);
  // What was foreseen is about what was typed then.
  const foreseen = looked === JSON.stringify(typed) ? fetcher.data?.foreseen : undefined;
  const changed = JSON.stringify(typed) !== JSON.stringify(saved.map(asTyped));
  const asksForCustomers = typed.some((group) => group.by === "customer_tag");
  return (
    <>
      <Card>
        <fetcher.Form method="post" ref={form} noValidate aria-label="Groups served first">
          <BlockStack gap="400">
            {typed.length === 0 && (
              <Text as="p">No group is served first. Add one, such as orders with a tag.</Text>
            )}
            <GroupFields typed={typed} change={setTyped} errors={errors} />
            {errors["form"] && (
              <Text as="p" tone="critical">
                {errors["form"]}
              </Text>
            )}
            {typed.length < mostTiers && (
              <InlineStack>
                <Button onClick={() => setTyped([...typed, { by: "order_tag", tag: "" }])}>
                  Add a group
                </Button>
              </InlineStack>
            )}
            {asksForCustomers && !allowed && (
              <AllowAccess
                what="read customer tags"
                without="Groups by order tag and B2B orders work without it."
                scopes={customerScopes}
              />
            )}
            <Text as="p" tone="subdued">
              {restWords(byNeed, paidFirst)}
            </Text>
            <Text as="p" tone="subdued">
              Of orders and customers Shipsby keeps only which of these groups they belong to. Customer tags
              are read again once a day.
            </Text>
            <InlineStack gap="200">
              <input type="hidden" name="intent" value={foreseen ? "save" : "foresee"} />
              <Button
                submit
                variant="primary"
                disabled={!changed}
                loading={fetcher.state !== "idle"}
                onClick={() => setLooked(JSON.stringify(typed))}
              >
                {foreseen ? "Save groups" : "See who would pass whom"}
              </Button>
              {changed && <Button onClick={() => setTyped(saved.map(asTyped))}>Discard</Button>}
            </InlineStack>
          </BlockStack>
        </fetcher.Form>
      </Card>
      {changed && foreseen && <Foreseen foreseen={foreseen} groups={typed.map(asTier)} />}
    </>
  );
}

function Undo({ were }: { were: Tier[] }) {
  const fetcher = useFetcher<GroupsAnswer>();
  useSaid(fetcher.data);
  return (
    <Card>
      <fetcher.Form method="post" aria-label="Undo">
        <input type="hidden" name="intent" value="undo" />
        <BlockStack gap="200">
          <Text as="p" breakWord>
            Before the last change: {were.length === 0 ? "no groups" : were.map(tierName).join(", then ")}.
          </Text>
          <InlineStack>
            <Button submit loading={fetcher.state !== "idle"}>
              Undo the last change
            </Button>
          </InlineStack>
        </BlockStack>
      </fetcher.Form>
    </Card>
  );
}

function restWords(byNeed: boolean, paidFirst: boolean): string {
  const order = byNeed
    ? "the order that is needed first is served first"
    : "the order that was placed first is served first";
  const unpaid = paidFirst ? " Unpaid orders and orders on hold let all others pass, in any group." : "";
  return `Then everybody else. Within a group and among everybody else, ${order}. An order you put first by hand comes before all groups.${unpaid}`;
}

function asTyped(tier: Tier): TypedGroup {
  return { by: tier.by, tag: tier.by === "b2b" ? "" : tier.tag };
}

function asTier({ by, tag }: TypedGroup): Tier {
  return by === "b2b" ? { by } : { by, tag: tag.trim() };
}
