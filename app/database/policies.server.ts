import type { Braked, SetRule } from "../domain/brake.ts";
import type { DateKind } from "../domain/date-rules.ts";
import type { Facts, Id, Tail } from "../domain/facts.ts";
import type { Level } from "../domain/level.ts";
import { rulesFor, toRule } from "./brake-rules.server.ts";
import type { Database, Transaction } from "./client.server.ts";
import { dateFactsOf } from "./date-facts.server.ts";
import { dateRuleCounts } from "./pages/date-rules.server.ts";
import { variantsUnder } from "./levels.server.ts";
import { containing } from "./pages/keyset.server.ts";
import { itemName } from "./variant-standing.server.ts";

/** A variant with what decides about its brake. */
export type BrakeCase = {
  variantId: Id;
  productId: Id;
  name: string;
  braked: Braked;
  rule: SetRule | null;
  facts: Pick<Facts, "tracked" | "supplies" | "leadTime" | "madeToOrderDays" | "calendar">;
  tails: Pick<Tail, "locationId" | "owed" | "outstanding" | "supplies">[];
};

type CaseRow = {
  variantId: Id;
  productId: Id;
  itemId: Id;
  product: string;
  variant: string;
  tracked: boolean | null;
} & Omit<Braked, "switchedAt">;

/** All variants for which a rule of this level may count, by the rules as they are in this transaction. */
export async function brakeCases(
  tx: Transaction,
  shop: string,
  { level, targets }: { level: Level; targets: Id[] },
): Promise<BrakeCase[]> {
  const rows = await tx.$queryRaw<CaseRow[]>`
    select v.variant_id as "variantId", v.product_id as "productId", v.item_id as "itemId", p.title as product,
      v.title as variant, v.policy, p.discontinued, i.tracked, b.found, b.wrote, b.stopped
    from variant v
    join product p on p.shop = v.shop and p.product_id = v.product_id
    left join item i on i.shop = v.shop and i.item_id = v.item_id
    left join braked_variant b on b.shop = v.shop and b.variant_id = v.variant_id
    where v.shop = ${shop} and not v.gone and ${variantsUnder(level, targets, shop)}
    order by p.title, v.position, v.variant_id`;
  const items = [...new Set(rows.map((r) => r.itemId))];
  const rules = await rulesFor(tx, shop, rows);
  const tails = await tailsOf(tx, shop, items);
  const dates = await dateFactsOf(tx, shop, items);
  return rows.map((row) => {
    const { variantId, productId, itemId, policy, discontinued, found, wrote, stopped } = row;
    return {
      variantId,
      productId,
      name: itemName(row.product, row.variant),
      // What the merchant does now acts at once.
      braked: { policy, discontinued, found, wrote, stopped, switchedAt: null },
      rule: rules.get(variantId) ?? null,
      facts: {
        tracked: row.tracked ?? false,
        ...dates(itemId),
      },
      tails: tails.get(itemId) ?? [],
    };
  });
}

async function tailsOf(tx: Transaction, shop: string, items: Id[]): Promise<Map<Id, BrakeCase["tails"]>> {
  const rows = await tx.$queryRaw<
    { itemId: Id; locationId: Id; owed: number; outstanding: number; supplies: Tail["supplies"] }[]
  >`
    select item_id as "itemId", location_id as "locationId", owed, outstanding, supplies from tail
    where shop = ${shop} and item_id = any(${items})`;
  return Map.groupBy(rows, (r) => r.itemId);
}

export type ListedRule = SetRule & { name: string };

export type PoliciesPage = {
  /** The first of them: thousands of products may have their own. */
  rules: ListedRule[];
  allRules: number;
  /** Variants that the brake stopped, and what waits for the merchant. */
  stopped: number;
  waiting: { oversold: number; units: number; byHand: number; putBack: number };
  /** Products whose switches are on their way to Shopify. */
  toSwitch: number;
  /** Something is being counted anew: a brake that was just set has not spoken yet. */
  counting: boolean;
  ownLeadTime: number;
  madeToOrder: number;
  /** How many places have rules of their own about dates. */
  dates: Record<DateKind, number>;
};

