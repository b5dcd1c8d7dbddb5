import type { HoldRules } from "./holds.ts";
import type { Checked } from "./form.ts";

/** Access that holding, releasing and moving need; asked for when the merchant wants it. */
export const holdScopes = [
  "write_merchant_managed_fulfillment_orders",
  "write_third_party_fulfillment_orders",
] as const;

/** The form of how what waits is held and released. `granted` is what the shop allows. */
export function readRelease(fields: Record<string, string>, granted: string[]): Checked<HoldRules, "on"> {
  const on = fields["on"] === "yes";
  const missing = holdScopes.filter((scope) => !granted.includes(scope));
  if (on && missing.length > 0)
    return { ok: false, errors: { on: "Allow access first. Nothing was changed." } };
  const review = fields["release"] === "review";
  return { ok: true, value: { on, review, wholeOrders: fields["wholeOrders"] === "yes" } };
}
