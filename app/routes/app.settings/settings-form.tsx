import { BlockStack, Card, Checkbox, ChoiceList, FormLayout, Layout, TextField } from "@shopify/polaris";
import type { Policies } from "#app/domain/settings-form.ts";
import { WhatMoves } from "#app/components/moved-lines.tsx";
import { FormTogether, useTogether } from "#app/components/save-together.tsx";
import { PromisePolicyFields, type TypedPolicy } from "./promise-policy.tsx";

type Typed = TypedPolicy & {
  leadTimeDays: string;
  tagOrders: boolean;
  rankBy: Policies["rankBy"];
  paidFirst: boolean;
};

/** The merchant's policies, saved together by Shopify's save bar. */
export function SettingsForm({ saved }: { saved: Policies }) {
  const together = useTogether(asTyped(saved));
  const { typed, change, errors } = together;
  return (
    <FormTogether id="settings" label="Settings" of={together}>
      <input type="hidden" name="intent" value="save" />
      <Layout>
        <Layout.AnnotatedSection
          title="Lead time"
          description="How long you need to get more when no delivery is known. A product can have its own, or be made to order."
        >
          <Card>
            <BlockStack gap="300">
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
              {typed.leadTimeDays !== asTyped(saved).leadTimeDays && (
                <WhatMoves
                  address={`/app/settings/foreseen?${new URLSearchParams({ what: "lead-time", leadTimeDays: typed.leadTimeDays })}`}
                  by="save it"
                />
              )}
            </BlockStack>
          </Card>
        </Layout.AnnotatedSection>
        <PromisePolicyFields typed={typed} change={change} errors={errors} />
        <Layout.AnnotatedSection
          title="Who comes first"
          description="The order in which waiting orders are served. An order you put first and units you pin come before all of them."
        >
          <Card>
            <FormLayout>
              <ChoiceList
                title="Orders are served"
                name="rankBy"
                choices={[
                  {
                    label: "First come, first served",
                    value: "placed",
                    helpText: "The order that was placed first is served first.",
                  },
                  {
                    label: "By the day they are needed",
                    value: "required",
                    helpText:
                      "The order that is needed first is served first; orders without a day come after.",
                  },
                ]}
                selected={[typed.rankBy]}
                onChange={([rankBy]) => change({ rankBy: rankBy === "required" ? "required" : "placed" })}
              />
              <Checkbox
                label="Paid orders before unpaid ones"
                name="paidFirst"
                value="on"
                helpText="Orders that are unpaid or on hold wait behind the others, and keep their place for when that ends."
                checked={typed.paidFirst}
                onChange={(paidFirst) => change({ paidFirst })}
              />
            </FormLayout>
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
    </FormTogether>
  );
}

function asTyped(saved: Policies): Typed {
  const { leadTimeDays, tagOrders, rankBy, paidFirst } = saved;
  return {
    leadTimeDays: leadTimeDays === null ? "" : String(leadTimeDays),
    tagOrders,
    rankBy,
    paidFirst,
    toleranceDays: String(saved.toleranceDays),
    tolerancePercent: String(saved.tolerancePercent),
    confirmHours: String(saved.confirmHours),
    frozenDays: String(saved.frozenDays),
  };
}
