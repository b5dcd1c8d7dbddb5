import { setTimeout as pause } from "node:timers/promises";
import type { StandIn } from "../stand-in.ts";

export const browser =
  "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36";

/** Opens the app as the admin does after an installation, which is what installs it. */
export async function installApp(standIn: StandIn, shop: string, appUrl: string): Promise<void> {
  const state = standIn.shops.get(shop);
  if (state?.app.installed) return;
  const response = await fetch(`${appUrl}/?${standIn.signedAdminQuery(shop)}`, {
    headers: { "user-agent": browser, accept: "text/html" },
  });
  await response.arrayBuffer();
  if (!state?.app.installed) {
    throw new Error(
      `The app did not install: it answered ${response.status} at ${new URL(response.url).pathname}.`,
    );
  }
}

/**
 * Waits until the app has read the shop: it writes what shoppers see onto the products, and the first import is
 * over when that has been quiet for `quietMs`. Says whether it was within `mostMs`.
 */
export async function importFinished(
  standIn: StandIn,
  shop: string,
  { quietMs = 1000, mostMs = 30_000 } = {},
): Promise<boolean> {
  let last = "";
  let since = Date.now();
  for (const until = Date.now() + mostMs; Date.now() < until; await pause(100)) {
    // Not for ever: a webhook that fails is tried again a minute later.
    await Promise.race([standIn.idle(), pause(quietMs)]);
    const written = whatShoppersSee(standIn, shop);
    if (written !== last) {
      last = written;
      since = Date.now();
    }
    if (written !== "" && Date.now() - since >= quietMs) return true;
  }
  return false;
}

function whatShoppersSee(standIn: StandIn, shop: string): string {
  return Object.values(standIn.shops.get(shop)?.metafields ?? {})
    .filter(({ ownerType }) => ownerType === "PRODUCT")
    .map(({ ownerId, value }) => `${ownerId}:${value}`)
    .join("\n");
}
