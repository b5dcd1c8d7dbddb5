import { Box, Card, Page, Text } from "@shopify/polaris";
import type { ArrivalsPage } from "#app/database/pages/arrivals.server.ts";
import type { HoldRules } from "#app/domain/holds.ts";
import { Empty } from "#app/components/empty.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";
import { ArrivalRows } from "./rows.tsx";

/** Who got the units that arrived? */
export function Arrivals(props: { list: ArrivalsPage; rules: HoldRules; view: "all" | "release" }) {
  const { list, rules, view } = props;
  const waiting = view === "release";
  return (
    <Page
      title="Arrivals"
      fullWidth
      backAction={{ content: "Incoming", url: "/app/incoming" }}
      secondaryActions={[{ content: "Release settings", url: "/app/settings/release" }]}
    >
      <Card padding="0">
        {list.total === 0 && waiting ? (
          <Empty heading="No arrival waits for your release">
            <TextLink to="/app/arrivals">See all arrivals</TextLink>
          </Empty>
        ) : list.total === 0 ? (
          <Empty heading="Nothing has arrived for an owed line yet">
            <Text as="p">When stock rises where orders wait, you see here who gets the units and why.</Text>
          </Empty>
        ) : (
          <>
            <Box paddingInline="400" paddingBlock="300" borderBlockEndWidth="025" borderColor="border">
              <Text as="p" fontWeight="semibold">
                {waiting
                  ? `${count(list.total, "arrival waits", "arrivals wait")} for your release.`
                  : standing(list, rules)}
              </Text>
              {waiting && <TextLink to="/app/arrivals">See all arrivals</TextLink>}
              <Text as="p" tone="subdued">
                {ruleWords(rules)} <TextLink to="/app/settings/release">Change</TextLink>
              </Text>
            </Box>
            <ArrivalRows list={list} />
          </>
        )}
      </Card>
    </Page>
  );
}

function standing({ onHold }: ArrivalsPage, rules: HoldRules): string {
  if (!rules.on) return "Shipsby holds nothing, so what arrived can ship.";
  return onHold === 0
    ? "Nothing has arrived that isn't released."
    : `${count(onHold, "unit")} arrived and ${onHold === 1 ? "is" : "are"} still on hold.`;
}

/** The rule in words. */
export function ruleWords({ on, review, wholeOrders }: HoldRules): string {
  const whole = on ? ` Whole orders only: ${wholeOrders ? "on" : "off"}.` : "";
  const by = !on ? "" : review ? " Released by you." : " Released at once.";
  return `First come, first served; orders you put first come before them.${by}${whole}`;
}
