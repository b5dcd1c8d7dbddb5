import { BlockStack, Divider, InlineStack, Text } from "@shopify/polaris";
import { Fragment } from "react";
import type { Applies, AppliesToVariant } from "#app/database/pages/applies.server.ts";
import { dateKinds, type DateKind } from "#app/domain/date-rules.ts";
import type { Calendar } from "#app/domain/facts.ts";
import { narrowest, type Level } from "#app/domain/level.ts";
import { weekdayWords } from "#app/components/calendar-words.ts";
import {
  chooseAddress,
  kindWords,
  placeText,
  setDateAddress,
  valueText,
} from "#app/components/date-rule-words.ts";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count, listText } from "#app/components/words.ts";

export type OfShop = Pick<Calendar, "handlingDays" | "workingDays">;

/** Of everything that makes a date: what applies here, where that was set, and what it overrules. */
export function Dates({ applies, shop }: { applies: Applies; shop: OfShop }) {
  return (
    <>
      {dateKinds.map((kind, i) => (
        <Fragment key={kind}>
          {i > 0 && <Divider />}
          <OfKind kind={kind} applies={applies} shop={shop} />
        </Fragment>
      ))}
    </>
  );
}

function OfKind({ kind, applies, shop }: { kind: DateKind; applies: Applies; shop: OfShop }) {
  const { day } = useShop();
  const say = (variant: AppliesToVariant) => sayOf(kind, variant, applies, shop, day);
  const groups = [...Map.groupBy(applies.variants, (v) => say(v).join("\n"))];
  const name = kindWords[kind];
  const set = (level: Level, id: string, what: string) => (
    <TextLink
      key={id}
      to={setDateAddress(kind, level, [id])}
      label={`Set ${name.toLowerCase()} for ${what}`}
      alone
    >
      {`Set for ${what}`}
    </TextLink>
  );
  return (
    <BlockStack gap="050">
      <Text as="h2" variant="headingSm">
        {name}
      </Text>
      {groups.map(([key, variants]) => {
        const [value = "", ...why] = say(variants[0]!);
        return (
          <Fragment key={key}>
            <Text as="p" breakWord>
              {groups.length > 1 && `${listText(variants.map((v) => v.title))}: `}
              {value}
            </Text>
            {why.map((sentence) => (
              <Text as="p" tone="subdued" breakWord key={sentence}>
                {sentence}
              </Text>
            ))}
          </Fragment>
        );
      })}
      <InlineStack gap="400">
        {set("product", applies.productId, "this product")}
        <TextLink
          to={chooseAddress(kind, "collections")}
          label={`Set ${name.toLowerCase()} for a collection`}
          alone
        >
          Set for a collection
        </TextLink>
      </InlineStack>
      {applies.variants.length > 1 && (
        <details className="shipsby-why">
          <summary>Set for one variant</summary>
          <InlineStack gap="400">
            {applies.variants.map((v) => set("variant", v.variantId, v.title))}
          </InlineStack>
        </details>
      )}
    </BlockStack>
  );
}

/** The value, then why. */
function sayOf(
  kind: DateKind,
  variant: AppliesToVariant,
  applies: Applies,
  shop: OfShop,
  day: (day: string) => string,
): string[] {
  const rules = variant.dates.filter((r) => r.kind === kind);
  const counts = narrowest(rules);
  const used = kind === "lead_time" ? isUsed(counts?.level, variant) : true;
  const others = rules.filter((r) => r !== counts || !used);
  const overruled = others.map((r) => `${valueText(r, day)} from ${placeText(r)}`);
  const collections = rules.filter((r) => r.level === "collection");
  return [
    counts && used ? valueText(counts, day) : shopValue(kind, variant, shop),
    counts && used
      ? counts.level === "collection" || counts.level === "shop"
        ? `From ${placeText(counts)}.`
        : `Set on ${placeText(counts)}.`
      : wider(kind, variant, applies),
    ...(overruled.length > 0 ? [`Not used: ${listText(overruled)}.`] : []),
    ...(counts?.level === "collection" && collections.length > 1
      ? ["Of several collections, the one that was set last counts."]
      : []),
  ];
}

const isUsed = (level: string | undefined, { leadTime }: AppliesToVariant) => leadTime?.setOn === level;

function shopValue(kind: DateKind, { leadTime }: AppliesToVariant, shop: OfShop): string {
  switch (kind) {
    case "lead_time":
      return leadTime ? count(leadTime.days, "day") : "None";
    case "handling":
      return shop.handlingDays === 0 ? "None" : count(shop.handlingDays, "working day");
    case "buffer":
      return "None";
    case "calendar": {
      const words = weekdayWords(shop.workingDays);
      return `${words.charAt(0).toUpperCase()}${words.slice(1)}`;
    }
  }
}

/** Where it comes from when nothing was set for a part of the shop. */
function wider(
  kind: DateKind,
  { leadTime }: AppliesToVariant,
  { supplier, madeToOrderDays }: Applies,
): string {
  if (kind === "buffer") return "None is set for it, its collections or the shop.";
  if (kind !== "lead_time") return "From the whole shop.";
  if (leadTime?.setOn === "supplier") return `From its supplier, ${supplier ?? "unknown"}.`;
  if (leadTime) return "From the whole shop.";
  return madeToOrderDays !== null
    ? "It is made to order: its collection's, its supplier's and the shop's don't count."
    : "Neither the product, nor its collections, nor its supplier, nor the shop has one.";
}
