import { BlockStack, Card, Text } from "@shopify/polaris";
import { notHeldWords } from "#app/domain/hold-because.ts";
import type { HoldShown } from "#app/database/holds.server.ts";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

/** What Shopify keeps of the order until it can ship, and what it does not. */
export function Holds({ holds }: { holds: HoldShown[] }) {
  if (holds.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Holds
        </Text>
        {holds.map((hold) => (
          <Text as="p" key={`${hold.partId} ${hold.state}`} breakWord>
            {holdWords(hold)}
            {hold.state === "held" && hold.ready > 0 && (
              <>
                {" "}
                {hold.ready} of them {hold.ready === 1 ? "is" : "are"} here.{" "}
                <TextLink to="/app/arrivals">Release</TextLink>
              </>
            )}
          </Text>
        ))}
      </BlockStack>
    </Card>
  );
}

function holdWords({ state, units, reason, others }: HoldShown): string {
  if (state === "let_go")
    return "Your staff released our hold in Shopify. Shipsby leaves the line alone as long as it is owed.";
  if (state === "not_held" && reason) return `${count(units, "unit")} not on hold: ${notHeldWords[reason]}.`;
  if (state === "releasing") return "Shipsby is releasing its hold.";
  const too = others ? " Another app or your staff holds them too, and that is left alone." : "";
  return `${count(units, "unit")} on hold by Shipsby.${too}`;
}
