import { BlockStack, Card, InlineStack, Layout, Page, Text } from "@shopify/polaris";
import type { Access } from "#app/database/pages/native.server.ts";
import type { HealthPage } from "#app/database/pages/health.server.ts";
import type { Policies } from "#app/domain/settings-form.ts";
import { TextLink } from "#app/components/text-link.tsx";
import { AllowTransfers } from "#app/components/transfer-access.tsx";
import { AllowDrafts } from "./allow-drafts.tsx";
import { Health } from "./health.tsx";
import { SettingsForm } from "./settings-form.tsx";

type Props = { saved: Policies; calendar: string; health: HealthPage; access: Access; readsDrafts: boolean };

/** What is promised and to whom first, and whether the app is well. */
export function Settings({ saved, calendar, health, access, readsDrafts }: Props) {
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
                <InlineStack align="space-between" gap="200">
                  <Text as="p" breakWord>
                    {calendar}
                  </Text>
                  <TextLink to="/app/settings/calendar" alone>
                    Change calendar
                  </TextLink>
                </InlineStack>
              </Card>
            </Layout.AnnotatedSection>
            <Layout.AnnotatedSection
              title="Groups served first"
              description="Orders with a tag, customers with a tag, or B2B orders, before everybody else."
            >
              <Card>
                <TextLink to="/app/settings/groups" alone>
                  Change who is served first
                </TextLink>
              </Card>
            </Layout.AnnotatedSection>
            <Layout.AnnotatedSection
              title="Holds and release"
              description="What may leave when units arrive, and what Shopify keeps until then."
            >
              <Card>
                <TextLink to="/app/settings/release" alone>
                  Change holds and release
                </TextLink>
              </Card>
            </Layout.AnnotatedSection>
          </Layout>
          <SettingsForm key={JSON.stringify(saved)} saved={saved} />
          <Layout>
            <Layout.AnnotatedSection
              id="transfers"
              title="Transfers"
              description="Shopify's own transfers and shipments, read as deliveries. Shipsby never changes them."
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
