import {
  BlockStack,
  Card,
  InlineGrid,
  Layout,
  SkeletonBodyText,
  SkeletonDisplayText,
  SkeletonPage,
} from "@shopify/polaris";

/** The same boxes as the page that is coming, so that nothing jumps when it is there. */
export function PageLoading({ path }: { path: string }) {
  if (/^\/app\/(backorders|products|incoming|suppliers|alerts|promises)\/?$/.test(path))
    return <ListLoading />;
  if (/^\/app\/(orders|products|incoming|suppliers|alerts|promises)\//.test(path)) return <DetailsLoading />;
  if (/^\/app\/(settings|causes)/.test(path)) return <DetailsLoading />;
  return <HomeLoading />;
}

function ListLoading() {
  return (
    <SkeletonPage fullWidth>
      <Card>
        <SkeletonBodyText lines={16} />
      </Card>
    </SkeletonPage>
  );
}

function DetailsLoading() {
  return (
    <SkeletonPage backAction>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Card>
              <SkeletonBodyText lines={5} />
            </Card>
            <Card>
              <SkeletonBodyText lines={6} />
            </Card>
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <Card>
            <SkeletonBodyText lines={4} />
          </Card>
        </Layout.Section>
      </Layout>
    </SkeletonPage>
  );
}

function HomeLoading() {
  return (
    <SkeletonPage>
      <BlockStack gap="400">
        <Card>
          <SkeletonBodyText lines={6} />
        </Card>
        <InlineGrid columns={{ xs: 2, md: 4 }} gap="400">
          {[1, 2, 3, 4].map((tile) => (
            <Card key={tile}>
              <BlockStack gap="200">
                <SkeletonBodyText lines={1} />
                <SkeletonDisplayText size="small" />
              </BlockStack>
            </Card>
          ))}
        </InlineGrid>
        <Card>
          <SkeletonBodyText lines={4} />
        </Card>
      </BlockStack>
    </SkeletonPage>
  );
}
