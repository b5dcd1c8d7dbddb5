import { ChoiceList, FormLayout, TextField } from "@shopify/polaris";
import { useState } from "react";
import { supplierDates } from "#app/domain/supplier-form.ts";
import { WhatMoves } from "./moved-lines.tsx";

export type SupplierTyped = {
  name: string;
  leadTimeDays: number | null;
  dates: SupplierDates;
  bufferDays?: number;
};
type SupplierDates = (typeof supplierDates)[number];

/** Name, lead time and where its dates come from. `learnedHelp` says what would be learned now. */
export function SupplierFields(props: {
  supplier: SupplierTyped;
  learnedHelp: string;
  errors: Record<string, string>;
  /** Where it is asked whom another choice would move. */
  foreseenAt?: string;
}) {
  const { supplier, learnedHelp, errors, foreseenAt } = props;
  const [name, setName] = useState(supplier.name);
  const [days, setDays] = useState(supplier.leadTimeDays === null ? "" : String(supplier.leadTimeDays));
  const [dates, setDates] = useState(supplier.dates);
  const [buffer, setBuffer] = useState(String(supplier.bufferDays || 3));
  const asked = { kind: "dates", name, leadTimeDays: days, dates, bufferDays: buffer };
  const differs =
    days !== String(supplier.leadTimeDays ?? "") ||
    dates !== supplier.dates ||
    (dates === "buffered" && buffer !== String(supplier.bufferDays ?? 0));
  return (
    <FormLayout>
      <FormLayout.Group>
        <TextField
          label="Name"
          name="name"
          autoComplete="off"
          maxLength={100}
          value={name}
          onChange={setName}
          error={errors["name"] ?? false}
        />
        <TextField
          label="Stated lead time"
          name="leadTimeDays"
          inputMode="numeric"
          suffix="days"
          autoComplete="off"
          value={days}
          onChange={setDays}
          helpText="Used for its products when no delivery covers an order. Empty: the shop's."
          error={errors["leadTimeDays"] ?? false}
        />
      </FormLayout.Group>
      <ChoiceList
        title="Its deliveries are expected"
        name="dates"
        selected={[dates]}
        onChange={([chosen]) => setDates(supplierDates.find((d) => d === chosen) ?? "stated")}
        choices={[
          { label: "On the day it states", value: "stated" },
          { label: "Some days after the day it states", value: "buffered" },
          { label: "When its past deliveries say", value: "learned", helpText: learnedHelp },
        ]}
        {...(errors["dates"] && { error: errors["dates"] })}
      />
      {dates === "buffered" && (
        <TextField
          label="Days to add"
          name="bufferDays"
          inputMode="numeric"
          suffix="days"
          autoComplete="off"
          value={buffer}
          onChange={setBuffer}
          error={errors["bufferDays"] ?? false}
        />
      )}
      {foreseenAt !== undefined && differs && (
        <WhatMoves address={`${foreseenAt}?${new URLSearchParams(asked)}`} by="save it" />
      )}
    </FormLayout>
  );
}
