import { BlockStack, Button, Checkbox, FormLayout, Text, TextField } from "@shopify/polaris";
import { kindWords } from "#app/components/date-rule-words.ts";
import { FormProblem } from "#app/components/form-problem.tsx";
import { WorkingDays } from "#app/components/working-days.tsx";
import type { TypedDateRule } from "#app/domain/date-rule-form.ts";
import type { DateKind } from "#app/domain/date-rules.ts";
import type { Country } from "#app/domain/regions.ts";
import { FillHolidays } from "./holidays.tsx";

type Props = {
  kind: DateKind;
  typed: TypedDateRule;
  errors: Record<string, string>;
  change: (part: Partial<TypedDateRule>) => void;
  /** Those whose public holidays are known; for a calendar. */
  countries: Country[];
};

/** A number of days, or a week with its closed days. */
export function DateRuleInputs(props: Props) {
  const { kind, typed, errors, change } = props;
  if (kind === "calendar") return <OwnCalendar {...props} />;
  return (
    <TextField
      label={kindWords[kind]}
      name="days"
      inputMode="numeric"
      suffix={kind === "handling" ? "working days" : "days"}
      autoComplete="off"
      value={typed.days}
      onChange={(days) => change({ days })}
      error={errors["days"] ?? false}
    />
  );
}

function OwnCalendar({ typed, errors, change, countries }: Props) {
  return (
    <BlockStack gap="400">
      <WorkingDays
        chosen={typed.workingDays}
        problem={errors["workingDays"]}
        change={(workingDays) => change({ workingDays })}
      />
      <Checkbox
        label="Closed on the shop's closed days too"
        name="keepsClosed"
        value="on"
        checked={typed.keepsClosed}
        onChange={(keepsClosed) => change({ keepsClosed })}
      />
      <ClosedSpans typed={typed} errors={errors} change={change} countries={countries} />
    </BlockStack>
  );
}

function ClosedSpans({ typed, errors, change, countries }: Omit<Props, "kind">) {
  const { first, last, name } = typed;
  const keep = (i: number) => (_: string, at: number) => at !== i;
  const put = (values: string[], i: number, value: string) => values.map((v, at) => (at === i ? value : v));
  return (
    <BlockStack gap="300">
      <Text as="h2" variant="headingSm">
        Days closed
      </Text>
      {first.length === 0 && (
        <Text as="p" tone="subdued">
          None of its own.
        </Text>
      )}
      <FillHolidays countries={countries} closed={{ first, last, name }} change={change} />
      {first.map((day, i) => (
        <FormLayout key={i}>
          <FormLayout.Group condensed>
            <TextField
              label="First day"
              name="first"
              type="date"
              autoComplete="off"
              value={day}
              onChange={(value) => change({ first: put(first, i, value) })}
            />
            <TextField
              label="Last day"
              name="last"
              type="date"
              autoComplete="off"
              helpText="Empty: one day."
              value={last[i] ?? ""}
              onChange={(value) => change({ last: put(last, i, value) })}
            />
          </FormLayout.Group>
          <TextField
            label="Why"
            name="name"
            maxLength={60}
            autoComplete="off"
            value={name[i] ?? ""}
            onChange={(value) => change({ name: put(name, i, value) })}
            connectedRight={
              <Button
                accessibilityLabel={`Remove ${name[i] || "these days"}`}
                onClick={() =>
                  change({
                    first: first.filter(keep(i)),
                    last: last.filter(keep(i)),
                    name: name.filter(keep(i)),
                  })
                }
              >
                Remove
              </Button>
            }
          />
        </FormLayout>
      ))}
      <FormProblem text={errors["closed"]} />
      <BlockStack inlineAlign="start">
        <Button onClick={() => change({ first: [...first, ""], last: [...last, ""], name: [...name, ""] })}>
          Add days closed
        </Button>
      </BlockStack>
    </BlockStack>
  );
}
