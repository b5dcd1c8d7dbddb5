/** New apps may store this many bytes of JSON in one metafield; other types half of it. */
export const LARGEST_JSON = 131_072;

type Problem = { message: string; code: string; field: string };

const isJson = (value: string) => {
  try {
    JSON.parse(value);
    return true;
  } catch {
    return false;
  }
};

const types: Record<string, (value: string) => boolean> = {
  json: isJson,
  boolean: (value) => value === "true" || value === "false",
  number_integer: (value) => /^-?\d+$/.test(value),
  number_decimal: (value) => /^-?\d+(\.\d+)?$/.test(value),
  single_line_text_field: (value) => !value.includes("\n"),
  multi_line_text_field: () => true,
  date: (value) => /^\d{4}-\d{2}-\d{2}$/.test(value) && !Number.isNaN(Date.parse(value)),
  date_time: (value) => !Number.isNaN(Date.parse(value)),
  url: (value) => URL.canParse(value),
  id: (value) => value.length > 0,
  "list.single_line_text_field": (value) => isJson(value) && Array.isArray(JSON.parse(value)),
};

/** Whether a value fits its type; types beyond these are refused, not guessed at. */
export function checkValue(type: string, value: string): Problem | undefined {
  const fits = types[type];
  if (!fits) {
    const known = Object.keys(types).join(", ");
    return {
      message: `The stand-in does not implement the type ${type}. It knows: ${known}.`,
      code: "INVALID_TYPE",
      field: "type",
    };
  }
  if (fits(value)) return undefined;
  const message = type === "json" ? "Value is invalid JSON." : `Value must be a valid ${type}.`;
  return { message, code: "INVALID_VALUE", field: "value" };
}

export const isKnownType = (type: string): boolean => type in types;

/** The value as code reads it. */
export function jsonValue(type: string, value: string): unknown {
  if (type === "json" || type.startsWith("list.")) return JSON.parse(value);
  if (type === "boolean") return value === "true";
  return type === "number_integer" ? Number(value) : value;
}

/** JSON is kept without spaces that carry nothing. */
export function normalized(type: string, value: string): string {
  return type === "json" ? JSON.stringify(JSON.parse(value)) : value;
}

/** Namespace 3 to 255 and key 2 to 64 characters, of letters, digits, hyphens and underscores. */
export function checkKey(namespace: string, key: string): Problem | undefined {
  return (
    length("Namespace", namespace, 3, 255) ??
    length("Key", key, 2, 64) ??
    characters("Namespace", namespace) ??
    characters("Key", key)
  );
}

function length(name: string, text: string, least: number, most: number): Problem | undefined {
  const field = name.toLowerCase();
  if (text.length < least) {
    return { message: `${name} is too short (minimum is ${least} characters)`, code: "TOO_SHORT", field };
  }
  if (text.length <= most) return undefined;
  return { message: `${name} is too long (maximum is ${most} characters)`, code: "TOO_LONG", field };
}

function characters(name: string, text: string): Problem | undefined {
  if (/^[A-Za-z0-9_-]+$/.test(text)) return undefined;
  const message = `${name} contains one or more invalid characters.`;
  return { message, code: "INVALID", field: name.toLowerCase() };
}
