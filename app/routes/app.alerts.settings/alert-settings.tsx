import {
  Banner,
  BlockStack,
  Card,
  Checkbox,
  FormLayout,
  Layout,
  Page,
  Text,
  TextField,
} from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { AlertSettings } from "#app/domain/alert-settings-form.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import { useSaid } from "#app/components/said.tsx";
import { SaveTogether } from "#app/components/save-together.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

/** Who is told of a restock, how many at once, and by whom. */
export function AlertSettingsPage({ saved, mailServer }: { saved: AlertSettings; mailServer: boolean }) {
  return (
    <Page title="Alert settings" backAction={{ content: "Alerts", url: "/app/alerts" }}>
      <div className="shipsby-settings">
        <BlockStack gap="400">
          {!mailServer && (
            <Banner tone="warning" title="Messages are off">
              <Text as="p">
                Shipsby has no mail server yet. Nothing is sent; each list shows who would have been told.
                Whoever runs Shipsby sets SMTP_URL and MAIL_FROM.
              </Text>
            </Banner>
          )}
          <Fields key={JSON.stringify(saved)} saved={saved} />
        </BlockStack>
      </div>
    </Page>
  );
}

function Fields({ saved }: { saved: AlertSettings }) {
  const fetcher = useFetcher<FormAnswer>();
  const [typed, setTyped] = useState(asTyped(saved));
  const errors = fetcher.data?.errors ?? {};
  const form = useFocusOnError(errors);
  useSaid(fetcher.data);
  const change = (part: Partial<typeof typed>) => setTyped((before) => ({ ...before, ...part }));
  const field = (name: "perUnit" | "waitHours" | "senderName" | "senderMailbox" | "imprint") => ({
    name,
    autoComplete: "off",
    value: typed[name],
    onChange: (value: string) => change({ [name]: value }),
    error: errors[name] ?? false,
  });
  return (
    <fetcher.Form method="post" ref={form} noValidate aria-label="Alert settings">
      <SaveTogether
        id="alert-settings"
        open={JSON.stringify(typed) !== JSON.stringify(asTyped(saved))}
        saving={fetcher.state !== "idle"}
        save={() => form.current?.requestSubmit()}
        discard={() => setTyped(asTyped(saved))}
      />
      <Layout>
        <Layout.AnnotatedSection
          title="Sending"
          description="People are told in the order in which they asked, and once for each restock."
        >
          <Card>
            <FormLayout>
              <Checkbox
                label="Tell people when something is back"
                name="sending"
                value="on"
                checked={typed.sending}
                onChange={(sending) => change({ sending })}
                helpText="While this is off nothing is sent; people can still sign up."
              />
              <Checkbox
                label="Ask people to confirm their address first"
                name="doubleOptIn"
                value="on"
                checked={typed.doubleOptIn}
                onChange={(doubleOptIn) => change({ doubleOptIn })}
                helpText="Some countries want it, among them Germany and Austria. Nothing else is sent before."
              />
            </FormLayout>
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title="Waves"
          description="Not everybody buys. Telling a few people for each free unit sells it without promising it to a crowd."
        >
          <Card>
            <FormLayout>
              <TextField
                {...field("perUnit")}
                label="People told for each free unit"
                inputMode="numeric"
                helpText={example(typed.perUnit)}
              />
              <TextField
                {...field("waitHours")}
                label="Time between waves"
                inputMode="numeric"
                suffix="hours"
                helpText="Then Shipsby looks at your stock again and tells the next people if units are left."
              />
            </FormLayout>
          </Card>
        </Layout.AnnotatedSection>
        <Layout.AnnotatedSection
          title="Sender"
          description="Every message says who writes it and how to leave."
        >
          <Card>
            <FormLayout>
              <TextField {...field("senderName")} label="Name" helpText="Empty: the name of your store." />
              <TextField
                {...field("senderMailbox")}
                label="Replies go to"
                type="email"
                helpText="A mailbox that a person reads."
              />
              <TextField
                {...field("imprint")}
                label="Your name and postal address"
                multiline={3}
                helpText="The law wants it at the foot of every message."
              />
              <TextLink to="/app/messages/restock">Change the words of the message</TextLink>
            </FormLayout>
          </Card>
        </Layout.AnnotatedSection>
      </Layout>
    </fetcher.Form>
  );
}

function example(perUnit: string): string {
  const n = Number(perUnit);
  if (!/^\d{1,2}$/.test(perUnit) || n < 1 || n > 50)
    return "For 5 free units, the first people in line are told.";
  return `For 5 free units, the first ${count(5 * n, "person", "people")} in line are told.`;
}

function asTyped(saved: AlertSettings) {
  return { ...saved, perUnit: String(saved.perUnit), waitHours: String(saved.waitHours) };
}
