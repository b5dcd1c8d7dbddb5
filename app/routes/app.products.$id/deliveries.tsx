import { BlockStack, Card, Divider, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { ProductPage } from "#app/database/pages/product.server.ts";
import type { PackingCalendar } from "#app/components/arithmetic.ts";
import { AddDelivery } from "./add-delivery.tsx";
import { DeliveryRow } from "./delivery-row.tsx";

/** What is coming, when, and how much of it is owed. */
export function Deliveries(props: {
  product: ProductPage;
  calendar: PackingCalendar;
  adding: boolean;
  setAdding: (adding: boolean) => void;
}) {
  const { product, calendar, adding, setAdding } = props;
  return (
    <Card>
      <div id="deliveries">
        <BlockStack gap="400">
          <Text as="h2" variant="headingMd">
            Deliveries
          </Text>
          {adding && <AddDelivery product={product} calendar={calendar} close={() => setAdding(false)} />}
          {product.deliveries.length === 0 && !adding && (
            <Text as="p" tone="subdued">
              Nothing is coming. A delivery with a date lets you sell ahead and gives every waiting order its
              date.
            </Text>
          )}
          {product.deliveries.map((delivery, i) => (
            <Fragment key={`${delivery.deliveryId}/${delivery.itemId}`}>
              {(i > 0 || adding) && <Divider />}
              <DeliveryRow delivery={delivery} calendar={calendar} several={product.variants.length > 1} />
            </Fragment>
          ))}
        </BlockStack>
      </div>
    </Card>
  );
}
