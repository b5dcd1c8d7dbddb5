import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { openSmallShop, type SmallShop } from "../testing/small-shop.ts";
import { domain } from "../testing/test-shop.ts";

let shop: SmallShop;
let keys = 0;
beforeEach(async () => {
  shop = await openSmallShop();
  shop.standIn.grantOptionalScopes(domain, [
    "read_inventory_transfers",
    "read_inventory_shipments",
    "read_inventory_shipments_received_items",
  ]);
  shop.topics();
});
afterEach(() => shop.stop());

/* eslint-disable @typescript-eslint/no-explicit-any */
const act = async (
  name: string,
  args: string,
  variables: object,
  selection: string,
  keyed = false,
): Promise<any> => {
  const [signature, call] = args.split(" | ");
  const directive = keyed ? `@idempotent(key: "${(keys += 1)}")` : "";
  const { data, errors } = await shop.ask(
    `mutation (${signature}) { ${name}(${call}) ${directive} { ${selection} userErrors { code message } } }`,
    variables,
  );
  expect(errors).toBeUndefined();
  return data[name];
};

const SHIPMENT = `inventoryShipment { id name status tracking { arrivesAt company } lineItems(first: 5) { nodes { id quantity unreceivedQuantity acceptedQuantity rejectedQuantity } } }`;
const TRANSFER = `inventoryTransfer { id name status lineItems(first: 5) { nodes { id totalQuantity shippedQuantity shippableQuantity processableQuantity pickedForShipmentQuantity } } }`;

const fromBerlin = (quantity: number) => ({
  originLocationId: shop.berlin,
  destinationLocationId: shop.hamburg,
  lineItems: [{ inventoryItemId: shop.item, quantity }],
});

const draft = (input: object) =>
  act(
    "inventoryTransferCreate",
    "$input: InventoryTransferCreateInput! | input: $input",
    { input },
    TRANSFER,
    true,
  );
const ready = (input: object) =>
  act(
    "inventoryTransferCreateAsReadyToShip",
    "$input: InventoryTransferCreateAsReadyToShipInput! | input: $input",
    { input },
    TRANSFER,
    true,
  );
const ship = (movementId: string, quantity: number, trackingInput?: object, inTransit = true) =>
  act(
    inTransit ? "inventoryShipmentCreateInTransit" : "inventoryShipmentCreate",
    "$input: InventoryShipmentCreateInput! | input: $input",
    {
      input: {
        movementId,
        lineItems: [{ inventoryItemId: shop.item, quantity }],
        ...(trackingInput && { trackingInput }),
      },
    },
    SHIPMENT,
    true,
  );
const receive = (id: string, lineItems: object[]) =>
  act(
    "inventoryShipmentReceive",
    "$id: ID!, $lineItems: [InventoryShipmentReceiveItemInput!] | id: $id, lineItems: $lineItems",
    { id, lineItems },
    SHIPMENT,
    true,
  );
const codes = (payload: { userErrors: { code: string }[] }) => payload.userErrors.map((error) => error.code);

const statusOf = async (id: string) =>
  (await shop.run(`query ($id: ID!) { inventoryTransfer(id: $id) { status } }`, { id })).inventoryTransfer
    .status;

