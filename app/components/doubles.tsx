import { BlockStack, Button, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { Fragment } from "react";
import type { Day } from "#app/domain/facts.ts";
import type { FormAnswer } from "./form-answer.ts";
import { useSaid } from "./said.tsx";
import { useShop } from "./shop.tsx";
import { TextLink } from "./text-link.tsx";
import { count } from "./words.ts";

/** Mirrors what the database finds: rooms of the browser know nothing of it. */
type DoubleShown = {
  deliveryId: string;
  reference: string;
  expectedOn: Day | null;
  transferId: string;
  transfer: string;
  nativeId: string;
  nativeOn: Day | null;
  units: number;
  nativeUnits: number;
  location: string;
};

/** Deliveries entered here that look like goods which Shopify tells of as well: the merchant says whether they are. */
export function Doubles({ doubles }: { doubles: DoubleShown[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {doubles.length === 1
            ? "Counted twice?"
            : `${count(doubles.length, "delivery", "deliveries")} counted twice?`}
        </Text>
        <Text as="p" tone="subdued">
          These look like the same goods: once entered here, once in Shopify. As long as both count, more may
          be promised than comes.
        </Text>
        {doubles.map((double, i) => (
          <Fragment key={`${double.deliveryId}/${double.transferId}`}>
            {i > 0 && <Divider />}
            <Pair double={double} />
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}

function Pair({ double }: { double: DoubleShown }) {
  const shop = useShop();
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  const { deliveryId, reference, expectedOn, transferId, transfer, nativeId, nativeOn, location } = double;
  const day = (on: Day | null) => (on ? shop.day(on) : "no date");
  const say = (intent: string) =>
    void fetcher.submit({ intent, deliveryId, transferId }, { method: "post", action: "/app/transfers" });
  const about = `${reference} and ${transfer}`;
  return (
    <BlockStack gap="200">
      <Text as="p" breakWord>
        <TextLink to={`/app/incoming/${deliveryId}`}>{reference}</TextLink>: {count(double.units, "unit")} to{" "}
        {location}, {day(expectedOn)}. In Shopify{" "}
        <TextLink to={`/app/incoming/${nativeId}`}>{transfer}</TextLink>: {count(double.nativeUnits, "unit")},{" "}
        {day(nativeOn)}.
      </Text>
      {fetcher.data?.errors?.["form"] && (
        <Text as="p" tone="critical">
          {fetcher.data.errors["form"]}
        </Text>
      )}
      <InlineStack gap="200">
        <Button
          onClick={() => say("link")}
          loading={fetcher.state !== "idle"}
          accessibilityLabel={`Link ${about}`}
        >
          Link
        </Button>
        <Button
          onClick={() => say("apart")}
          disabled={fetcher.state !== "idle"}
          accessibilityLabel={`These are different: ${about}`}
        >
          These are different
        </Button>
      </InlineStack>
    </BlockStack>
  );
}
