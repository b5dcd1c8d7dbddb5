import { BlockStack, Button, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { Fragment } from "react";
import type { MovedDelivery } from "#app/database/pages/moves.server.ts";
import { daysBetween } from "#app/domain/days.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

/** Days that moved without anybody here: what the customers are told, and when. */
export function Decide({ moves }: { moves: MovedDelivery[] }) {
  return (
    <div id="decide">
      <Card>
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Decide what to tell
          </Text>
          <Text as="p" tone="subdued">
            Somebody changed these days in Shopify. Promises stay as they are until you or the rules announce
            the new day.
          </Text>
          {moves.map((move, i) => (
            <Fragment key={move.deliveryId}>
              {i > 0 && <Divider />}
              <Move move={move} />
            </Fragment>
          ))}
        </BlockStack>
      </Card>
    </div>
  );
}

function Move({ move }: { move: MovedDelivery }) {
  const shop = useShop();
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  const { deliveryId, reference, orders, later, earlier, toldFrom, value } = move;
  const told = later + earlier;
  const now = `Tell ${count(told, "customer")} now`;
  const busy = fetcher.state !== "idle";
  const answer = (intent: string) =>
    fetcher.submit({ intent, deliveryId }, { method: "post", action: "/app/transfers" });
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm" breakWord>
        <TextLink to={`/app/incoming/${deliveryId}`}>{reference}</TextLink> {movedWords(move, shop.day)}
      </Text>
      <Text as="p" breakWord>
        <TextLink to={`/app/backorders?delivery_id=${deliveryId}`}>{count(orders, "order")}</TextLink>{" "}
        {orders === 1 ? "waits" : "wait"} for it, {shop.money(value)}. {differWords(later, earlier)} The rules
        announce that from {shop.moment(toldFrom)} on, unless the day moves back.
        {orders > told ? ` ${keepWords(orders - told)}` : ""}
      </Text>
      {fetcher.data?.errors?.["form"] && (
        <Text as="p" tone="critical">
          {fetcher.data.errors["form"]}
        </Text>
      )}
      <InlineStack gap="200">
        <Button
          onClick={() => void answer("tell-now")}
          loading={busy}
          accessibilityLabel={`${now}: ${reference}`}
        >
          {now}
        </Button>
        <Button
          onClick={() => void answer("leave-to-rules")}
          disabled={busy}
          accessibilityLabel={`Leave it to the rules: ${reference}`}
        >
          Leave it to the rules
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

function movedWords({ from, to }: MovedDelivery, day: (day: string) => string): string {
  const words = `moved from ${from ? day(from) : "no date"} to ${to ? day(to) : "no date"}`;
  if (!from || !to) return words;
  const days = daysBetween(from, to);
  return `${words}, ${count(Math.abs(days), "day")} ${days > 0 ? "later" : "earlier"}`;
}

function differWords(later: number, earlier: number): string {
  if (earlier === 0) return `${count(later, "order")} can't keep the promised day.`;
  if (later === 0) return `${count(earlier, "order")} can ship earlier than promised.`;
  return `${count(later, "order")} can't keep the promised day, and ${count(earlier, "order")} can ship earlier.`;
}

function keepWords(orders: number): string {
  return orders === 1 ? "1 order keeps its promise." : `${orders} orders keep their promises.`;
}
