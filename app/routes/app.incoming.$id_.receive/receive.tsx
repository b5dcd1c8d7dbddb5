import {
  Banner,
  BlockStack,
  Button,
  Card,
  Checkbox,
  InlineStack,
  Page,
  Text,
  TextField,
} from "@shopify/polaris";
import { useNavigate } from "@remix-run/react";
import { useState } from "react";
import type { Day } from "#app/domain/facts.ts";
import type { PackingCalendar } from "#app/components/arithmetic.ts";
import { FormProblem } from "#app/components/form-problem.tsx";
import { DateFields } from "#app/components/date-fields.tsx";
import { useFocusOnError } from "#app/components/focus-on-error.ts";
import { ScopeButton } from "#app/components/delivery-scope.tsx";
import { useShop } from "#app/components/shop.tsx";
import { count as counted } from "#app/components/words.ts";
import { CountLine, numberIn, type Count } from "./count-line.tsx";
import { useKeptCounts } from "./kept-counts.ts";
import { KeptHere, NotTaken, Sent } from "./kept-notice.tsx";
import { useKeptReceipt } from "./kept-receipt.ts";

type Line = { itemId: string; name: string; sku: string | null; units: number };
type Props = {
  delivery: {
    deliveryId: string;
    reference: string;
    location: string;
    expectedOn: Day | null;
    coming: boolean;
  };
  lines: Line[];
  writing: { may: boolean; last: boolean; shelf: Record<string, number> | null };
  receiptId: string;
  calendar: PackingCalendar;
};
const nothing: Count = { arrived: "", damaged: "", rest: "stays" };

/** Count in what arrived, with a phone in one hand: what was typed stays until it was taken. */
export function Receive({ delivery, lines, writing, receiptId, calendar }: Props) {
  const shop = useShop();
  const { deliveryId, reference, location, coming } = delivery;
  const back = { content: reference, url: `/app/incoming/${deliveryId}` };
  const navigate = useNavigate();
  const receipt = useKeptReceipt(deliveryId, () => navigate(back.url));
  const { errors, waiting } = receipt;
  const form = useFocusOnError(errors);
  // The lines as they were when counting began: the page may be read again meanwhile.
  const [{ shown, id }] = useState({ shown: lines, id: receiptId });
  const { counts, count, restored, startOver } = useKeptCounts(deliveryId, shown, nothing);
  const [arrivedOn, setArrivedOn] = useState(shop.today);
  const [later, setLater] = useState({ expectedOn: "", undated: false });
  const [write, setWrite] = useState(writing.last && writing.shelf !== null);
  const change = (at: number, to: Partial<Count>) =>
    count(counts.map((c, i) => (i === at ? { ...c, ...to } : c)));
  const onSubmit = (event: React.FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const typed = [...new FormData(event.currentTarget)].filter(
      (f): f is [string, string] => !(f[1] instanceof File),
    );
    receipt.take(Object.fromEntries(typed), countedLines(shown, counts));
  };
  if (receipt.sentAt !== null || !coming || (receipt.kept?.problems && receipt.reopened))
    return (
      <Page title={`Receive ${reference}`} backAction={back}>
        {receipt.sentAt !== null ? (
          <Sent at={receipt.sentAt} reference={reference} url={back.url} />
        ) : receipt.kept ? (
          <NotTaken receipt={receipt} />
        ) : (
          <Banner title="There is nothing to receive">
            <Text as="p">Only a confirmed delivery that is still to come can be received.</Text>
          </Banner>
        )}
      </Page>
    );
  return (
    <Page title={`Receive ${reference}`} subtitle={`To ${location}`} backAction={back}>
      <div className="shipsby-count">
        <BlockStack gap="400">
          <Scan lines={shown} form={form} />
          {restored && (
            <Card>
              <InlineStack align="space-between" blockAlign="center" gap="200">
                <Text as="p">What you counted before is filled in.</Text>
                <Button onClick={startOver}>Start over</Button>
              </InlineStack>
            </Card>
          )}
          <form ref={form} noValidate onSubmit={onSubmit} aria-label={`Receive ${reference}`}>
            <input type="hidden" name="receiptId" value={id} />
            <BlockStack gap="400">
              <fieldset className="shipsby-fields" disabled={waiting}>
                <BlockStack gap="400">
                  {shown.map((line, i) => (
                    <CountLine
                      key={line.itemId}
                      at={i}
                      line={line}
                      shelf={write ? (writing.shelf?.[line.itemId] ?? null) : null}
                      count={counts[i]!}
                      expectedOn={delivery.expectedOn}
                      errors={errors}
                      onChange={(to) => change(i, to)}
                    />
                  ))}
                  <Card>
                    <BlockStack gap="300">
                      {counts.some((c) => c.rest === "later") && (
                        <DateFields
                          value={later}
                          onChange={setLater}
                          calendar={calendar}
                          error={errors["expectedOn"]}
                        />
                      )}
                      <TextField
                        label="Arrived on"
                        name="arrivedOn"
                        type="date"
                        max={shop.today}
                        autoComplete="off"
                        value={arrivedOn}
                        onChange={setArrivedOn}
                        error={errors["arrivedOn"] ?? false}
                      />
                      <Writing writing={writing} chosen={write} choose={setWrite} />
                    </BlockStack>
                  </Card>
                </BlockStack>
              </fieldset>
              <div className="shipsby-foot">
                <BlockStack gap="200">
                  <FormProblem text={errors["form"]} />
                  <KeptHere receipt={receipt} />
                  <InlineStack gap="200" align="space-between" blockAlign="center">
                    <Text as="p" fontWeight="semibold" numeric>
                      {countedWords(shown, counts)}
                    </Text>
                    <InlineStack gap="200">
                      <Button url={back.url} size="large">
                        Not yet
                      </Button>
                      <Button
                        submit
                        variant="primary"
                        size="large"
                        loading={waiting && !receipt.later}
                        disabled={waiting}
                      >
                        Save arrival
                      </Button>
                    </InlineStack>
                  </InlineStack>
                </BlockStack>
              </div>
            </BlockStack>
          </form>
        </BlockStack>
      </div>
    </Page>
  );
}

