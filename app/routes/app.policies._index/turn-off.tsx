import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { InPlace } from "#app/components/in-place.tsx";
import { useSaid } from "#app/components/said.tsx";

/** All of it off, and everything put back; asked twice, since no rule is left then. */
export function TurnOff() {
  const fetcher = useFetcher<FormAnswer>();
  const [asking, setAsking] = useState(false);
  useSaid(fetcher.data, () => setAsking(false));
  if (!asking) {
    return (
      <InlineStack>
        <Button onClick={() => setAsking(true)}>Turn the brake off</Button>
      </InlineStack>
    );
  }
  return (
    <fetcher.Form method="post" aria-label="Turn the brake off">
      <InPlace close={() => setAsking(false)} />
      <input type="hidden" name="intent" value="turn-off" />
      <BlockStack gap="200">
        <Text as="p">
          All brakes are removed, and every variant that Shipsby switched goes back to how it was found. What
          your staff changed since then stays.
        </Text>
        <InlineStack gap="200">
          <Button submit tone="critical" loading={fetcher.state !== "idle"}>
            Turn off and put everything back
          </Button>
          <Button onClick={() => setAsking(false)}>Keep the brake</Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}
