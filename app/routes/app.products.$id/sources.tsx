import { BlockStack, Button, Card, FormLayout, InlineStack, Select, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { WhatMoves } from "#app/components/moved-lines.tsx";
import { InPlace } from "#app/components/in-place.tsx";
import { useSaid } from "#app/components/said.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

export type Source = {
  supplierId: string;
  name: string;
  leadTimeDays: number | null;
  minimum: number | null;
};
type Props = {
  productId: string;
  sources: Source[];
  supplierId: string | null;
  suppliers: { id: string; name: string }[];
};

/** Who else could supply the product, on what terms. Only the preferred one gives dates. */
export function Sources({ productId, sources, supplierId, suppliers }: Props) {
  const [adding, setAdding] = useState(false);
  if (suppliers.length === 0) return null;
  const others = sources.filter((s) => s.supplierId !== supplierId);
  const preferred = sources.find((s) => s.supplierId === supplierId);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Could also supply
        </Text>
        {preferred?.minimum != null && (
          <Text as="p" breakWord>
            {preferred.name} supplies it: {terms(preferred)}.
          </Text>
        )}
        {others.length === 0 && (
          <Text as="p" tone="subdued">
            Nobody else is known.
          </Text>
        )}
        {others.map((source) => (
          <Other key={source.supplierId} source={source} productId={productId} />
        ))}
        {adding ? (
          <Add suppliers={suppliers} stop={() => setAdding(false)} />
        ) : (
          <InlineStack>
            <Button onClick={() => setAdding(true)}>Add a supplier</Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

function terms({ leadTimeDays, minimum }: Source): string {
  const time = leadTimeDays === null ? "no lead time" : count(leadTimeDays, "day");
  return minimum === null ? time : `${time}, at least ${count(minimum, "unit")} at once`;
}

function Other({ source, productId }: { source: Source; productId: string }) {
  const [asking, setAsking] = useState(false);
  const fetcher = useFetcher<FormAnswer>();
  const { supplierId, name } = source;
  useSaid(fetcher.data, () => setAsking(false));
  const act = (intent: string) => fetcher.submit({ intent, sourceId: supplierId }, { method: "post" });
  return (
    <BlockStack gap="100">
      <Text as="p" breakWord>
        <TextLink to={`/app/suppliers/${supplierId}`}>{name}</TextLink>: {terms(source)}
      </Text>
      {asking && (
        <WhatMoves
          address={`/app/products/${productId}/foreseen?${new URLSearchParams({ supplierId })}`}
          by={`use ${name}`}
        />
      )}
      <InlineStack gap="200">
        <Button
          onClick={() => (asking ? act("prefer-source") : setAsking(true))}
          loading={fetcher.state !== "idle"}
          variant={asking ? "primary" : "secondary"}
          accessibilityLabel={asking ? `Use ${name} from now on` : `Use ${name}`}
        >
          {asking ? "Use from now on" : "Use this one"}
        </Button>
        {asking && <Button onClick={() => setAsking(false)}>Keep as it is</Button>}
        <Button
          variant="tertiary"
          onClick={() => act("remove-source")}
          disabled={fetcher.state !== "idle"}
          accessibilityLabel={`Remove ${name}`}
        >
          Remove
        </Button>
      </InlineStack>
    </BlockStack>
  );
}

function Add({ suppliers, stop }: { suppliers: Props["suppliers"]; stop: () => void }) {
  const fetcher = useFetcher<FormAnswer>();
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  const [chosen, setChosen] = useState(suppliers[0]?.id ?? "");
  const [minimum, setMinimum] = useState("");
  useSaid(fetcher.data, stop);
  return (
    <fetcher.Form method="post" ref={form} noValidate aria-label="Add a supplier">
      <InPlace close={stop} />
      <input type="hidden" name="intent" value="source" />
      <FormLayout>
        <Select
          label="Supplier"
          name="sourceId"
          options={suppliers.map((s) => ({ label: s.name, value: s.id }))}
          value={chosen}
          onChange={setChosen}
          error={errors["sourceId"] ?? false}
        />
        <TextField
          label="Smallest order"
          name="minimum"
          inputMode="numeric"
          suffix="units"
          autoComplete="off"
          value={minimum}
          onChange={setMinimum}
          helpText="Empty: any number."
          error={errors["minimum"] ?? false}
        />
        <InlineStack gap="200">
          <Button submit variant="primary" loading={fetcher.state !== "idle"}>
            Save
          </Button>
          <Button variant="tertiary" onClick={stop}>
            Close
          </Button>
        </InlineStack>
      </FormLayout>
    </fetcher.Form>
  );
}
