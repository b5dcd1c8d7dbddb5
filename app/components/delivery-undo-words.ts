import type { ChangeKind } from "#app/domain/delivery-state.ts";

/** Why something was not taken back. */
export const whyKept = {
  gone: "This was undone already.",
  too_late: "This can be undone only on the day it was done.",
  newer: "Something newer was changed since. Undo that first.",
  unsettled: "It isn't known yet whether Shopify's stock was changed. Settle that first.",
} as const;

/** What was done, as a title of its button. */
export const changeWords: Record<ChangeKind, string> = {
  changed: "Change of date or units",
  confirmed: "Confirmation",
  canceled: "Cancellation",
  received: "Arrival",
  split: "Split",
  moved: "Move of several deliveries",
  imported: "Import",
  undone: "Undo",
};

/** Whoever was told a date keeps that message. */
export function toldWords(told: number): string | null {
  if (told === 0) return null;
  return told === 1
    ? "1 customer was told another date since. That message can't be taken back; the next one follows the rules in Settings."
    : `${told} customers were told another date since. Those messages can't be taken back; the next ones follow the rules in Settings.`;
}
