import { Banner, Button, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { transferScopes } from "#app/domain/native-supply.ts";
import type { FormAnswer } from "./form-answer.ts";
import { useSaid } from "./said.tsx";

/** On a page whose dates would gain by it. "Not now" is remembered. */
export function AskForTransfers() {
  const { allow, refused, fetcher } = useAccess();
  const notNow = () => fetcher.submit({ intent: "not-now" }, { method: "post", action: "/app/transfers" });
  return (
    <Banner
      title="Use the dates of your Shopify transfers"
      tone="info"
      action={{ content: "Allow access", onAction: () => void allow() }}
      onDismiss={() => void notNow()}
    >
      <Text as="p">
        {refused
          ? "Access wasn't given. Dates still come from deliveries you add here."
          : "Shipsby can't read transfers yet. Allow access, and each transfer and shipment counts as a delivery with its arrival date. Until then dates come from deliveries you add here."}
      </Text>
    </Banner>
  );
}

/** In the settings, where it can be given at any time. */
export function AllowTransfers() {
  const { allow, refused, fetcher } = useAccess();
  return (
    <>
      <Text as="p">
        {refused
          ? "Access wasn't given. Dates still come from deliveries you add here."
          : "Shipsby can't read transfers yet. Allow access to use their arrival dates."}
      </Text>
      <InlineStack>
        <Button onClick={() => void allow()} loading={fetcher.state !== "idle"}>
          Allow access
        </Button>
      </InlineStack>
    </>
  );
}

/** Shopify's own dialog asks; whether it was granted the server learns from Shopify. */
function useAccess() {
  const fetcher = useFetcher<FormAnswer>();
  const [refused, setRefused] = useState(false);
  useSaid(fetcher.data);
  const allow = async () => {
    const answer = await window.shopify?.scopes.request(transferScopes);
    if (answer?.result !== "granted-all") return setRefused(true);
    void fetcher.submit({ intent: "allowed" }, { method: "post", action: "/app/transfers" });
  };
  return { allow, refused, fetcher };
}
