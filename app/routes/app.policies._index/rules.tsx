import { BlockStack, Button, Divider, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { Fragment } from "react";
import type { ListedRule } from "#app/database/policies.server.ts";
import type { Level } from "#app/domain/level.ts";
import { brakeAddress, ruleText, setOnWords } from "#app/components/brake-words.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useSaid } from "#app/components/said.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

const order: Level[] = ["shop", "collection", "product", "variant"];

/** The shop's brake first, then where it differs. */
export function Rules({ rules, all }: { rules: ListedRule[]; all: number }) {
  const sorted = [...rules].sort((a, b) => order.indexOf(a.level) - order.indexOf(b.level));
  const shopwide = rules.some((r) => r.level === "shop");
  return (
    <BlockStack gap="300">
      {sorted.map((rule) => (
        <Fragment key={`${rule.level} ${rule.target}`}>
          <Rule rule={rule} />
          <Divider />
        </Fragment>
      ))}
      {all > rules.length && (
        <Text as="p">
          And {count(all - rules.length, "more brake")} of products and variants, set longer ago.
        </Text>
      )}
      <InlineStack gap="400">
        {!shopwide && (
          <TextLink to={brakeAddress("shop")} alone>
            Set for the whole shop
          </TextLink>
        )}
        <TextLink to="/app/policies/collections" alone>
          Set for a collection
        </TextLink>
        <TextLink to="/app/policies/products" alone>
          Set for products
        </TextLink>
      </InlineStack>
    </BlockStack>
  );
}

function Rule({ rule }: { rule: ListedRule }) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  const name = rule.level === "shop" ? setOnWords.shop : `${setOnWords[rule.level]}: ${rule.name}`;
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      <BlockStack gap="050">
        <Text as="h3" variant="headingSm" breakWord>
          {name}
        </Text>
        <Text as="p" breakWord>
          {ruleText(rule)}
        </Text>
      </BlockStack>
      <fetcher.Form method="post">
        <input type="hidden" name="intent" value="remove" />
        <input type="hidden" name="level" value={rule.level} />
        <input type="hidden" name="target" value={rule.target} />
        <InlineStack gap="200">
          <Button url={brakeAddress(rule.level, [rule.target])} accessibilityLabel={`Change: ${name}`}>
            Change
          </Button>
          <Button submit loading={fetcher.state !== "idle"} accessibilityLabel={`Remove: ${name}`}>
            Remove
          </Button>
        </InlineStack>
      </fetcher.Form>
    </InlineStack>
  );
}
