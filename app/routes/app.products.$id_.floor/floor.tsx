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
import { keptText } from "#app/components/kept-words.ts";
import { MovedLines } from "#app/components/moved-lines.tsx";
import { useSaid } from "#app/components/said.tsx";
import { count } from "#app/components/words.ts";

type Choice = { itemId: string; locationId: string; units: number; readers: number };
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
  variants: { itemId: string; title: string; waiting: number; sellsOn: boolean }[];
  locations: { locationId: string; name: string }[];
  kept: Kept[];
};

/** How many units does no waiting order get, and whose date would that move? */
export function Floor(props: Props) {
  const { productId, title, kept, variants } = props;
  return (
    <Page
      title="Kept units"
      subtitle={title}
      backAction={{ content: title, url: `/app/products/${productId}` }}
    >
      <BlockStack gap="400">
        <Card>
          <BlockStack gap="300">
            <Text as="p">
              Units that arrive fill up what is kept here first. Orders that wait don&apos;t get them.
            </Text>
            <Text as="p">
              For the shop floor: people on the waiting list aren&apos;t told of them. Your online store still
              sells them while Shopify counts them as available.
            </Text>
            <Text as="p">
              For the waiting list: its people are told of them though older orders wait. Shopify can&apos;t
              sell them to those people alone: whoever orders first gets them. They go to waiting orders once
              everybody on the list was told and had time to buy.
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
  const words = `${keptText(one)}, in ${one.location}${only ? "" : `, ${one.variant}`}`;
  return (
    <InlineStack align="space-between" blockAlign="center" gap="200">
      <Text as="p" breakWord>
        {words}
      </Text>
      <SetUnits choice={{ ...one, units: 0, readers: 0 }} intent="save" text="Keep none" about={words} />
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
      <input type="hidden" name="readers" value={choice.readers} />
      <Button submit loading={fetcher.state !== "idle"} accessibilityLabel={`${text}: ${about}`}>
        {text}
      </Button>
    </fetcher.Form>
  );
}

/** What is kept there now, to be changed. */
function asKept(kept: Kept[], { itemId, locationId }: { itemId: string; locationId: string }) {
  const one = kept.find((k) => k.itemId === itemId && k.locationId === locationId);
  const text = (units = 0) => (units === 0 ? "" : String(units));
  return { itemId, locationId, units: text(one?.units), readers: text(one?.readers) };
}

function waitingText({ waiting, sellsOn }: Props["variants"][number]): string {
  if (waiting === 0) return "Nobody is on the waiting list of this variant.";
  const people = `${count(waiting, "person waits", "people wait")} for this variant.`;
  return sellsOn
    ? people
    : `${people} Shopify stops selling it at zero: they are told only once nothing more is owed than is on hand.`;
}

function Keep({ variants, locations, kept }: Props) {
  const fetcher = useFetcher<FloorAnswer>();
  const [typed, setTyped] = useState(() =>
    asKept(kept, { itemId: variants[0]?.itemId ?? "", locationId: locations[0]?.locationId ?? "" }),
  );
  const [looked, setLooked] = useState("");
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  useSaid(fetcher.data);
  const change = (part: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...part }));
  // What was foreseen is about what was typed then.
  const foreseen = looked === JSON.stringify(typed) ? fetcher.data?.foreseen : undefined;
  const variant = variants.find((v) => v.itemId === typed.itemId);
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
                onChange={(itemId) => setTyped(asKept(kept, { ...typed, itemId }))}
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
              onChange={(locationId) => setTyped(asKept(kept, { ...typed, locationId }))}
              error={errors["locationId"] ?? false}
            />
            <TextField
              label="Units to keep for the shop floor"
              name="units"
              inputMode="numeric"
              autoComplete="off"
              value={typed.units}
              onChange={(units) => change({ units })}
              helpText="0 or empty: none."
              error={errors["units"] ?? false}
            />
            <TextField
              label="Units to keep for the waiting list"
              name="readers"
              inputMode="numeric"
              autoComplete="off"
              value={typed.readers}
              onChange={(readers) => change({ readers })}
              helpText={variant && waitingText(variant)}
              error={errors["readers"] ?? false}
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
            <Text as="p">Before: {undo.units + undo.readers === 0 ? "none" : keptText(undo)}.</Text>
            <SetUnits choice={undo} intent="undo" text="Undo" about="kept units" />
          </InlineStack>
        </Card>
      )}
    </>
  );
}
