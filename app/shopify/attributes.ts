import type { Id } from "../domain/facts.ts";
import { choiceKey, readChoice, readShown, shownKey, type Shown } from "../domain/shown.ts";

/** As Shopify writes them: webhooks say `name`, the Admin API says `key`. */
type Attribute = { name?: unknown; key?: unknown; value?: unknown };

/** Null when the order carries nothing of ours. */
export function shownIn(
  ofOrder: Attribute[],
  lines: { lineId: Id; attributes: Attribute[] }[],
): Shown | null {
  const together = ours(ofOrder, choiceKey, readChoice)?.is ?? null;
  const shown = lines.flatMap(({ lineId, attributes }) => {
    const found = ours(attributes, shownKey, readShown);
    return found ? [{ lineId, shipsBy: found.is }] : [];
  });
  return together === null && shown.length === 0 ? null : { lines: shown, together };
}

function ours<T>(attributes: Attribute[], key: string, readIt: (value: unknown) => T | undefined) {
  for (const { name, key: also, value } of attributes) {
    const is = (name ?? also) === key ? readIt(value) : undefined;
    if (is !== undefined) return { is };
  }
  return null;
}

/**
 * The body of an order's webhook without what shops and other apps ask their shoppers for: an engraving, a telephone
 * number. It never comes to rest here. Numbers keep their digits, which ids need.
 */
export function withoutOthersAttributes(body: Buffer): Buffer {
  // Nothing else in these bodies has such a field, and few orders carry an attribute.
  if (!body.includes('"value"')) return body;
  try {
    const order = JSON.parse(body.toString("utf8"), keepDigits) as Record<string, unknown>;
    keepOurs(order, "note_attributes", choiceKey, readChoice);
    const lines = order["line_items"];
    if (Array.isArray(lines)) for (const line of lines) keepOurs(line, "properties", shownKey, readShown);
    return Buffer.from(JSON.stringify(order));
  } catch {
    // Not what Shopify sends: whoever reads it says so.
    return body;
  }
}

function keepOurs(of: unknown, field: string, key: string, readIt: (value: unknown) => unknown): void {
  if (typeof of !== "object" || of === null || !(field in of)) return;
  const holder = of as Record<string, unknown>;
  const all = Array.isArray(holder[field]) ? (holder[field] as (Attribute | null)[]) : [];
  holder[field] = all
    .filter((a) => a?.name === key && readIt(a.value) !== undefined)
    .map((a) => ({ name: key, value: a!.value }));
}

type WithRawJson = typeof JSON & { rawJSON(text: string): unknown };

function keepDigits(_: string, value: unknown, context?: { source?: string }): unknown {
  return typeof value === "number" && context?.source ? (JSON as WithRawJson).rawJSON(context.source) : value;
}
