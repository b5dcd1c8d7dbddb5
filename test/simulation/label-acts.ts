import { orderChanged } from "#test/shopify-stand-in/shop/orders.ts";
import type { Order } from "#test/shopify-stand-in/shop/model.ts";
import { newId } from "#test/shopify-stand-in/shop/state.ts";
import type { Act, Step } from "./history.ts";
import type { Stage } from "./stage.ts";

type Happens = (stage: Stage, step: Step) => string | null;

const pick = <T>(list: T[], at: number): T | undefined => list[at % Math.max(1, list.length)];
const toggled = (tags: string[], tag: string) =>
  tags.includes(tag) ? tags.filter((other) => other !== tag) : [...tags, tag];

/** What staff write on orders, customers and collections. */
export const labelActs = {
  tag({ shop }, { which }) {
    const order = pick(Object.values(shop.orders), which);
    if (!order) return null;
    order.tags = toggled(order.tags, "VIP");
    orderChanged(shop, order);
    return `${order.name} is ${order.tags.includes("VIP") ? "" : "not "}tagged "VIP"`;
  },
  /** Of which no webhook tells. */
  customer_tag({ shop }, { which }) {
    const order = pick(
      Object.values(shop.orders).filter((one) => one.customer),
      which,
    );
    if (!order?.customer) return null;
    order.customer.tags = toggled(order.customer.tags ?? [], "wholesale");
    return `the customer of ${order.name} is ${order.customer.tags.length > 0 ? "" : "not "}tagged "wholesale"`;
  },
  /** Of which no webhook tells reliably. */
  collection({ shop, variants }, { which, other }) {
    const collection = pick(Object.values(shop.collections), which);
    const product = pick(variants, other)!.productId;
    if (!collection) return null;
    collection.productIds = toggled(collection.productIds, product);
    return `a product ${collection.productIds.includes(product) ? "comes into" : "leaves"} "${collection.title}"`;
  },
} satisfies Partial<Record<Act, Happens>>;

/** Who placed an order, and how they are known. */
export function introduce({ shop }: Stage, order: Order, { which, other }: Step): string {
  const tags = other % 3 === 0 ? ["wholesale"] : [];
  order.customer = { id: newId(shop), firstName: "Anna", lastName: "Berg", email: "anna@example.com", tags };
  if (which % 5 === 0) order.tags = ["VIP"];
  if (which % 7 === 0) order.companyLocationId = "7";
  const words = [...tags, ...order.tags, ...(which % 7 === 0 ? ["B2B"] : [])];
  return words.length > 0 ? ` (${words.join(", ")})` : "";
}
