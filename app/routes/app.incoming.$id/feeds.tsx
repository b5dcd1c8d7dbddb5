import { BlockStack, Card, Text } from "@shopify/polaris";
import type { DeliveryPage, Fed } from "#app/database/pages/delivery.server.ts";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

/** Who it is for, in the order in which they are served. */
export function Feeds({ delivery }: { delivery: DeliveryPage }) {
  const { feeds, owed, deliveryId, arrivalId } = delivery;
  const shown = feeds.reduce((sum, f) => sum + f.units, 0);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Who it is for
        </Text>
        {feeds.length === 0 && (
          <Text as="p" tone="subdued">
            {nobodyWords(delivery)}
          </Text>
        )}
        {feeds.length > 0 && (
          <ol className="shipsby-queue">
            {feeds.map((fed) => (
              <li key={fed.id}>
                <Waiting fed={fed} />
              </li>
            ))}
          </ol>
        )}
        {shown < owed && (
          <Text as="p">
            <TextLink to={`/app/backorders?delivery_id=${deliveryId}`}>
              See all {count(owed, "owed unit")}
            </TextLink>
          </Text>
        )}
        {arrivalId !== null && (
          <TextLink to={`/app/arrivals/${arrivalId}`} alone>
            See who gets what arrived
          </TextLink>
        )}
      </BlockStack>
    </Card>
  );
}

function nobodyWords({ coming, confirmed, overdue }: DeliveryPage): string {
  if (!coming) return "Nobody waits for it anymore.";
  if (!confirmed) return "A draft is for nobody until it is confirmed.";
  if (overdue) return "No order counts on it while it's overdue.";
  return "Nobody waits for it. All of it is free.";
}

function Waiting({ fed }: { fed: Fed }) {
  const shop = useShop();
  return (
    <Text as="span" breakWord>
      <TextLink to={`/app/orders/${fed.orderId}`}>{fed.order || "An order"}</TextLink>:{" "}
      {count(fed.units, "unit")} of {fed.title},{" "}
      {fed.promisedOn ? `promised ${shop.day(fed.promisedOn)}` : "nothing promised"}
    </Text>
  );
}
