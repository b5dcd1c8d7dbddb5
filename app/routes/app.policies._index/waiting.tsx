import { BlockStack, Button, Divider, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { Fragment } from "react";
import type { WaitingVariant } from "#app/database/policies.server.ts";
import { brakeSentence } from "#app/domain/brake-because.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";

/** Sold further than allowed, or kept away from by the brake: each with what to say about it. */
export function Waiting({ variants }: { variants: WaitingVariant[] }) {
  return (
    <BlockStack gap="300">
      {variants.map((variant, i) => (
        <Fragment key={variant.variantId}>
          {i > 0 && <Divider />}
          <One variant={variant} />
        </Fragment>
      ))}
    </BlockStack>
  );
}

function One({ variant }: { variant: WaitingVariant }) {
  const shop = useShop();
  const { overshoot, stopped, name } = variant;
  const say = (because: Parameters<typeof brakeSentence>[0]) =>
    brakeSentence(because, { date: shop.day, moment: shop.moment });
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm" breakWord>
        <TextLink to={`/app/products/${variant.productId}#brake`} alone>
          {name}
        </TextLink>
      </Text>
      {overshoot > 0 && <Text as="p">{say({ kind: "oversold", units: overshoot })}</Text>}
      {stopped && <Text as="p">{say({ kind: stopped })}</Text>}
      <InlineStack gap="200">
        {overshoot > 0 && <Answer variant={variant} intent="seen" text="Noted" about={name} />}
        {stopped === "by_hand" && <Answer variant={variant} intent="leave" text="Leave it so" about={name} />}
        {stopped && <Answer variant={variant} intent="resume" text="Let the brake go on" about={name} />}
      </InlineStack>
    </BlockStack>
  );
}

function Answer(props: { variant: WaitingVariant; intent: string; text: string; about: string }) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  return (
    <fetcher.Form method="post">
      <input type="hidden" name="intent" value={props.intent} />
      <input type="hidden" name="productId" value={props.variant.productId} />
      <input type="hidden" name="variantId" value={props.variant.variantId} />
      <Button submit loading={fetcher.state !== "idle"} accessibilityLabel={`${props.text}: ${props.about}`}>
        {props.text}
      </Button>
    </fetcher.Form>
  );
}
