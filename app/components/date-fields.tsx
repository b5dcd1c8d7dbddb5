import { BlockStack, Checkbox, TextField } from "@shopify/polaris";
import { isDay } from "#app/domain/days.ts";
import { arithmetic, type PackingCalendar } from "./arithmetic.ts";
import { useShop } from "./shop.tsx";

export type Dated = { expectedOn: string; undated: boolean };

/** The day a delivery is expected, or that nobody knows it. Says at once what a day means for shipping. */
export function DateFields({
  value,
  onChange,
  calendar,
  error,
}: {
  value: Dated;
  onChange: (value: Dated) => void;
  calendar: PackingCalendar;
  error: string | undefined;
}) {
  const shop = useShop();
  const known = !value.undated && isDay(value.expectedOn) && value.expectedOn >= shop.today;
  return (
    <BlockStack gap="100">
      <TextField
        label="Expected on"
        name="expectedOn"
        type="date"
        min={shop.today}
        autoComplete="off"
        value={value.undated ? "" : value.expectedOn}
        onChange={(expectedOn) => onChange({ ...value, expectedOn })}
        disabled={value.undated}
        helpText={known ? arithmetic(value.expectedOn, calendar, shop.day) : null}
        error={(!value.undated && error) || false}
      />
      <Checkbox
        label="Date unknown"
        name="undated"
        value="on"
        checked={value.undated}
        onChange={(undated) => onChange({ ...value, undated })}
      />
    </BlockStack>
  );
}
