import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useState } from "react";
import { useReread } from "./use-reread.ts";

/** Shopify tells the app of it by a webhook a moment later. */
const toldAfter = [500, 2000];

/** Asks the merchant for optional access: "Shipsby can't … yet." `without` says what works all the same. */
export function AllowAccess(props: { what: string; without: string; scopes: readonly string[] }) {
  const { what, without, scopes } = props;
  const reread = useReread();
  const [refused, setRefused] = useState(false);
  const ask = async () => {
    const { result } = await window.shopify.scopes.request([...scopes]);
    setRefused(result !== "granted-all");
    for (const pause of toldAfter) setTimeout(reread, pause);
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
