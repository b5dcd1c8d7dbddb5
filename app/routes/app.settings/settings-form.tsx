import { Card, Checkbox, ChoiceList, FormLayout, Layout, TextField } from "@shopify/polaris";
import { SaveBar } from "@shopify/app-bridge-react";
import { useFetcher } from "@remix-run/react";
import { useRef, useState } from "react";
import { shipDay } from "#app/domain/days.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";

export type Saved = {
  handlingDays: number;
  workingDays: number[];
  leadTimeDays: number | null;
  tagOrders: boolean;
};
type Typed = { handlingDays: string; workingDays: string[]; leadTimeDays: string; tagOrders: boolean };

/** Calendar, lead time and tag, saved together by Shopify's save bar. */
export function SettingsForm({ saved }: { saved: Saved }) {
  const fetcher = useFetcher<FormAnswer>();
  const [typed, setTyped] = useState(asTyped(saved));
  const form = useRef<HTMLFormElement>(null);
  useSaid(fetcher.data);
  const change = (part: Partial<Typed>) => setTyped({ ...typed, ...part });
  const dirty = JSON.stringify(typed) !== JSON.stringify(asTyped(saved));
  const errors = fetcher.data?.errors ?? {};
  const submitting = fetcher.state !== "idle";

  return (
    <fetcher.Form method="post" ref={form} noValidate aria-label="Settings">
      <input type="hidden" name="intent" value="save" />
      <SaveBar id="settings" open={dirty}>
        <button
          type="button"
          variant="primary"
          disabled={submitting}
          onClick={() => form.current?.requestSubmit()}
          {...(submitting && { loading: "" })}
        >
          Save
        </button>
        <button type="button" disabled={submitting} onClick={() => setTyped(asTyped(saved))}>
          Discard
        </button>
      </SaveBar>
      <Layout>
        <Layout.AnnotatedSection
          title="Calendar"
          description="The date shoppers see is the day a delivery arrives plus your handling, on working days only."
        >
          <Card>
            <FormLayout>
              <TextField
                label="Handling"
                name="handlingDays"
                inputMode="numeric"
                suffix="working days"
                autoComplete="off"
                value={typed.handlingDays}
                onChange={(handlingDays) => change({ handlingDays })}
                helpText={<HandlingExample typed={typed} />}
                error={errors["handlingDays"] ?? false}
              />
              <ChoiceList
                title="Working days"
                name="workingDays"
                allowMultiple
                choices={weekdays.map((label, i) => ({ label, value: String(i + 1) }))}
                selected={typed.workingDays}
                onChange={(workingDays) => change({ workingDays: workingDays.sort() })}
                error={errors["workingDays"] ?? ""}
              />
            </FormLayout>
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title="Lead time"
          description="How long you need to get more when no delivery is known. A product can have its own."
        >
          <Card>
            <TextField
              label="Lead time of the shop"
              name="leadTimeDays"
              inputMode="numeric"
              suffix="days"
              autoComplete="off"
              value={typed.leadTimeDays}
              onChange={(leadTimeDays) => change({ leadTimeDays })}
              helpText="Empty: no lead time, and nothing is promised without a delivery."
              error={errors["leadTimeDays"] ?? false}
            />
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection title="Orders" description="What Shipsby writes to orders in Shopify.">
          <Card>
            <Checkbox
              label="Tag orders that owe something"
              name="tagOrders"
              value="on"
              helpText="An order has the tag “Backorder” while something on it is owed."
              checked={typed.tagOrders}
              onChange={(tagOrders) => change({ tagOrders })}
            />
          </Card>
        </Layout.AnnotatedSection>
      </Layout>
    </fetcher.Form>
  );
}

function HandlingExample({ typed }: { typed: Typed }) {
  const shop = useShop();
  const handlingDays = Number(typed.handlingDays);
  const workingDays = typed.workingDays.map(Number);
  if (!/^\d{1,2}$/.test(typed.handlingDays) || handlingDays > 30 || workingDays.length === 0) return null;
  const shipsBy = shipDay(shop.today, { handlingDays, workingDays });
  return (
    <>
      What arrives today, {shop.day(shop.today)}, ships by {shop.day(shipsBy)}.
    </>
  );
}

function asTyped(saved: Saved): Typed {
  return {
    handlingDays: String(saved.handlingDays),
    workingDays: saved.workingDays.map(String).sort(),
    leadTimeDays: saved.leadTimeDays === null ? "" : String(saved.leadTimeDays),
    tagOrders: saved.tagOrders,
  };
}

const weekdays = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"];
