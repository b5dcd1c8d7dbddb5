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
