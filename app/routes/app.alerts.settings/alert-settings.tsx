import {
  Banner,
  BlockStack,
  Button,
  Card,
  Checkbox,
  FormLayout,
  Layout,
  Page,
  Text,
  TextField,
} from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { AlertSettings } from "#app/domain/alert-settings-form.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { useSaid } from "#app/components/said.tsx";
import { FormTogether, useTogether } from "#app/components/save-together.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

type Shown = {
  saved: AlertSettings;
  mailServer: boolean;
  /** The shop's country, where every address has to be confirmed. */
  confirming: string | null;
  /** Draft orders may be written, which is how a unit is kept. */
  mayKeep: boolean;
};

/** Who is told of a restock, how many at once, and by whom. */
export function AlertSettingsPage({ saved, mailServer, confirming, mayKeep }: Shown) {
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
          {saved.sending && saved.imprint === "" && (
            <Banner tone="warning" title="Alerts wait for your postal address">
              <Text as="p">
                The law wants your name and postal address in every alert. Enter them under Sender; until then
                no alert is sent, and people can still sign up.
              </Text>
            </Banner>
          )}
          <Fields key={JSON.stringify(saved)} saved={saved} confirming={confirming} mayKeep={mayKeep} />
        </BlockStack>
      </div>
    </Page>
  );
}

function Fields({ saved, confirming, mayKeep }: Omit<Shown, "mailServer">) {
  const together = useTogether(asTyped(saved));
  const { typed, change, errors } = together;
  const field = (
    name: "perUnit" | "waitHours" | "keepHours" | "senderName" | "senderMailbox" | "imprint",
  ) => ({
    name,
    autoComplete: "off",
    value: typed[name],
    onChange: (value: string) => change({ [name]: value }),
    error: errors[name] ?? false,
  });
  return (
    <FormTogether id="alert-settings" label="Alert settings" of={together}>
      {confirming && typed.doubleOptIn && <input type="hidden" name="doubleOptIn" value="on" />}
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
                checked={typed.doubleOptIn || confirming !== null}
                disabled={confirming !== null}
                onChange={(doubleOptIn) => change({ doubleOptIn })}
                helpText={
                  !confirming &&
                  "Nothing else is sent before. People who read German, or are in Germany, Austria, Switzerland, Liechtenstein or Luxembourg, are always asked."
                }
              />
              {/* Polaris greys out the help of what is off, and this is to be read. */}
              {confirming && (
                <Text as="p">Your store is in {countryName(confirming)}, where it has to be on.</Text>
              )}
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
                helpText={typed.firstRefusal ? "With first refusal: one." : example(typed.perUnit)}
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
          title="First refusal"
          description="Whoever is told has a unit kept for them, so that nobody comes too late. You tell fewer people at a time: one for each free unit."
        >
          <Card>
            <FormLayout>
              <Checkbox
                label="Keep a unit for each person who is told"
                name="firstRefusal"
                value="on"
                checked={typed.firstRefusal}
                onChange={(firstRefusal) => change({ firstRefusal })}
                helpText="The message has a private link to buy it. Shipsby makes a draft order that reserves the unit, and deletes it when the time is over. Lists of one location are told without it."
              />
              <TextField
                {...field("keepHours")}
                label="Kept for"
                inputMode="numeric"
                suffix="hours"
                helpText="Then the unit is for sale again, and the next person can be told."
              />
              {!mayKeep && <AllowDrafts wanted={typed.firstRefusal} />}
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
    </FormTogether>
  );
}

/** Draft orders are an optional access of the app: asked for here, and only by a person. */
function AllowDrafts({ wanted }: { wanted: boolean }) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  const ask = async () => {
    const { result } = await window.shopify.scopes.request(["write_draft_orders"]);
    if (result === "granted-all") fetcher.submit({ intent: "granted" }, { method: "post" });
  };
  return (
    <Banner tone={wanted ? "warning" : "info"} title="Shipsby may not write draft orders yet">
      <BlockStack gap="200" inlineAlign="start">
        <Text as="p">
          {wanted
            ? "Until you allow it, people are told without a unit being kept."
            : "Keeping units needs it. Shipsby writes no draft orders for anything else."}
        </Text>
        <Button loading={fetcher.state !== "idle"} onClick={() => void ask()}>
          Allow draft orders
        </Button>
      </BlockStack>
    </Banner>
  );
}

function countryName(code: string): string {
  return new Intl.DisplayNames("en", { type: "region" }).of(code) ?? code;
}

function example(perUnit: string): string {
  const n = Number(perUnit);
  if (!/^\d{1,2}$/.test(perUnit) || n < 1 || n > 50)
    return "For 5 free units, the first people in line are told.";
  return `For 5 free units, the first ${count(5 * n, "person", "people")} in line are told.`;
}

function asTyped(saved: AlertSettings) {
  const { perUnit, waitHours, keepHours } = saved;
  return {
    ...saved,
    perUnit: String(perUnit),
    waitHours: String(waitHours),
    keepHours: String(keepHours),
  };
}
