import { BlockStack, Card, Layout, Page, Text } from "@shopify/polaris";
import { useState } from "react";
import type { ProductBrake } from "#app/database/pages/product-brake.server.ts";
import type { Undated } from "#app/database/pages/native.server.ts";
import type { ProductPage } from "#app/database/pages/product.server.ts";
import type { PackingCalendar } from "#app/components/arithmetic.ts";
import { CauseSums, type CauseSum } from "#app/components/cause-sums.tsx";
import { useRefresh } from "#app/components/use-refresh.ts";
import { StateBadge } from "#app/components/state-badge.tsx";
import { WhyLog } from "#app/components/why-log.tsx";
import { Written } from "#app/components/written.tsx";
import { Brake } from "./brake.tsx";
import { Deliveries } from "./deliveries.tsx";
import { IncomingUndated } from "./incoming-undated.tsx";
import { KeptBack, type Kept } from "./kept-back.tsx";
import { ProductRules } from "./product-rules.tsx";
import { Sources, type Source } from "./sources.tsx";
import { Variants, type InDrafts } from "./variants.tsx";

export type ProductProps = {
  product: ProductPage;
  brake: ProductBrake;
  calendar: PackingCalendar;
  shopLeadTimeDays: number | null;
  collectionDays: number | null;
  undated: Undated[];
  sources: Source[];
  drafts: InDrafts | null;
  causes: CauseSum[];
  kept: Kept[];
};

/** What do shoppers see, and is supply enough? */
export function Product({
  product,
  brake,
  calendar,
  shopLeadTimeDays,
  collectionDays,
  undated,
  sources,
  drafts,
  causes,
  kept,
}: ProductProps) {
  const [adding, setAdding] = useState(product.deliveries.length === 0 && product.owed > 0);
  const titles = new Map(product.variants.map((v) => [v.variantId, v.title]));
  const one = product.variants.length === 1;
  useRefresh(drafts?.counting ?? false);
  const known = product.variants.flatMap((v) => (v.state ? [v.state] : []));
  const everywhere = new Set(known).size === 1 ? known[0] : undefined;
  return (
    <Page
      title={product.title}
      titleMetadata={everywhere && <StateBadge state={everywhere} />}
      backAction={{ content: "Products", url: "/app/products" }}
      {...(!adding && { primaryAction: { content: "Add delivery", onAction: () => setAdding(true) } })}
    >
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            {product.status === "DELETED" && (
              <Card>
                <Text as="p">The product was deleted in Shopify; what is owed on it is still owed.</Text>
              </Card>
            )}
            <Variants product={product} drafts={drafts} />
            <Deliveries product={product} calendar={calendar} adding={adding} setAdding={setAdding} />
            {undated.length > 0 && <IncomingUndated undated={undated} several={!one} />}
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <Brake productId={product.productId} brake={brake} only={one} />
            <KeptBack productId={product.productId} kept={kept} only={one} />
            <ProductRules
              product={product}
              shopLeadTimeDays={shopLeadTimeDays}
              collectionDays={collectionDays}
            />
            <CauseSums sums={causes} />
            <Sources
              productId={product.productId}
              sources={sources}
              supplierId={product.supplierId}
              suppliers={product.suppliers}
            />
            <Card>
              <BlockStack gap="300">
                <Text as="h2" variant="headingMd">
                  Written to Shopify
                </Text>
                {product.written ? (
                  <Written written={product.written} />
                ) : (
                  <Text as="p" tone="subdued">
                    Nothing yet. The product page shows plain stock until a variant runs out.
                  </Text>
                )}
                <a
                  className="shipsby-link"
                  href={`shopify://admin/products/${product.productId}`}
                  target="_top"
                >
                  Open in Shopify
                </a>
              </BlockStack>
            </Card>
          </BlockStack>
        </Layout.Section>
        <Layout.Section>
          <WhyLog
            entries={product.why.map((w) => ({
              ...w,
              about: one ? null : ((w.variantId && titles.get(w.variantId)) ?? null),
            }))}
            places={product.places}
          />
        </Layout.Section>
      </Layout>
    </Page>
  );
}
