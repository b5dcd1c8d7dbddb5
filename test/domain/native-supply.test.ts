import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { digestOf, nativeDeliveries, statusesIn, type TransferFact } from "#app/domain/native-supply.ts";
import { always } from "./check.ts";

const dayAt = (instant: string) => instant.slice(0, 10);
const transfer = (over: Partial<TransferFact> = {}): TransferFact => ({
  transferId: "1",
  name: "#T0001",
  reference: null,
  status: "READY_TO_SHIP",
  originId: null,
  destinationId: "7",
  createdAt: "2026-11-01T10:00:00Z",
  lines: [{ itemId: "a", quantity: 10 }],
  shipments: [],
  ...over,
});
const shipment = (id: string, quantity: number, unreceived: number, arrivesAt: string | null = null) => ({
  ...{
    shipmentId: id,
    name: `#T0001-${id}`,
    status: "IN_TRANSIT",
    arrivesAt,
    createdAt: null,
    receivedAt: null,
  },
  lines: [{ itemId: "a", quantity, unreceived }],
});
const brief = (over: Partial<TransferFact>) =>
  nativeDeliveries(transfer(over), dayAt).map((d) => [
    d.deliveryId,
    d.status,
    d.confirmed,
    d.statedOn,
    d.lines.map((l) => `${l.received}/${l.quantity}`).join(),
  ]);

describe("what a transfer brings", () => {
  test.each(["DRAFT", "OTHER"])("as %s is tentative", (status) => {
    expect(brief({ status })).toEqual([["transfer-1", "coming", false, null, "0/10"]]);
  });

  test("is certain without a day until a shipment says one, and the rest stays without", () => {
    expect(brief({})).toEqual([["transfer-1", "coming", true, null, "0/10"]]);
    expect(
      brief({ status: "IN_PROGRESS", shipments: [shipment("2", 6, 6, "2026-12-09T09:00:00Z")] }),
    ).toEqual([
      ["shipment-2", "coming", true, "2026-12-09", "0/6"],
      ["transfer-1", "coming", true, null, "0/4"],
    ]);
  });

  test("ends with it: what came was received, what did not was canceled", () => {
    const shipments = [shipment("2", 6, 2), shipment("3", 4, 4)];
    expect(brief({ status: "TRANSFERRED", shipments })).toEqual([
      ["shipment-2", "received", true, null, "4/6"],
      ["shipment-3", "cancelled", true, null, "0/4"],
    ]);
    expect(brief({ status: "CANCELED" })).toEqual([["transfer-1", "cancelled", true, null, "0/10"]]);
  });

  test("goes nowhere without a destination", () => {
    expect(brief({ destinationId: null })).toEqual([]);
  });

  test("is called as the merchant calls it", () => {
    const [one, rest] = nativeDeliveries(
      transfer({ reference: "PO-117", shipments: [shipment("2", 1, 1)] }),
      dayAt,
    );
    expect([one!.reference, rest!.reference]).toEqual(["#T0001-2 (PO-117)", "#T0001 (PO-117)"]);
  });

  test("counts every unit once, in whatever parts it is sent", () => {
    const part = fc.record({ units: fc.integer({ min: 1, max: 9 }), left: fc.nat({ max: 9 }) });
    always(fc.nat({ max: 30 }), fc.array(part, { maxLength: 5 }), (more, parts) => {
      const shipments = parts.map((p, i) => shipment(String(i), p.units, Math.min(p.left, p.units)));
      const sent = parts.reduce((sum, p) => sum + p.units, 0);
      const lines = [{ itemId: "a", quantity: sent + more }];
      const deliveries = nativeDeliveries(transfer({ status: "IN_PROGRESS", lines, shipments }), dayAt);
      const all = deliveries.flatMap((d) => d.lines);
      expect(all.reduce((sum, l) => sum + l.quantity, 0)).toBe(sent + more);
      const toCome = shipments.reduce((sum, s) => sum + s.lines[0]!.unreceived, 0) + more;
      expect(all.reduce((sum, l) => sum + l.quantity - l.received, 0)).toBe(toCome);
      expect(new Set(deliveries.map((d) => d.deliveryId)).size).toBe(deliveries.length);
    });
  });
});

test("a digest differs when a list shows something else, and knows how each shipment stood", () => {
  const part = { shipmentId: "2", status: "IN_TRANSIT", arrivesAt: null, units: 6, received: 0 };
  const glance = { transferId: "1", name: "#T0001", reference: null, status: "IN_PROGRESS", units: 10 };
  const digest = digestOf({ ...glance, shipments: [part] });
  for (const change of [{ received: 1 }, { arrivesAt: "2026-12-09T09:00:00Z" }, { status: "RECEIVED" }])
    expect(digestOf({ ...glance, shipments: [{ ...part, ...change }] })).not.toBe(digest);
  expect(digestOf({ ...glance, units: 9, shipments: [part] })).not.toBe(digest);
  expect(statusesIn(digest)).toEqual(new Map([["2", "IN_TRANSIT"]]));
});
