import type { Id, InventoryItem, Variant } from "#test/shopify-stand-in/shop/model.ts";
import { addLocation } from "#test/shopify-stand-in/shop/locations.ts";
import { setProduct } from "#test/shopify-stand-in/shop/products.ts";
import { emptyShop, newId, openShop, type ShopState } from "#test/shopify-stand-in/shop/state.ts";
import type { Setting } from "./history.ts";

/** The pretend shop with a clock of its own. What it tells its subscribers goes to `hear`. */
export type Stage = {
  shop: ShopState;
  variants: Variant[];
  items: InventoryItem[];
  locationIds: Id[];
  /**
   * What people last said of whether a variant is sold beyond its stock, how often anybody said anything, and whether
   * it was said at a moment in which no app can notice.
   */
  words: Map<Id, { policy: Variant["inventoryPolicy"]; times: number; missed: boolean }>;
  /** Lines of which people released a hold of ours. */
  letGo: Set<Id>;
  now(): Date;
  /** Moves the clock and lets Shopify do what was due until then. */
  advance(ms: number): void;
  /** Whether Shopify has something to do by itself, such as routing an order. */
  nextDueIn(): number | null;
  hear: (topic: string, payload: () => unknown) => void;
};

/** Large enough that a client that reads ids as numbers breaks. */
const firstId = 9_007_199_254_741_000n;

export function openStage(setting: Setting): Stage {
  let time = Date.parse(setting.startsAt);
  let due: { at: number; run: () => void | Promise<void> }[] = [];
  const identity = {
    domain: "simulated.myshopify.com",
    name: "Simulated",
    currency: "EUR",
    timeZone: setting.timeZone,
    locale: "en",
    countryCode: "DE",
    email: "simulated@example.com",
    plan: "Standard",
  } as const;
  const shop = openShop(emptyShop(identity, "1", firstId), {
    now: () => new Date(time),
    emit: (topic, payload) => stage.hear(topic, payload),
    after: (ms, run) => void due.push({ at: time + ms, run }),
    routingDelayMs: 2000,
  });
  const stage: Stage = {
    shop,
    variants: [],
    items: [],
    locationIds: [],
    words: new Map(),
    letGo: new Set(),
    now: () => new Date(time),
    advance(ms) {
      time += ms;
      const ready = due.filter(({ at }) => at <= time).sort((a, b) => a.at - b.at);
      due = due.filter(({ at }) => at > time);
      for (const { run } of ready) void run();
    },
    nextDueIn: () => (due.length === 0 ? null : Math.min(...due.map(({ at }) => at)) - time),
    hear: () => undefined,
  };
  Object.assign(stage, stockShop(shop, setting));
  return stage;
}

/** The places and products with which a history begins. */
export function stockShop(
  shop: ShopState,
  setting: Setting,
): Pick<Stage, "variants" | "items" | "locationIds" | "words"> {
  const most = Math.max(...setting.stock.map((levels) => levels.length));
  const locationIds = Array.from(
    { length: most },
    (_, n) => addLocation(shop, { name: `Location ${n + 1}` }).id,
  );
  const variants = setting.stock.map((levels, n) => {
    const quantities = levels.flatMap((quantity, at) =>
      quantity === null ? [] : [{ locationId: locationIds[at]!, name: "available", quantity }],
    );
    const inventoryPolicy = setting.policies[n]!;
    const variant = { optionValues: ["Default Title"], tracked: true, inventoryPolicy, quantities };
    const product = setProduct(shop, null, { title: `Item ${n + 1}`, variants: [variant] });
    return shop.variants[product.variantIds[0]!]!;
  });
  for (const [n, title] of ["Camping", "On sale"].entries()) {
    const id = newId(shop);
    shop.collections[id] = { id, title, productIds: variants.slice(n).map((v) => v.productId) };
  }
  return {
    variants,
    items: variants.map((v) => shop.items[v.inventoryItemId]!),
    locationIds,
    words: new Map(variants.map((v) => [v.id, { policy: v.inventoryPolicy, times: 0, missed: false }])),
  };
}
