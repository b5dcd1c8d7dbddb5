import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { OrderOwedLine } from "#app/database/pages/order.server.ts";
import { AllowRelease } from "#app/components/allow-release.tsx";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useSaid } from "#app/components/said.tsx";
import { count } from "#app/components/words.ts";

/** What lies free at other places, and how it could come to this order. Nothing is moved in silence. */
export function FreeElsewhere({ line, canMove }: { line: OrderOwedLine; canMove: boolean }) {
  return line.elsewhere.map((place) => (
    <BlockStack key={place.locationId} gap="200">
      <Text as="p" breakWord>
        {line.owed} short in {line.location}, {place.free} free in {place.location}.
      </Text>
      <Move line={line} place={place} canMove={canMove} />
    </BlockStack>
  ));
}

type Props = { line: OrderOwedLine; place: OrderOwedLine["elsewhere"][number]; canMove: boolean };

function Move({ line, place, canMove }: Props) {
  const fetcher = useFetcher<FormAnswer>();
  const [asking, ask] = useState(false);
  useSaid(fetcher.data, () => ask(false));
  const units = count(Math.min(line.owed, place.free), "unit");
  const problem = fetcher.data?.errors?.["form"];
  if (!asking)
    return (
      <InlineStack gap="300" blockAlign="center">
        <Button onClick={() => ask(true)}>{`Move ${units} to ${place.location}`}</Button>
        <a className="shipsby-link" href="shopify://admin/transfers/new" target="_top">
          Transfer stock instead
        </a>
      </InlineStack>
    );
  if (!canMove)
    return (
      <AllowRelease
        what="move lines between locations"
        without="Move the order in Shopify, or transfer stock."
      />
    );
  return (
    <fetcher.Form method="post" aria-label={`Move ${units} to ${place.location}`}>
      <input type="hidden" name="intent" value="move" />
      <input type="hidden" name="fulfillmentLineId" value={line.id} />
      <input type="hidden" name="toLocationId" value={place.locationId} />
      <BlockStack gap="200">
        <Text as="p" breakWord>
          {units} of this line will ship from {place.location} instead of {line.location}. The rest of the
          order stays where it is, and the customer gets no message.
        </Text>
        {problem && (
          <div role="alert">
            <Text as="p" tone="critical" breakWord>
              {problem}
            </Text>
          </div>
        )}
        <InlineStack gap="200">
          <Button submit variant="primary" loading={fetcher.state !== "idle"}>
            {`Move ${units}`}
          </Button>
          <Button onClick={() => ask(false)} variant="tertiary">
            Keep as it is
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}
