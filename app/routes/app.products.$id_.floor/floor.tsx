import {
  BlockStack,
  Button,
  Card,
  Divider,
  InlineStack,
  Page,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { Fragment, useState } from "react";
import type { ForeseenLine } from "#app/domain/slip.ts";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import { MovedLines } from "#app/components/moved-lines.tsx";
import { useSaid } from "#app/components/said.tsx";
import { count } from "#app/components/words.ts";

type Choice = { itemId: string; locationId: string; units: number };
type Kept = Choice & { variant: string; location: string };
export type FloorAnswer = {
  said?: string;
  errors?: Record<string, string>;
  foreseen?: ForeseenLine[];
  /** As it was before. */
  undo?: Choice;
};
type Props = {
  productId: string;
  title: string;
  variants: { itemId: string; title: string }[];
  locations: { locationId: string; name: string }[];
  kept: Kept[];
};

/** How many units does no waiting order get, and whose date would that move? */
export function Floor(props: Props) {
  const { productId, title, kept, variants } = props;
  return (
    <Page
      title="Kept for the shop floor"
      subtitle={title}
      backAction={{ content: title, url: `/app/products/${productId}` }}
    >
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <Text as="p">
              Units that arrive fill up what is kept here first. Orders that wait don&apos;t get them, and
              people on the waiting list aren&apos;t told of them. Your online store still sells them while
              Shopify counts them as available.
            </Text>
            {kept.length === 0 && <Text as="p">Nothing of this product is kept now.</Text>}
            {kept.map((one) => (
              <Fragment key={`${one.itemId} ${one.locationId}`}>
                <Divider />
                <KeptRow one={one} only={variants.length === 1} />
              </Fragment>
            ))}
          </BlockStack>
        </Card>
        <Keep {...props} />
      </BlockStack>
    </Page>
  );
}

function KeptRow({ one, only }: { one: Kept; only: boolean }) {
  const words = `${count(one.units, "unit")} in ${one.location}${only ? "" : `, ${one.variant}`}`;
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      <Text as="p" breakWord>
        {words}
      </Text>
      <SetUnits choice={{ ...one, units: 0 }} intent="save" text="Keep none" about={words} />
    </InlineStack>
  );
}

/** One button that says how many are kept; after it, another one that takes it back. */
function SetUnits(props: { choice: Choice; intent: "save" | "undo"; text: string; about: string }) {
  const { choice, intent, text, about } = props;
  const fetcher = useFetcher<FloorAnswer>();
  useSaid(fetcher.data);
  return (
    <fetcher.Form method="post">
      <input type="hidden" name="intent" value={intent} />
      <input type="hidden" name="itemId" value={choice.itemId} />
      <input type="hidden" name="locationId" value={choice.locationId} />
      <input type="hidden" name="units" value={choice.units} />
      <Button submit loading={fetcher.state !== "idle"} accessibilityLabel={`${text}: ${about}`}>
        {text}
      </Button>
    </fetcher.Form>
  );
}

function Keep({ variants, locations, kept }: Props) {
  const fetcher = useFetcher<FloorAnswer>();
  const [typed, setTyped] = useState({
    itemId: variants[0]?.itemId ?? "",
    locationId: locations[0]?.locationId ?? "",
    units: "",
  });
  const [looked, setLooked] = useState("");
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  useSaid(fetcher.data);
  const change = (part: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...part }));
  // What was foreseen is about what was typed then.
  const foreseen = looked === JSON.stringify(typed) ? fetcher.data?.foreseen : undefined;
  const now = kept.find((k) => k.itemId === typed.itemId && k.locationId === typed.locationId)?.units ?? 0;
  const { undo } = fetcher.data ?? {};
  return (
    <>
      <Card>
        <fetcher.Form method="post" ref={form} noValidate aria-label="Keep units">
          <BlockStack gap="300">
            {variants.length > 1 ? (
              <Select
                label="Variant"
                name="itemId"
                options={variants.map((v) => ({ value: v.itemId, label: v.title }))}
                value={typed.itemId}
                onChange={(itemId) => change({ itemId })}
                error={errors["itemId"] ?? false}
              />
            ) : (
              <input type="hidden" name="itemId" value={typed.itemId} />
            )}
            <Select
              label="Location"
              name="locationId"
              options={locations.map((l) => ({ value: l.locationId, label: l.name }))}
              value={typed.locationId}
              onChange={(locationId) => change({ locationId })}
              error={errors["locationId"] ?? false}
            />
            <TextField
              label="Units to keep"
              name="units"
              inputMode="numeric"
              autoComplete="off"
              value={typed.units}
              onChange={(units) => change({ units })}
              helpText={now > 0 ? `${now} now. 0 or empty: none.` : "None now."}
              error={errors["units"] ?? false}
            />
            <InlineStack gap="200">
              <input type="hidden" name="intent" value={foreseen ? "save" : "foresee"} />
              <Button
                submit
                variant="primary"
                loading={fetcher.state !== "idle"}
                onClick={() => setLooked(JSON.stringify(typed))}
              >
                {foreseen ? "Save" : "See whose date would move"}
              </Button>
            </InlineStack>
          </BlockStack>
        </fetcher.Form>
      </Card>
      {foreseen && (
        <Card>
          <BlockStack gap="200">
            <MovedLines lines={foreseen} by="save this" />
            <Text as="p" tone="subdued">
              Nothing is saved yet.
            </Text>
          </BlockStack>
        </Card>
      )}
      {undo && (
        <Card>
          <InlineStack align="space-between" blockAlign="center" gap="200">
            <Text as="p">Before: {undo.units === 0 ? "none" : count(undo.units, "unit")}.</Text>
            <SetUnits choice={undo} intent="undo" text="Undo" about="units kept for the shop floor" />
          </InlineStack>
        </Card>
      )}
    </>
  );
}
