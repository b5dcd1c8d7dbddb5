import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { setDateAddress } from "#app/components/date-rule-words.ts";
import { count } from "#app/components/words.ts";
import type { ListedDateRule } from "#app/database/pages/date-rules.server.ts";
import type { DateKind } from "#app/domain/date-rules.ts";

/** What can be done to all chosen rules at once, where they are of one level. */
export function ChosenRules({ kind, rules }: { kind: DateKind; rules: ListedDateRule[] }) {
  const [level, ...others] = [...new Set(rules.map((r) => r.level))];
  if (level === undefined) return null;
  const address = setDateAddress(
    kind,
    level,
    rules.map((r) => r.target),
  );
  const what = count(rules.length, level);
  return (
    <Card>
      {others.length > 0 ? (
        <Text as="p">Choose only collections, only products or only variants to change them together.</Text>
      ) : (
        <BlockStack gap="300">
          <Text as="h2" variant="headingMd">
            {what} chosen
          </Text>
          <InlineStack gap="200">
            <Button url={address} variant="primary">{`Change for ${what}`}</Button>
            <Button url={`${address}&remove=yes`}>{`Remove from ${what}`}</Button>
          </InlineStack>
        </BlockStack>
      )}
    </Card>
  );
}