/** Eleven queries. */
export async function policiesPage(db: Database, shop: string): Promise<PoliciesPage> {
  const [rules, allRules, counts, toSwitch, counting, products, dates] = await Promise.all([
    listedRules(db, shop),
    db.brake.count({ where: { shop } }),
    brakeCounts(db, shop),
    db.effect.count({
      where: { shop, kind: "switch_policy", doneVersion: { lt: db.effect.fields.version } },
    }),
    isCounting(db, shop),
    db.$queryRaw<{ ownLeadTime: number; madeToOrder: number }[]>`
      select count(lead_time_days)::int as "ownLeadTime", count(made_to_order_days)::int as "madeToOrder"
      from product where shop = ${shop} and status <> 'DELETED'`,
    dateRuleCounts(db, shop),
  ]);
  const { stopped, ...waiting } = counts;
  return { rules, allRules, stopped, waiting, toSwitch, counting, ...products[0]!, dates };
}

/** Whether an item of a shop waits to be counted or is being counted. */
export async function isCounting(db: Database | Transaction, shop: string): Promise<boolean> {
  const [row] = await db.$queryRaw<{ counting: boolean }[]>`
    select exists (
      select 1 from pgboss.job where name = 'recount' and state < 'completed' and group_id = ${shop}
    ) as counting`;
  return row!.counting;
}

async function listedRules(db: Database, shop: string): Promise<ListedRule[]> {
  const wide = await db.brake.findMany({ where: { shop, level: { in: ["shop", "collection"] } } });
  const narrow = await db.brake.findMany({
    where: { shop, level: { in: ["product", "variant"] } },
    orderBy: [{ setAt: "desc" }, { target: "asc" }],
    take: 100,
  });
  const rows = [...wide, ...narrow];
  const names = new Map<string, string>();
  for (const level of ["collection", "product", "variant"] as const) {
    const targets = rows.filter((r) => r.level === level).map((r) => r.target);
    for (const { id, name } of await namesOf(db, shop, level, targets)) names.set(`${level} ${id}`, name);
  }
  return rows.map((row) => ({
    ...toRule(row),
    name: names.get(`${row.level} ${row.target}`) ?? "Deleted item",
  }));
}

/** What collections, products or variants are called. Those that this shop does not have are left out. */
export async function namesOf(
  db: Database,
  shop: string,
  level: Level,
  ids: Id[],
): Promise<{ id: Id; name: string }[]> {
  if (ids.length === 0) return [];
  switch (level) {
    case "shop":
      return [];
    case "collection":
      return (await db.collection.findMany({ where: { shop, collectionId: { in: ids } } })).map((c) => ({
        id: c.collectionId,
        name: c.title,
      }));
    case "product":
      return (await db.product.findMany({ where: { shop, productId: { in: ids } } })).map((p) => ({
        id: p.productId,
        name: p.title,
      }));
    case "variant": {
      const rows = await db.$queryRaw<{ id: Id; product: string; variant: string }[]>`
        select v.variant_id as id, p.title as product, v.title as variant from variant v
        join product p on p.shop = v.shop and p.product_id = v.product_id
        where v.shop = ${shop} and v.variant_id = any(${ids})`;
      return rows.map(({ id, product, variant }) => ({ id, name: itemName(product, variant) }));
    }
  }
}

export type BrakeCounts = { stopped: number } & PoliciesPage["waiting"];

export async function brakeCounts(db: Database, shop: string): Promise<BrakeCounts> {
  const [row] = await db.$queryRaw<BrakeCounts[]>`
    select count(*) filter (where wish = 'stop' and stopped is null)::int as stopped,
      count(*) filter (where overshoot > 0)::int as oversold, coalesce(sum(overshoot), 0)::int as units,
      count(*) filter (where stopped = 'by_hand')::int as "byHand",
      count(*) filter (where stopped = 'put_back')::int as "putBack"
    from braked_variant where shop = ${shop}`;
  return row!;
}

