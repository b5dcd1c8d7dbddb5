import {
  BlockStack,
  Button,
  Card,
  Divider,
  FormLayout,
  Layout,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { Region } from "#app/domain/regions.ts";
import { AfterALook } from "#app/components/after-a-look.tsx";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { WhatMoves } from "#app/components/moved-lines.tsx";
import { useSaid } from "#app/components/said.tsx";
import { count } from "#app/components/words.ts";

type Props = { customs: { country: string; days: number }[]; countries: Region[] };

/** Extra working days for parcels to a country. */
export function Customs({ customs, countries }: Props) {
  return (
    <Layout.AnnotatedSection
      id="customs"
      title="Customs papers"
      description="Extra working days for parcels to a country. They move the date of its orders; a product page shows the date without them, since it can't know where the parcel goes."
    >
      <Card>
        <BlockStack gap="300">
          {customs.map((rule) => (
            <Rule
              key={rule.country}
              {...rule}
              name={countries.find((c) => c.code === rule.country)?.name ?? rule.country}
            />
          ))}
          {customs.length > 0 && <Divider />}
          <AddRule countries={countries} />
        </BlockStack>
      </Card>
    </Layout.AnnotatedSection>
  );
}

function Rule({ country, name, days }: { country: string; name: string; days: number }) {
  const none = { country, days: "0" };
  return (
    <AfterALook
      text="Remove"
      about={name}
      address={`/app/settings/foreseen?${new URLSearchParams({ what: "customs", ...none })}`}
      by="remove them"
      fields={{ intent: "customs", ...none }}
    >
      <Text as="p" breakWord>
        {name}: {count(days, "working day")}
      </Text>
    </AfterALook>
  );
}

const nothing = { country: "", days: "" };

function AddRule({ countries }: { countries: Region[] }) {
  const fetcher = useFetcher<FormAnswer>();
  const [typed, setTyped] = useState(nothing);
  useSaid(fetcher.data, () => setTyped(nothing));
  const errors = fetcher.data?.errors ?? {};
  return (
    <fetcher.Form method="post" noValidate aria-label="Add customs days">
      <input type="hidden" name="intent" value="customs" />
      <FormLayout>
        <Select
          label="Country"
          name="country"
          options={[
            { label: "Choose a country", value: "" },
            ...countries.map((c) => ({ label: c.name, value: c.code })),
          ]}
          value={typed.country}
          onChange={(country) => setTyped({ ...typed, country })}
          error={errors["country"] ?? false}
        />
        <TextField
          label="Extra working days"
          name="days"
          inputMode="numeric"
          autoComplete="off"
          value={typed.days}
          onChange={(days) => setTyped({ ...typed, days })}
          error={errors["days"] ?? false}
        />
        {typed.country !== "" && typed.days !== "" && (
          <WhatMoves
            address={`/app/settings/foreseen?${new URLSearchParams({ what: "customs", ...typed })}`}
            by="add them"
          />
        )}
        <Button submit loading={fetcher.state !== "idle"}>
          Add customs days
        </Button>
      </FormLayout>
    </fetcher.Form>
  );
}
