import { BlockStack, Button, Card, InlineStack, Page, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { BrakeRule } from "#app/domain/brake.ts";
import type { Level } from "#app/domain/level.ts";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import { listText, count } from "#app/components/words.ts";
import { BrakeFields, type TypedBrake } from "./fields.tsx";
import { Foreseen, type ForeseenShown } from "./foreseen.tsx";

export type BrakeAnswer = {
  foreseen?: ForeseenShown;
  errors?: Record<string, string>;
  typed: Record<string, string>;
};

type Props = { level: Level; names: string[]; targets: number; rule: BrakeRule | null };

/** How many backorders are taken here, and what would that switch now? */
export function BrakePage({ level, names, targets, rule }: Props) {
  const fetcher = useFetcher<BrakeAnswer>();
  const [typed, setTyped] = useState(asTyped(rule));
  const [looked, setLooked] = useState("");
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  // What was foreseen is about what was typed then.
  const foreseen = looked === JSON.stringify(typed) ? fetcher.data?.foreseen : undefined;
  const busy = fetcher.state !== "idle";
  return (
    <Page title={titleOf(level, names, targets)} backAction={{ content: "Policies", url: "/app/policies" }}>
      <BlockStack gap="400">
        <Card>
          <fetcher.Form method="post" ref={form} noValidate aria-label="Brake">
            <BlockStack gap="400">
              {names.length > 1 && (
                <Text as="p" breakWord>
                  {listText(names.length > 5 ? [...names.slice(0, 4), `${targets - 4} more`] : names)}
                </Text>
              )}
              <BrakeFields
                typed={typed}
                errors={errors}
                change={(part) => setTyped((before) => ({ ...before, ...part }))}
              />
              <InlineStack gap="200">
                <input type="hidden" name="intent" value={foreseen ? "save" : "foresee"} />
                <Button
                  submit
                  variant="primary"
                  loading={busy}
                  onClick={() => setLooked(JSON.stringify(typed))}
                >
                  {foreseen ? saveWords(foreseen) : "See what it would do"}
                </Button>
                <Button url="/app/policies">Back</Button>
              </InlineStack>
            </BlockStack>
          </fetcher.Form>
        </Card>
        <div role="status" aria-label="What the brake would do">
          {foreseen && <Foreseen foreseen={foreseen} />}
        </div>
      </BlockStack>
    </Page>
  );
}

function titleOf(level: Level, names: string[], targets: number): string {
  if (level === "shop") return "Brake for the whole shop";
  return targets === 1 ? `Brake for ${names[0] ?? "a deleted item"}` : `Brake for ${count(targets, level)}`;
}

function saveWords({ off, on }: ForeseenShown): string {
  if (off + on === 0) return "Save brake";
  if (on === 0) return `Save and stop ${count(off, "variant")}`;
  if (off === 0) return `Save and sell ${count(on, "variant")}`;
  return `Save, stop ${off} and sell ${count(on, "variant")}`;
}

function asTyped(rule: BrakeRule | null): TypedBrake {
  return {
    accept: rule?.accept ?? "dated",
    cap: rule?.cap == null ? "" : String(rule.cap),
    farthestDays: rule?.farthestDays == null ? "" : String(rule.farthestDays),
    margin: rule && rule.margin > 0 ? String(rule.margin) : "",
    opens: rule?.opens ?? false,
  };
}
