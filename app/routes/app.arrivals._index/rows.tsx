import { Badge, BlockStack, IndexTable, Text } from "@shopify/polaris";
import { Link as RouterLink } from "@remix-run/react";
import type { ArrivalListed, ArrivalsPage } from "#app/database/pages/arrivals.server.ts";
import { ListRows, NumberCell } from "#app/components/list.tsx";
import { useShop } from "#app/components/shop.tsx";
import { TextLink } from "#app/components/text-link.tsx";
import { count } from "#app/components/words.ts";

export function ArrivalRows({ list }: { list: ArrivalsPage }) {
  return (
    <ListRows
      list={list}
      name={["arrival", "arrivals"]}
      headings={[
        { title: "What" },
        { title: "Arrived" },
        { title: "From" },
        { title: "Units", alignment: "end" },
        { title: "For orders", alignment: "end" },
        { title: "Standing" },
      ]}
      cells={(row) => <Cells row={row} />}
      lines={(row) => <ThreeLines row={row} />}
    />
  );
}

function Cells({ row }: { row: ArrivalListed }) {
  const shop = useShop();
  return (
    <>
      <IndexTable.Cell className="shipsby-wrap">
        <ArrivalLink row={row} />
        <Text as="p" variant="bodySm" tone="subdued">
          {row.location}
        </Text>
      </IndexTable.Cell>
      <IndexTable.Cell>{shop.moment(row.at)}</IndexTable.Cell>
      <IndexTable.Cell className="shipsby-wrap">
        <From row={row} />
      </IndexTable.Cell>
      <NumberCell>{count(row.units, "unit")}</NumberCell>
      <NumberCell>{forOrders(row)}</NumberCell>
      <IndexTable.Cell>
        <Standing row={row} />
      </IndexTable.Cell>
    </>
  );
}

function ThreeLines({ row }: { row: ArrivalListed }) {
  const shop = useShop();
  return (
    <div className="shipsby-row">
      <BlockStack gap="100">
        <ArrivalLink row={row} />
        <Text as="p">
          {count(row.units, "unit")} at {row.location}, {forOrders(row)}. <Standing row={row} />
        </Text>
        <Text as="p" variant="bodySm" tone="subdued">
          {shop.moment(row.at)}, <From row={row} />
        </Text>
      </BlockStack>
    </div>
  );
}

function forOrders({ taken, orders }: ArrivalListed): string {
  return `${taken} to ${count(orders, "order")}`;
}

function ArrivalLink({ row }: { row: ArrivalListed }) {
  return (
    <Text as="span" fontWeight="semibold" breakWord>
      <RouterLink className="shipsby-link" to={`/app/arrivals/${row.id}`} data-primary-link>
        {titleOf(row)}
      </RouterLink>
    </Text>
  );
}

/** A delivery of several items goes by its name. */
export function titleOf({ title, items, reference }: Pick<ArrivalListed, "title" | "items" | "reference">) {
  return items > 1 ? `${reference ?? "A delivery"}: ${count(items, "item")}` : title;
}

type Origin = Pick<ArrivalListed, "origin" | "deliveryId" | "reference" | "certain">;

/** Where the units came from. */
export function From({ row }: { row: Origin }) {
  if (row.deliveryId && row.reference)
    return (
      <>
        {!row.certain && "Probably "}
        <TextLink to={`/app/incoming/${row.deliveryId}`}>{row.reference}</TextLink>
      </>
    );
  return <>{row.origin === "counted" ? "Counted in Shopify" : "Freed from other orders or kept units"}</>;
}

function Standing({ row }: { row: ArrivalListed }) {
  if (row.onHold > 0) return <Badge tone="attention">{`${count(row.onHold, "unit")} on hold`}</Badge>;
  return <Badge tone="success">Nothing kept back</Badge>;
}
