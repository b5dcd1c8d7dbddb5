import type { BrakeBecause } from "../../domain/brake-because.ts";
import type { Braked, Policy, Wish } from "../../domain/brake.ts";
import type { Id } from "../../domain/facts.ts";
import type { Level } from "../../domain/level.ts";
import type { Database } from "../client.server.ts";

/** What the brake wants of a product's variants, and everything it did to them. */
export type ProductBrake = {
  variants: {
    variantId: Id;
    title: string;
    level: Level | null;
    wish: Wish;
    because: BrakeBecause;
    overshoot: number;
    stopped: Braked["stopped"];
    /** It is otherwise now than it was found. */
    switched: boolean;
  }[];
  journal: {
    seq: string;
    at: string;
    title: string;
    event: "switched" | "put_back" | "by_hand" | "resumed" | "oversold";
    before: Policy | null;
    after: Policy | null;
    because: BrakeBecause | null;
  }[];
};

const journalAtMost = 50;

/** Two queries. */
export async function productBrake(db: Database, shop: string, productId: Id): Promise<ProductBrake> {
  const [variants, journal] = await Promise.all([
    db.$queryRaw<ProductBrake["variants"]>`
      select b.variant_id as "variantId", v.title, b.level, b.wish, b.because, b.overshoot, b.stopped,
        coalesce(b.found <> b.wrote, false) as switched
      from braked_variant b join variant v on v.shop = b.shop and v.variant_id = b.variant_id
      where b.shop = ${shop} and b.product_id = ${productId} and not v.gone order by v.position, v.variant_id`,
    db.$queryRaw<(Omit<ProductBrake["journal"][number], "at"> & { at: Date })[]>`
      select e.seq::text, e.at, coalesce(v.title, 'Deleted variant') as title, e.event, e.before, e.after, e.because
      from brake_entry e left join variant v on v.shop = e.shop and v.variant_id = e.variant_id
      where e.shop = ${shop} and e.product_id = ${productId} order by e.seq desc limit ${journalAtMost}`,
  ]);
  return { variants, journal: journal.map((e) => ({ ...e, at: e.at.toISOString() })) };
}
