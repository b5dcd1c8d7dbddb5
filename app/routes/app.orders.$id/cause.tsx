import { BlockStack, Button, InlineStack, Select, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { LineCause } from "#app/database/pages/causes.server.ts";
import type { OrderPage } from "#app/database/pages/order.server.ts";
import { causes } from "#app/domain/cause.ts";
import { causeSentence, causeWords, deliveryOf, howLate } from "#app/domain/cause-words.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { InPlace } from "#app/components/in-place.tsx";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";

type Props = { line: { lineId: string }; cause: LineCause; title: string; places: OrderPage["places"] };

/** Why a line is owed, what shows it, and what has delayed it since. Staff may know better. */
export function WhyOwed({ line, cause: { found, said, late }, title, places }: Props) {
  const shop = useShop();
  const [changing, change] = useState(false);
  const place = (id: string) => places[id] ?? "an unknown location";
  const evidence = causeSentence(found, { date: shop.day, place });
  return (
    <BlockStack gap="100">
      <Text as="p">{causeWords[said ?? found.cause]}</Text>
      <Text as="p" variant="bodySm" tone="subdued" breakWord>
        {said === null
          ? evidence
          : `Said by your staff. Shipsby found: ${causeWords[found.cause]}. ${evidence}`}
      </Text>
      {late.map((cover) => (
        <Text as="p" variant="bodySm" key={cover.deliveryId} breakWord>
          Late since then: <TextLink to={`/app/incoming/${cover.deliveryId}`}>{deliveryOf(cover)}</TextLink>{" "}
          {howLate({ ...cover, units: 0, short: false }, shop.day)}.
        </Text>
      ))}
      {changing ? (
        <ChangeCause
          line={line}
          now={said ?? found.cause}
          found={found.cause}
          title={title}
          stop={() => change(false)}
        />
      ) : (
        <InlineStack gap="300">
          <Button
            variant="plain"
            onClick={() => change(true)}
            accessibilityLabel={`Change cause of ${title}`}
          >
            Change cause
          </Button>
          {said !== null && <TakeBack line={line} title={title} />}
        </InlineStack>
      )}
    </BlockStack>
  );
}

type Changing = Pick<Props, "line" | "title"> & { now: string; found: string; stop: () => void };

function ChangeCause({ line, now, found, title, stop }: Changing) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data, stop);
  const [cause, choose] = useState(now);
  return (
    <fetcher.Form method="post" aria-label={`Cause of ${title}`}>
      <InPlace close={stop} />
      <input type="hidden" name="intent" value="cause" />
      <input type="hidden" name="lineId" value={line.lineId} />
      <BlockStack gap="200">
        <Select
          label="Cause"
          name="cause"
          options={causes.map((value) => ({
            value,
            label: value === found ? `${causeWords[value]} (found)` : causeWords[value],
          }))}
          value={cause}
          onChange={choose}
          error={fetcher.data?.errors?.["cause"] ?? false}
        />
        <InlineStack gap="200">
          <Button submit loading={fetcher.state !== "idle"}>
            Save cause
          </Button>
          <Button onClick={stop} variant="tertiary">
            Keep as it is
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}

function TakeBack({ line, title }: Pick<Props, "line" | "title">) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  return (
    <fetcher.Form method="post">
      <input type="hidden" name="intent" value="cause" />
      <input type="hidden" name="lineId" value={line.lineId} />
      <input type="hidden" name="cause" value="" />
      <Button
        submit
        variant="plain"
        loading={fetcher.state !== "idle"}
        accessibilityLabel={`Undo: cause of ${title}`}
      >
        Undo
      </Button>
    </fetcher.Form>
  );
}
