import { isIdNumber } from "./numbers.ts";

/**
 * Reduces a payload to a subscription's `include_fields`. A field is a path with periods; it reaches
 * through lists (`line_items.id`). What is not named is not sent.
 */
export function includeFields(payload: unknown, fields: string[] | null): unknown {
  if (fields === null) return payload;
  return keep(
    payload,
    fields.map((field) => field.split(".")),
  );
}

function keep(value: unknown, paths: string[][]): unknown {
  if (value === null || typeof value !== "object" || isIdNumber(value)) return value;
  if (Array.isArray(value)) return value.map((entry) => keep(entry, paths));
  const kept: Record<string, unknown> = {};
  for (const [name, entry] of Object.entries(value)) {
    const rest = paths.filter((path) => path[0] === name).map((path) => path.slice(1));
    if (rest.length === 0) continue;
    kept[name] = rest.some((path) => path.length === 0) ? entry : keep(entry, rest);
  }
  return kept;
}
