import { BlockStack, Box, Button, InlineStack } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import { useState, type ReactNode } from "react";
import type { FormAnswer } from "./form-answer.ts";
import { FormProblem } from "./form-problem.tsx";
import { HiddenFields } from "./hidden-fields.tsx";
import { WhatMoves } from "./moved-lines.tsx";
import { useSaid } from "./said.tsx";

type Props = {
  /** What the button is called, and for those who can't see where it stands, what it is about. */
  text: string;
  about: string;
  /** Whom it would move, and what to call it there: "remove them". */
  address: string;
  by: string;
  /** What is sent. */
  fields: Record<string, string>;
  /** What stands beside the button. */
  children: ReactNode;
};

/** Something that is there, and a button that takes it away: not before it was seen whose date would move by it. */
export function AfterALook({ text, about, address, by, fields, children }: Props) {
  const fetcher = useFetcher<FormAnswer>();
  const [looking, setLooking] = useState(false);
  useSaid(fetcher.data, () => setLooking(false));
  const problem = fetcher.data?.errors?.["form"];
  return (
    <fetcher.Form method="post" aria-label={`${text}: ${about}`}>
      <HiddenFields fields={fields} />
      <BlockStack gap="200">
        <InlineStack align="space-between" blockAlign="center" gap="200" wrap={false}>
          {children}
          <Box minWidth="max-content">
            <Button
              ariaExpanded={looking}
              accessibilityLabel={`${looking ? "Leave it" : text}: ${about}`}
              onClick={() => setLooking(!looking)}
            >
              {looking ? "Leave it" : text}
            </Button>
          </Box>
        </InlineStack>
        {looking && (
          <>
            <WhatMoves address={address} by={by} />
            <InlineStack>
              <Button submit variant="primary" loading={fetcher.state !== "idle"}>
                {text}
              </Button>
            </InlineStack>
          </>
        )}
        <FormProblem text={problem} />
      </BlockStack>
    </fetcher.Form>
  );
}
