import fc from "fast-check";
import { expect, test } from "vitest";
import { withoutOthersAttributes } from "#app/shopify/attributes.ts";
import { newsOf } from "#app/shopify/webhooks.ts";

const cut = (body: string) => withoutOthersAttributes(Buffer.from(body)).toString("utf8");

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

test("an order without attributes is kept as it came, byte for byte", () => {
  const body = Buffer.from('{ "id": 12345678901234567890, "note_attributes": [], "line_items": [] }');
  expect(withoutOthersAttributes(body)).toBe(body);
});

test("no value of an attribute of others survives, and everything else does", () => {
  const attribute = fc.record({ name: fc.string(), value: fc.string() });
  fc.assert(
    fc.property(
      fc.array(attribute, { minLength: 1 }),
      fc.array(attribute),
      fc.maxSafeInteger(),
      (ofOrder, ofLine, id) => {
        const secret = (a: { name: string; value: string }) => ({ ...a, value: `secret ${a.value}` });
        const order = { id, tags: "a", line_items: [{ id, properties: ofLine.map(secret) }] };
        const kept = cut(JSON.stringify({ ...order, note_attributes: ofOrder.map(secret) }));
        expect(kept).not.toContain("secret");
        expect(JSON.parse(kept)).toEqual({
          ...order,
          note_attributes: [],
          line_items: [{ id, properties: [] }],
        });
      },
    ),
  );
});
