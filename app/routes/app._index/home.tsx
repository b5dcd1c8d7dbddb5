import {
  Badge,
  Banner,
  BlockStack,
  Box,
  Button,
  Card,
  Divider,
  InlineGrid,
  InlineStack,
  Page,
  Text,
} from "@shopify/polaris";
import { Fragment } from "react";
import type { ComingDelivery, HomePage } from "#app/database/pages/home.server.ts";
import { keptPercent } from "#app/domain/kept.ts";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";
import { useRefresh } from "#app/components/use-refresh.ts";
import { Decide } from "./decide.tsx";
import { tasksOf, type Task } from "./tasks.ts";

/** What needs me today? */
export function Home({ home, imported }: { home: HomePage; imported: boolean }) {
  useRefresh(!imported);
  return (
    <Page title="Home">
      <BlockStack gap="400">
        {!imported && <Reading read={home.read} />}
        <NeedsYou home={home} imported={imported} />
        {home.moves.length > 0 && <Decide moves={home.moves} />}
        <Tiles home={home} />
        <Coming deliveries={home.coming} />
        <StatusLine check={home.check} />
      </BlockStack>
    </Page>
  );
}

function Reading({ read }: { read: number }) {
  return (
    <Banner tone="info" title="Reading your open orders…">
      <Text as="p">
        {read > 0 ? `${count(read, "item and order", "items and orders")} read so far. ` : ""}
        The numbers below grow until it&apos;s done. You can already add deliveries.
      </Text>
    </Banner>
  );
}

function NeedsYou({ home, imported }: { home: HomePage; imported: boolean }) {
  const shop = useShop();
  const tasks = tasksOf(home, shop);
  return (
    <Card>
      <BlockStack gap="300">
        <InlineStack align="space-between" blockAlign="center">
          <Text as="h2" variant="headingMd">
            Needs you today
          </Text>
          {tasks.length > 0 && <Badge>{String(tasks.length)}</Badge>}
        </InlineStack>
        {tasks.length === 0 && (
          <Text as="p" tone="subdued">
            {imported
              ? `Nothing needs you today.${nextWords(home, shop)}`
              : "What needs you appears here while Shipsby reads."}
          </Text>
        )}
        {tasks.map((task, i) => (
          <Fragment key={task.key}>
            {i > 0 && <Divider />}
            <TaskRow task={task} first={i === 0} />
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}

function nextWords(home: HomePage, shop: { day(day: string): string }): string {
  const next = home.coming[0] ?? home.next;
  if (!next) return "";
  return ` Next: ${next.reference} on ${shop.day(next.expectedOn)}, ${count(next.owed, "unit")} owed.`;
}

function TaskRow({ task, first }: { task: Task; first: boolean }) {
  return (
    <InlineStack align="space-between" blockAlign="center" gap="300" wrap={false}>
      <BlockStack gap="050">
        <Text as="p" fontWeight="semibold" breakWord>
          {task.what}
        </Text>
        <Text as="p" tone="subdued" breakWord>
          {[task.age, task.money].filter(Boolean).join(" · ")}
        </Text>
      </BlockStack>
      <div className="shipsby-whole">
        <Button url={task.url} variant={first ? "primary" : "secondary"} accessibilityLabel={task.what}>
          {task.verb}
        </Button>
      </div>
    </InlineStack>
  );
}

function Tiles({ home }: { home: HomePage }) {
  const shop = useShop();
  const { owed, late, promises } = home;
  return (
    <InlineGrid columns={{ xs: 2, md: 4 }} gap={{ xs: "200", md: "400" }}>
      <Tile
        title="Owed"
        number={count(owed.units, "unit")}
        below={count(owed.orders, "order")}
        url="/app/backorders"
      />
      <Tile
        title="Value owed"
        number={shop.money(owed.value)}
        below={count(owed.orders, "order")}
        url="/app/backorders?sort=value"
      />
      <Tile
        title="Late"
        number={count(late.units, "unit")}
        below={shop.money(late.value)}
        url="/app/backorders?view=late"
      />
      <Tile {...keptWords(promises)} title="Promise kept" url="/app/promises" />
    </InlineGrid>
  );
}

/** A share of few promises says more about chance than about the shop: then the counts stand alone. */
function keptWords({ kept, of }: HomePage["promises"]): { number: string; below: string } {
  const percent = keptPercent({ kept, of });
  if (of === 0) return { number: "None yet", below: "comes with the first shipped promise" };
  if (percent === null) return { number: `${kept} of ${of}`, below: "last 90 days" };
  return { number: `${percent}%`, below: `${kept} of ${of}, last 90 days` };
}

function Tile({ title, number, below, url }: { title: string; number: string; below: string; url: string }) {
  return (
    <Card>
      <BlockStack gap="100">
        <Text as="h2" variant="headingSm">
          {title}
        </Text>
        <Text as="p" variant="headingLg" breakWord>
          <TextLink to={url} label={`${title}: ${number}`} alone>
            {number}
          </TextLink>
        </Text>
        <Text as="p" tone="subdued" breakWord>
          {below}
        </Text>
      </BlockStack>
    </Card>
  );
}

function Coming({ deliveries }: { deliveries: ComingDelivery[] }) {
  return (
    <Card>
      <BlockStack gap="300">
        <Text as="h2" variant="headingMd">
          Coming in 14 days
        </Text>
        {deliveries.length === 0 && (
          <BlockStack gap="200" inlineAlign="start">
            <Text as="p" tone="subdued">
              No delivery is expected in the next 14 days. A delivery with a date gives every waiting order
              its date.
            </Text>
            <TextLink to="/app/incoming/new" alone>
              Add a delivery
            </TextLink>
          </BlockStack>
        )}
        {deliveries.map((delivery, i) => (
          <Fragment key={delivery.deliveryId}>
            {i > 0 && <Divider />}
            <ComingRow delivery={delivery} />
          </Fragment>
        ))}
      </BlockStack>
    </Card>
  );
}

function ComingRow({ delivery }: { delivery: ComingDelivery }) {
  const shop = useShop();
  const { deliveryId, reference, title, expectedOn, units, owed } = delivery;
  return (
    <InlineStack align="space-between" gap="300">
      <Box maxWidth="100%">
        <Text as="p" fontWeight="semibold" breakWord>
          {shop.day(expectedOn)}, {shop.fromToday(expectedOn)}:{" "}
          <TextLink to={`/app/incoming/${deliveryId}`}>{reference}</TextLink>
        </Text>
        <Text as="p" tone="subdued" breakWord>
          {title}
        </Text>
      </Box>
      <Text as="p" numeric>
        {count(units, "unit")}:{" "}
        {owed === 0 ? (
          "0 owed"
        ) : (
          <TextLink to={`/app/backorders?delivery_id=${deliveryId}`}>{owed} owed</TextLink>
        )}
        , {units - owed} free
      </Text>
    </InlineStack>
  );
}

function StatusLine({ check }: Pick<HomePage, "check">) {
  const shop = useShop();
  return (
    <Box paddingBlockEnd="400" paddingInline={{ xs: "400", sm: "0" }}>
      <Text as="p" tone="subdued">
        {check.finishedAt
          ? `Checked with Shopify ${shop.moment(check.finishedAt)}: ${
              check.surprises === 0
                ? "no difference"
                : `${count(check.surprises, "difference")} found and corrected`
            }.`
          : "Not yet checked with Shopify."}
        {check.running ? " A check is running." : ""}
        {check.problem ? ` The last check had a problem: ${check.problem}` : ""}{" "}
        <TextLink to="/app/settings#health">See health</TextLink>
      </Text>
    </Box>
  );
}
