import { emptyShop, openShop, type ShopState } from "../shop/state.ts";

/** A shop without any stand-in around it: time stands still, nothing is sent, nothing happens by itself. */
export function quietShop(): ShopState {
  const shop = {
    domain: "quiet.myshopify.com",
    name: "Quiet",
    currency: "EUR",
    timeZone: "Europe/Berlin",
    locale: "en",
    countryCode: "DE",
    email: "quiet@example.com",
    plan: "Standard",
  } as const;
  return openShop(emptyShop(shop, "1", 9_007_199_254_741_000n), {
    now: () => new Date("2026-11-21T10:00:00Z"),
    emit: () => undefined,
    after: () => undefined,
    routingDelayMs: 0,
  });
}
