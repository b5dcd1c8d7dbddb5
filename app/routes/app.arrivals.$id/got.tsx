import { Badge, BlockStack, Button, Card, Checkbox, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { arrivalSentence } from "#app/domain/arrival.ts";
import { dayIn } from "#app/domain/days.ts";
import type { ArrivalGot, ArrivalPage } from "#app/database/pages/arrivals.server.ts";
import type { HoldRules } from "#app/domain/holds.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

/** The orders in the order in which they are served; what is still on hold can be released. */
export function Got({ arrival, rules }: { arrival: ArrivalPage; rules: HoldRules }) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  const onHold = arrival.got.filter((g) => g.state === "on_hold");
  const [left, leave] = useState<string[]>(() =>
    onHold.filter((g) => isKeptBack(g, rules)).map((g) => g.orderId),
  );
  const chosen = onHold.filter((g) => !left.includes(g.orderId));
  const units = chosen.reduce((sum, g) => sum + g.units, 0);
  const toggle = (orderId: string, release: boolean) =>
    leave((before) => (release ? before.filter((id) => id !== orderId) : [...before, orderId]));
  const problem = fetcher.data?.errors?.["form"];
  return (
    <Card>
      <fetcher.Form method="post" aria-label="Release what arrived">
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            Who gets them
          </Text>
          <ol className="shipsby-queue">
            {arrival.got.map((got, i) => (
              <li key={`${got.orderId} ${i}`}>
                <BlockStack gap="100">
                  <Line got={got} />
                  {got.state === "on_hold" && (
                    <Checkbox
                      label={`Release ${got.order}`}
                      name="orders"
                      value={got.orderId}
                      checked={!left.includes(got.orderId)}
                      onChange={(release) => toggle(got.orderId, release)}
                      {...(isKeptBack(got, rules) && {
                        helpText: `Kept back: its order still waits for ${count(got.owed + got.owedElsewhere, "unit")}.`,
                      })}
                    />
                  )}
                </BlockStack>
              </li>
            ))}
          </ol>
          {problem && (
            <div role="alert">
              <Text as="p" tone="critical">
                {problem}
              </Text>
            </div>
          )}
          {onHold.length > 0 && (
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

function isKeptBack(got: ArrivalGot, { wholeOrders }: HoldRules): boolean {
  return wholeOrders && got.owed + got.owedElsewhere > 0;
}

function Line({ got }: { got: ArrivalGot }) {
  const shop = useShop();
  const since = dayIn(shop.timeZone, new Date(got.since));
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" blockAlign="start" gap="200">
        <Text as="p" breakWord>
          <TextLink to={`/app/orders/${got.orderId}`}>{got.order}</TextLink> takes {count(got.units, "unit")}
          {got.owed > 0 && `, ${got.owed} of the line still owed`}
        </Text>
        <Standing state={got.state} />
      </InlineStack>
      <Text as="p" variant="bodySm" tone="subdued">
        {arrivalSentence(got.because, shop.day)}: placed {shop.day(since)}, {shop.fromToday(since)}
        {got.others && ". Another app or your staff holds it too, and that stays"}
        {got.owedElsewhere > 0 &&
          `. Its order also waits for ${count(got.owedElsewhere, "unit")} of another line`}
      </Text>
    </BlockStack>
  );
}

function Standing({ state }: Pick<ArrivalGot, "state">) {
  if (state === "on_hold") return <Badge tone="attention">On hold, ready</Badge>;
  if (state === "held_by_others") return <Badge>On hold by others</Badge>;
  if (state === "gone") return <Badge>Shipped or gone</Badge>;
  return <Badge tone="success">Can ship</Badge>;
}
