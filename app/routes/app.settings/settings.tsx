import { BlockStack, Layout, Page } from "@shopify/polaris";
import type { HealthPage } from "#app/database/pages/health.server.ts";
import { Health } from "./health.tsx";
import { SettingsForm, type Saved } from "./settings-form.tsx";

/** How the shop packs, and whether the app is well. */
export function Settings({ saved, health }: { saved: Saved; health: HealthPage }) {
  return (
    <Page title="Settings">
      <div className="shipsby-settings">
        <BlockStack gap="400">
          <SettingsForm key={JSON.stringify(saved)} saved={saved} />
          <Layout>
            <Health health={health} />
          </Layout>
        </BlockStack>
      </div>
    </Page>
  );
}
