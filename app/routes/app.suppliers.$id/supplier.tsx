import { BlockStack, Button, Card, InlineStack, Layout, Page, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { SupplierDelivery, SupplierPage } from "#app/database/pages/suppliers.server.ts";
import { addedWords, type SupplierClosed } from "#app/domain/supplier-days.ts";
import { sourceWords } from "#app/components/date-source.ts";
import { CauseSums, type CauseSum } from "#app/components/cause-sums.tsx";
import { DeliveryBadge } from "#app/components/delivery-badge.tsx";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { FormProblem } from "#app/components/form-problem.tsx";
import { InPlace } from "#app/components/in-place.tsx";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { SupplierFields } from "#app/components/supplier-fields.tsx";
import {
  learnedWords,
  onTimeWords,
  punctualityWords,
  realLeadTime,
  tooFew,
} from "#app/components/supplier-words.ts";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";
import { AddPast } from "./add-past.tsx";
import { Calibration } from "./calibration.tsx";
import { SupplierLink, type LinkShown } from "./link.tsx";
import { Pace } from "./pace.tsx";

/** How well does it keep its word, and what does it owe us now? */
export function Supplier({
  supplier,
  link,
  closed,
  causes,
}: {
  supplier: SupplierPage;
  link: LinkShown;
  closed: SupplierClosed[];
  causes: CauseSum[];
}) {
  return (
    <Page title={supplier.name} backAction={{ content: "Suppliers", url: "/app/suppliers" }}>
      <Layout>
        <Layout.Section>
          <BlockStack gap="400">
            <Calibration record={supplier.record} references={supplier.references} />
            <Open supplier={supplier} />
            <SupplierLink key={`link of ${supplier.supplierId}`} link={link} />
            <Settings key={supplier.supplierId} supplier={supplier} />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneThird">
          <BlockStack gap="400">
            <Facts supplier={supplier} />
            <Pace {...supplier} closed={closed} />
            <CauseSums sums={causes} title="Why its products were owed" />
            <AddPast />
            <Products supplier={supplier} />
            {!supplier.used && <Remove supplier={supplier} />}
          </BlockStack>
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function Facts({ supplier }: { supplier: SupplierPage }) {
  const { record, leadTimeDays } = supplier;
  return (
    <Card>
      <dl className="shipsby-facts">
        <div>
          <dt>Stated lead time</dt>
          <dd>{leadTimeDays === null ? "None" : count(leadTimeDays, "day")}</dd>
        </div>
        <div>
          <dt>Real lead time</dt>
          <dd>
            {realLeadTime(record) === null
              ? tooFew(leadTimeDays)
              : `${realLeadTime(record)}, from ${count(record.orders, "delivery", "deliveries")}`}
          </dd>
        </div>
        <div>
          <dt>On time</dt>
          <dd>{onTimeWords(record)}</dd>
        </div>
        {record.delays.length > 0 && (
          <div>
            <dt>Of these</dt>
            <dd>{punctualityWords(record)}</dd>
          </div>
        )}
      </dl>
    </Card>
  );
}

function Settings({ supplier }: { supplier: SupplierPage }) {
  const fetcher = useFetcher<FormAnswer>();
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  useSaid(fetcher.data);
  return (
    <Card>
      <fetcher.Form method="post" ref={form} noValidate aria-label="Supplier">
        <input type="hidden" name="intent" value="save" />
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            Name and dates
          </Text>
          <SupplierFields
            supplier={supplier}
            learnedHelp={learnedWords(supplier.record)}
            errors={errors}
            foreseenAt={`/app/suppliers/${supplier.supplierId}/foreseen`}
          />
          <InlineStack>
            <Button submit variant="primary" loading={fetcher.state !== "idle"}>
              Save supplier
            </Button>
          </InlineStack>
        </BlockStack>
      </fetcher.Form>
    </Card>
  );
}

function Open({ supplier }: { supplier: SupplierPage }) {
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          Deliveries to come
        </Text>
        {supplier.open.length === 0 && (
          <Text as="p" tone="subdued">
            Nothing is coming from it.
          </Text>
        )}
        {supplier.open.map((delivery) => (
          <OpenDelivery key={delivery.deliveryId} delivery={delivery} />
        ))}
      </BlockStack>
    </Card>
  );
}

function OpenDelivery({ delivery }: { delivery: SupplierDelivery }) {
  const shop = useShop();
  const { expectedOn, statedOn } = delivery;
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" gap="200">
        <Text as="h3" variant="headingSm" breakWord>
          <TextLink to={`/app/incoming/${delivery.deliveryId}`} alone>
            {delivery.reference}
          </TextLink>
        </Text>
        <DeliveryBadge state={delivery.state} />
      </InlineStack>
      <Text as="p" breakWord>
        {expectedOn ? `Expected ${shop.day(expectedOn)}, ${shop.fromToday(expectedOn)}` : "No date"}
        {statedOn && statedOn !== expectedOn ? ` (stated ${shop.day(statedOn)})` : ""}:{" "}
        {count(delivery.units, "unit")}, {delivery.owed} owed
      </Text>
      {expectedOn && (
        <Text as="p" variant="bodySm" tone="subdued" breakWord>
          {sourceWords({ ...delivery, draft: delivery.state === "draft" })}
          {delivery.added && `; ${addedWords(delivery.added)}`}
        </Text>
      )}
    </BlockStack>
  );
}

function Products({ supplier }: { supplier: SupplierPage }) {
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="h2" variant="headingMd">
          Products
        </Text>
        {supplier.products.length === 0 && (
          <Text as="p" tone="subdued">
            None yet. Choose this supplier on a product&apos;s page.
          </Text>
        )}
        {supplier.products.map(({ productId, title }) => (
          <Text as="p" key={productId} breakWord>
            <TextLink to={`/app/products/${productId}`} alone>
              {title}
            </TextLink>
          </Text>
        ))}
      </BlockStack>
    </Card>
  );
}

/** Only while nothing names it: its history would lose its name. */
function Remove({ supplier }: { supplier: SupplierPage }) {
  const fetcher = useFetcher<FormAnswer>();
  const [sure, setSure] = useState(false);
  const problem = fetcher.data?.errors?.["form"];
  return (
    <Card>
      <BlockStack gap="200">
        <Text as="p">No delivery and no product names this supplier.</Text>
        <FormProblem text={problem} />
        {sure ? (
          <fetcher.Form method="post" aria-label={`Delete ${supplier.name}`}>
            <InPlace close={() => setSure(false)} />
            <input type="hidden" name="intent" value="remove" />
            <InlineStack gap="200">
              <Button submit tone="critical" loading={fetcher.state !== "idle"}>
                {`Delete ${supplier.name}`}
              </Button>
              <Button variant="tertiary" onClick={() => setSure(false)}>
                Keep supplier
              </Button>
            </InlineStack>
          </fetcher.Form>
        ) : (
          <InlineStack>
            <Button onClick={() => setSure(true)}>Delete supplier</Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}
