import type { SubscriptionState } from "#app/domain/notice.ts";

/** Where a sign-up to a waiting list stands. */
export const signUpStateWords: Record<SubscriptionState, string> = {
  pending: "Not confirmed",
  waiting: "Waiting",
  told: "Told",
  left: "Left the list",
  undeliverable: "Address takes no mail",
  expired: "Waited too long",
};
