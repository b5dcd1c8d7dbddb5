import {
  BlockStack,
  Button,
  ButtonGroup,
  Card,
  FormLayout,
  InlineStack,
  Layout,
  Page,
  Select,
  Text,
  TextField,
} from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useEffect, useState } from "react";
import { languages, type Language } from "#app/domain/languages.ts";
import type { AlertTexts } from "#app/domain/mail-words.ts";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import { useSaid } from "#app/components/said.tsx";
import { SaveTogether } from "#app/components/save-together.tsx";
import { useAddress } from "#app/components/use-address.ts";
import { languageName } from "#app/components/words.ts";
import type { Answer } from "./route.tsx";

type Preview = { subject: string; html: string; text: string };
type Props = {
  language: Language;
  texts: AlertTexts;
  ours: AlertTexts;
  written: string[];
  preview: Preview;
  mailServer: boolean;
};

const fields: { name: keyof AlertTexts; label: string; lines?: number }[] = [
  { name: "subject", label: "Subject" },
  { name: "preheader", label: "Line after the subject" },
  { name: "body", label: "Text", lines: 5 },
  { name: "button", label: "Button" },
];

/** The merchant's words on the left, the mail as it will be read on the right. */
export function Editor({ language, texts, ours, written, preview, mailServer }: Props) {
  const { change } = useAddress();
  const saving = useFetcher<Answer>();
  const looking = useFetcher<Answer>();
  const [typed, setTyped] = useState(texts);
  const errors = { ...looking.data?.errors, ...saving.data?.errors };
  const form = useFocusOnError(saving.data?.errors ?? {});
  useSaid(saving.data);
  const dirty = JSON.stringify(typed) !== JSON.stringify(texts);
  const { submit } = looking;
  useEffect(() => {
    if (!dirty) return;
    const pause = setTimeout(
      () => submit({ ...typed, intent: "preview", language }, { method: "post" }),
      400,
    );
    return () => clearTimeout(pause);
  }, [typed, dirty, language, submit]);
  const shown = (dirty ? looking.data?.preview : undefined) ?? preview;

  return (
    <Page title="Restock message" backAction={{ content: "Messages", url: "/app/messages" }}>
      <Layout>
        <Layout.Section variant="oneHalf">
          <BlockStack gap="400">
            <Card>
              <saving.Form method="post" ref={form} noValidate aria-label="Words of the message">
                <input type="hidden" name="intent" value="save" />
                <input type="hidden" name="language" value={language} />
                <SaveTogether
                  id="restock-message"
                  open={dirty}
                  saving={saving.state !== "idle"}
                  form={form}
                  discard={() => setTyped(texts)}
                />
                <FormLayout>
                  <Select
                    label="Language"
                    options={languages.map((l) => ({
                      value: l,
                      label: written.includes(l) ? `${languageName(l)}, your words` : languageName(l),
                    }))}
                    value={language}
                    onChange={(next) => change({ language: next })}
                    disabled={dirty}
                    helpText={
                      dirty ? "Save or discard first." : "Shoppers get the language they signed up in."
                    }
                  />
                  {fields.map(({ name, label, lines }) => (
                    <TextField
                      key={name}
                      name={name}
                      label={label}
                      autoComplete="off"
                      {...(lines !== undefined && { multiline: lines })}
                      value={typed[name]}
                      placeholder={ours[name]}
                      onChange={(value) => setTyped((before) => ({ ...before, [name]: value }))}
                      error={errors[name] ?? false}
                    />
                  ))}
                  <Text as="p" tone="subdued">
                    Write {"{item}"} for the product and {"{shop}"} for your store. That it is the only
                    message for this restock, why it was sent, your address and the way to leave are always
                    there: fairness and the law want them.
                  </Text>
                </FormLayout>
              </saving.Form>
            </Card>
            <TestAndRestore
              language={language}
              typed={typed}
              isOurs={!written.includes(language)}
              mailServer={mailServer}
            />
          </BlockStack>
        </Layout.Section>
        <Layout.Section variant="oneHalf">
          <Looks preview={shown} language={language} />
        </Layout.Section>
      </Layout>
    </Page>
  );
}

function TestAndRestore(props: {
  language: Language;
  typed: AlertTexts;
  isOurs: boolean;
  mailServer: boolean;
}) {
  const { language, typed, isOurs, mailServer } = props;
  const test = useFetcher<Answer>();
  const restore = useFetcher<Answer>();
  const [address, setAddress] = useState("");
  useSaid(test.data);
  useSaid(restore.data);
  return (
    <Card>
      <BlockStack gap="300">
        <TextField
          label="Send a test to"
          type="email"
          autoComplete="email"
          value={address}
          onChange={setAddress}
          helpText={
            mailServer
              ? "Only to this address. It is not kept."
              : "Shipsby has no mail server yet, so nothing can be sent."
          }
          error={test.data?.errors?.["address"] ?? false}
          connectedRight={
            <Button
              disabled={!mailServer}
              loading={test.state !== "idle"}
              onClick={() => test.submit({ ...typed, intent: "test", language, address }, { method: "post" })}
            >
              Send test
            </Button>
          }
        />
        {!isOurs && (
          <InlineStack>
            <Button
              variant="tertiary"
              loading={restore.state !== "idle"}
              onClick={() => restore.submit({ intent: "restore", language }, { method: "post" })}
            >
              Restore original words
            </Button>
          </InlineStack>
        )}
      </BlockStack>
    </Card>
  );
}

type Look = "desktop" | "phone" | "text";

function Looks({ preview, language }: { preview: Preview; language: Language }) {
  const [look, choose] = useState<Look>("desktop");
  const button = (value: Look, words: string) => (
    <Button pressed={look === value} onClick={() => choose(value)}>
      {words}
    </Button>
  );
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" gap="200">
          <Text as="h2" variant="headingMd">
            Preview
          </Text>
          <ButtonGroup variant="segmented">
            {button("desktop", "Desktop")}
            {button("phone", "Phone")}
            {button("text", "Plain text")}
          </ButtonGroup>
        </InlineStack>
        <Text as="p" breakWord>
          <Text as="span" fontWeight="semibold">
            Subject:
          </Text>{" "}
          <bdi lang={language}>{preview.subject}</bdi>
        </Text>
        {look === "text" ? (
          <pre className="shipsby-plain" lang={language}>
            {preview.text}
          </pre>
        ) : (
          <iframe
            title="The message as it is read"
            className={look === "phone" ? "shipsby-mail shipsby-mail-phone" : "shipsby-mail"}
            sandbox=""
            srcDoc={preview.html}
          />
        )}
      </BlockStack>
    </Card>
  );
}
