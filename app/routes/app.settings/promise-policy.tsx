import { BlockStack, Card, Divider, FormLayout, Layout, Text, TextField } from "@shopify/polaris";
import { addDays } from "#app/domain/days.ts";
import { toleratedDays } from "#app/domain/promise.ts";
import { useShop } from "#app/components/shop.tsx";
import { count } from "#app/components/words.ts";

export type TypedPolicy = {
  toleranceDays: string;
  tolerancePercent: string;
  confirmHours: string;
  frozenDays: string;
};

type Props = {
  typed: TypedPolicy;
  change: (part: Partial<TypedPolicy>) => void;
  errors: Record<string, string>;
};

/** When a promise moves: four numbers, each with a sentence, and what they come to. */
export function PromisePolicyFields({ typed, change, errors }: Props) {
  const field = (name: keyof TypedPolicy, label: string, suffix: string, helpText: string) => (
    <TextField
      label={label}
      name={name}
      inputMode="numeric"
      suffix={suffix}
      autoComplete="off"
      value={typed[name]}
      onChange={(value) => change({ [name]: value })}
      helpText={helpText}
      error={errors[name] ?? false}
    />
  );
  return (
    <Layout.AnnotatedSection
      id="promises"
      title="When customers are told of a new date"
      description="What you expect moves freely. What you promised moves only by these rules, at most once a day for an order. The first promise stays the one you are judged by."
    >
      <Card>
        <BlockStack gap="400">
          <FormLayout>
            {field("toleranceDays", "Small differences", "days", "Up to so many days nobody is told.")}
            {field(
              "tolerancePercent",
              "Far from the day",
              "% of the time left",
              "The longer it still takes, the larger a difference may be before anybody is told.",
            )}
            {field(
              "confirmHours",
              "A new date has to hold for",
              "hours",
              "A delay that recovers sooner costs nobody a message. One day before the promised day a delay is told at once.",
            )}
            {field(
              "frozenDays",
              "Last days before the promise",
              "days",
              "In these days only what is certain is told: a delivery was canceled, or the day is tomorrow.",
            )}
          </FormLayout>
          <Divider />
          <Example typed={typed} />
        </BlockStack>
      </Card>
    </Layout.AnnotatedSection>
  );
}

/** Of a promise in thirty days. */
const ahead = 30;

function Example({ typed }: { typed: TypedPolicy }) {
  const shop = useShop();
  const [days, percent, hours, frozen] = [
    typed.toleranceDays,
    typed.tolerancePercent,
    typed.confirmHours,
    typed.frozenDays,
  ].map((text) => (/^\d{1,3}$/.test(text) ? Number(text) : null));
  if (days == null || percent == null || hours == null || frozen == null) return null;
  const promised = addDays(shop.today, ahead);
  const silent = toleratedDays(ahead, { toleranceDays: days, toleranceShare: percent / 100 });
  const told = shop.day(addDays(promised, silent + 1));
  const held = hours === 0 ? "at once" : `once it has held for ${count(hours, "hour")}`;
  const certain =
    frozen === 0
      ? ""
      : ` From ${shop.day(addDays(promised, -frozen))} on, a delay is told only when it is certain.`;
  return (
    <Text as="p">
      Example: today you promise {shop.day(promised)}. A new date of {told} or later is told {held};{" "}
      {silent === 0 ? "any difference counts" : `up to ${count(silent, "day")} of difference stay silent`}.
      {certain}
    </Text>
  );
}
