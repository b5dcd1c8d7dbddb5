import { BlockStack, Button, Card, InlineStack, SkeletonBodyText, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { ChangeKind } from "#app/domain/delivery-state.ts";
import type { Foreseen } from "#app/domain/slip.ts";
import { changeWords, toldWords, whyKept } from "./delivery-undo-words.ts";
import type { FormAnswer } from "./form-answer.ts";
import { FormProblem } from "./form-problem.tsx";
import { InPlace } from "./in-place.tsx";
import { MovedLines } from "./moved-lines.tsx";
import { useSaid } from "./said.tsx";
import { useShop } from "./shop.tsx";

export type DoneToday = { actionId: string; kind: ChangeKind; at: string };
type Seen = { undo: (Foreseen & { told: number }) | keyof typeof whyKept };

/** What was done to a delivery today. Each can be taken back until the day ends, the newest first. */
export function ChangedToday({ deliveryId, actions }: { deliveryId: string; actions: DoneToday[] }) {
  if (actions.length === 0) return null;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Changed today
        </Text>
        {actions.map((action) => (
          <One key={action.actionId} deliveryId={deliveryId} action={action} />
        ))}
        <Text as="p" tone="subdued">
          Changes can be undone until the day ends, the newest first.
        </Text>
      </BlockStack>
    </Card>
  );
}

function One({ deliveryId, action }: { deliveryId: string; action: DoneToday }) {
  const shop = useShop();
  const { actionId, kind, at } = action;
  const seen = useFetcher<Seen>();
  const [asking, setAsking] = useState(false);
  const ask = () => {
    setAsking(true);
    seen.load(`/app/incoming/${deliveryId}/foreseen?undo=${actionId}`);
  };
  const stop = () => setAsking(false);
  const what = `${changeWords[kind]}, ${shop.moment(at)}`;
  return (
    <BlockStack gap="200">
      <InlineStack gap="200" blockAlign="center" align="space-between">
        <Text as="p">{what}</Text>
        {!asking && (
          <Button onClick={ask} accessibilityLabel={`Undo: ${what}`}>
            Undo
          </Button>
        )}
      </InlineStack>
      {asking && (
        <div role="group" aria-label={`Undo: ${what}`}>
          <InPlace close={stop} />
          <Confirm deliveryId={deliveryId} action={action} undo={seen.data?.undo ?? null} stop={stop} />
        </div>
      )}
    </BlockStack>
  );
}

function Confirm(props: {
  deliveryId: string;
  action: DoneToday;
  undo: Seen["undo"] | null;
  stop: () => void;
}) {
  const { deliveryId, action, undo, stop } = props;
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data, stop);
  const told = undo && typeof undo !== "string" ? toldWords(undo.told) : null;
  const keep = (
    <Button variant="tertiary" onClick={stop}>
      Keep as it is
    </Button>
  );
  if (undo === null) return <SkeletonBodyText lines={2} />;
  if (typeof undo === "string")
    return (
      <BlockStack gap="200" inlineAlign="start">
        <Text as="p">{whyKept[undo]}</Text>
        {keep}
      </BlockStack>
    );
  return (
    <BlockStack gap="200">
      <div role="status" aria-label="What undoing changes">
        <MovedLines lines={undo.lines} />
      </div>
      {told && <Text as="p">{told}</Text>}
      {action.kind === "received" && (
        <Text as="p">Units that Shipsby added to your stock in Shopify for it are taken off again.</Text>
      )}
      <FormProblem text={fetcher.data?.errors?.["form"]} />
      <InlineStack gap="200">
        <Button
          tone="critical"
          loading={fetcher.state !== "idle"}
          onClick={() =>
            fetcher.submit(
              { intent: "undo", actionId: action.actionId },
              { method: "post", action: `/app/incoming/${deliveryId}` },
            )
          }
        >
          Undo now
        </Button>
        {keep}
      </InlineStack>
    </BlockStack>
  );
}
