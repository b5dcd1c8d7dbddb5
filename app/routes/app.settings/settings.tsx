import { BlockStack, Card, InlineStack, Layout, Page, Text } from "@shopify/polaris";
import type { ReactNode } from "react";
import type { Access } from "#app/database/pages/native.server.ts";
import type { HealthPage } from "#app/database/pages/health.server.ts";
import type { HoldRules } from "#app/domain/holds.ts";
import type { Policies } from "#app/domain/settings-form.ts";
import { tierName, type Tier } from "#app/domain/tiers.ts";
import { TextLink } from "#app/components/text-link.tsx";
import { AllowTransfers } from "#app/components/transfer-access.tsx";
import { AllowDrafts } from "./allow-drafts.tsx";
import { Health } from "./health.tsx";
import { SettingsForm } from "./settings-form.tsx";

type Props = {
  saved: Policies;
  calendar: string;
  groups: Tier[];
  holds: HoldRules;
  health: HealthPage;
  access: Access;
  readsDrafts: boolean;
};

/** What is promised and to whom first, and whether the app is well. */
export function Settings({ saved, calendar, groups, holds, health, access, readsDrafts }: Props) {
  return (
    <Page title="Settings">
      <div className="shipsby-settings">
        <BlockStack gap="400">
          <Layout>
            <Layout.AnnotatedSection
              title="Calendar"
              description="When goods leave: working days, handling, cut-off, holidays and customs papers."
            >
              <Card>
                <Now words={calendar}>
                  <TextLink to="/app/settings/calendar" alone>
                    Change calendar
                  </TextLink>
                </Now>
              </Card>
            </Layout.AnnotatedSection>
            <Layout.AnnotatedSection
              title="Groups served first"
              description="Orders with a tag, customers with a tag, or B2B orders, before everybody else."
            >
              <Card>
                <Now words={groups.length === 0 ? "No groups" : groups.map(tierName).join(", then ")}>
                  <TextLink to="/app/settings/groups" alone>
                    Change who is served first
                  </TextLink>
                </Now>
              </Card>
            </Layout.AnnotatedSection>
            <Layout.AnnotatedSection
              title="Holds and release"
              description="What may leave when units arrive, and what Shopify keeps until then."
            >
              <Card>
                <Now words={holdWords(holds)}>
                  <TextLink to="/app/settings/release" alone>
                    Change holds and release
                  </TextLink>
                </Now>
              </Card>
            </Layout.AnnotatedSection>
          </Layout>
          <SettingsForm key={JSON.stringify(saved)} saved={saved} />
          <Layout>
            <Layout.AnnotatedSection
              id="transfers"
              title="Transfers"
              description="Shopify's own transfers and shipments, read as deliveries. Shipsby changes none of them; it adds a draft when you ask for one on an order's page."
            >
              <Card>
                <BlockStack gap="300">
                  {access === "granted" ? (
                    <Text as="p">
                      Shipsby reads your transfers and shipments and uses their arrival dates.
                    </Text>
                  ) : (
                    <AllowTransfers />
                  )}
                </BlockStack>
              </Card>
            </Layout.AnnotatedSection>
            <Layout.AnnotatedSection
              id="drafts"
              title="Draft orders"
              description="How many units of a product stand in open draft orders, beside what is owed. Shipsby reads units only, never who they are for."
            >
              <Card>
                {readsDrafts ? (
                  <Text as="p">Product pages say how many units stand in open draft orders.</Text>
                ) : (
                  <AllowDrafts />
                )}
              </Card>
            </Layout.AnnotatedSection>
            <Health health={health} />
          </Layout>
        </BlockStack>
      </div>
    </Page>
  );
}

/** As it is set now, and where to change it. */
function Now({ words, children }: { words: string; children: ReactNode }) {
  return (
    <InlineStack align="space-between" gap="200">
      <Text as="p" breakWord>
        {words}
      </Text>
      {children}
    </InlineStack>
  );
}

function holdWords({ on, review, wholeOrders }: HoldRules): string {
  if (!on) return "Nothing is put on hold.";
  const how = review ? "You release what arrived." : "What arrived is released at once.";
  return `What an order waits for is on hold. ${how}${wholeOrders ? " Whole orders only." : ""}`;
}
