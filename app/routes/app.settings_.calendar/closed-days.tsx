import {
  BlockStack,
  Button,
  Card,
  Divider,
  FormLayout,
  InlineStack,
  Layout,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { Fragment, useState } from "react";
import type { CalendarPage } from "#app/database/pages/calendar.server.ts";
import type { ClosedSpan } from "#app/domain/closed-days.ts";
import { AfterALook } from "#app/components/after-a-look.tsx";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { WhatMoves } from "#app/components/moved-lines.tsx";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { count } from "#app/components/words.ts";

type Locations = CalendarPage["locations"];

/** Two years of holidays are a long list; the next ones matter. */
const shownAtFirst = 12;

/** Every closed day from today on, and how to add one. */
export function ClosedDays({ closed, locations }: { closed: ClosedSpan[]; locations: Locations }) {
  const [all, setAll] = useState(false);
  const shown = all ? closed : closed.slice(0, shownAtFirst);
  return (
    <Layout.AnnotatedSection
      id="closed"
      title="Closed days"
      description="Nothing leaves on these days, and they count for no handling."
    >
      <BlockStack gap="400">
        <Card>
          <AddClosed locations={locations} />
        </Card>
        <Card>
          <BlockStack gap="300">
            {closed.length === 0 && (
              <Text as="p">No closed days. Choose your country above, or add your own.</Text>
            )}
            {shown.map((span, i) => (
              <Fragment key={`${span.locationId}/${span.from}`}>
                {i > 0 && <Divider />}
                <Span span={span} locations={locations} />
              </Fragment>
            ))}
            {shown.length < closed.length && (
              <InlineStack>
                <Button onClick={() => setAll(true)}>{`Show all ${closed.length} closed days`}</Button>
              </InlineStack>
            )}
          </BlockStack>
        </Card>
      </BlockStack>
    </Layout.AnnotatedSection>
  );
}

function Span({ span, locations }: { span: ClosedSpan; locations: Locations }) {
  const shop = useShop();
  const { from, to, name, locationId } = span;
  const days = from === to ? shop.day(from) : `${shop.day(from)} – ${shop.day(to)}`;
  const place = locations.find((l) => l.id === locationId)?.name;
  const which = { locationId, from, to };
  return (
    <AfterALook
      text="Remove"
      about={`${name}, ${days}`}
      address={`/app/settings/foreseen?${new URLSearchParams({ what: "open", ...which })}`}
      by="remove this"
      fields={{ intent: "open", ...which }}
    >
      <BlockStack>
        <Text as="p" fontWeight="semibold">
          {days}
        </Text>
        <Text as="p" tone="subdued" breakWord>
          {[name, place && `only at ${place}`].filter(Boolean).join(", ")}
        </Text>
      </BlockStack>
    </AfterALook>
  );
}

const nothing = { from: "", to: "", name: "", locationId: "" };

function AddClosed({ locations }: { locations: Locations }) {
  const fetcher = useFetcher<FormAnswer>();
  const shop = useShop();
  const [typed, setTyped] = useState(nothing);
  useSaid(fetcher.data, () => setTyped(nothing));
  const errors = fetcher.data?.errors ?? {};
  const field = (name: keyof typeof nothing) => ({
    name,
    value: typed[name],
    onChange: (value: string) => setTyped((before) => ({ ...before, [name]: value })),
    error: errors[name] ?? false,
  });
  return (
    <fetcher.Form method="post" noValidate aria-label="Add closed days">
      <input type="hidden" name="intent" value="close" />
      <FormLayout>
        <FormLayout.Group>
          <TextField label="First day" type="date" min={shop.today} autoComplete="off" {...field("from")} />
          <TextField
            label="Last day"
            type="date"
            min={typed.from || shop.today}
            autoComplete="off"
            helpText="Empty: one day."
            {...field("to")}
          />
        </FormLayout.Group>
        <TextField label="Why" placeholder="Between the years" autoComplete="off" {...field("name")} />
        {locations.length > 1 && (
          <Select
            label="Where"
            options={[
              { label: `At all ${count(locations.length, "location")}`, value: "" },
              ...locations.map((l) => ({ label: l.name, value: l.id })),
            ]}
            {...field("locationId")}
          />
        )}
        {typed.from !== "" && (
          <WhatMoves
            address={`/app/settings/foreseen?${new URLSearchParams({ what: "closed", ...typed })}`}
            by="add them"
          />
        )}
        <Button submit loading={fetcher.state !== "idle"}>
          Add closed days
        </Button>
      </FormLayout>
    </fetcher.Form>
  );
}
