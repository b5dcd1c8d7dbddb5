import { BlockStack, Button, Card, InlineStack, Text } from "@shopify/polaris";
import { useState, type ReactNode } from "react";
import { sentence } from "#app/domain/because.ts";
import { dayIn } from "#app/domain/days.ts";
import type { OrderOwedLine, OrderPage } from "#app/database/pages/order.server.ts";
import { ShipsBy } from "#app/components/covered-by.tsx";
import { lateWords } from "#app/components/lateness.ts";
import { PromiseForm } from "#app/components/promise-form.tsx";
import { Promised } from "#app/components/promised.tsx";
import { useShop, type Writing } from "#app/components/shop.tsx";
import { StatusBadge } from "#app/components/status-badge.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { Why } from "#app/components/why.tsx";
import { count } from "#app/components/words.ts";
import { WhyOwed } from "./cause.tsx";
import { Pins } from "./pin.tsx";
import { PlaceInLine } from "./place-in-line.tsx";
import { FreeElsewhere, type MayRescue } from "./rescue.tsx";

type Props = { line: OrderOwedLine; order: OrderPage; may: MayRescue };

/** One owed line: how much, until when, paid by what, and after whom. */
export function OwedLineCard({ line, order, may }: Props) {
  const shop = useShop();
  const title = [line.title, line.variantTitle].filter(Boolean).join(", ");
  const late = lateWords(line, shop.today);
  const since = dayIn(shop.timeZone, new Date(line.since));
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="start" gap="200">
          <BlockStack gap="050">
            <Text as="h2" variant="headingMd" breakWord>
              {line.productId ? (
                <TextLink to={`/app/products/${line.productId}`} alone>
                  {title}
                </TextLink>
              ) : (
                title
              )}
            </Text>
            <Text as="p" tone="subdued" breakWord>
              {[line.sku, line.location].filter(Boolean).join(" · ")}
            </Text>
          </BlockStack>
          <BlockStack gap="050" inlineAlign="end">
            <StatusBadge status={line.status} />
            {late && (
              <Text as="p" tone="critical" variant="bodySm">
                {late}
              </Text>
            )}
          </BlockStack>
        </InlineStack>
        {line.productGone && <Text as="p">The product was deleted in Shopify; the line is still owed.</Text>}
        <dl className="shipsby-facts">
          <Fact name="Owed">
            {line.owed} of {count(line.outstanding, "unit")}, {shop.money(line.value)}
          </Fact>
          <Fact name="Promised">
            <Promised {...line} />
          </Fact>
          {line.shown && (
            <Fact name="Shown at checkout">
              <Shown shown={line.shown} />
            </Fact>
          )}
          <Fact name="Ships by">
            <ShipsBy shipsBy={line.shipsBy} covers={line.covers.map(asShown)} uncovered={line.uncovered} />
          </Fact>
          <Fact name="Covered by">
            {line.covers.map((cover, i) => (
              <Text as="p" key={i}>
                {cover.cover.kind === "delivery" ? (
                  <TextLink to={`/app/incoming/${cover.cover.deliveryId}`}>{cover.reference}</TextLink>
                ) : (
                  (cover.reference ?? "Stated lead time")
                )}
                , {count(cover.units, "unit")}
                {cover.expectedOn ? `, expected ${shop.day(cover.expectedOn)}` : ", no date"}
              </Text>
            ))}
            {line.uncovered > 0 && <Text as="p">Nothing known, {count(line.uncovered, "unit")}</Text>}
          </Fact>
          <Fact name="Place in line">
            <PlaceInLine line={line} order={order.place} />
          </Fact>
          {line.cause && (
            <Fact name="Cause">
              <WhyOwed line={line} cause={line.cause} title={title} places={order.places} />
            </Fact>
          )}
          <Fact name="Owed since">
            {shop.day(since)}, {shop.fromToday(since)}
          </Fact>
        </dl>
        <FreeElsewhere line={line} may={may} />
        <ChangePromise line={line} title={title} />
        <Pins line={line} title={title} />
        <Why about={`${title}: ${line.owed} owed`} sentences={sentencesOf(line, shop)} />
      </BlockStack>
    </Card>
  );
}

function ChangePromise({ line, title }: { line: OrderOwedLine; title: string }) {
  const [changing, change] = useState(false);
  if (changing) return <PromiseForm line={{ ...line, title }} close={() => change(false)} />;
  return (
    <InlineStack>
      <Button onClick={() => change(true)} accessibilityLabel={`Change promised date of ${title}`}>
        Change promised date
      </Button>
    </InlineStack>
  );
}

/** What the order says its customer read, and whether that can be so. */
function Shown({ shown: { shipsBy, believed } }: { shown: NonNullable<OrderOwedLine["shown"]> }) {
  const shop = useShop();
  return (
    <>
      <Text as="p">{shipsBy ? shop.day(shipsBy) : "No date"}</Text>
      {shipsBy && !believed && (
        <Text as="p" variant="bodySm" tone="subdued">
          Your product page never gave this date, so it isn&apos;t promised
        </Text>
      )}
    </>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  );
}

const asShown = (c: OrderOwedLine["covers"][number]) => ({
  kind: c.cover.kind,
  reference: c.reference,
  units: c.units,
  expectedOn: c.expectedOn,
  evidence: c.evidence,
  told: c.told,
  managed: c.managed,
});

function sentencesOf(line: OrderOwedLine, shop: Writing): string[] {
  const { owed, outstanding, ready, location, covers, uncovered } = line;
  const { unitsBefore } = line.place;
  const place = () => location;
  const before =
    unitsBefore > 0
      ? `; ${count(unitsBefore, "unit")} of others ${unitsBefore === 1 ? "is" : "are"} served first`
      : "";
  const all = [
    `${ready === 0 ? "None" : ready} of ${count(outstanding, "unit")} can be taken from the shelf at ${location}${before}: ${owed} owed.`,
    ...covers.map((c) => sentence(c.because, shop.day, place)),
  ];
  if (uncovered > 0) all.push(sentence({ kind: "uncovered", units: uncovered }, shop.day, place));
  return all;
}
