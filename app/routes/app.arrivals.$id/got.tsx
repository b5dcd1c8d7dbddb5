import { BlockStack, Button, Card, Checkbox, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { ArrivalOrder, ArrivalPage } from "#app/database/pages/arrival.server.ts";
import type { HoldRules } from "#app/domain/holds.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { FormProblem } from "#app/components/form-problem.tsx";
import { useSaid } from "#app/components/said.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";
import { OrderGot, readyUnits } from "./order-got.tsx";

type Props = { arrival: ArrivalPage; more: number; rules: HoldRules };

/** The orders in the order in which they are served; what is still on hold can be released. */
export function Got({ arrival, more, rules }: Props) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  const ready = arrival.orders.filter((o) => readyUnits(o) > 0);
  const [left, leave] = useState<string[]>(() =>
    ready.filter((o) => isKeptBack(o, rules)).map((o) => o.orderId),
  );
  const units = ready
    .filter((o) => !left.includes(o.orderId))
    .reduce((sum, order) => sum + readyUnits(order), 0);
  const toggle = (orderId: string, release: boolean) =>
    leave((before) => (release ? before.filter((id) => id !== orderId) : [...before, orderId]));
  const problem = fetcher.data?.errors?.["form"];
  return (
    <Card>
      <fetcher.Form method="post" className="shipsby-count" aria-label="Release what arrived">
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Who gets them
          </Text>
          <ol className="shipsby-queue">
            {arrival.orders.map((order) => (
              <li key={order.orderId}>
                <BlockStack gap="100">
                  <OrderGot order={order} named={arrival.items > 1} />
                  {readyUnits(order) > 0 && (
                    <Checkbox
                      label={`Release ${order.order}`}
                      name="orders"
                      value={order.orderId}
                      checked={!left.includes(order.orderId)}
                      onChange={(release) => toggle(order.orderId, release)}
                      {...(isKeptBack(order, rules) && {
                        helpText: `Kept back: it still waits for ${count(order.stillOwed, "unit")}.`,
                      })}
                    />
                  )}
                </BlockStack>
              </li>
            ))}
          </ol>
          {more > 0 && (
            <Text as="p">
              {count(more, "more order")} {more === 1 ? "comes" : "come"} behind these.{" "}
              <TextLink to={`/app/arrivals/${arrival.id}/pick`}>See all in the pick list</TextLink>
            </Text>
          )}
          <FormProblem text={problem} />
          {ready.length > 0 && (
            <InlineStack>
              <Button submit variant="primary" loading={fetcher.state !== "idle"} disabled={units === 0}>
                {`Release ${count(units, "unit")}`}
              </Button>
            </InlineStack>
          )}
        </BlockStack>
      </fetcher.Form>
    </Card>
  );
}

function isKeptBack({ stillOwed }: ArrivalOrder, { wholeOrders }: HoldRules): boolean {
  return wholeOrders && stillOwed > 0;
}
