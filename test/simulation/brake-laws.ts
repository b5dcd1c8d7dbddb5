import { policyFor } from "#app/domain/brake.ts";
import { firstOf, type Law } from "./laws.ts";
import type { Known } from "./rest-laws.ts";

/** What holds of policies when everything was read. */
export const brakeLaws: Law<Known>[] = [
  {
    name: "the brake does what it says",
    says: "a variant is sold beyond its stock, or stopped, as the brake wishes",
    broken: ({ memory, stage }) =>
      firstOf(memory.braked.values(), ({ variantId, wish, found, stopped, sending }) => {
        const variant = stage.shop.variants[variantId];
        if (!variant || stopped !== null) return null;
        const wanted = policyFor(wish, found);
        const is = variant.inventoryPolicy;
        if (sending !== null) return `${variantId}: ${sending} is still being sent`;
        return wanted === null || wanted === is ? null : `${variantId} is ${is}, wanted ${wanted}`;
      }),
  },
];

/** What holds when every brake was taken off. */
export const restoredLaws: Law<Known>[] = [
  {
    name: "every policy comes back",
    says: "without a brake every policy is as it was found, or as staff set it since",
    broken: ({ stage }) =>
      firstOf(stage.words, ([variantId, { policy, missed }]) => {
        const is = stage.shop.variants[variantId]?.inventoryPolicy;
        return is === undefined || missed || is === policy
          ? null
          : `${variantId} is ${is}, people said ${policy}`;
      }),
  },
  {
    name: "the brake forgets what it put back",
    says: "without a brake nothing is left of it, but that somebody stopped it",
    broken: ({ memory, stage }) =>
      firstOf(memory.braked.values(), (row) =>
        row.stopped || !stage.shop.variants[row.variantId] ? null : JSON.stringify(row),
      ),
  },
];
