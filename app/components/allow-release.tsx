import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useRevalidator } from "@remix-run/react";
import { useState } from "react";
import { holdScopes } from "#app/domain/release-form.ts";

/** Shopify tells the app of it by a webhook a moment later. */
const toldAfter = [500, 2000];

/** Asks the merchant for what holding, releasing and moving need. `without` says what works all the same. */
export function AllowRelease({ what, without }: { what: string; without: string }) {
  const { revalidate } = useRevalidator();
  const [refused, setRefused] = useState(false);
  const ask = async () => {
    const { result } = await window.shopify.scopes.request([...holdScopes]);
    setRefused(result !== "granted-all");
    for (const pause of toldAfter) setTimeout(revalidate, pause);
  };
  return (
    <BlockStack gap="200">
      <Text as="p">
        {refused ? `Access wasn't given. ${without}` : `Shipsby can't ${what} yet. Allow access to do so.`}
      </Text>
      <InlineStack>
        <Button onClick={() => void ask()}>Allow access</Button>
      </InlineStack>
    </BlockStack>
  );
}
