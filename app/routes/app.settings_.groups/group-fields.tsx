import { BlockStack, Box, Button, FormLayout, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import type { Tier } from "#app/domain/tiers.ts";

export type TypedGroup = { by: Tier["by"]; tag: string };

const choices: { value: Tier["by"]; label: string }[] = [
  { value: "order_tag", label: "Orders with a tag" },
  { value: "customer_tag", label: "Customers with a tag" },
  { value: "b2b", label: "B2B orders" },
];

type Props = { typed: TypedGroup[]; change: (typed: TypedGroup[]) => void; errors: Record<string, string> };

/** The groups in the order in which they are served. */
export function GroupFields({ typed, change, errors }: Props) {
  const set = (i: number, part: Partial<TypedGroup>) =>
    change(typed.map((group, at) => (at === i ? { ...group, ...part } : group)));
  const swap = (i: number, with_: number) =>
    change(typed.map((group, at) => (at === i ? typed[with_]! : at === with_ ? typed[i]! : group)));
  return (
    <BlockStack gap="300">
      {typed.map((group, i) => {
        const name = `group ${i + 1}`;
        return (
          <Box key={i} background="bg-surface-secondary" padding="300" borderRadius="200">
            <BlockStack gap="200">
              <Text as="h2" variant="headingSm">
                {`Group ${i + 1}, ${i === 0 ? "served first" : "served next"}`}
              </Text>
              <FormLayout>
                <FormLayout.Group>
                  <Select
                    label="Who"
                    name="by"
                    options={choices}
                    value={group.by}
                    onChange={(by) => set(i, { by: by as Tier["by"] })}
                    error={(group.by === "b2b" && errors[`tag${i}`]) || false}
                  />
                  {group.by === "b2b" ? (
                    <input type="hidden" name="tag" value="" />
                  ) : (
                    <TextField
                      label="Tag"
                      name="tag"
                      autoComplete="off"
                      maxLength={60}
                      value={group.tag}
                      onChange={(tag) => set(i, { tag })}
                      error={errors[`tag${i}`] ?? false}
                    />
                  )}
                </FormLayout.Group>
              </FormLayout>
              <InlineStack gap="200">
                {i > 0 && (
                  <Button onClick={() => swap(i, i - 1)} accessibilityLabel={`Move ${name} up`}>
                    Move up
                  </Button>
                )}
                {i < typed.length - 1 && (
                  <Button onClick={() => swap(i, i + 1)} accessibilityLabel={`Move ${name} down`}>
                    Move down
                  </Button>
                )}
                <Button
                  onClick={() => change(typed.filter((_, at) => at !== i))}
                  accessibilityLabel={`Remove ${name}`}
                >
                  Remove
                </Button>
              </InlineStack>
            </BlockStack>
          </Box>
        );
      })}
    </BlockStack>
  );
}
