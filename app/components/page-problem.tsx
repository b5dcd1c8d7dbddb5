import { Banner, BlockStack, Button, Card, EmptyState, Page, Text } from "@shopify/polaris";
import { isRouteErrorResponse, useRevalidator } from "@remix-run/react";

/** What stands in place of a page that could not be shown. */
export function PageProblem({ fault }: { fault: unknown }) {
  if (isRouteErrorResponse(fault)) {
    // Pages of Shopify's library that load App Bridge and move on: markup from our own server, status 200.
    if (fault.status === 200 && typeof fault.data === "string") {
      return <div dangerouslySetInnerHTML={{ __html: fault.data }} />;
    }
    if (fault.status === 404) return <NothingHere what={notFoundIn(fault.data)} />;
  }
  return <CouldNotLoad reference={referenceIn(fault)} />;
}

function NothingHere({ what }: { what: string }) {
  return (
    <Page title="Not found" backAction={{ content: "Home", url: "/app" }}>
      <Card>
        <EmptyState
          heading={`We couldn't find this ${what}`}
          image=""
          action={{ content: "Go to Home", url: "/app" }}
          secondaryAction={{ content: "See backorders", url: "/app/backorders" }}
        >
          <Text as="p">It may be from another store, or Shipsby hasn't read it from Shopify yet.</Text>
        </EmptyState>
      </Card>
    </Page>
  );
}

function CouldNotLoad({ reference }: { reference: string | null }) {
  const again = useRevalidator();
  return (
    <Page title="Shipsby">
      <Banner tone="critical" title="We couldn't load this page. Nothing was changed.">
        <BlockStack gap="200" inlineAlign="start">
          {reference && <Text as="p">Reference number {reference}</Text>}
          <Button onClick={() => again.revalidate()} loading={again.state === "loading"}>
            Try again
          </Button>
        </BlockStack>
      </Banner>
    </Page>
  );
}

function notFoundIn(fault: unknown): string {
  return fault !== null && typeof fault === "object" && "notFound" in fault ? String(fault.notFound) : "page";
}

function referenceIn(fault: unknown): string | null {
  const data: unknown = isRouteErrorResponse(fault) ? fault.data : null;
  return data !== null && typeof data === "object" && "reference" in data ? String(data.reference) : null;
}
