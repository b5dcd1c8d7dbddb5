import { choiceKey, readChoice, readShown, shownKey } from "../domain/shown.ts";

/** All that webhooks.ts reads of an order, whatever else the shop's subscription sends. */
const fields = ["id", "admin_graphql_api_id", "updated_at", "cancelled_at", "financial_status"];
const lineFields = ["id", "fulfillable_quantity"];

/**
 * The body of an order's webhook with nothing in it but what is read: no address and no note, and of attributes only
 * those that our blocks write. What shops and other apps ask their shoppers for, an engraving or a telephone number,
 * never comes to rest here; and a long body costs ten times as much to keep. Numbers keep their digits, which ids
 * need.
 */
export function onlyWhatIsRead(body: Buffer): Buffer {
  try {
    const text = body.toString("utf8");
    const kept = cut(JSON.parse(text));
    // A reviver takes five times as long: only where a number is longer than JavaScript can count.
    return Buffer.from(JSON.stringify(isExact(kept) ? kept : cut(JSON.parse(text, keepDigits))));
  } catch {
    // Not what Shopify sends: whoever reads it says so.
    return body;
  }
}

type Said = Record<string, unknown>;

function cut(order: unknown): Said {
  if (!isObject(order)) throw new TypeError("An order is an object.");
  const { line_items: lines, order_edit: edit } = order;
  return {
    ...only(fields, order),
    ...("note_attributes" in order && {
      note_attributes: ours(order["note_attributes"], choiceKey, readChoice),
    }),
    ...(Array.isArray(lines) && { line_items: lines.map(cutLine) }),
    ...(isObject(edit) && { order_edit: only(["order_id"], edit) }),
  };
}

function cutLine(line: unknown): unknown {
  if (!isObject(line)) return null;
  const properties = "properties" in line && { properties: ours(line["properties"], shownKey, readShown) };
  return { ...only(lineFields, line), ...properties };
}

function only(names: string[], of: Said): Said {
  return Object.fromEntries(names.flatMap((name) => (name in of ? [[name, of[name]]] : [])));
}

function ours(attributes: unknown, key: string, readIt: (value: unknown) => unknown): Said[] {
  const all = Array.isArray(attributes) ? attributes.filter(isObject) : [];
  return all
    .filter((a) => a["name"] === key && readIt(a["value"]) !== undefined)
    .map((a) => ({ name: key, value: a["value"] }));
}

function isObject(value: unknown): value is Said {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

type WithRawJson = typeof JSON & { rawJSON(text: string): unknown };

function isExact(value: unknown): boolean {
  if (typeof value === "number") return Number.isSafeInteger(value);
  return typeof value !== "object" || value === null || Object.values(value).every(isExact);
}

function keepDigits(_: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === "number" && context?.source ? (JSON as WithRawJson).rawJSON(context.source) : value;
}
