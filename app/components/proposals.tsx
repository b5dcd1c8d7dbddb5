import { BlockStack, Button, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { Fragment } from "react";
import type { FormAnswer } from "./form-answer.ts";
import { FormProblem } from "./form-problem.tsx";
import { WhatMoves } from "./moved-lines.tsx";
import { useSaid } from "./said.tsx";
import { useShop } from "./shop.tsx";
import { TextLink } from "./text-link.tsx";
import { count } from "./words.ts";

/** What a supplier said of a delivery by its link, and what we have. */
export type Proposed = {
  proposalId: string;
  deliveryId: string;
  reference: string;
  supplierId: string;
  supplier: string;
  statedOn: string | null;
  saysOn: string | null;
  units: { title: string; from: number; to: number }[];
  comment: string;
  at: string;
};

/** Each with whom it moves, before anybody accepts it. `named`: where the delivery has to be named. */
export function Proposals({ proposals, named }: { proposals: Proposed[]; named: boolean }) {
  if (proposals.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {proposals.length === 1 ? "A supplier waits for your answer" : "Suppliers wait for your answer"}
        </Text>
        {proposals.map((proposal, i) => (
          <Fragment key={proposal.proposalId}>
            {i > 0 && <Divider />}
            <Proposal proposal={proposal} named={named} />
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}

function Proposal({ proposal, named }: { proposal: Proposed; named: boolean }) {
  const shop = useShop();
  const { deliveryId, reference, supplier, supplierId, statedOn, saysOn, units, comment, at } = proposal;
  const moved = saysOn !== statedOn;
  return (
    <BlockStack gap="200">
      {named && (
        <Text as="h3" variant="headingSm" breakWord>
          <TextLink to={`/app/incoming/${deliveryId}`} alone>
            {reference}
          </TextLink>
        </Text>
      )}
      <Text as="p" breakWord>
        <TextLink to={`/app/suppliers/${supplierId}`}>{supplier}</TextLink>{" "}
        {saysOn
          ? `says that it arrives on ${shop.day(saysOn)}, ${shop.fromToday(saysOn)}`
          : "doesn't know when it arrives"}
        {moved ? `; you have ${statedOn ? shop.day(statedOn) : "no date"}` : ", as you have it"}.
      </Text>
      {units.map(({ title, from, to }) => (
        <Text as="p" key={title} breakWord>
          {title}: {count(to, "unit")} instead of {from}.
        </Text>
      ))}
      {comment && (
        <Text as="p" breakWord>
          “{comment}”
        </Text>
      )}
      <Text as="p" variant="bodySm" tone="subdued">
        Said by link {shop.moment(at)}.
      </Text>
      <WhatMoves
        address={`/app/suppliers/answers/${proposal.proposalId}`}
        by="accept it"
        label="What accepting it changes"
      />
      <Answer proposal={proposal} named={named} />
    </BlockStack>
  );
}

function Answer({ proposal, named }: { proposal: Proposed; named: boolean }) {
  const { proposalId, reference, supplier } = proposal;
  const fetcher = useFetcher<FormAnswer>();
  const problem = fetcher.data?.errors?.["form"];
  const busy = fetcher.state !== "idle";
  useSaid(fetcher.data);
  const answer = (intent: "accept" | "refuse") =>
    fetcher.submit({ intent, proposalId }, { method: "post", action: "/app/suppliers/answers" });
  const what = `what ${supplier} says of ${reference}`;
  return (
    <BlockStack gap="200">
      <FormProblem text={problem} />
      <InlineStack gap="200">
        <Button
          {...(named && { variant: "primary" as const })}
          loading={busy}
          onClick={() => answer("accept")}
          accessibilityLabel={`Accept ${what}`}
        >
          Accept
        </Button>
        <Button disabled={busy} onClick={() => answer("refuse")} accessibilityLabel={`Refuse ${what}`}>
          Refuse
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
