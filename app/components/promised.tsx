import { Text } from "@shopify/polaris";
import type { Day } from "#app/domain/facts.ts";
import { useShop } from "./shop.tsx";

/** What the customer was told, kept apart from what is expected. The first promise stays in view. */
export function Promised({
  promisedOn,
  firstPromisedOn,
}: {
  promisedOn: Day | null;
  firstPromisedOn: Day | null;
}) {
  const shop = useShop();
  return (
    <>
      <Text as="p">{promisedOn ? shop.day(promisedOn) : firstPromisedOn ? "No date anymore" : "None"}</Text>
      {firstPromisedOn && firstPromisedOn !== promisedOn && (
        <Text as="p" variant="bodySm" tone="subdued">
          first {shop.day(firstPromisedOn)}
        </Text>
      )}
    </>
  );
}
