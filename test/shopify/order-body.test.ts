import fc from "fast-check";
import { expect, test } from "vitest";
import { onlyWhatIsRead } from "#app/shopify/order-body.ts";
import { newsOf, Unreadable } from "#app/shopify/webhooks.ts";
import { choiceKey, shownKey } from "#app/domain/shown.ts";
import { randomFrom } from "#test/bench/measure.ts";
import { webhookBodies } from "#test/bench/webhook-bodies.ts";

const cut = (body: string) => onlyWhatIsRead(Buffer.from(body)).toString("utf8");

test("of an order's attributes only ours come to rest", () => {
  const body = `{"id":9007199254740993,"updated_at":"2026-11-22T10:00:00+01:00",
    "note_attributes":[{"name":"Gift for","value":"Ada"},{"name":"Backorder shipping","value":"together"}],
    "line_items":[{"id":9007199254740995,"fulfillable_quantity":1,"properties":[
      {"name":"Engraving","value":"for Ada"},{"name":"Ships by","value":"12 December"},{"name":"_ships_by","value":"2026-12-12"}]}]}`;
  const kept = cut(body);
  expect(kept).not.toMatch(/Ada|Engraving|Gift|December/);
  expect(newsOf("orders/create", kept)).toEqual([
    {
      kind: "order",
      orderId: "9007199254740993",
      shown: {
        at: new Date("2026-11-22T09:00:00Z"),
        shown: { together: true, lines: [{ lineId: "9007199254740995", shipsBy: "2026-12-12" }] },
      },
    },
  ]);
});

test("what a stranger puts under our names is dropped unless our blocks could have written it", () => {
  const kept = cut(
    '{"id":1,"note_attributes":[{"name":"Backorder shipping","value":"call 0170 1234"}],"line_items":[{"id":2,"properties":[{"name":"_ships_by","value":"my diary"}]}]}',
  );
  expect(JSON.parse(kept)).toEqual({ id: 1, note_attributes: [], line_items: [{ id: 2, properties: [] }] });
});

test("numbers keep their digits", () => {
  expect(cut('{ "id": 12345678901234567890, "note_attributes": [], "line_items": [] }')).toBe(
    '{"id":12345678901234567890,"note_attributes":[],"line_items":[]}',
  );
});

test("of a shop that sends whole orders nothing comes to rest but what is read", () => {
  const [whole] = webhookBodies("whole", 1, randomFrom(7));
  const kept = JSON.parse(cut(whole!)) as { line_items: object[] };
  expect(Object.keys(kept).sort()).toEqual([
    "admin_graphql_api_id",
    "cancelled_at",
    "id",
    "line_items",
    "note_attributes",
    "updated_at",
  ]);
  expect(Object.keys(kept.line_items[0]!)).toEqual(["id", "fulfillable_quantity", "properties"]);
});

test("what is no order is kept for whoever says so", () => {
  const bodies = [`{"value": ${"x".repeat(2000)}`, `["value", "${"x".repeat(2000)}"]`];
  for (const body of bodies) expect(cut(body)).toBe(body);
});

test("whatever a body holds, what is left says the same, and nothing of others", () => {
  const digits = fc.bigInt({ min: 1n, max: 10n ** 20n - 1n }).map(String);
  const attribute = fc.record({
    name: fc.constantFrom(shownKey, choiceKey, "Engraving"),
    value: fc.constantFrom("2026-12-12", "unknown", "together", "as ready", "secret", 7, null),
  });
  const line = fc.record(
    {
      id: digits,
      fulfillable_quantity: fc.nat().map(String),
      price: fc.constant("19.99"),
      title: fc.constant('"secret"'),
      properties: fc.array(attribute).map((a) => JSON.stringify(a)),
    },
    { requiredKeys: [] },
  );
  const order = fc.record(
    {
      id: digits,
      updated_at: fc.constantFrom('"2026-11-22T10:00:00+01:00"', '"soon"', "null"),
      cancelled_at: fc.constantFrom('"2026-11-22T10:00:00+01:00"', "null"),
      financial_status: fc.constantFrom('"paid"', "null"),
      line_items: fc.oneof(
        fc.array(line.map(written)).map((lines) => `[${lines.join()}]`),
        fc.constant("null"),
        fc.constant('["secret"]'),
      ),
      note_attributes: fc.array(attribute).map((a) => JSON.stringify(a)),
      order_edit: digits.map((id) => `{"id":1,"order_id":${id},"staff_note":"secret"}`),
      note: fc.constant('"secret"'),
      email: fc.constant('"secret@example.com"'),
    },
    { requiredKeys: [] },
  );
  const topic = fc.constantFrom("orders/create", "orders/updated", "orders/edited", "orders/delete");
  fc.assert(
    fc.property(topic, order.map(written), (about, body) => {
      const kept = cut(body);
      expect(heard(about, kept)).toEqual(heard(about, body));
      expect(kept).not.toMatch(/secret|Engraving|19\.99/);
    }),
  );
});

function written(of: Record<string, string | undefined>): string {
  const fields = Object.entries(of).flatMap(([name, json]) =>
    json === undefined ? [] : `"${name}":${json}`,
  );
  return `{${fields.join()}}`;
}

function heard(topic: string, body: string): unknown {
  try {
    return newsOf(topic, body);
  } catch (error) {
    return error instanceof Unreadable;
  }
}
