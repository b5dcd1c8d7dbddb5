import type { Policy, SetRule } from "../../domain/brake.ts";
import { countingRules, type DateRule } from "../../domain/date-rules.ts";
import type { Id, LeadTime } from "../../domain/facts.ts";
import { leadTimeOf } from "../../domain/lead-time.ts";
import type { SetOn } from "../../domain/level.ts";
import type { Tier } from "../../domain/tiers.ts";
import { rulesFor } from "../brake-rules.server.ts";
import type { Database } from "../client.server.ts";
import { rulesNaming } from "../date-rules.server.ts";
import { keptBackOfProduct } from "../kept-back.server.ts";
import type { ListedRule } from "../policies.server.ts";
import { tiersOf } from "../tiers.server.ts";

/** What applies to a product's variants, and which level each value came from. */
export type Applies = {
  productId: Id;
  title: string;
  collections: string[];
  supplier: string | null;
  madeToOrderDays: number | null;
  discontinued: boolean;
  variants: AppliesToVariant[];
  /** Whose orders come first, in the whole shop. */
  groups: Tier[];
  kept: Awaited<ReturnType<typeof keptBackOfProduct>>;
};

export type AppliesToVariant = {
  variantId: Id;
  title: string;
  sku: string | null;
  policy: Policy;
  rule: ListedRule | null;
  leadTime: Pick<LeadTime, "days" | "setOn"> | null;
  /** All rules about dates that name it, also those that narrower ones overrule. */
  dates: (DateRule & { name: string })[];
};

/** Null when the shop has no such product. */
export async function appliesTo(db: Database, shop: string, productId: Id): Promise<Applies | null> {
  const product = await db.product.findUnique({ where: { shop_productId: { shop, productId } } });
  if (!product) return null;
  const variants = await db.variant.findMany({
    where: { shop, productId, gone: false },
    orderBy: { position: "asc" },
  });
  const [rules, dates, settings, { tiers }, kept, supplier, collections] = await Promise.all([
    rulesFor(db, shop, variants),
    rulesNaming(
      db,
      shop,
      variants.map((v) => v.itemId),
    ),
    db.shop.findUniqueOrThrow({ where: { shop }, select: { leadTimeDays: true } }),
    tiersOf(db, shop),
    keptBackOfProduct(db, shop, productId),
    product.supplierId === null
      ? null
      : db.supplier.findUnique({ where: { shop_supplierId: { shop, supplierId: product.supplierId } } }),
    db.$queryRaw<{ id: Id; title: string }[]>`
      select c.collection_id as id, c.title from collection_product m
      join collection c on c.shop = m.shop and c.collection_id = m.collection_id
      where m.shop = ${shop} and m.product_id = ${productId} order by c.title`,
  ]);
  const { madeToOrderDays, discontinued, title } = product;
  const named = <Rule extends SetOn>(rule: Rule, variant: string): Rule & { name: string } => ({
    ...rule,
    name:
      rule.level === "collection"
        ? (collections.find((c) => c.id === rule.target)?.title ?? "")
        : rule.level === "variant"
          ? variant
          : title,
  });
  return {
    productId,
    title,
    collections: collections.map((c) => c.title),
    supplier: supplier?.name ?? null,
    madeToOrderDays,
    discontinued,
    groups: tiers,
    kept,
    variants: variants.map((v) => {
      const brake: SetRule | undefined = rules.get(v.variantId);
      const own = dates(v.itemId);
      const leadTime = leadTimeOf({
        own: countingRules(own).lead_time,
        supplier: supplier?.leadTimeDays ?? null,
        shop: settings.leadTimeDays,
        madeToOrder: madeToOrderDays,
      });
      return {
        variantId: v.variantId,
        title: v.title,
        sku: v.sku,
        policy: v.policy === "DENY" ? "DENY" : "CONTINUE",
        rule: brake ? named(brake, v.title) : null,
        leadTime,
        dates: own.map((rule) => named(rule, v.title)),
      };
    }),
  };
}
