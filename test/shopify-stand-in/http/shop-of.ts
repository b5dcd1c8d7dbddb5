import type { StandInCore } from "../core.ts";
import type { ShopState } from "../shop/state.ts";

/** The shop a host names; without a host the first one. */
export function shopOf(core: Pick<StandInCore, "shops">, host: string): ShopState | undefined {
  return host.endsWith(".myshopify.com") ? core.shops.get(host) : core.shops.values().next().value;
}
