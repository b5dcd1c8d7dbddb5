import { BlockStack, Button, Card, Divider, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { ProductPage } from "#app/database/pages/product.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { WhatMoves } from "#app/components/moved-lines.tsx";
import { useSaid } from "#app/components/said.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";
import { MadeToOrder } from "./made-to-order.tsx";

/** The merchant's own rules for one product: its lead time, and whether it comes back. */
export function ProductRules({
  product,
  shopLeadTimeDays,
  collectionDays,
}: {
  product: ProductPage;
  shopLeadTimeDays: number | null;
  /** The lead time of a collection that it is in. */
  collectionDays: number | null;
}) {
  const foreseenAt = `/app/products/${product.productId}/foreseen`;
  const supplier = product.suppliers.find((s) => s.id === product.supplierId);
  return (
    <Card>
      <BlockStack gap="400">
        <LeadTime
          days={product.leadTimeDays}
          foreseenAt={foreseenAt}
          collectionDays={collectionDays}
          supplierDays={supplier?.leadTimeDays ?? null}
          shopDays={shopLeadTimeDays}
        />
        <Divider />
        <MadeToOrder
          days={product.madeToOrderDays}
          hasLeadTime={product.leadTimeDays !== null}
          foreseenAt={foreseenAt}
        />
        <Divider />
        <Supplier product={product} foreseenAt={foreseenAt} />
        <Divider />
        <Discontinued discontinued={product.discontinued} />
      </BlockStack>
    </Card>
  );
}

function LeadTime({
  days,
  foreseenAt,
  collectionDays,
  supplierDays,
  shopDays,
}: {
  days: number | null;
  foreseenAt: string;
  collectionDays: number | null;
  supplierDays: number | null;
  shopDays: number | null;
}) {
  const fetcher = useFetcher<FormAnswer>();
  const [typed, setTyped] = useState(days === null ? "" : String(days));
  useSaid(fetcher.data);
  return (
    <fetcher.Form method="post" noValidate>
      <input type="hidden" name="intent" value="lead-time" />
      <BlockStack gap="300">
        <TextField
          label="Lead time of this product"
          name="leadTimeDays"
          inputMode="numeric"
          suffix="days"
          autoComplete="off"
          value={typed}
          onChange={setTyped}
          helpText={`Used when no delivery covers an order. Empty: ${
            collectionDays !== null
              ? `its collection's, ${count(collectionDays, "day")}`
              : supplierDays !== null
                ? `its supplier's, ${count(supplierDays, "day")}`
                : shopDays === null
                  ? "no lead time"
                  : `the shop's, ${count(shopDays, "day")}`
          }.`}
          error={fetcher.data?.errors?.["leadTimeDays"] ?? false}
        />
        {typed !== String(days ?? "") && (
          <WhatMoves address={`${foreseenAt}?${new URLSearchParams({ leadTimeDays: typed })}`} by="save it" />
        )}
        <InlineStack>
          <Button submit loading={fetcher.state !== "idle"}>
            Save lead time
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}

/** Who delivers it: new deliveries begin with it, and its lead time counts. */
function Supplier({ product, foreseenAt }: { product: ProductPage; foreseenAt: string }) {
  const fetcher = useFetcher<FormAnswer>();
  const [chosen, setChosen] = useState(product.supplierId ?? "");
  useSaid(fetcher.data);
  if (product.suppliers.length === 0) {
    return (
      <Text as="p">
        No suppliers yet. <TextLink to="/app/suppliers">Add a supplier</TextLink> to learn how long its
        deliveries take.
      </Text>
    );
  }
  return (
    <fetcher.Form method="post" noValidate>
      <input type="hidden" name="intent" value="supplier" />
      <BlockStack gap="300">
        <Select
          label="Supplier of this product"
          name="supplierId"
          options={[
            { label: "None", value: "" },
            ...product.suppliers.map((s) => ({ label: s.name, value: s.id })),
          ]}
          value={chosen}
          onChange={setChosen}
          error={fetcher.data?.errors?.["supplierId"] ?? false}
        />
        {chosen !== (product.supplierId ?? "") && (
          <WhatMoves address={`${foreseenAt}?${new URLSearchParams({ supplierId: chosen })}`} by="save it" />
        )}
        <InlineStack>
          <Button submit loading={fetcher.state !== "idle"}>
            Save supplier
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}

function Discontinued({ discontinued }: { discontinued: boolean }) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  return (
    <fetcher.Form method="post">
      <input type="hidden" name="intent" value="discontinued" />
      <input type="hidden" name="discontinued" value={discontinued ? "no" : "yes"} />
      <BlockStack gap="300">
        <Text as="p">
          {discontinued
            ? "Marked as discontinued: when it can't be bought, shoppers see “Discontinued” instead of “Out of stock”."
            : "If it won't come back, shoppers see “Discontinued” once it can't be bought."}
        </Text>
        <InlineStack>
          <Button submit loading={fetcher.state !== "idle"}>
            {discontinued ? "Mark as coming back" : "Mark as discontinued"}
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}
