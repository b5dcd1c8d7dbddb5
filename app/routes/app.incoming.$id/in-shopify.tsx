import { BlockStack, Button, Card, InlineStack, Select, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { DeliveryPage } from "#app/database/pages/delivery.server.ts";
import type { NativePart } from "#app/database/pages/native.server.ts";
import { Doubles } from "#app/components/doubles.tsx";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useSaid } from "#app/components/said.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { listText } from "#app/components/words.ts";

type Props = {
  delivery: DeliveryPage;
  native: NativePart;
  suppliers: { id: string; name: string }[];
};

/** What the delivery has to do with transfers in Shopify; nothing for most. */
export function InShopify({ delivery, native, suppliers }: Props) {
  return (
    <>
      {native.doubles.length > 0 && <Doubles doubles={native.doubles} />}
      {native.link && <Linked delivery={delivery} link={native.link} />}
      {delivery.managed && <Managed delivery={delivery} native={native} suppliers={suppliers} />}
    </>
  );
}

function Linked({ delivery, link }: { delivery: DeliveryPage; link: { transferId: string; name: string } }) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  const unlink = () =>
    void fetcher.submit(
      { intent: "unlink", deliveryId: delivery.deliveryId },
      { method: "post", action: "/app/transfers" },
    );
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Counted with {link.name}
        </Text>
        <Text as="p" breakWord>
          You said that these are the goods of transfer {link.name}. Only the transfer counts; the date you
          entered is used while Shopify has none.
        </Text>
        <InlineStack gap="300" blockAlign="center">
          <Button onClick={unlink} loading={fetcher.state !== "idle"}>
            Count on its own again
          </Button>
          <OpenTransfer transferId={link.transferId} />
        </InlineStack>
      </BlockStack>
    </Card>
  );
}

function Managed({ delivery, native, suppliers }: Props) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  const { linked, transferId, supplierId } = native;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Managed in Shopify
        </Text>
        <Text as="p" breakWord>
          Units and dates come from Shopify and change there: Shipsby follows within seconds.
        </Text>
        {linked.length > 0 && (
          <Text as="p" breakWord>
            Entered here as{" "}
            {linked.length === 1 ? (
              <TextLink to={`/app/incoming/${linked[0]!.deliveryId}`}>{linked[0]!.reference}</TextLink>
            ) : (
              listText(linked.map((l) => l.reference))
            )}
            , which counts no more. That date is used while Shopify has none.
          </Text>
        )}
        {delivery.coming && suppliers.length > 0 && (
          <Select
            label="Supplier"
            helpText="Shopify doesn't say who sends it. With a supplier its dates can be learned."
            options={[
              { label: "None", value: "" },
              ...suppliers.map((s) => ({ label: s.name, value: s.id })),
            ]}
            value={supplierId ?? ""}
            disabled={fetcher.state !== "idle"}
            onChange={(chosen) =>
              void fetcher.submit(
                { intent: "supplier", deliveryId: delivery.deliveryId, supplierId: chosen },
                { method: "post", action: "/app/transfers" },
              )
            }
          />
        )}
        {transferId !== null && <OpenTransfer transferId={transferId} />}
      </BlockStack>
    </Card>
  );
}

function OpenTransfer({ transferId }: { transferId: string }) {
  return (
    <Text as="p">
      <a className="shipsby-link" href={`shopify://admin/transfers/${transferId}`} target="_top">
        Open in Shopify
      </a>
    </Text>
  );
}
