/** Every setting of POST /faults, and what it does. Unset means: nothing goes wrong. */
export const faultFields = {
  duplicate: "true or a probability 0..1: a webhook is delivered twice with the same X-Shopify-Webhook-Id",
  drop: "true or a probability 0..1: a webhook is never delivered",
  delay: "milliseconds, or [least, most]: a webhook is delivered this much later (by the stand-in's clock)",
  reorder: "true (2000 ms) or a window in ms: webhooks within the window arrive in random order",
  topics: "list of topics the webhook faults are limited to",
  seed: "number: seed of the random choices, for a repeatable run",
  throttle: "true: every Admin API request of the app is answered THROTTLED",
  apiErrors: "true or a probability 0..1: an Admin API request of the app is answered with HTTP 502",
  tokenErrors:
    '"502": the token endpoint answers an HTML page; "invalid_grant": it refuses; "no_expiry": it omits expires_in',
  reset: "true: clears every fault",
} as const;

export type FaultSettings = {
  duplicate?: number | boolean;
  drop?: number | boolean;
  delay?: number | [number, number];
  reorder?: boolean | number;
  topics?: string[];
  seed?: number;
  throttle?: boolean;
  apiErrors?: number | boolean;
  tokenErrors?: string;
};

export type Faults = {
  settings(): FaultSettings;
  /** Replaces the settings; throws a sentence for a field or value it does not know. */
  set(input: unknown): void;
  /** True as often as the probability says. */
  happens(chance: number | boolean | undefined): boolean;
  /** A number from least to most. */
  between(least: number, most: number): number;
};

const isChance = (value: unknown) =>
  typeof value === "boolean" || (typeof value === "number" && value >= 0 && value <= 1);
const isMs = (value: unknown) => typeof value === "number" && value >= 0;

const accepts: Record<keyof typeof faultFields, (value: unknown) => boolean> = {
  duplicate: isChance,
  drop: isChance,
  delay: (value) => isMs(value) || (Array.isArray(value) && value.length === 2 && value.every(isMs)),
  reorder: (value) => typeof value === "boolean" || isMs(value),
  topics: (value) => Array.isArray(value) && value.every((topic) => typeof topic === "string"),
  seed: (value) => typeof value === "number",
  throttle: (value) => typeof value === "boolean",
  apiErrors: isChance,
  tokenErrors: (value) => ["502", "invalid_grant", "no_expiry"].includes(value as string),
  reset: (value) => typeof value === "boolean",
};

export function createFaults(): Faults {
  let settings: FaultSettings = {};
  let random = seeded(1);

  return {
    settings: () => settings,
    set(input) {
      if (input === null || typeof input !== "object" || Array.isArray(input)) {
        throw new Error("Faults are a JSON object.");
      }
      for (const [field, value] of Object.entries(input)) {
        if (!(field in accepts)) {
          throw new Error(`Unknown field "${field}". Known: ${Object.keys(faultFields).join(", ")}.`);
        }
        if (!accepts[field as keyof typeof faultFields](value)) {
          throw new Error(`"${field}" is ${faultFields[field as keyof typeof faultFields]}.`);
        }
      }
      const { reset, ...rest } = input as FaultSettings & { reset?: boolean };
      settings = reset ? {} : rest;
      random = seeded(settings.seed ?? 1);
    },
    happens: (chance) => chance === true || (typeof chance === "number" && random() < chance),
    between: (least, most) => least + random() * (most - least),
  };
}

/** mulberry32: small, repeatable, good enough to choose which deliveries go wrong. */
function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