describe("a transfer", () => {
  test("as a draft moves nothing", async () => {
    const { inventoryTransfer } = await draft(fromBerlin(2));
    expect(inventoryTransfer).toMatchObject({ name: "#T0001", status: "DRAFT" });
    expect(await shop.at(shop.berlin)).toMatchObject({ available: 3, reserved: 0 });
    expect(shop.topics()).toEqual([]);
  });

  test("that is ready reserves its units at the origin, and canceling frees them", async () => {
    const { inventoryTransfer } = await ready(fromBerlin(2));
    expect(await shop.at(shop.berlin)).toMatchObject({ available: 1, reserved: 2, on_hand: 3 });
    expect(await shop.at(shop.hamburg)).toMatchObject({ incoming: 0 });
    expect(shop.topics()).toEqual(["inventory_levels/update", "inventory_transfers/ready_to_ship"]);
    await act("inventoryTransferCancel", "$id: ID! | id: $id", { id: inventoryTransfer.id }, TRANSFER);
    expect(await shop.at(shop.berlin)).toMatchObject({ available: 3, reserved: 0, on_hand: 3 });
    expect(await statusOf(inventoryTransfer.id)).toBe("CANCELED");
  });

  test("changes its items while nothing is packed", async () => {
    const second = await shop.addVariant({ title: "Stove", stock: { [shop.berlin]: 5 } });
    const { id, lineItems } = (await ready(fromBerlin(2))).inventoryTransfer;
    await act(
      "inventoryTransferSetItems",
      "$input: InventoryTransferSetItemsInput! | input: $input",
      {
        input: {
          id,
          lineItems: [
            { inventoryItemId: shop.item, quantity: 3 },
            { inventoryItemId: second.itemId, quantity: 4 },
          ],
        },
      },
      "updatedLineItems { deltaQuantity newQuantity }",
      true,
    );
    expect(await shop.at(shop.berlin)).toMatchObject({ available: 0, reserved: 3 });
    expect(await shop.stock(second.itemId, shop.berlin)).toMatchObject({ available: 1, reserved: 4 });
    await act(
      "inventoryTransferRemoveItems",
      "$input: InventoryTransferRemoveItemsInput! | input: $input",
      { input: { id, transferLineItemIds: [lineItems.nodes[0].id] } },
      TRANSFER,
    );
    expect(await shop.at(shop.berlin)).toMatchObject({ available: 3, reserved: 0 });
    expect(shop.topics().filter((topic) => topic.startsWith("inventory_transfers/"))).toEqual([
      "inventory_transfers/ready_to_ship",
      "inventory_transfers/add_items",
      "inventory_transfers/update_item_quantities",
      "inventory_transfers/remove_items",
    ]);
  });

  test("is checked before anything is written", async () => {
    expect(codes(await draft({ ...fromBerlin(1), destinationLocationId: shop.berlin }))).toEqual([
      "TRANSFER_ORIGIN_CANNOT_BE_THE_SAME_AS_DESTINATION",
    ]);
    expect(codes(await draft(fromBerlin(-1)))).toEqual(["INVALID_QUANTITY"]);
    expect(codes(await ready({ originLocationId: shop.berlin, lineItems: fromBerlin(1).lineItems }))).toEqual(
      ["LOCATION_REQUIRED"],
    );
    const untracked = await shop.addVariant({ tracked: false });
    const lineItems = [{ inventoryItemId: untracked.itemId, quantity: 1 }];
    expect(codes(await draft({ ...fromBerlin(1), lineItems }))).toEqual(["UNTRACKED_ITEM"]);
    expect(Object.keys(shop.state.transfers)).toEqual([]);
  });

  test("counts what is packed, sent and left", async () => {
    const { id } = (await ready(fromBerlin(3))).inventoryTransfer;
    await ship(id, 1, undefined, false);
    await ship(id, 1);
    const { inventoryTransfer } = await shop.run(
      `query ($id: ID!) { ${TRANSFER.replace("inventoryTransfer", "inventoryTransfer(id: $id)")} }`,
      { id },
    );
    expect(inventoryTransfer).toMatchObject({
      status: "IN_PROGRESS",
      lineItems: {
        nodes: [
          {
            totalQuantity: 3,
            shippedQuantity: 1,
            pickedForShipmentQuantity: 1,
            shippableQuantity: 1,
            processableQuantity: 2,
          },
        ],
      },
    });
    expect(codes(await ship(id, 2))).toEqual(["INVALID_QUANTITY"]);
  });
});

