import { BlockStack, Button, Card, FormLayout, InlineStack, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { Delay } from "#app/domain/facts.ts";
import type { SupplierClosed } from "#app/domain/supplier-days.ts";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { WhatMoves } from "#app/components/moved-lines.tsx";
import { InPlace } from "#app/components/in-place.tsx";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { count } from "#app/components/words.ts";

type Props = { supplierId: string; name: string; delay: Delay | null; closed: SupplierClosed[] };

/** What keeps a supplier from its usual pace: a disruption, and days on which it does not work. */
export function Pace({ supplierId, name, delay, closed }: Props) {
  return (
    <>
      <Disruption key={JSON.stringify(delay)} supplierId={supplierId} name={name} delay={delay} />
      <DaysOff supplierId={supplierId} closed={closed} />
    </>
  );
}

function Disruption({ supplierId, name, delay }: Omit<Props, "closed">) {
  const shop = useShop();
  const fetcher = useFetcher<FormAnswer>();
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState({ reason: "", days: "5", first: shop.today, last: "" });
  const field = (key: keyof typeof typed) => ({
    name: key,
    autoComplete: "off",
    value: typed[key],
    onChange: (value: string) => setTyped({ ...typed, [key]: value }),
    error: errors[key] ?? (false as const),
  });
  useSaid(fetcher.data, () => setOpen(false));
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Disruption
        </Text>
        <Text as="p" breakWord>
          {delay
            ? `${name}: ${delay.reason}, ${count(delay.days, "day")} added to what would come from ${shop.day(delay.first)} to ${shop.day(delay.last)}.`
            : "None. A disruption adds days to everything that would come in its time."}
        </Text>
        {delay && (
          <fetcher.Form method="post" aria-label="End the disruption">
            <input type="hidden" name="intent" value="delay-over" />
            <BlockStack gap="300">
              <WhatMoves address={addressOf(supplierId, { kind: "delay-over" })} by="end it" />
              <InlineStack>
                <Button submit loading={fetcher.state !== "idle"}>
                  End the disruption
                </Button>
              </InlineStack>
            </BlockStack>
          </fetcher.Form>
        )}
        {!delay && !open && (
          <InlineStack>
            <Button onClick={() => setOpen(true)}>Flag a disruption</Button>
          </InlineStack>
        )}
        {!delay && open && (
          <fetcher.Form method="post" ref={form} noValidate aria-label="Flag a disruption">
            <InPlace close={() => setOpen(false)} />
            <input type="hidden" name="intent" value="delay" />
            <FormLayout>
              <TextField
                label="What happened"
                placeholder="Port strike"
                maxLength={60}
                {...field("reason")}
              />
              <TextField label="Days to add" inputMode="numeric" suffix="days" {...field("days")} />
              <FormLayout.Group>
                <TextField label="From" type="date" {...field("first")} />
                <TextField label="Until" type="date" min={shop.today} {...field("last")} />
              </FormLayout.Group>
              <WhatMoves address={addressOf(supplierId, { kind: "delay", ...typed })} by="save it" />
              <InlineStack gap="200">
                <Button submit variant="primary" loading={fetcher.state !== "idle"}>
                  Save disruption
                </Button>
                <Button variant="tertiary" onClick={() => setOpen(false)}>
                  Close
                </Button>
              </InlineStack>
            </FormLayout>
          </fetcher.Form>
        )}
      </BlockStack>
    </Card>
  );
}

function DaysOff({ supplierId, closed }: Pick<Props, "supplierId" | "closed">) {
  const shop = useShop();
  const fetcher = useFetcher<FormAnswer>();
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState({ name: "", first: "", last: "" });
  const field = (key: keyof typeof typed) => ({
    name: key,
    autoComplete: "off",
    value: typed[key],
    onChange: (value: string) => setTyped({ ...typed, [key]: value }),
    error: errors[key] ?? (false as const),
  });
  useSaid(fetcher.data, () => {
    setOpen(false);
    setTyped({ name: "", first: "", last: "" });
  });
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Days closed
        </Text>
        <Text as="p" tone="subdued">
          Its lead time doesn&apos;t run on these days. Dates that it states stay as they are.
        </Text>
        {closed.map((span) => (
          <fetcher.Form method="post" key={span.first} aria-label={`Remove ${span.name}`}>
            <input type="hidden" name="intent" value="open" />
            <input type="hidden" name="first" value={span.first} />
            <InlineStack align="space-between" blockAlign="center" gap="200">
              <Text as="p" breakWord>
                {span.name}: {shop.day(span.first)}
                {span.last === span.first ? "" : ` to ${shop.day(span.last)}`}
              </Text>
              <Button submit accessibilityLabel={`Remove ${span.name}`}>
                Remove
              </Button>
            </InlineStack>
          </fetcher.Form>
        ))}
        {!open && (
          <InlineStack>
            <Button onClick={() => setOpen(true)}>Add days closed</Button>
          </InlineStack>
        )}
        {open && (
          <fetcher.Form method="post" ref={form} noValidate aria-label="Add days closed">
            <InPlace close={() => setOpen(false)} />
            <input type="hidden" name="intent" value="closed" />
            <FormLayout>
              <TextField label="Why" placeholder="Lunar New Year" maxLength={60} {...field("name")} />
              <FormLayout.Group>
                <TextField label="First day" type="date" {...field("first")} />
                <TextField label="Last day" type="date" {...field("last")} />
              </FormLayout.Group>
              <WhatMoves address={addressOf(supplierId, { kind: "closed", ...typed })} by="save them" />
              <InlineStack gap="200">
                <Button submit variant="primary" loading={fetcher.state !== "idle"}>
                  Save days closed
                </Button>
                <Button variant="tertiary" onClick={() => setOpen(false)}>
                  Close
                </Button>
              </InlineStack>
            </FormLayout>
          </fetcher.Form>
        )}
      </BlockStack>
    </Card>
  );
}

function addressOf(supplierId: string, asked: Record<string, string>): string {
  return `/app/suppliers/${supplierId}/foreseen?${new URLSearchParams(asked)}`;
}
