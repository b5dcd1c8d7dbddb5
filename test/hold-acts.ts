import { demoShop, type TestWorld } from "./world.ts";

/** Units of an order that cannot be shipped because somebody holds them. */
export type HeldUnits = { units: number; ours: boolean };

export type OrderPart = {
  id: string;
  status: string;
  holds: { id: string; handle: string; reason: string; reasonNotes: string | null }[];
  lines: { id: string; remaining: number; lineId: string }[];
  locationId: string;
};

/** The open fulfillment orders of an order, as staff see them. */
export async function partsOf(world: TestWorld, orderId: string, shop = demoShop): Promise<OrderPart[]> {
  type Node = {
    id: string;
    status: string;
    assignedLocation: { location: { id: string } };
    fulfillmentHolds: OrderPart["holds"];
    lineItems: { nodes: { id: string; remainingQuantity: number; lineItem: { id: string } }[] };
  };
  const { order } = await world.staff<{ order: { fulfillmentOrders: { nodes: Node[] } } }>(
    `query ($id: ID!) { order(id: $id) { fulfillmentOrders(first: 20) { nodes { id status
      assignedLocation { location { id } } fulfillmentHolds { id handle reason reasonNotes }
      lineItems(first: 20) { nodes { id remainingQuantity lineItem { id } } } } } } }`,
    { id: orderId },
    shop,
  );
  return order.fulfillmentOrders.nodes
    .filter((part) => !["CLOSED", "CANCELLED"].includes(part.status))
    .map(({ id, status, assignedLocation, fulfillmentHolds: holds, lineItems }) => ({
      id,
      status,
      holds,
      locationId: assignedLocation.location.id,
      lines: lineItems.nodes
        .filter((l) => l.remainingQuantity > 0)
        .map((l) => ({ id: l.id, remaining: l.remainingQuantity, lineId: l.lineItem.id })),
    }))
    .filter((part) => part.lines.length > 0);
}

export const isOurs = (hold: { handle: string }) => hold.handle === "shipsby-waiting";

/** What is on hold of an order, by us or by others. */
export async function holdsIn(world: TestWorld, orderId: string, shop = demoShop): Promise<HeldUnits[]> {
  const parts = await partsOf(world, orderId, shop);
  return parts.flatMap((part) =>
    part.holds.map((hold) => ({
      units: part.lines.reduce((sum, l) => sum + l.remaining, 0),
      ours: isOurs(hold),
    })),
  );
}

/** Staff put a fulfillment order on hold, or units of its first line. */
export async function staffHolds(
  world: TestWorld,
  part: OrderPart,
  units: number | null = null,
  shop = demoShop,
): Promise<string> {
  const { fulfillmentOrderHold } = await world.staff<{
    fulfillmentOrderHold: { fulfillmentHold: { id: string } };
  }>(
    `mutation ($id: ID!, $hold: FulfillmentOrderHoldInput!) { fulfillmentOrderHold(id: $id, fulfillmentHold: $hold) {
      fulfillmentHold { id } userErrors { message } } }`,
    {
      id: part.id,
      hold: {
        reason: "HIGH_RISK_OF_FRAUD",
        fulfillmentOrderLineItems: units === null ? [] : [{ id: part.lines[0]!.id, quantity: units }],
      },
    },
    shop,
  );
  return fulfillmentOrderHold.fulfillmentHold.id;
}

/** Staff release holds of a fulfillment order: all, ours too, or those named. */
export async function staffReleases(
  world: TestWorld,
  partId: string,
  holdIds: string[] | null = null,
  shop = demoShop,
): Promise<void> {
  await world.staff(
    `mutation ($id: ID!, $holds: [ID!]) { fulfillmentOrderReleaseHold(id: $id, holdIds: $holds) { userErrors { message } } }`,
    { id: partId, holds: holdIds },
    shop,
  );
}

export async function staffSplits(
  world: TestWorld,
  part: OrderPart,
  units: number,
  shop = demoShop,
): Promise<void> {
  const lines = [{ id: part.lines[0]!.id, quantity: units }];
  await world.staff(
    `mutation ($splits: [FulfillmentOrderSplitInput!]!) {
      fulfillmentOrderSplit(fulfillmentOrderSplits: $splits) { userErrors { message } } }`,
    { splits: [{ fulfillmentOrderId: part.id, fulfillmentOrderLineItems: lines }] },
    shop,
  );
}

export async function staffMerges(world: TestWorld, parts: OrderPart[], shop = demoShop): Promise<void> {
  await world.staff(
    `mutation ($merges: [FulfillmentOrderMergeInput!]!) {
      fulfillmentOrderMerge(fulfillmentOrderMergeInputs: $merges) { userErrors { message } } }`,
    { merges: [{ mergeIntents: parts.map((p) => ({ fulfillmentOrderId: p.id })) }] },
    shop,
  );
}

export async function staffMoves(
  world: TestWorld,
  part: OrderPart,
  toLocation: string,
  shop = demoShop,
): Promise<void> {
  await world.staff(
    `mutation ($id: ID!, $to: ID!) { fulfillmentOrderMove(id: $id, newLocationId: $to) { userErrors { message } } }`,
    { id: part.id, to: toLocation },
    shop,
  );
}
