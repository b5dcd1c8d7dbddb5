import { Badge, BlockStack, Button, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { Fragment } from "react";
import type { ProductBrake } from "#app/database/pages/product-brake.server.ts";
import { brakeSentence, type BrakeBecause } from "#app/domain/brake-because.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";

type Props = { productId: string; brake: ProductBrake; only: boolean };
type Variant = ProductBrake["variants"][number];

/** What the brake wants of each variant now, what it did, and how to undo that. */
export function Brake({ productId, brake, only }: Props) {
  const { variants, journal } = brake;
  return (
    <div id="brake">
      <Card>
        <BlockStack gap="400">
          <InlineStack align="space-between" gap="200">
            <Text as="h2" variant="headingMd">
              Brake
            </Text>
            <TextLink to={`/app/policies/applies/${productId}`} alone>
              What applies here
            </TextLink>
          </InlineStack>
          {variants.length === 0 && (
            <Text as="p" tone="subdued">
              No brake applies: backorders are taken as you set it in Shopify.
            </Text>
          )}
          {variants.map((variant, i) => (
            <Fragment key={variant.variantId}>
              {i > 0 && <Divider />}
              <One productId={productId} variant={variant} only={only} />
            </Fragment>
          ))}
          {variants.some((v) => v.switched && !v.stopped) && (
            <BrakeForm productId={productId} intent="put-back" text="Put back as found" />
          )}
          {journal.length > 0 && <Journal journal={journal} only={only} />}
        </BlockStack>
      </Card>
    </div>
  );
}

function One({ productId, variant, only }: { productId: string; variant: Variant; only: boolean }) {
  const say = useSentence();
  const { variantId, title, because, overshoot, stopped } = variant;
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" gap="200">
        {!only && (
          <Text as="h3" variant="headingSm" breakWord>
            {title}
          </Text>
        )}
        <StateOfBrake variant={variant} />
      </InlineStack>
      <Text as="p" breakWord>
        {say(stopped ? { kind: stopped } : because)}
      </Text>
      {overshoot > 0 && <Text as="p">{say({ kind: "oversold", units: overshoot })}</Text>}
      {(overshoot > 0 || stopped) && (
        <InlineStack gap="200">
          {overshoot > 0 && <BrakeForm {...{ productId, variantId }} intent="seen" text="Noted" />}
          {stopped === "by_hand" && (
            <BrakeForm {...{ productId, variantId }} intent="leave" text="Leave it so" />
          )}
          {stopped && <BrakeForm {...{ productId, variantId }} intent="resume" text="Let the brake go on" />}
        </InlineStack>
      )}
    </BlockStack>
  );
}

function StateOfBrake({ variant: { stopped, wish } }: { variant: Variant }) {
  if (stopped) return <Badge tone="attention">Left alone</Badge>;
  if (wish === "stop") return <Badge tone="warning">No backorders</Badge>;
  return wish === "sell" ? <Badge tone="success">Taking backorders</Badge> : <Badge>Left alone</Badge>;
}

function useSentence() {
  const shop = useShop();
  return (because: BrakeBecause) => brakeSentence(because, { date: shop.day, moment: shop.moment });
}

/** Policies answers these forms, wherever they stand. */
function BrakeForm(props: { productId: string; variantId?: string; intent: string; text: string }) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  return (
    <fetcher.Form method="post" action="/app/policies?index">
      <input type="hidden" name="intent" value={props.intent} />
      <input type="hidden" name="productId" value={props.productId} />
      {props.variantId && <input type="hidden" name="variantId" value={props.variantId} />}
      <Button submit loading={fetcher.state !== "idle"}>
        {props.text}
      </Button>
    </fetcher.Form>
  );
}

function Journal({ journal, only }: { journal: ProductBrake["journal"]; only: boolean }) {
  const shop = useShop();
  return (
    <details className="shipsby-why">
      <summary>What the brake did</summary>
      <BlockStack gap="200">
        {journal.map((entry) => (
          <Text as="p" key={entry.seq} breakWord>
            {shop.moment(entry.at)}: {only ? "" : `${entry.title}, `}
            {entryWords(entry)}
          </Text>
        ))}
      </BlockStack>
    </details>
  );
}

const policyWords = { CONTINUE: "keeps selling", DENY: "stops selling" } as const;

function entryWords({ event, before, after, because }: ProductBrake["journal"][number]): string {
  const change =
    before && after ? `it was “${policyWords[before]}”, and is “${policyWords[after]}” since then` : "";
  switch (event) {
    case "switched":
      return `switched: ${change}.`;
    case "put_back":
      return `put back as found: ${change}.`;
    case "by_hand":
      return `changed in Shopify by somebody: ${change}.`;
    case "resumed":
      return "your staff let the brake go on.";
    case "oversold":
      return because?.kind === "oversold"
        ? `${because.units} sold beyond what is allowed.`
        : "sold too many.";
  }
}