export type WaitingVariant = {
  variantId: Id;
  productId: Id;
  name: string;
  overshoot: number;
  stopped: Braked["stopped"];
};

/** Variants that were sold too far, or that the brake keeps away from. */
export async function waitingVariants(db: Database, shop: string): Promise<WaitingVariant[]> {
  const rows = await db.$queryRaw<(Omit<WaitingVariant, "name"> & { product: string; variant: string })[]>`
    select b.variant_id as "variantId", b.product_id as "productId", p.title as product, v.title as variant,
      b.overshoot, b.stopped
    from braked_variant b
    join variant v on v.shop = b.shop and v.variant_id = b.variant_id
    join product p on p.shop = v.shop and p.product_id = v.product_id
    where b.shop = ${shop} and (b.overshoot > 0 or b.stopped is not null)
    order by b.overshoot desc, b.stopped_at desc limit 100`;
  return rows.map(({ product, variant, ...row }) => ({ ...row, name: itemName(product, variant) }));
}

export type PolicyProduct = {
  productId: Id;
  title: string;
  variants: number;
  leadTimeDays: number | null;
  madeToOrderDays: number | null;
  accept: SetRule["accept"] | null;
};

const shownProducts = 50;

/** Products to choose from, by title, variant or SKU; and how many there are in all. */
export async function policyProducts(
  db: Database,
  shop: string,
  search: string,
): Promise<{ products: PolicyProduct[]; all: number }> {
  const text = containing(search);
  const products = await db.$queryRaw<(PolicyProduct & { all: number })[]>`
    select p.product_id as "productId", p.title, p.lead_time_days as "leadTimeDays",
      p.made_to_order_days as "madeToOrderDays", b.accept, (count(*) over ())::int as "all",
      (select count(*)::int from variant v where v.shop = p.shop and v.product_id = p.product_id and not v.gone)
        as variants
    from product p left join brake b on b.shop = p.shop and b.level = 'product' and b.target = p.product_id
    where p.shop = ${shop} and p.status <> 'DELETED' and (${search} = '' or p.title ilike ${text} or exists (
      select 1 from variant v where v.shop = p.shop and v.product_id = p.product_id
        and (v.sku ilike ${text} or v.title ilike ${text})))
    order by p.title, p.product_id limit ${shownProducts}`;
  return { products: products.map(({ all: _all, ...p }) => p), all: products[0]?.all ?? 0 };
}

/** Every product that a search finds: what is chosen with "all of them". */
export async function productsFound(db: Database, shop: string, search: string): Promise<Id[]> {
  const text = containing(search);
  const rows = await db.$queryRaw<{ id: Id }[]>`
    select p.product_id as id from product p
    where p.shop = ${shop} and p.status <> 'DELETED' and (${search} = '' or p.title ilike ${text} or exists (
      select 1 from variant v where v.shop = p.shop and v.product_id = p.product_id
        and (v.sku ilike ${text} or v.title ilike ${text})))`;
  return rows.map((r) => r.id);
}

/** Many products at once. */
export async function saveMadeToOrderOf(
  tx: Transaction,
  shop: string,
  productIds: Id[],
  days: number | null,
): Promise<void> {
  await tx.product.updateMany({
    where: { shop, productId: { in: productIds } },
    data: { madeToOrderDays: days },
  });
}

/** What is sold under these products. */
export async function productItems(tx: Transaction, shop: string, productIds: Id[]): Promise<Id[]> {
  const rows = await tx.variant.findMany({
    where: { shop, productId: { in: productIds }, gone: false },
    distinct: ["itemId"],
    select: { itemId: true },
  });
  return rows.map((r) => r.itemId);
}
