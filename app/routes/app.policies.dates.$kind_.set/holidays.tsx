import { Button, FormLayout, InlineStack, Select, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { count } from "#app/components/words.ts";
import type { TypedDateRule } from "#app/domain/date-rule-form.ts";
import type { Country } from "#app/domain/regions.ts";

type Answer = { holidays: { day: string; name: string }[] | null };
type Closed = Pick<TypedDateRule, "first" | "last" | "name">;

/** Public holidays of a country become days closed of this calendar, each of them to be changed or removed. */
export function FillHolidays(props: {
  countries: Country[];
  closed: Closed;
  change: (closed: Closed) => void;
}) {
  const { countries, closed, change } = props;
  const { data, load, state } = useFetcher<Answer>();
  const [country, setCountry] = useState("");
  const [region, setRegion] = useState("");
  const [added, setAdded] = useState<number | null>(null);
  useEffect(() => {
    if (!data?.holidays) return;
    const more = data.holidays.filter((h) => !closed.first.includes(h.day));
    change({
      first: [...closed.first, ...more.map((h) => h.day)],
      last: [...closed.last, ...more.map(() => "")],
      name: [...closed.name, ...more.map((h) => h.name.slice(0, 60))],
    });
    setAdded(more.length);
    // Once an answer, whatever was typed since.
    // eslint-disable-next-line react-hooks/exhaustive-deps
  }, [data]);
  const regions = countries.find((c) => c.code === country)?.regions ?? [];
  const of = region ? `${country}-${region}` : country;
  return (
    <FormLayout>
      <Select
        label="Public holidays of"
        options={options("Choose a country", countries)}
        value={country}
        onChange={(code) => {
          setCountry(code);
          setRegion("");
          setAdded(null);
        }}
      />
      {regions.length > 0 && (
        <Select
          label="Region"
          options={options("The whole country", regions)}
          value={region}
          onChange={setRegion}
        />
      )}
      <InlineStack gap="200" blockAlign="center">
        <Button
          disabled={country === ""}
          loading={state !== "idle"}
          onClick={() => load(`/app/policies/holidays?${new URLSearchParams({ of })}`)}
        >
          Add those of the next 12 months
        </Button>
        <div role="status">
          {added !== null && <Text as="p">{count(added, "day")} added below. Nothing is saved yet.</Text>}
        </div>
      </InlineStack>
    </FormLayout>
  );
}

const options = (none: string, places: { code: string; name: string }[]) => [
  { label: none, value: "" },
  ...places.map((p) => ({ label: p.name, value: p.code })),
];
