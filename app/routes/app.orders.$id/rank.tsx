import { BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { OrderPage } from "#app/database/pages/order.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";

/** What the merchant says about the order's place in every line it waits in. */
export function Rank({ place }: { place: OrderPage["place"] }) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Place in line
        </Text>
        <ServeFirst first={place.first} />
        <NeededBy requiredOn={place.requiredOn} counts={place.ranking.byNeed} />
      </BlockStack>
    </Card>
  );
}

function ServeFirst({ first }: { first: boolean }) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  return (
    <fetcher.Form method="post">
      <input type="hidden" name="intent" value="serve-first" />
      <input type="hidden" name="first" value={first ? "no" : "yes"} />
      <BlockStack gap="200">
        <Text as="p">
          {first
            ? "This order is served before others that were placed earlier."
            : "Orders are served in their usual order."}
        </Text>
        <InlineStack>
          <Button submit loading={fetcher.state !== "idle"}>
            {first ? "Serve in usual order" : "Serve first"}
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}

function NeededBy({ requiredOn, counts }: { requiredOn: string | null; counts: boolean }) {
  const shop = useShop();
  const fetcher = useFetcher<FormAnswer>();
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  useSaid(fetcher.data);
  const [neededBy, setNeededBy] = useState(requiredOn ?? "");
  return (
    <fetcher.Form method="post" ref={form} noValidate>
      <input type="hidden" name="intent" value="needed-by" />
      <BlockStack gap="200">
        <TextField
          label="Needed by"
          name="neededBy"
          type="date"
          min={shop.today}
          autoComplete="off"
          value={neededBy}
          onChange={setNeededBy}
          helpText={
            counts
              ? "Orders that are needed earlier are served first."
              : "Kept for your information: your settings rank orders by when they were placed."
          }
          error={errors["neededBy"] ?? false}
        />
        <InlineStack>
          <Button submit loading={fetcher.state !== "idle"}>
            Save day
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}
