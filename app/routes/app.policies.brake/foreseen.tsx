import { BlockStack, Card, Divider, Text } from "@shopify/polaris";
import { Fragment } from "react";
import { brakeSentence, type BrakeBecause } from "#app/domain/brake-because.ts";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

/** As app/flows/brake-foreseen.server.ts answers it. */
export type ForeseenShown = {
  looked: number;
  off: number;
  on: number;
  switches: {
    variantId: string;
    productId: string;
    name: string;
    because: BrakeBecause;
    to: "CONTINUE" | "DENY";
  }[];
  stays: { asTheyAre: number; stopAnyway: number; byHand: number; notTracked: number };
};

/** What would be switched, and what not and why. */
export function Foreseen({ foreseen }: { foreseen: ForeseenShown }) {
  const { looked, off, on, switches, stays } = foreseen;
  const unlisted = off + on - switches.length;
  return (
    <Card>
      <BlockStack gap="400">
        <Text as="h2" variant="headingMd">
          {headline(foreseen)}
        </Text>
        <Text as="p">{stayWords(looked, stays)}Nothing is saved yet.</Text>
        {(["DENY", "CONTINUE"] as const).map((to) => (
          <Switches key={to} to={to} switches={switches.filter((s) => s.to === to)} />
        ))}
        {unlisted > 0 && <Text as="p">And {count(unlisted, "more variant")}.</Text>}
      </BlockStack>
    </Card>
  );
}

function headline({ off, on }: ForeseenShown): string {
  const parts = [
    ...(off > 0 ? [`take no more backorders for ${count(off, "variant")}`] : []),
    ...(on > 0 ? [`begin to take them for ${count(on, "variant")}`] : []),
  ];
  return parts.length > 0 ? `Would ${parts.join(" and ")} now` : "Nothing would be switched now";
}

function stayWords(looked: number, stays: ForeseenShown["stays"]): string {
  const { asTheyAre, stopAnyway, byHand, notTracked } = stays;
  const parts = [
    ...(asTheyAre > 0 ? [`${asTheyAre} stay as they are`] : []),
    ...(stopAnyway > 0 ? [`${stopAnyway} stop at zero anyway`] : []),
    ...(byHand > 0 ? [`${byHand} are left alone because your staff changed them or put them back`] : []),
    ...(notTracked > 0 ? [`${notTracked} have no stock that Shopify tracks`] : []),
  ];
  return parts.length > 0 ? `Of ${count(looked, "variant")}: ${parts.join(", ")}. ` : "";
}

function Switches({ to, switches }: { to: "CONTINUE" | "DENY"; switches: ForeseenShown["switches"] }) {
  const shop = useShop();
  if (switches.length === 0) return null;
  return (
    <BlockStack gap="200">
      <Text as="h3" variant="headingSm">
        {to === "DENY" ? "Would stop selling when out of stock" : "Would sell when out of stock"}
      </Text>
      {switches.map((one, i) => (
        <Fragment key={one.variantId}>
          {i > 0 && <Divider />}
          <BlockStack gap="050">
            <Text as="p" fontWeight="semibold" breakWord>
              <TextLink to={`/app/products/${one.productId}`} alone>
                {one.name}
              </TextLink>
            </Text>
            <Text as="p" tone="subdued" breakWord>
              {brakeSentence(one.because, { date: shop.day, moment: shop.moment })}
            </Text>
          </BlockStack>
        </Fragment>
      ))}
    </BlockStack>
  );
}
