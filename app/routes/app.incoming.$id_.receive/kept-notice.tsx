import { Banner, BlockStack, Button, InlineStack, List, Text } from "@shopify/polaris";
import { useShop } from "#app/components/shop.tsx";
import type { useKeptReceipt } from "./kept-receipt.ts";

type Receipt = ReturnType<typeof useKeptReceipt>;

const keptWords =
  "Kept on this phone. It is sent when you are connected again. Leave this page open, or open it again then.";

/** What is on this phone and nowhere else. */
export function KeptHere({ receipt }: { receipt: Receipt }) {
  const { kept, waiting, later, forget } = receipt;
  const here = waiting && later;
  return (
    <BlockStack gap="200">
      <div role="status">{here && <Text as="p">{keptWords}</Text>}</div>
      {here && !kept?.tried && (
        <InlineStack>
          <Button onClick={forget}>Change the count</Button>
        </InlineStack>
      )}
    </BlockStack>
  );
}

/** It went off by itself, so nobody saw where it led. */
export function Sent({ at, reference, url }: { at: string; reference: string; url: string }) {
  const shop = useShop();
  return (
    <Banner tone="success" title={`Sent ${shop.moment(at)}`} action={{ content: `See ${reference}`, url }}>
      <Text as="p">What you counted on this phone was sent and is saved.</Text>
    </Banner>
  );
}

/** Counts whose lines are not on the page any more: kept until somebody has read why. */
export function NotTaken({ receipt: { kept, waiting, forget } }: { receipt: Receipt }) {
  if (waiting)
    return (
      <div role="status">
        <Text as="p">{keptWords}</Text>
      </div>
    );
  return (
    <Banner
      tone="critical"
      title="What you counted was not saved"
      action={{ content: "Remove it from this phone", onAction: forget }}
    >
      <BlockStack gap="200">
        {kept?.problems?.map((problem) => (
          <Text as="p" key={problem}>
            {problem}
          </Text>
        ))}
        <Text as="p">You counted:</Text>
        <List>
          {kept?.counted.map((line) => (
            <List.Item key={line}>{line}</List.Item>
          ))}
        </List>
      </BlockStack>
    </Banner>
  );
}
