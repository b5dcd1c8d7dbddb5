import { BlockStack, Card, Checkbox, ChoiceList, Layout, Page, Text } from "@shopify/polaris";
import type { HoldRules } from "#app/domain/holds.ts";
import { holdScopes } from "#app/domain/release-form.ts";
import { AllowAccess } from "#app/components/allow-access.tsx";
import { FormTogether, useTogether } from "#app/components/save-together.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

type Counts = {
  waiting: number;
  orders: number;
  held: number;
  ready: number;
  notHeld: number;
  letGo: number;
};
type Props = { saved: HoldRules; counts: Counts; allowed: boolean };

/** What may leave, and who says so? */
export function ReleaseSettings({ saved, counts, allowed }: Props) {
  return (
    <Page title="Holds and release" backAction={{ content: "Settings", url: "/app/settings" }}>
      <div className="shipsby-settings">
        <Fields key={JSON.stringify(saved)} saved={saved} counts={counts} allowed={allowed} />
      </div>
    </Page>
  );
}

function Fields({ saved, counts, allowed }: Props) {
  const together = useTogether(saved);
  const { typed, change, errors } = together;
  return (
    <FormTogether id="release-settings" label="Holds and release" of={together}>
      <input type="hidden" name="release" value={typed.review ? "review" : "at_once"} />
      <Layout>
        <Layout.AnnotatedSection
          title="Holds"
          description="Shopify can keep what an order waits for from being shipped by mistake. What is here can ship all the same."
        >
          <Card>
            <BlockStack gap="300">
              {!allowed && (
                <AllowAccess
                  what="hold or release orders"
                  without="Nothing is put on hold."
                  scopes={holdScopes}
                />
              )}
              <Checkbox
                label="Put what is owed on hold in Shopify"
                name="on"
                value="yes"
                disabled={!allowed && !saved.on}
                checked={typed.on}
                onChange={(on) => change({ on })}
                error={errors["on"] ?? false}
                helpText="Only the waiting part of an order. Holds of other apps and of your staff are never touched, and what your staff release by hand stays released."
              />
              <Text as="p">{effectWords(typed.on, saved.on, counts)}</Text>
              {saved.on && counts.notHeld > 0 && (
                <Text as="p">
                  {count(counts.notHeld, "shipment")} could not be put on hold; the page of each order says
                  why.
                </Text>
              )}
              {saved.on && counts.letGo > 0 && (
                <Text as="p">
                  {count(counts.letGo, "hold")} {counts.letGo === 1 ? "was" : "were"} released by your staff
                  in Shopify and {counts.letGo === 1 ? "stays" : "stay"} released.
                </Text>
              )}
            </BlockStack>
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title="Release"
          description="Units go to whoever waited longest; orders you put first come before them."
        >
          <Card>
            <BlockStack gap="300">
              <ChoiceList
                title="When units arrive"
                choices={choices}
                selected={[typed.review ? "review" : "at_once"]}
                onChange={([chosen]) => change({ review: chosen === "review" })}
              />
              <Checkbox
                label="Release whole orders only"
                name="wholeOrders"
                value="yes"
                checked={typed.wholeOrders}
                onChange={(wholeOrders) => change({ wholeOrders })}
                helpText="An order that still waits for something else stays on hold. It keeps its units, so others may wait longer than they have to."
              />
              {counts.ready > 0 && (
                <Text as="p">
                  {count(counts.ready, "unit")} arrived and {counts.ready === 1 ? "is" : "are"} still on hold.{" "}
                  <TextLink to="/app/arrivals">See arrivals</TextLink>
                </Text>
              )}
            </BlockStack>
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title="Units to keep"
          description="For the shop floor, or for people on the waiting list."
        >
          <Card>
            <Text as="p">
              On the page of a product you can keep units for the shop floor or for the waiting list: no order
              that waits gets them. To take units out of the online store as well, mark them as “Safety stock”
              or “Reserved” in Shopify, at the location where they lie.
            </Text>
          </Card>
        </Layout.AnnotatedSection>
      </Layout>
    </FormTogether>
  );
}

const choices = [
  { value: "at_once", label: "Release at once", helpText: "In turn, as soon as Shopify counts them." },
  {
    value: "review",
    label: "Let me release them",
    helpText: "They stay on hold until you release them under Incoming, Arrivals.",
  },
];

/** What the choice does to orders, before it is saved. */
function effectWords(on: boolean, wasOn: boolean, counts: Counts): string {
  if (on && wasOn) return `${count(counts.held, "unit")} on hold by Shipsby now.`;
  if (on)
    return `${count(counts.waiting, "unit")} of ${count(counts.orders, "order")} would be put on hold now.`;
  if (wasOn) return `${count(counts.held, "unit")} on hold by Shipsby would be released.`;
  return "Shipsby holds nothing.";
}
