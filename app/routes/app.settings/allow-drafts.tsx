import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useSaid } from "#app/components/said.tsx";

/** Reading draft orders is an optional access: asked for here, and only by a person. */
export function AllowDrafts() {
  const fetcher = useFetcher<FormAnswer>();
  const [refused, setRefused] = useState(false);
  useSaid(fetcher.data);
  const ask = async () => {
    const { result } = await window.shopify.scopes.request(["read_draft_orders"]);
    if (result !== "granted-all") return setRefused(true);
    fetcher.submit({ intent: "drafts-allowed" }, { method: "post" });
  };
  return (
    <BlockStack gap="300">
      <Text as="p">
        {refused
          ? "Access wasn't given. Everything else works without it."
          : "Shipsby can't read draft orders yet. Allow access to see on a product's page how many of its units may be ordered soon. Everything else works without it."}
      </Text>
      <InlineStack>
        <Button onClick={() => void ask()} loading={fetcher.state !== "idle"}>
          Allow draft orders
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
