import { BlockStack, Button, Card, FormLayout, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { MinusIcon, PlusIcon } from "@shopify/polaris-icons";
import type { Day } from "#app/domain/facts.ts";
import { useShop } from "#app/components/shop.tsx";
import { count as counted } from "#app/components/words.ts";

export type Count = { arrived: string; damaged: string; rest: string };

/** What was typed, where it is a number. */
export const numberIn = (typed: string) => (/^\d+$/.test(typed) ? Number(typed) : 0);

/** One item: how many were expected, how many came, how many of them are damaged, and what of the rest. */
export function CountLine(props: {
  at: number;
  line: { itemId: string; name: string; sku: string | null; units: number };
  /** What Shopify has available, where the units are to be added there. */
  shelf: number | null;
  count: Count;
  expectedOn: Day | null;
  errors: Record<string, string>;
  onChange: (to: Partial<Count>) => void;
}) {
  const shop = useShop();
  const { at, line, shelf, count, expectedOn, errors, onChange } = props;
  const came = numberIn(count.arrived) + numberIn(count.damaged);
  const rest = line.units - came;
  const good = numberIn(count.arrived);
  const set = (units: number) => onChange({ arrived: String(Math.max(0, units)) });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd" breakWord>
          {line.name}
          {line.sku ? ` · ${line.sku}` : ""}
        </Text>
        <InlineStack align="space-between" blockAlign="center" gap="200">
          <Text as="p">{counted(line.units, "unit")} expected</Text>
          {line.units > 0 && (
            <Button
              onClick={() => set(line.units - numberIn(count.damaged))}
              accessibilityLabel={`All arrived: ${line.name}`}
            >
              All arrived
            </Button>
          )}
        </InlineStack>
        <input type="hidden" name={`item${at}`} value={line.itemId} />
        <input type="hidden" name={`units${at}`} value={line.units} />
        {shelf !== null && <input type="hidden" name={`from${at}`} value={shelf} />}
        <FormLayout>
          <FormLayout.Group condensed>
            <TextField
              label="Arrived"
              name={`arrived${at}`}
              inputMode="numeric"
              autoComplete="off"
              value={count.arrived}
              onChange={(arrived) => onChange({ arrived })}
              error={errors[`arrived${at}`] ?? false}
              connectedLeft={
                <Button
                  icon={MinusIcon}
                  disabled={good === 0}
                  onClick={() => set(good - 1)}
                  accessibilityLabel={`One fewer of ${line.name}`}
                />
              }
              connectedRight={
                <Button
                  icon={PlusIcon}
                  onClick={() => set(good + 1)}
                  accessibilityLabel={`One more of ${line.name}`}
                />
              }
            />
            <TextField
              label="Damaged"
              name={`damaged${at}`}
              inputMode="numeric"
              autoComplete="off"
              value={count.damaged}
              onChange={(damaged) => onChange({ damaged })}
              error={errors[`damaged${at}`] ?? false}
            />
          </FormLayout.Group>
        </FormLayout>
        {rest < 0 && (
          <Text as="p" fontWeight="semibold">
            {-rest} more than expected. Check the count, or receive all of them.
          </Text>
        )}
        {rest > 0 && (
          <Select
            label={`The other ${counted(rest, "unit")}`}
            name={`rest${at}`}
            options={[
              {
                label: expectedOn ? `Still expected ${shop.day(expectedOn)}` : "Still expected",
                value: "stays",
              },
              { label: "Not coming", value: "gone" },
              { label: "Coming on another date", value: "later" },
            ]}
            value={count.rest}
            onChange={(chosen) => onChange({ rest: chosen })}
          />
        )}
        {shelf !== null && good > 0 && (
          <Text as="p">
            In Shopify {shelf} available, then {shelf + good}.
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}
