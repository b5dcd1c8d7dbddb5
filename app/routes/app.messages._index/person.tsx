import { BlockStack, Button, Card, Text, TextField } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState } from "react";
import type { KeptSignUp } from "#app/flows/person-found.server.ts";
import { FormProblem } from "#app/components/form-problem.tsx";
import { useShop } from "#app/components/shop.tsx";
import { signUpStateWords } from "#app/components/sign-up-state.ts";
import { TextLink } from "#app/components/text-link.tsx";
import { count, languageName } from "#app/components/words.ts";

/** Somebody asked Shopify what is kept about them; `found` sign-ups were, at that moment. */
export type DataRequest = { requestId: string; at: string; found: number };
export type FoundPerson = { kept: KeptSignUp[]; problem?: never } | { kept?: never; problem: string };

/** For answering people who want to know what is kept about them. Addresses are not shown, and not kept by looking. */
export function Person({ requests }: { requests: DataRequest[] }) {
  const shop = useShop();
  const fetcher = useFetcher<FoundPerson>();
  const [address, setAddress] = useState("");
  const kept = address === "" ? undefined : fetcher.data?.kept;
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          What is kept about a person
        </Text>
        {requests.length > 0 && (
          <>
            <Text as="p">
              {count(requests.length, "person", "people")} asked Shopify what you keep about them. Answer
              within 30 days.
            </Text>
            <ul className="shipsby-list">
              {requests.map(({ requestId, at, found }) => (
                <li key={requestId}>
                  {shop.moment(at)}: {found === 0 ? "nothing is kept" : `${count(found, "sign-up")} found`}
                </li>
              ))}
            </ul>
          </>
        )}
        <fetcher.Form method="post" aria-label="Find what is kept about a person">
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
        <FormProblem text={fetcher.data?.problem} />
        <div role="status">
          {kept?.length === 0 && <Text as="p">Nothing is kept about this address.</Text>}
        </div>
        {kept && kept.length > 0 && (
          <ul className="shipsby-list">
            {kept.map((signUp) => (
              <li key={signUp.subscriptionId}>
                <SignUp signUp={signUp} />
              </li>
            ))}
          </ul>
        )}
      </BlockStack>
    </Card>
  );
}

function SignUp({ signUp }: { signUp: KeptSignUp }) {
  const shop = useShop();
  const { item, askedAt, state, language, timeZone, source, consent, confirmedAt, toldAt } = signUp;
  const days = [
    `Asked ${shop.moment(askedAt)}${source === "import" ? ", imported" : ""}`,
    ...(confirmedAt ? [`confirmed ${shop.moment(confirmedAt)}`] : []),
    ...(toldAt ? [`told ${shop.moment(toldAt)}`] : []),
  ];
  return (
    <>
      <Text as="p" breakWord>
        <TextLink to={`/app/alerts/${signUp.list}`}>{item || "Unknown"}</TextLink>: {signUpStateWords[state]}
      </Text>
      <Text as="p">
        {days.join(", ")}. {[languageName(language), timeZone].filter(Boolean).join(", ")}.
      </Text>
      <Text as="p" tone="subdued" breakWord>
        Agreed to: “{consent}”
      </Text>
    </>
  );
}
