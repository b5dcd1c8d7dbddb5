import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useFetcher, useLocation } from "@remix-run/react";
import { useState } from "react";
import { datesAddress, kindHelp, kindSlugs, kindWords, valueText } from "#app/components/date-rule-words.ts";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { WhatMoves } from "#app/components/moved-lines.tsx";
import { useShop } from "#app/components/shop.tsx";
import { count, listText } from "#app/components/words.ts";
import type { DateKind, DateRule } from "#app/domain/date-rules.ts";
import type { Country } from "#app/domain/regions.ts";
import type { Level } from "#app/domain/level.ts";
import { DateRuleInputs } from "./inputs.tsx";
import { asTyped, paramsOf } from "./typed.ts";

type Props = {
  kind: DateKind;
  level: Level;
  /** The first of so many targets. */
  names: string[];
  targets: number;
  rule: DateRule | null;
  workingDays: number[];
  removes: boolean;
  /** Those whose public holidays are known, for a calendar. */
  countries: Country[];
};

/** What shall be different about dates here, and whom would that move? */
export function SetDateRule(props: Props) {
  const { kind, level, names, targets, rule, workingDays, removes, countries } = props;
  const shop = useShop();
  const fetcher = useFetcher<FormAnswer>();
  const { search } = useLocation();
  const [typed, setTyped] = useState(asTyped(rule, workingDays));
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  const back = { content: kindWords[kind], url: datesAddress(kind) };
  return (
    <Page title={titleOf(props)} backAction={back}>
      <Card>
        <fetcher.Form method="post" ref={form} noValidate aria-label={kindWords[kind]}>
          <BlockStack gap="400">
            {names.length > 1 && (
              <Text as="p" breakWord>
                {listText(names.length > 5 ? [...names.slice(0, 4), `${targets - 4} more`] : names)}
              </Text>
            )}
            <Text as="p" tone="subdued">
              {kindHelp[kind]}
            </Text>
            {removes ? (
              <Text as="p" breakWord>
                {rule ? `Now: ${valueText(rule, shop.day)}. ` : ""}
                {wider(level)}
              </Text>
            ) : (
              <DateRuleInputs
                kind={kind}
                typed={typed}
                errors={errors}
                countries={countries}
                change={(part) => setTyped((before) => ({ ...before, ...part }))}
              />
            )}
            <WhatMoves
              address={addressOf(kind, search, removes ? [] : paramsOf(typed))}
              by={removes ? "remove it" : "save it"}
            />
            <InlineStack gap="200">
              <Button
                submit
                variant="primary"
                {...(removes && { tone: "critical" as const })}
                loading={fetcher.state !== "idle"}
              >
                {removes ? "Remove" : "Save"}
              </Button>
              <Button url={datesAddress(kind)}>Back</Button>
            </InlineStack>
          </BlockStack>
        </fetcher.Form>
      </Card>
    </Page>
  );
}

function titleOf({ kind, level, names, targets, removes }: Props): string {
  const what = removes ? `Remove ${kindWords[kind].toLowerCase()}` : kindWords[kind];
  if (level === "shop") return `${what} of the whole shop`;
  return `${what} of ${targets === 1 ? (names[0] ?? "a deleted item") : count(targets, level)}`;
}

function wider(level: Level): string {
  switch (level) {
    case "shop":
      return "No days are added any more, except where a collection, product or variant has its own.";
    case "collection":
      return "Its products have the shop's again, or that of another collection.";
    case "product":
      return "A collection's or the shop's counts again.";
    case "variant":
      return "Its product's, a collection's or the shop's counts again.";
  }
}

/** The page's own address names the places; what is typed comes along. */
function addressOf(kind: DateKind, search: string, typed: [string, string][]): string {
  const params = new URLSearchParams(search);
  // What Shopify's admin adds to the address of its frame is nobody's business here.
  const asked = new URLSearchParams({ kind: kindSlugs[kind] });
  for (const [name, value] of params)
    if (["level", "target", "search", "remove"].includes(name)) asked.append(name, value);
  for (const [name, value] of typed) asked.append(name, value);
  return `/app/policies/foreseen?${asked}`;
}
