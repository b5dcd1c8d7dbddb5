import { BlockStack, Card, Text } from "@shopify/polaris";
import type { ArrivalPage, StillWaiting } from "#app/database/pages/arrival.server.ts";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

/** Who still waits for the same items at the same place, first in line first. */
export function NotThisTime({ arrival }: { arrival: ArrivalPage }) {
  const { waiting, waitingUnits } = arrival;
  if (waiting.length === 0) return null;
  const shown = waiting.reduce((sum, w) => sum + w.owed, 0);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Still waiting
        </Text>
        <ol className="shipsby-queue">
          {waiting.map((line, i) => (
            <li key={`${line.orderId} ${i}`}>
              <Text as="span" breakWord>
                <TextLink to={`/app/orders/${line.orderId}`}>{line.order}</TextLink> needs{" "}
                {count(line.owed, "more unit")}
                {arrival.items > 1 && ` of ${line.title}`}: {reasons[line.reason]}
              </Text>
            </li>
          ))}
        </ol>
        {shown < waitingUnits && (
          <Text as="p">
            {count(waitingUnits - shown, "more unit")} {waitingUnits - shown === 1 ? "is" : "are"} owed behind
            them. <TextLink to="/app/backorders">See backorders</TextLink>
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

const reasons: Record<StillWaiting["reason"], string> = {
  behind: "others came first",
  unpaid: "unpaid; it keeps its place",
  held_by_others: "another app or your staff holds it, and that is left alone",
};
