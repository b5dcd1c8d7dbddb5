import { BlockStack, Button, Card, InlineStack, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { AlertPage, SignUpRow } from "#app/database/pages/alert.server.ts";
import type { FormAnswer } from "#app/components/form-answer.ts";
import { FileButton } from "#app/components/delivery-file.tsx";
import { useSaid } from "#app/components/said.tsx";
import { useShop } from "#app/components/shop.tsx";
import { signUpStateWords } from "#app/components/sign-up-state.ts";
import { count, languageName } from "#app/components/words.ts";

export type Found = { found: SignUpRow[] };

/** Who signed up, first come first. Addresses are not shown; one that a person names can be looked for. */
export function SignUps({ alert }: { alert: AlertPage }) {
  const shop = useShop();
  const fetcher = useFetcher<Found>();
  const [address, setAddress] = useState("");
  const { counts } = alert;
  const found = address === "" ? undefined : fetcher.data?.found;
  const signUps = found ?? alert.signUps;
  const all = Object.values(counts).reduce((sum, n) => sum + n, 0);
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          {count(all, "sign-up")}
        </Text>
        <fetcher.Form method="post" aria-label="Find a sign-up">
          <input type="hidden" name="intent" value="find" />
          <TextField
            label="Find by email address"
            name="address"
            type="email"
            autoComplete="off"
            value={address}
            onChange={setAddress}
            helpText="Type the whole address. Addresses are encrypted and not shown here."
            connectedRight={
              <Button submit loading={fetcher.state !== "idle"}>
                Find
              </Button>
            }
          />
        </fetcher.Form>
        {signUps.length === 0 ? (
          <Text as="p" tone="subdued">
            {found ? "This address is not on the list." : "Nobody has signed up yet."}
          </Text>
        ) : (
          <ul className="shipsby-list">
            {signUps.map((signUp) => (
              <li key={signUp.id}>
                <InlineStack align="space-between" blockAlign="center" gap="200">
                  <Text as="p">
                    {shop.moment(signUp.askedAt)} · {languageName(signUp.language)} ·{" "}
                    {signUpStateWords[signUp.state]}
                    {signUp.stays ? ", stays on the list" : ""}
                  </Text>
                  <Delete id={signUp.id} asked={shop.moment(signUp.askedAt)} />
                </InlineStack>
              </li>
            ))}
          </ul>
        )}
        {all > 0 && (
          <InlineStack>
            <FileButton from={`/app/alerts/export?list=${alert.list.id.replace(/:$/, "")}`}>
              Export with addresses
            </FileButton>
          </InlineStack>
        )}
        {all > signUps.length && !found && (
          <Text as="p" tone="subdued">
            The {signUps.length} who asked first are shown.
          </Text>
        )}
      </BlockStack>
    </Card>
  );
}

function Delete({ id, asked }: { id: string; asked: string }) {
  const fetcher = useFetcher<FormAnswer>();
  const [sure, ask] = useState(false);
  useSaid(fetcher.data);
  if (!sure)
    return (
      <Button variant="plain" accessibilityLabel={`Delete the sign-up of ${asked}`} onClick={() => ask(true)}>
        Delete
      </Button>
    );
  return (
    <InlineStack gap="200">
      <Button
        tone="critical"
        loading={fetcher.state !== "idle"}
        onClick={() => fetcher.submit({ intent: "remove", subscriptionId: id }, { method: "post" })}
      >
        Delete for good
      </Button>
      <Button variant="tertiary" onClick={() => ask(false)}>
        Keep
      </Button>
    </InlineStack>
  );
}
