import { BlockStack, Checkbox, ChoiceList, TextField } from "@shopify/polaris";
import type { BrakeRule } from "#app/domain/brake.ts";
import { acceptWords } from "#app/components/brake-words.ts";

export type TypedBrake = {
  accept: BrakeRule["accept"];
  cap: string;
  farthestDays: string;
  margin: string;
  opens: boolean;
};

type Props = {
  typed: TypedBrake;
  errors: Record<string, string>;
  change: (part: Partial<TypedBrake>) => void;
};

const choices: { value: BrakeRule["accept"]; helpText: string }[] = [
  { value: "never", helpText: "Nothing is sold beyond its stock." },
  { value: "cap", helpText: "Stops when that many units are sold and not on hand." },
  {
    value: "dated",
    helpText:
      "Stops when all units with a date are spoken for. A lead time, or making it to order, gives a date to any number.",
  },
  { value: "always", helpText: "Sold as long as Shopify sells it." },
];

/** A brake's four choices, and the limits that each of them may have. */
export function BrakeFields({ typed, errors, change }: Props) {
  const { accept } = typed;
  const number = (name: "cap" | "farthestDays" | "margin", label: string, suffix: string, help: string) => (
    <TextField
      label={label}
      name={name}
      inputMode="numeric"
      suffix={suffix}
      autoComplete="off"
      value={typed[name]}
      onChange={(value) => change({ [name]: value })}
      helpText={help}
      error={errors[name] ?? false}
    />
  );
  const limited = accept === "cap" || accept === "dated" || typed.farthestDays !== "";
  return (
    <BlockStack gap="400">
      <ChoiceList
        title="Take backorders"
        name="accept"
        choices={choices.map((c) => ({ ...c, label: acceptWords[c.value] }))}
        selected={[accept]}
        onChange={([chosen]) => change({ accept: choices.find((c) => c.value === chosen)?.value ?? "dated" })}
      />
      {accept === "cap" &&
        number("cap", "Units that may be owed", "units", "Counted for each variant, over all locations.")}
      {accept !== "never" &&
        number(
          "farthestDays",
          "Ships within",
          "days",
          "Stops when one more would ship later than that, or on an unknown date. Empty: any date.",
        )}
      {limited &&
        accept !== "never" &&
        number(
          "margin",
          "Stop early by",
          "units",
          "People may buy at the same moment, before Shopify knows. Empty: not early.",
        )}
      {accept !== "never" && (
        <Checkbox
          label="Also sell what Shopify stops at zero"
          name="opens"
          value="on"
          helpText="Off: variants that you set to stop selling when out of stock stay so."
          checked={typed.opens}
          onChange={(opens) => change({ opens })}
        />
      )}
    </BlockStack>
  );
}