describe("a shipment", () => {
  test("in transit leaves the origin and is incoming at the destination", async () => {
    const { id } = (await ready(fromBerlin(2))).inventoryTransfer;
    shop.topics();
    const { inventoryShipment } = await ship(id, 2, { arrivesAt: "2027-01-10T08:00:00Z", company: "DHL" });
    expect(inventoryShipment).toMatchObject({
      name: "#T0001-1",
      status: "IN_TRANSIT",
      tracking: { arrivesAt: "2027-01-10T08:00:00Z", company: "DHL" },
      lineItems: { nodes: [{ quantity: 2, unreceivedQuantity: 2 }] },
    });
    expect(await shop.at(shop.berlin)).toMatchObject({ available: 1, reserved: 0, on_hand: 1 });
    expect(await shop.at(shop.hamburg)).toMatchObject({ available: 0, incoming: 2, on_hand: 0 });
    expect(shop.topics()).toEqual(["inventory_shipments/create", "inventory_shipments/mark_in_transit"]);
  });

  test("received is available; rejected units only stop being incoming; the transfer is done", async () => {
    const { id } = (await ready(fromBerlin(3))).inventoryTransfer;
    const { inventoryShipment } = await ship(id, 3);
    const shipmentLineItemId = inventoryShipment.lineItems.nodes[0].id;
    shop.topics();

    await receive(inventoryShipment.id, [{ shipmentLineItemId, quantity: 1, reason: "ACCEPTED" }]);
    expect(await shop.at(shop.hamburg)).toMatchObject({ available: 1, incoming: 2, on_hand: 1 });
    expect(await statusOf(id)).toBe("IN_PROGRESS");
    expect(shop.topics()).toEqual(["inventory_levels/update", "inventory_shipments/receive_items"]);

    const last = await receive(inventoryShipment.id, [
      { shipmentLineItemId, quantity: 1, reason: "ACCEPTED" },
      { shipmentLineItemId, quantity: 1, reason: "REJECTED" },
    ]);
    expect(last.inventoryShipment.status).toBe("RECEIVED");
    expect(await shop.at(shop.hamburg)).toMatchObject({ available: 2, incoming: 0, on_hand: 2 });
    expect(await statusOf(id)).toBe("TRANSFERRED");
    expect(shop.lastPayload("inventory_shipments/receive_items")).toMatchObject({
      id: inventoryShipment.id,
      status: "RECEIVED",
      items_received: [
        { old_accepted_quantity: 1, new_accepted_quantity: 2, remaining_quantity_to_receive: 1 },
        { new_rejected_quantity: 1, remaining_quantity_to_receive: 0 },
      ],
    });
    expect(shop.topics()).toContain("inventory_transfers/complete");
  });

  test("may bring more than was sent", async () => {
    const { id } = (await ready(fromBerlin(1))).inventoryTransfer;
    const { inventoryShipment } = await ship(id, 1);
    const shipmentLineItemId = inventoryShipment.lineItems.nodes[0].id;
    await receive(inventoryShipment.id, [{ shipmentLineItemId, quantity: 4, reason: "ACCEPTED" }]);
    expect(await shop.at(shop.hamburg)).toMatchObject({ available: 4, incoming: 0 });
  });

  test("can't be received as a draft", async () => {
    const { id } = (await ready(fromBerlin(1))).inventoryTransfer;
    const { inventoryShipment } = await ship(id, 1, undefined, false);
    const shipmentLineItemId = inventoryShipment.lineItems.nodes[0].id;
    expect(
      codes(await receive(inventoryShipment.id, [{ shipmentLineItemId, quantity: 1, reason: "ACCEPTED" }])),
    ).toEqual(["INVALID_SHIPMENT_STATUS"]);
  });

  test("tells a new arrival under the topic update_tracking, whose id is called shipment_id", async () => {
    const { id } = (await ready(fromBerlin(1))).inventoryTransfer;
    const { inventoryShipment } = await ship(id, 1);
    expect(inventoryShipment.tracking).toBeNull(); // no tracking, no date
    shop.topics();
    await act(
      "inventoryShipmentSetTracking",
      "$id: ID!, $tracking: InventoryShipmentTrackingInput! | id: $id, tracking: $tracking",
      { id: inventoryShipment.id, tracking: { arrivesAt: "2027-03-01T00:00:00Z" } },
      SHIPMENT,
    );
    expect(shop.lastPayload("inventory_shipments/update_tracking")).toMatchObject({
      shipment_id: inventoryShipment.id,
      updated_tracking: { arrives_at: "2027-03-01T01:00:00+01:00" },
    });
  });

  test("deleted on the way is back at the origin, reserved", async () => {
    const { id } = (await ready(fromBerlin(2))).inventoryTransfer;
    const { inventoryShipment } = await ship(id, 2);
    await act("inventoryShipmentDelete", "$id: ID! | id: $id", { id: inventoryShipment.id }, "id");
    expect(await shop.at(shop.berlin)).toMatchObject({ available: 1, reserved: 2, on_hand: 3 });
    expect(await shop.at(shop.hamburg)).toMatchObject({ incoming: 0 });
    expect(await statusOf(id)).toBe("READY_TO_SHIP");
  });

  test("from outside the shop needs no origin; a destination that did not stock the item begins to", async () => {
    const leipzig = await shop.addLocation("Leipzig");
    const { id } = (await ready({ destinationLocationId: leipzig, lineItems: fromBerlin(10).lineItems }))
      .inventoryTransfer;
    await ship(id, 10);
    expect(await shop.at(leipzig)).toMatchObject({ available: 0, incoming: 10 });
    expect(await shop.at(shop.berlin)).toMatchObject({ available: 3, reserved: 0 });
  });

  test("is found by where it goes", async () => {
    const { id } = (await ready(fromBerlin(1))).inventoryTransfer;
    await ship(id, 1);
    const found = async (location: string) => {
      const query = `status:IN_TRANSIT AND destination_id:${location.split("/").at(-1)}`;
      const data = await shop.run(
        `query ($query: String) { inventoryShipments(first: 5, query: $query) { nodes { name } } }`,
        { query },
      );
      return data.inventoryShipments.nodes;
    };
    expect(await found(shop.hamburg)).toEqual([{ name: "#T0001-1" }]);
    expect(await found(shop.berlin)).toEqual([]);
  });
});

test("without the scope no topic of transfers is sent", async () => {
  shop.standIn.revokeOptionalScopes(domain, ["read_inventory_transfers", "read_inventory_shipments"]);
  shop.topics();
  const { id } = (await ready(fromBerlin(1))).inventoryTransfer;
  await ship(id, 1);
  expect(shop.topics()).toEqual(["inventory_levels/update"]);
});
