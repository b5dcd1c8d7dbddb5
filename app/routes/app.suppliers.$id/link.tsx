import {
  BlockStack,
  Button,
  Card,
  Checkbox,
  FormLayout,
  InlineStack,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import { languageNames, type Language } from "#app/domain/languages.ts";
import { linkDays, type Contact } from "#app/domain/supplier-link-form.ts";
import { supplierLinkWords } from "#app/domain/supplier-link-words.ts";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { count } from "#app/components/words.ts";

export type LinkShown = {
  language: Language;
  /** When the newest link ends; null: there is none. */
  until: string | null;
  acceptDays: number | null;
  contact: Contact | null;
  /** When it last said that a date holds. */
  confirmedAt: string | null;
};

/** The page on which the supplier says when its deliveries come, without a login. */
export function SupplierLink({ link }: { link: LinkShown }) {
  const shop = useShop();
  return (
    <Card>
      <BlockStack gap="400">
        <BlockStack gap="100">
          <Text as="h2" variant="headingMd">
            Supplier link
          </Text>
          <Text as="p" tone="subdued">
            On its page the supplier sees its own open deliveries and says when they come. You decide what
            counts.
          </Text>
        </BlockStack>
        {link.confirmedAt && <Text as="p">It last confirmed a date {shop.moment(link.confirmedAt)}.</Text>}
        <Make link={link} />
        <Words link={link} />
      </BlockStack>
    </Card>
  );
}

type Made = FormAnswer & { url?: string };

function Make({ link }: { link: LinkShown }) {
  const shop = useShop();
  const making = useFetcher<Made>();
  const ending = useFetcher<FormAnswer>();
  const [days, setDays] = useState("14");
  useSaid(making.data);
  useSaid(ending.data);
  const url = ending.data?.said ? undefined : making.data?.url;
  return (
    <BlockStack gap="300">
      <Text as="p">
        {link.until
          ? `A link works until ${shop.moment(link.until)}. A new one ends it.`
          : "No link works at the moment."}
      </Text>
      <making.Form method="post" aria-label="Make a link">
        <input type="hidden" name="intent" value="link" />
        <InlineStack gap="200" blockAlign="end">
          <Select
            label="Works for"
            name="days"
            options={linkDays.map((n) => ({ label: count(n, "day"), value: String(n) }))}
            value={days}
            onChange={setDays}
          />
          <Button submit loading={making.state !== "idle"}>
            Make a link
          </Button>
        </InlineStack>
      </making.Form>
      {url && <Fresh url={url} link={link} />}
      {link.until && (
        <ending.Form method="post" aria-label="End the link">
          <input type="hidden" name="intent" value="revoke" />
          <Button submit tone="critical" loading={ending.state !== "idle"}>
            End the link
          </Button>
        </ending.Form>
      )}
    </BlockStack>
  );
}

/** Shown once: it is kept nowhere. */
function Fresh({ url, link }: { url: string; link: LinkShown }) {
  const shop = useShop();
  const subject = supplierLinkWords[link.language].title(shop.name);
  const mail = `mailto:${encodeURIComponent(link.contact?.email ?? "")}?${new URLSearchParams({
    subject,
    body: `${subject}\n\n${url}\n`,
  })
    .toString()
    .replaceAll("+", "%20")}`;
  const copy = () =>
    void navigator.clipboard.writeText(url).then(() => window.shopify?.toast.show("Link copied"));
  return (
    <BlockStack gap="200">
      <TextField
        label="Link"
        value={url}
        readOnly
        autoComplete="off"
        selectTextOnFocus
        helpText="Shown only now. Whoever has it can answer for this supplier."
      />
      <InlineStack gap="300" blockAlign="center">
        <Button onClick={copy}>Copy link</Button>
        <a className="shipsby-link" href={mail} target="_top">
          Write an email
        </a>
      </InlineStack>
    </BlockStack>
  );
}

function Words({ link }: { link: LinkShown }) {
  const fetcher = useFetcher<FormAnswer>();
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  const [language, setLanguage] = useState<string>(link.language);
  const [accept, setAccept] = useState(link.acceptDays !== null);
  const [days, setDays] = useState(String(link.acceptDays ?? 2));
  const [name, setName] = useState(link.contact?.name ?? "");
  const [email, setEmail] = useState(link.contact?.email ?? "");
  useSaid(fetcher.data);
  return (
    <fetcher.Form method="post" ref={form} noValidate aria-label="Link settings">
      <input type="hidden" name="intent" value="link-words" />
      <FormLayout>
        <Select
          label="Language of its page"
          name="language"
          options={Object.entries(languageNames).map(([value, label]) => ({ label, value }))}
          value={language}
          onChange={setLanguage}
          error={errors["language"] ?? false}
        />
        <Checkbox
          label="Accept harmless answers without asking"
          name="accept"
          value="on"
          checked={accept}
          onChange={setAccept}
          helpText="Only when nothing is missing and no customer has to be told another date. Otherwise you are asked."
        />
        {accept && (
          <TextField
            label="At most later by"
            name="acceptDays"
            inputMode="numeric"
            suffix="days"
            autoComplete="off"
            value={days}
            onChange={setDays}
            error={errors["acceptDays"] ?? false}
          />
        )}
        <FormLayout.Group>
          <TextField
            label="Contact's name"
            name="contactName"
            autoComplete="off"
            maxLength={100}
            value={name}
            onChange={setName}
            error={errors["contactName"] ?? false}
          />
          <TextField
            label="Contact's email"
            name="contactEmail"
            type="email"
            autoComplete="off"
            value={email}
            onChange={setEmail}
            helpText="Optional, kept encrypted. Empty both to delete them."
            error={errors["contactEmail"] ?? false}
          />
        </FormLayout.Group>
        <Button submit loading={fetcher.state !== "idle"}>
          Save link settings
        </Button>
      </FormLayout>
    </fetcher.Form>
  );
}
