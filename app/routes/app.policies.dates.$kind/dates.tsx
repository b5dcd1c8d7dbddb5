import { BlockStack, Card, Checkbox, Divider, InlineStack, Page, Text, TextField } from "@shopify/polaris";
import { Fragment, useState } from "react";
import { setOnWords } from "#app/components/brake-words.ts";
import {
  chooseAddress,
  kindHelp,
  kindWords,
  setDateAddress,
  valueText,
} from "#app/components/date-rule-words.ts";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { useAddress, useTyped } from "#app/components/use-address.ts";
import { count } from "#app/components/words.ts";
import type { ListedDateRule } from "#app/database/pages/date-rules.server.ts";
import type { DateKind } from "#app/domain/date-rules.ts";
import { ChangedToday, type Changed } from "./changed-today.tsx";
import { ChosenRules } from "./chosen-rules.tsx";
import { ofShopText, ofShopLink, type OfShop } from "./of-shop.ts";

type Props = {
  kind: DateKind;
  search: string;
  list: { rules: ListedDateRule[]; all: number };
  ofShop: OfShop;
  changes: Changed[];
};

export const keyOf = (rule: ListedDateRule) => `${rule.level} ${rule.target}`;

/** What is the shop's, and where is it different? */
export function DatesPage({ kind, search, list, ofShop, changes }: Props) {
  const { change } = useAddress();
  const [typed, type] = useTyped(search, (text) => change({ search: text || null }));
  const [chosen, setChosen] = useState<string[]>([]);
  const shopwide = list.rules.find((r) => r.level === "shop");
  const rules = list.rules.filter((r) => r.level !== "shop");
  const link = ofShopLink(kind);
  return (
    <Page title={kindWords[kind]} backAction={{ content: "Policies", url: "/app/policies" }}>
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="200">
            <Text as="h2" variant="headingMd">
              Whole shop
            </Text>
            <Text as="p">{kindHelp[kind]}</Text>
            <InlineStack align="space-between" gap="200">
              <Text as="p" fontWeight="semibold">
                {ofShopText(kind, ofShop, shopwide)}
              </Text>
              <TextLink to={link} label={`Change ${kindWords[kind].toLowerCase()} of the whole shop`} alone>
                Change
              </TextLink>
            </InlineStack>
          </BlockStack>
        </Card>
        <Card>
          <BlockStack gap="300">
            <Text as="h2" variant="headingMd">
              Where it is different
            </Text>
            <Text as="p" tone="subdued">
              The narrowest counts: variant, product, collection, shop. Of several collections, the one that
              was set last.
            </Text>
            <InlineStack gap="400">
              <TextLink to={chooseAddress(kind, "collections")} alone>
                Set for a collection
              </TextLink>
              <TextLink to={chooseAddress(kind, "products")} alone>
                Set for products
              </TextLink>
            </InlineStack>
            {(rules.length > 0 || search !== "") && (
              <TextField
                label="Search collection, product or variant"
                autoComplete="off"
                value={typed}
                onChange={type}
                clearButton
                onClearButtonClick={() => type("")}
              />
            )}
            {rules.length === 0 && (
              <Text as="p">
                {search === "" ? "It is the same everywhere." : "No results. Change or clear the search."}
              </Text>
            )}
            {rules.map((rule) => (
              <Fragment key={keyOf(rule)}>
                <Divider />
                <Row
                  rule={rule}
                  chosen={chosen.includes(keyOf(rule))}
                  choose={(yes) =>
                    setChosen((before) =>
                      yes ? [...before, keyOf(rule)] : before.filter((key) => key !== keyOf(rule)),
                    )
                  }
                />
              </Fragment>
            ))}
            {list.all > list.rules.length && (
              <Text as="p" tone="subdued">
                {count(list.rules.length, "place")} of {list.all}. Search to see others.
              </Text>
            )}
          </BlockStack>
        </Card>
        {chosen.length > 0 && (
          <ChosenRules kind={kind} rules={rules.filter((r) => chosen.includes(keyOf(r)))} />
        )}
        <ChangedToday changes={changes} />
      </BlockStack>
    </Page>
  );
}

function Row(props: { rule: ListedDateRule; chosen: boolean; choose: (yes: boolean) => void }) {
  const { rule, chosen, choose } = props;
  const shop = useShop();
  const name = `${setOnWords[rule.level]}: ${rule.name}`;
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      <Checkbox label={name} helpText={valueText(rule, shop.day)} checked={chosen} onChange={choose} />
      <InlineStack gap="400">
        <TextLink to={setDateAddress(rule.kind, rule.level, [rule.target])} label={`Change: ${name}`} alone>
          Change
        </TextLink>
        <TextLink
          to={`${setDateAddress(rule.kind, rule.level, [rule.target])}&remove=yes`}
          label={`Remove: ${name}`}
          alone
        >
          Remove
        </TextLink>
      </InlineStack>
    </InlineStack>
  );
}
