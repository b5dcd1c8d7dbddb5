import { Badge, BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { EffectKind } from "#app/domain/effects.ts";
import { HiddenFields } from "./hidden-fields.tsx";
import { useSaid } from "./said.tsx";
import { useShop } from "./shop.tsx";

export type WrittenShown = {
  kind: EffectKind;
  target: string;
  state: "done" | "waiting" | "failed";
  at: string;
  problem: string | null;
};

/** What each effect is to a merchant. */
export const writtenWords: Record<EffectKind, string> = {
  publish_availability: "Availability on the product page",
  tag_order: "Order tag “Backorder”",
  write_order_backorders: "Backorder details on the order",
  hold_waiting_part: "Hold on what the order waits for",
  switch_policy: "Selling when out of stock",
};

/** One thing the app wrote to Shopify, or could not. */
export function Written({ written, of }: { written: WrittenShown; of?: string }) {
  const shop = useShop();
  const { kind, target, state, at, problem } = written;
  return (
    <BlockStack gap="100">
      <InlineStack align="space-between" gap="200">
        <Text as="p" breakWord>
          {of ? `${writtenWords[kind]}: ${of}` : writtenWords[kind]}
        </Text>
        <WrittenBadge state={state} />
      </InlineStack>
      <Text as="p" variant="bodySm" tone="subdued">
        {state === "done" ? `Written ${shop.moment(at)}` : `Asked for ${shop.moment(at)}`}
      </Text>
      {problem && (
        <Text as="p" tone="critical" breakWord>
          {problem}
        </Text>
      )}
      {state === "failed" && (
        <TryAgain fields={{ intent: "retry-effect", kind, target }} about={of ?? writtenWords[kind]} />
      )}
    </BlockStack>
  );
}

function WrittenBadge({ state }: { state: WrittenShown["state"] }) {
  if (state === "done") return <Badge tone="success">Written</Badge>;
  if (state === "waiting") return <Badge tone="info">Waiting</Badge>;
  return <Badge tone="critical">Not written</Badge>;
}

/** Settings owns the retries, wherever the button stands. */
export function TryAgain({ fields, about }: { fields: Record<string, string>; about: string }) {
  const fetcher = useFetcher<{ said?: string }>();
  useSaid(fetcher.data);
  return (
    <fetcher.Form method="post" action="/app/settings">
      <HiddenFields fields={fields} />
      <Button submit loading={fetcher.state !== "idle"} accessibilityLabel={`Try again: ${about}`}>
        Try again
      </Button>
    </fetcher.Form>
  );
}
