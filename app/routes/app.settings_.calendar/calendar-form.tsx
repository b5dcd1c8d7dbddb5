import { BlockStack, Box, Card, FormLayout, Layout, Select, Text, TextField } from "@shopify/polaris";
import type { CalendarPage } from "#app/database/pages/calendar.server.ts";
import { zoneField } from "#app/domain/calendar-form.ts";
import type { Day } from "#app/domain/facts.ts";
import type { Country } from "#app/domain/regions.ts";
import { arithmetic } from "#app/components/arithmetic.ts";
import { WhatMoves } from "#app/components/moved-lines.tsx";
import { FormTogether, useTogether } from "#app/components/save-together.tsx";
import { useShop } from "#app/components/shop.tsx";
import { WorkingDays } from "#app/components/working-days.tsx";

export type Saved = Pick<CalendarPage, "holidaysOf" | "locations"> & {
  handlingDays: number;
  workingDays: number[];
  cutOff: string | null;
};
type Typed = {
  handlingDays: string;
  workingDays: string[];
  cutOff: string;
  holidaysOf: string;
  zones: Record<string, string>;
};
type Props = {
  saved: Saved;
  shopTimeZone: string;
  closed: Day[];
  /** Those whose public holidays are known. */
  countries: Country[];
  timeZones: string[];
};

/** Working days, handling, cut-off, holidays and time zones, saved together by Shopify's save bar. */
export function CalendarForm({ saved, shopTimeZone, closed, countries, timeZones }: Props) {
  const together = useTogether(asTyped(saved));
  const { typed, change, changed, errors } = together;
  return (
    <FormTogether id="calendar" label="Calendar" of={together}>
      <input type="hidden" name="intent" value="save" />
      {changed && (
        <Box paddingBlockEnd="400">
          <WhatMoves address={addressOf(typed)} by="save it" />
        </Box>
      )}
      <Layout>
        <Layout.AnnotatedSection
          title="Working days"
          description="The date shoppers see is the day a delivery arrives plus your handling, on working days only."
        >
          <Card>
            <FormLayout>
              <TextField
                label="Handling"
                name="handlingDays"
                inputMode="numeric"
                suffix="working days"
                autoComplete="off"
                value={typed.handlingDays}
                onChange={(handlingDays) => change({ handlingDays })}
                helpText={<Example typed={typed} closed={closed} />}
                error={errors["handlingDays"] ?? false}
              />
              <WorkingDays
                chosen={typed.workingDays}
                problem={errors["workingDays"]}
                change={(workingDays) => change({ workingDays })}
              />
              <TextField
                label="Cut-off"
                name="cutOff"
                type="time"
                autoComplete="off"
                value={typed.cutOff}
                onChange={(cutOff) => change({ cutOff })}
                helpText="An order after this time counts from the next working day, and nothing more leaves today. Empty: orders count until midnight."
                error={errors["cutOff"] ?? false}
              />
            </FormLayout>
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title="Holidays"
          description="Public holidays of your country are closed days, two years ahead. Remove the ones you work on below."
        >
          <Card>
            <Holidays
              countries={countries}
              of={typed.holidaysOf}
              change={(holidaysOf) => change({ holidaysOf })}
              error={errors["holidaysOf"]}
            />
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title="Time zones"
          description="A day begins at midnight where the goods are. Your store's time zone comes from Shopify."
        >
          <Card>
            <BlockStack gap="300">
              {saved.locations.length === 0 && <Text as="p">Your locations haven&apos;t been read yet.</Text>}
              {saved.locations.map(({ id, name }) => (
                <Select
                  key={id}
                  label={name}
                  name={zoneField(id)}
                  options={[
                    { label: `As the store: ${shopTimeZone}`, value: "" },
                    ...timeZones.map((zone) => ({ label: zone, value: zone })),
                  ]}
                  value={typed.zones[id] ?? ""}
                  onChange={(zone) => change({ zones: { ...typed.zones, [id]: zone } })}
                  error={errors["zones"] ?? false}
                />
              ))}
            </BlockStack>
          </Card>
        </Layout.AnnotatedSection>
      </Layout>
    </FormTogether>
  );
}

function Holidays(props: {
  countries: Country[];
  of: string;
  change: (of: string) => void;
  error: string | undefined;
}) {
  const { countries, of, change, error } = props;
  const [code = ""] = of.split("-");
  const regions = countries.find((c) => c.code === code)?.regions ?? [];
  const option = (part: { code: string; name: string }) => ({ label: part.name, value: part.code });
  return (
    <FormLayout>
      <Select
        label="Country"
        options={[{ label: "None", value: "" }, ...countries.map(option)]}
        value={code}
        onChange={change}
        error={error ?? false}
      />
      {regions.length > 0 && (
        <Select
          label="Region"
          options={[{ label: "Whole country", value: "" }, ...regions.map(option)]}
          value={of.slice(code.length + 1)}
          onChange={(region) => change(region ? `${code}-${region}` : code)}
        />
      )}
      <input type="hidden" name="holidaysOf" value={of} />
    </FormLayout>
  );
}

function Example({ typed, closed }: { typed: Typed; closed: Day[] }) {
  const shop = useShop();
  const workingDays = typed.workingDays.map(Number);
  if (!/^\d{1,2}$/.test(typed.handlingDays) || workingDays.length === 0) return null;
  const calendar = { handlingDays: Number(typed.handlingDays), workingDays, closed };
  return <>{arithmetic(shop.today, calendar, shop.day)}.</>;
}

function addressOf({ handlingDays, workingDays, cutOff, holidaysOf, zones }: Typed): string {
  const asked = new URLSearchParams({ what: "calendar", handlingDays, cutOff, holidaysOf });
  for (const day of workingDays) asked.append("workingDays[]", day);
  for (const [id, zone] of Object.entries(zones)) asked.set(zoneField(id), zone);
  return `/app/settings/foreseen?${asked}`;
}

function asTyped(saved: Saved): Typed {
  return {
    handlingDays: String(saved.handlingDays),
    workingDays: saved.workingDays.map(String).sort(),
    cutOff: saved.cutOff ?? "",
    holidaysOf: saved.holidaysOf ?? "",
    zones: Object.fromEntries(saved.locations.map((l) => [l.id, l.timeZone ?? ""])),
  };
}
