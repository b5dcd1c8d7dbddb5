import { BlockStack, Button, Card, Divider, InlineStack, Text } from "@shopify/polaris";
import { Fragment, useState } from "react";
import { availabilitySentence } from "#app/domain/because.ts";
import { draftsSentence } from "#app/domain/drafts.ts";
import type { ProductPage, ProductVariant, VariantLevel } from "#app/database/pages/product.server.ts";
import { useShop } from "#app/components/shop.tsx";
import { StateBadge } from "#app/components/state-badge.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { Why } from "#app/components/why.tsx";
import { count } from "#app/components/words.ts";

/** A product may have 2,048 variants; the ones with something to say come first. */
const shownAtFirst = 20;

/** Units of variants in open draft orders, by the last count. */
export type InDrafts = { units: Record<string, number>; countedAt: string | null; counting: boolean };

export function Variants({ product, drafts }: { product: ProductPage; drafts: InDrafts | null }) {
  const [all, setAll] = useState(false);
  const weight = (v: ProductVariant) => weightOf(v, drafts?.units[v.variantId] ?? 0);
  const sorted = [...product.variants].sort((a, b) => weight(a) - weight(b));
  const shown = all ? sorted : sorted.slice(0, shownAtFirst);
  return (
    <Card>
      <BlockStack gap="400">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            What shoppers see
          </Text>
          <TextLink to={`/app/backorders?product_id=${product.productId}`} alone>
            {count(product.owed, "unit")} owed
          </TextLink>
        </InlineStack>
        {shown.map((variant, i) => (
          <Fragment key={variant.variantId}>
            {i > 0 && <Divider />}
            <Variant
              productId={product.productId}
              variant={variant}
              drafts={drafts}
              only={product.variants.length === 1}
            />
          </Fragment>
        ))}
        {product.variants.length === 0 && <Text as="p">Shopify has no variant of this product anymore.</Text>}
        {shown.length < sorted.length && (
          <InlineStack>
            <Button onClick={() => setAll(true)}>{`Show all ${sorted.length} variants`}</Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

function weightOf(v: ProductVariant, inDrafts: number): number {
  if (v.owed > 0) return 0;
  if (inDrafts > 0) return 1;
  return v.state === null || v.state === "in_stock" ? 2 : 1;
}

type VariantProps = { productId: string; variant: ProductVariant; drafts: InDrafts | null; only: boolean };

function Variant({ productId, variant, drafts, only }: VariantProps) {
  const shop = useShop();
  const { state, shipsBy, because } = variant;
  const inDrafts = drafts?.units[variant.variantId] ?? 0;
  const counted = drafts?.countedAt ? `Counted ${shop.moment(drafts.countedAt)}.` : "";
  const date = shipsBy
    ? `${state === "backorder" ? "Ships by" : "Expected back"} ${shop.day(shipsBy)}, ${shop.fromToday(shipsBy)}`
    : null;
  return (
    <BlockStack gap="200">
      <InlineStack align="space-between" gap="200">
        <Text as="h3" variant="headingSm" breakWord>
          {[only ? null : variant.title, variant.sku].filter(Boolean).join(" · ") || variant.title}
        </Text>
        {state ? (
          <StateBadge state={state} />
        ) : (
          <Text as="span" tone="subdued">
            Not counted yet
          </Text>
        )}
      </InlineStack>
      <InlineStack gap="200" blockAlign="center">
        {date && <Text as="p">{date}</Text>}
        {state === "backorder" && !date && <Text as="p">Date to be confirmed</Text>}
        <Text as="p" tone="subdued">
          {variant.tracked
            ? variant.sellsWhenOut
              ? "Keeps selling when out of stock"
              : "Stops selling when out of stock"
            : "Stock isn't tracked"}
        </Text>
      </InlineStack>
      {because && state && (
        <Why
          about={variant.title}
          sentences={[
            sentenceCase(availabilitySentence(because, shop.day)),
            ...(inDrafts > 0 ? [`${draftsSentence(inDrafts)} ${counted}`] : []),
          ]}
        />
      )}
      <Supply variant={variant} />
      {inDrafts > 0 && (
        <Text as="p" tone="subdued">
          {draftsSentence(inDrafts)}
        </Text>
      )}
      {variant.levels.length > 0 && <Levels variant={variant} />}
      {variant.elsewhere.map(({ owed, to, free, from }) => (
        <Text as="p" key={`${from} ${to}`} breakWord>
          {owed} short in {to}, {free} free in {from}.{" "}
          <TextLink to={`/app/backorders?product_id=${productId}`}>Open an order</TextLink> to move it there
          or to draft a transfer.
        </Text>
      ))}
    </BlockStack>
  );
}

/** How far known supply reaches, and what is not sure yet. */
function Supply({ variant }: { variant: ProductVariant }) {
  const { state, sellsWhenOut, cap, tentative } = variant;
  const limited = state === "backorder" && sellsWhenOut && cap !== null && cap > 0;
  if (!limited && tentative === 0) return null;
  return (
    <BlockStack gap="050">
      {limited && <Text as="p">{count(cap, "more unit")} can be sold with a date.</Text>}
      {tentative > 0 && (
        <Text as="p" tone="subdued">
          {tentative} more in a draft delivery, which promises nothing until you confirm it.
        </Text>
      )}
    </BlockStack>
  );
}

const sentenceCase = (text: string) => text.charAt(0).toUpperCase() + text.slice(1);

const columns = [
  ["On hand", (l: VariantLevel) => l.onHand],
  ["Unavailable", (l: VariantLevel) => l.unavailable],
  ["Available", (l: VariantLevel) => l.available],
  ["Owed", (l: VariantLevel) => l.owed],
  ["Coming", (l: VariantLevel) => l.coming],
] as const;

/** Stock, debt and supply per location. Nothing is unavailable in most shops, and a phone is narrow. */
function Levels({ variant }: { variant: ProductVariant }) {
  const shown = columns.filter(
    ([name, of]) => name !== "Unavailable" || variant.levels.some((l) => of(l) !== 0),
  );
  return (
    <div className="shipsby-scroll">
      <table className="shipsby-levels">
        <caption className="shipsby-hidden">{`Stock of ${variant.title} by location`}</caption>
        <thead>
          <tr>
            <th scope="col">Location</th>
            {shown.map(([name]) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {variant.levels.map((level) => (
            <tr key={level.locationId}>
              <th scope="row">{level.location}</th>
              {shown.map(([name, of]) => (
                <td key={name}>{of(level)}</td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
