import { Banner, BlockStack, Button, InlineStack, List, Text } from "@shopify/polaris";
import { useFetcher } from "@remix-run/react";
import type { FormAnswer } from "./form-answer.ts";
import { FormProblem } from "./form-problem.tsx";
import { useSaid } from "./said.tsx";
import { count } from "./words.ts";

export type OpenWrite = {
  writeId: string;
  state: string;
  problem: string | null;
  lines: { itemId: string; units: number; from: number; found?: number }[];
};

/** Arrived units that did not get into Shopify's stock, with both numbers: a person decides. */
export function OpenWrites({ writes, names }: { writes: OpenWrite[]; names: Record<string, string> }) {
  return writes.map((write) => <One key={write.writeId} write={write} names={names} />);
}

const titles: Record<string, string> = {
  stale: "Shopify's stock changed while you counted. Nothing was added.",
  refused: "Shopify didn't add the units.",
  asked: "It isn't known yet whether Shopify added the units.",
};

function One({ write, names }: { write: OpenWrite; names: Record<string, string> }) {
  const fetcher = useFetcher<FormAnswer>();
  useSaid(fetcher.data);
  const { writeId, state, problem, lines } = write;
  const send = (intent: string) => fetcher.submit({ intent, writeId }, { method: "post" });
  return (
    <Banner tone="warning" title={titles[state] ?? ""}>
      <BlockStack gap="200">
        {problem && <Text as="p">{problem}</Text>}
        {state === "asked" && (
          <Text as="p">Trying again is safe: Shopify adds them once, however often it is asked.</Text>
        )}
        <List>
          {lines.map((l) => (
            <List.Item key={l.itemId}>
              {names[l.itemId] ?? "Deleted item"}: {moreOrFewer(l.units)}
              {l.found !== undefined
                ? `. It was ${l.from} available then and is ${l.found} now; it would become ${l.found + l.units}.`
                : `, from ${l.from} to ${l.from + l.units}.`}
            </List.Item>
          ))}
        </List>
        <FormProblem text={fetcher.data?.errors?.["form"]} />
        <InlineStack gap="200">
          <Button onClick={() => send("write-again")} loading={fetcher.state !== "idle"}>
            {state === "stale" ? "Use the new numbers" : "Try again"}
          </Button>
          {state !== "asked" && <Button onClick={() => send("leave-stock")}>Leave stock as it is</Button>}
        </InlineStack>
      </BlockStack>
    </Banner>
  );
}

const moreOrFewer = (units: number) => `${count(Math.abs(units), "unit")} ${units < 0 ? "fewer" : "more"}`;
