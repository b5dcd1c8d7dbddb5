import { BlockStack, Button, InlineStack, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState, type ReactNode } from "react";
import type { OrderOwedLine } from "#app/database/pages/order.server.ts";
import { holdScopes } from "#app/domain/release-form.ts";
import { draftScopes } from "#app/domain/suggestions.ts";
import { AllowAccess } from "#app/components/allow-access.tsx";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { FormProblem } from "#app/components/form-problem.tsx";
import { HiddenFields } from "#app/components/hidden-fields.tsx";
import { InPlace } from "#app/components/in-place.tsx";
import { useSaid } from "#app/components/said.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

/** What the shop allows Shipsby to do about units at other places. */
export type MayRescue = { canMove: boolean; canDraft: boolean };

type Place = OrderOwedLine["elsewhere"][number];
type Props = { line: OrderOwedLine; place: Place; may: MayRescue };

/** What lies free at other places, and how it could come to this order. Nothing is moved in silence. */
export function FreeElsewhere({ line, may }: Omit<Props, "place">) {
  return line.elsewhere.map((place) => (
    <BlockStack key={place.locationId} gap="200">
      <Text as="p" breakWord>
        {line.owed} short in {line.location}, {place.free} free in {place.location}.
      </Text>
      <Rescue line={line} place={place} may={may} />
    </BlockStack>
  ));
}

/** The line goes to the units, or the units to the line. */
function Rescue({ line, place, may }: Props) {
  const [way, choose] = useState<"move" | "transfer" | null>(null);
  const close = () => choose(null);
  const units = count(Math.min(line.owed, place.free), "unit");
  if (way === "move" && may.canMove) return <Move line={line} place={place} units={units} close={close} />;
  if (way === "transfer" && may.canDraft)
    return <Transfer line={line} place={place} units={units} close={close} />;
  if (way !== null) return <NotYet {...access[way]} close={close} />;
  return (
    <BlockStack gap="200">
      {place.draft && <Drafted draft={place.draft} />}
      <InlineStack gap="200" blockAlign="center">
        <Button onClick={() => choose("move")}>{`Move ${units} to ${place.location}`}</Button>
        {!place.draft && (
          <Button onClick={() => choose("transfer")} variant="tertiary">
            Transfer stock instead
          </Button>
        )}
      </InlineStack>
    </BlockStack>
  );
}

function Drafted({ draft: { deliveryId, name, units } }: { draft: NonNullable<Place["draft"]> }) {
  return (
    <Text as="p" breakWord>
      Transfer <TextLink to={`/app/incoming/${deliveryId}`}>{name}</TextLink> of {count(units, "unit")} is
      drafted. It counts once you mark it as ready in Shopify.
    </Text>
  );
}

/** What each way needs, and what works without it. */
const access = {
  move: {
    what: "move lines between locations",
    without: "Move the order in Shopify, or transfer stock.",
    scopes: holdScopes,
  },
  transfer: {
    what: "draft transfers",
    without: "Add the transfer in Shopify, or move the line.",
    scopes: draftScopes,
  },
};

/** A way that needs access first, and the way back to the other one. */
function NotYet({ close, ...needed }: (typeof access)["move" | "transfer"] & { close: () => void }) {
  return (
    <div role="group" aria-label="Access">
      <InPlace close={close} />
      <BlockStack gap="200">
        <AllowAccess {...needed} />
        <InlineStack>
          <Button onClick={close} variant="tertiary">
            Keep as it is
          </Button>
        </InlineStack>
      </BlockStack>
    </div>
  );
}

type Way = { line: OrderOwedLine; place: Place; units: string; close: () => void };

function Move({ line, place, units, close }: Way) {
  return (
    <Asked
      title={`Move ${units} to ${place.location}`}
      fields={{ intent: "move", fulfillmentLineId: line.id, toLocationId: place.locationId }}
      submit={`Move ${units}`}
      close={close}
    >
      {units} of this line will ship from {place.location} instead of {line.location}. The rest of the order
      stays where it is, and the customer gets no message.
    </Asked>
  );
}

function Transfer({ line, place, units, close }: Way) {
  // Shopify takes the same key for the same transfer: two clicks make one.
  const [key] = useState(() => crypto.randomUUID());
  return (
    <Asked
      title={`Transfer ${units} to ${line.location}`}
      fields={{
        intent: "draft-transfer",
        fulfillmentLineId: line.id,
        fromLocationId: place.locationId,
        key,
      }}
      submit="Draft transfer"
      close={close}
    >
      A draft of {units} from {place.location} to {line.location} is added to your transfers in Shopify. No
      stock moves and no date changes until you send it there.
    </Asked>
  );
}

type AskedProps = {
  title: string;
  fields: Record<string, string>;
  submit: string;
  close: () => void;
  children: ReactNode;
};

function Asked({ title, fields, submit, close, children }: AskedProps) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data, close);
  const problem = fetcher.data?.errors?.["form"];
  return (
    <fetcher.Form method="post" aria-label={title}>
      <InPlace close={close} />
      <HiddenFields fields={fields} />
      <BlockStack gap="200">
        <Text as="p" breakWord>
          {children}
        </Text>
        <FormProblem text={problem} />
        <InlineStack gap="200">
          <Button submit variant="primary" loading={fetcher.state !== "idle"}>
            {submit}
          </Button>
          <Button onClick={close} variant="tertiary">
            Keep as it is
          </Button>
        </InlineStack>
      </BlockStack>
    </fetcher.Form>
  );
}
