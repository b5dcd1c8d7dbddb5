import { BlockStack, Card, Divider, InlineStack, Page, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { Applies } from "#app/database/pages/applies.server.ts";
import type { ListedRule } from "#app/database/policies.server.ts";
import { tierName } from "#app/domain/tiers.ts";
import { brakeAddress, ruleText } from "#app/components/brake-words.ts";
import { keptText } from "#app/components/kept-words.ts";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";
import { Dates, type OfShop } from "./dates.tsx";

type Props = {
  applies: Applies;
  calendar: OfShop & { cutOff: string | null };
  promise: { toleranceDays: number; confirmHours: number };
};

/** Every policy of one product, its value, and the level it comes from. */
export function AppliesPage({ applies, calendar, promise }: Props) {
  const { productId, title, supplier, madeToOrderDays, collections, variants, groups, kept } = applies;
  const product = `/app/products/${productId}`;
  return (
    <Page
      title={`What applies to ${title}`}
      backAction={{ content: "Choose products", url: "/app/policies/products" }}
    >
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              Brake
            </Text>
            {collections.length > 0 && (
              <Text as="p" tone="subdued">
                In {collections.join(", ")}. The narrowest brake counts: variant, product, collection, shop.
                Of several collections, the one that was set last.
              </Text>
            )}
            {variants.map((variant, i) => (
              <Fragment key={variant.variantId}>
                {i > 0 && <Divider />}
                <Braked variant={variant} only={variants.length === 1} />
              </Fragment>
            ))}
            <InlineStack>
              <TextLink to={brakeAddress("product", [productId])} alone>
                Set for this product
              </TextLink>
            </InlineStack>
          </BlockStack>
        </Card>
        <Card>
          <BlockStack gap="300">
            <Text as="p" tone="subdued">
              The narrowest counts: variant, product, collection, shop. A supplier&apos;s lead time comes
              before the shop&apos;s.
            </Text>
            <Dates applies={applies} shop={calendar} />
            <Divider />
            <Policy
              name="Made to order"
              value={madeToOrderDays === null ? "No" : count(madeToOrderDays, "working day")}
              from={
                madeToOrderDays !== null && variants.every((v) => v.leadTime !== null)
                  ? "Set on this product, and not used: its own lead time comes first."
                  : madeToOrderDays !== null
                    ? "Set on this product."
                    : "It isn't set on this product."
              }
              to={product}
              verb="Change"
            />
            <Divider />
            <Policy
              name="Supplier"
              value={supplier ?? "None"}
              from={supplier ? "Set on this product." : "It isn't set on this product."}
              to={product}
              verb="Change"
            />
            <Divider />
            <Policy
              name="Cut-off and holidays"
              value={calendar.cutOff === null ? "No cut-off" : `Orders until ${calendar.cutOff}`}
              from="From the whole shop. A location can have its own time zone and holidays."
              to="/app/settings/calendar"
              verb="Change"
            />
            <Divider />
            <Policy
              name="Who is served first"
              value={groups.length === 0 ? "No groups" : groups.map(tierName).join(", then ")}
              from="From the whole shop. An order that you put first comes before them."
              to="/app/settings/groups"
              verb="Change"
            />
            <Divider />
            <Policy
              name="Kept units"
              value={
                kept.length === 0 ? "None" : kept.map((one) => keptIn(one, variants.length === 1)).join("; ")
              }
              from={kept.length === 0 ? "It isn't set on this product." : "Set on this product."}
              to={`${product}/floor`}
              verb="Change"
            />
            <Divider />
            <Policy
              name="When a promise moves"
              value={`By more than ${count(promise.toleranceDays, "day")}, once it has held for ${count(promise.confirmHours, "hour")}`}
              from="From the whole shop."
              to="/app/settings#promises"
              verb="Change"
            />
          </BlockStack>
        </Card>
      </BlockStack>
    </Page>
  );
}

function keptIn(one: Applies["kept"][number], only: boolean): string {
  return `${keptText(one)}, in ${one.location}${only ? "" : `, ${one.variant}`}`;
}

function Braked({ variant, only }: { variant: Applies["variants"][number]; only: boolean }) {
  const name = [only ? null : variant.title, variant.sku].filter(Boolean).join(" · ") || variant.title;
  return (
    <BlockStack gap="050">
      <InlineStack align="space-between" gap="200">
        <Text as="h3" variant="headingSm" breakWord>
          {name}
        </Text>
        <TextLink to={brakeAddress("variant", [variant.variantId])} label={`Override: ${name}`} alone>
          Override
        </TextLink>
      </InlineStack>
      <Text as="p" breakWord>
        {variant.rule ? ruleText(variant.rule) : "No brake"}
      </Text>
      <Text as="p" tone="subdued" breakWord>
        {variant.rule
          ? brakeFrom(variant.rule)
          : "None is set for it, its product, its collections or the shop."}{" "}
        {variant.policy === "CONTINUE"
          ? "In Shopify it keeps selling when out of stock now."
          : "In Shopify it stops selling when out of stock now."}
      </Text>
    </BlockStack>
  );
}

function brakeFrom(rule: ListedRule): string {
  switch (rule.level) {
    case "shop":
      return "From the whole shop.";
    case "collection":
      return `From the collection ${rule.name}.`;
    case "product":
      return "Set on this product.";
    case "variant":
      return "Set on this variant.";
  }
}

function Policy(props: { name: string; value: string; from: string; to: string; verb: string }) {
  return (
    <InlineStack align="space-between" gap="200">
      <BlockStack gap="050">
        <Text as="h2" variant="headingSm">
          {props.name}
        </Text>
        <Text as="p" breakWord>
          {props.value}
        </Text>
        <Text as="p" tone="subdued" breakWord>
          {props.from}
        </Text>
      </BlockStack>
      <TextLink to={props.to} label={`${props.verb}: ${props.name}`} alone>
        {props.verb}
      </TextLink>
    </InlineStack>
  );
}