/** "48 of 52 counted", with what is damaged. */
function countedWords(lines: Line[], counts: Count[]): string {
  const came = counts.reduce((sum, c) => sum + numberIn(c.arrived) + numberIn(c.damaged), 0);
  return `${came} of ${counted(
    lines.reduce((sum, l) => sum + l.units, 0),
    "unit",
  )} counted`;
}

/** "9 of Trail pack, 1 damaged", for each line of which something came. */
function countedLines(lines: Line[], counts: Count[]): string[] {
  return lines.flatMap(({ name }, i) => {
    const [arrived, damaged] = [numberIn(counts[i]!.arrived), numberIn(counts[i]!.damaged)];
    if (arrived + damaged === 0) return [];
    return [`${arrived} of ${name}${damaged > 0 ? `, ${damaged} more damaged` : ""}`];
  });
}

/** A scanner types a code and presses Enter: the line with that SKU takes the focus. */
function Scan({ lines, form }: { lines: Line[]; form: React.RefObject<HTMLFormElement | null> }) {
  const [typed, setTyped] = useState("");
  const [missing, setMissing] = useState("");
  const find = (event: React.FormEvent) => {
    event.preventDefault();
    const code = typed.trim().toLowerCase();
    if (code === "") return;
    const at = lines.findIndex((l) => l.sku?.toLowerCase() === code);
    setMissing(at < 0 ? typed.trim() : "");
    setTyped("");
    const field = form.current?.querySelector<HTMLInputElement>(`[name=arrived${at}]`);
    field?.focus();
    field?.select();
  };
  return (
    <Card>
      <form onSubmit={find} aria-label="Find an item">
        <TextField
          label="Scan or type a SKU"
          autoComplete="off"
          value={typed}
          onChange={setTyped}
          helpText="Press Enter to go to its line."
          error={missing !== "" && `No item of this delivery has the SKU ${missing}.`}
        />
      </form>
    </Card>
  );
}

function Writing(props: { writing: Props["writing"]; chosen: boolean; choose: (on: boolean) => void }) {
  const { writing, chosen, choose } = props;
  if (!writing.may)
    return (
      <BlockStack gap="200">
        <Text as="p">
          Add the units to your stock in Shopify as well: Shipsby only watches your stock. If you want, it can
          add them for you; Shopify asks you to allow that first.
        </Text>
        <InlineStack>
          <ScopeButton scope="write_inventory">Let Shipsby add arrived units</ScopeButton>
        </InlineStack>
      </BlockStack>
    );
  if (writing.shelf === null)
    return (
      <Text as="p">
        Shopify doesn&apos;t answer right now, so units can&apos;t be added to its stock from here. You can
        still save the arrival.
      </Text>
    );
  return (
    <Checkbox
      label="Add the units to your stock in Shopify"
      name="write"
      value="on"
      checked={chosen}
      onChange={choose}
      helpText="Damaged units aren't added. Without this, add the units in Shopify yourself."
    />
  );
}
