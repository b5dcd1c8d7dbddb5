import { Badge, Banner, BlockStack, Card, InlineStack, Layout, Page, Text } from "@shopify/polaris";
import type { PoliciesPage, WaitingVariant } from "#app/database/policies.server.ts";
import { keptText } from "#app/components/kept-words.ts";
import { TextLink } from "#app/components/text-link.tsx";
import { useRefresh } from "#app/components/use-refresh.ts";
import { datesAddress } from "#app/components/date-rule-words.ts";
import { count, listText } from "#app/components/words.ts";
import { Rules } from "./rules.tsx";
import { TurnOff } from "./turn-off.tsx";
import { Waiting } from "./waiting.tsx";

type Props = {
  page: PoliciesPage;
  waiting: WaitingVariant[];
  calendar: string;
  leadTimeDays: number | null;
  /** For the shop floor. */
  kept: { items: number; units: number; readers: number };
};

/** By which rules is sold and promised, and where do they differ? */
export function Policies({ page, waiting, calendar, leadTimeDays, kept }: Props) {
  useRefresh(page.toSwitch > 0 || page.counting);
  return (
    <Page title="Policies" secondaryActions={[{ content: "Choose products", url: "/app/policies/products" }]}>
      <div className="shipsby-settings">
        <BlockStack gap="400">
          {page.toSwitch > 0 && (
            <Banner tone="info">
              <Text as="p">
                Telling Shopify: {count(page.toSwitch, "product")} to go. You can leave this page.
              </Text>
            </Banner>
          )}
          <Layout>
            {waiting.length > 0 && (
              <Layout.AnnotatedSection
                title="Exceptions"
                description="Where the brake was overtaken, and where it keeps away."
              >
                <Card>
                  <Waiting variants={waiting} />
                </Card>
              </Layout.AnnotatedSection>
            )}
            <Layout.AnnotatedSection
              title="Brake"
              description="How many backorders are taken. Shipsby turns “Continue selling when out of stock” off and on in Shopify, only where you set a brake, and keeps what it found, so that all of it can be put back."
            >
              <Card>
                <BlockStack gap="400">
                  <InlineStack align="space-between" gap="200">
                    <Text as="p">
                      {page.rules.length === 0
                        ? "No brake is set. Shopify alone decides what sells when it is out of stock."
                        : `${count(page.stopped, "variant takes", "variants take")} no more backorders now.`}
                    </Text>
                    {page.rules.length > 0 && <Badge tone="success">On</Badge>}
                  </InlineStack>
                  <Rules rules={page.rules} all={page.allRules} />
                  {page.rules.length > 0 && <TurnOff />}
                </BlockStack>
              </Card>
            </Layout.AnnotatedSection>
            <Rule
              title="Lead times"
              description="How long it takes to get more when no delivery is known. A product's own comes before its collection's, its supplier's and the shop's."
              words={`${
                leadTimeDays === null ? "The shop has none" : `The shop's is ${count(leadTimeDays, "day")}`
              }. ${ownLeadTimes(page)}`}
              links={[
                { to: datesAddress("lead_time"), text: "Lead times" },
                { to: "/app/policies/products", text: "Set made to order" },
                { to: "/app/suppliers", text: "Suppliers" },
              ]}
            />
            <Rule
              title="Calendar, handling and buffer"
              description="When goods leave. A collection, product or variant can have its own; a location its own time zone and holidays."
              words={`${calendar}. ${differences(page.dates)}`}
              links={[
                { to: datesAddress("handling"), text: "Handling" },
                { to: datesAddress("buffer"), text: "Buffer" },
                { to: datesAddress("calendar"), text: "Working days" },
                { to: "/app/settings/calendar", text: "Change calendar" },
              ]}
            />
            <Rule
              title="Release"
              description="Who gets units that arrived, and what waits on hold until then."
              words={releaseWords(kept)}
              links={[
                { to: "/app/settings/groups", text: "Change who is served first" },
                { to: "/app/settings/release", text: "Change release rules" },
              ]}
            />
            <Rule
              title="What applies here"
              description="For any product: every policy, its value, and the level it comes from."
              words="Choose a product to see what applies to it and why."
              links={[{ to: "/app/policies/products", text: "Choose a product" }]}
            />
          </Layout>
        </BlockStack>
      </div>
    </Page>
  );
}

function ownLeadTimes({ ownLeadTime, madeToOrder }: PoliciesPage): string {
  if (ownLeadTime + madeToOrder === 0) return "No product has its own, and none is made to order.";
  const own = count(ownLeadTime, "product has its own", "products have their own");
  return `${own}, ${count(madeToOrder, "product is", "products are")} made to order.`;
}

function releaseWords({ items, units, readers }: Props["kept"]): string {
  const kept =
    items === 0
      ? "Nothing is kept for the shop floor or the waiting list; you can do so on a product's page."
      : `Kept of ${count(items, "variant")}: ${keptText({ units, readers })}.`;
  return `It is the same for all products. ${kept}`;
}

/** Where something is different: "handling in 2 places and a buffer in 1 place". */
function differences({ handling, buffer, calendar }: PoliciesPage["dates"]): string {
  if (handling + buffer + calendar === 0) return "It is the same for all products.";
  const parts = [
    ...(handling > 0 ? [`handling in ${count(handling, "place")}`] : []),
    ...(buffer > 0 ? [`a buffer in ${count(buffer, "place")}`] : []),
    ...(calendar > 0 ? [`working days in ${count(calendar, "place")}`] : []),
  ];
  return `Set apart: ${listText(parts)}.`;
}

function Rule(props: {
  title: string;
  description: string;
  words: string;
  links: { to: string; text: string }[];
}) {
  return (
    <Layout.AnnotatedSection title={props.title} description={props.description}>
      <Card>
        <BlockStack gap="300">
          <Text as="p" breakWord>
            {props.words}
          </Text>
          <InlineStack gap="400">
            {props.links.map(({ to, text }) => (
              <TextLink key={text} to={to} alone>
                {text}
              </TextLink>
            ))}
          </InlineStack>
        </BlockStack>
      </Card>
    </Layout.AnnotatedSection>
  );
}
