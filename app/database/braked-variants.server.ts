import type { BrakeBecause } from "../domain/brake-because.ts";
import type { Braked, Policy, SetRule, Verdict, Wish } from "../domain/brake.ts";
import type { Id } from "../domain/facts.ts";
import type { Level } from "../domain/level.ts";
import type { Database, Transaction } from "./client.server.ts";
import { Prisma, type BrakedVariant } from "./generated/client.ts";

/** What the brake wants of a variant, and what it did to it. */
export type BrakedRow = {
  variantId: Id;
  productId: Id;
  itemId: Id;
  level: Level | null;
  target: Id;
  wish: Wish;
  because: BrakeBecause;
  remaining: number | null;
  outstanding: number;
  excess: number;
  overshoot: number;
  found: Policy | null;
  wrote: Policy | null;
  /** Being written, or written and the answer was lost: Shopify holds this or the other. */
  sending: Policy | null;
  switchedAt: string | null;
  stopped: Braked["stopped"];
  lookAt: string | null;
};

export async function brakedOfItem(tx: Transaction, shop: string, itemId: Id): Promise<BrakedRow[]> {
  const rows = await tx.brakedVariant.findMany({ where: { shop, itemId }, orderBy: { variantId: "asc" } });
  return rows.map(toBraked);
}

/** Those of a product that the brake has anything to say about. */
export async function brakedOfProduct(db: Database, shop: string, productId: Id): Promise<BrakedRow[]> {
  const rows = await db.brakedVariant.findMany({
    where: { shop, productId },
    orderBy: { variantId: "asc" },
  });
  return rows.map(toBraked);
}

/** Who writes several of them locks them first, in one order, so that nobody waits in a ring. */
export async function lockBraked(
  tx: Transaction,
  shop: string,
  of: { variantIds: Id[] } | { itemIds: Id[] },
): Promise<void> {
  const which =
    "itemIds" in of
      ? Prisma.sql`item_id = any(${of.itemIds})`
      : Prisma.sql`variant_id = any(${of.variantIds})`;
  await tx.$executeRaw`
    select 1 from braked_variant where shop = ${shop} and ${which} order by variant_id for update`;
}

/** What the brake has come to think of a variant; what it did to it stays. */
export async function saveVerdict(
  tx: Transaction,
  shop: string,
  of: { variantId: Id; productId: Id; itemId: Id },
  rule: SetRule | null,
  { wish, because, remaining, excess, lookAt }: Verdict,
  counted: { outstanding: number; overshoot: number },
): Promise<void> {
  const data = {
    productId: of.productId,
    itemId: of.itemId,
    level: rule?.level ?? null,
    target: rule?.target ?? "",
    wish,
    because,
    remaining,
    excess,
    outstanding: counted.outstanding,
    overshoot: counted.overshoot,
    lookAt,
  };
  await tx.brakedVariant.upsert({
    where: { shop_variantId: { shop, variantId: of.variantId } },
    create: { shop, variantId: of.variantId, ...data },
    update: data,
  });
}

/** Nothing is asked of it any more. Not where a switch has begun meanwhile: that has to be put back first. */
export async function letGo(tx: Transaction, shop: string, variantId: Id): Promise<void> {
  await tx.$executeRaw`
    delete from braked_variant
    where shop = ${shop} and variant_id = ${variantId} and sending is null and (wrote is null or found = wrote)`;
}

/** Shopify deleted them. */
export async function forgetBraked(tx: Transaction, shop: string, variantIds: Id[]): Promise<void> {
  if (variantIds.length > 0)
    await tx.brakedVariant.deleteMany({ where: { shop, variantId: { in: variantIds } } });
}

/** The brake keeps away from them, with what it switched put back, until the merchant says otherwise. */
export async function stopBraking(tx: Transaction, shop: string, variantIds: Id[], at: Date): Promise<void> {
  await lockBraked(tx, shop, { variantIds });
  await tx.brakedVariant.updateMany({
    where: { shop, variantId: { in: variantIds }, stopped: null },
    data: { stopped: "put_back", stoppedAt: at },
  });
}

/** The merchant lets the brake go on with these; what staff set meanwhile is what it finds. */
export async function resumeBraking(
  tx: Transaction,
  shop: string,
  of: { variantId: Id; productId: Id }[],
  at: Date,
): Promise<void> {
  await lockBraked(tx, shop, { variantIds: of.map((v) => v.variantId) });
  await tx.brakedVariant.updateMany({
    where: { shop, variantId: { in: of.map((v) => v.variantId) } },
    data: { stopped: null, stoppedAt: null },
  });
  const because: BrakeBecause = { kind: "resumed" };
  await tx.brakeEntry.createMany({ data: of.map((v) => ({ shop, ...v, event: "resumed", because, at })) });
}

export async function noteOversold(
  tx: Transaction,
  shop: string,
  of: { variantId: Id; productId: Id },
  units: number,
  at: Date,
): Promise<void> {
  const because: BrakeBecause = { kind: "oversold", units };
  const { variantId, productId } = of;
  await tx.brakeEntry.create({ data: { shop, variantId, productId, event: "oversold", because, at } });
}

/** The merchant has seen what was sold beyond what is allowed. */
export async function oversoldSeen(db: Database, shop: string, variantIds: Id[]): Promise<void> {
  await db.brakedVariant.updateMany({
    where: { shop, variantId: { in: variantIds } },
    data: { overshoot: 0 },
  });
}

/** The merchant agrees with what somebody changed by hand: it is nothing to do any more. */
export async function leaveByHand(db: Database, shop: string, variantIds: Id[]): Promise<void> {
  await db.brakedVariant.updateMany({
    where: { shop, variantId: { in: variantIds }, stopped: "by_hand" },
    data: { stopped: "left" },
  });
}

/** Variants that may be sold again by now. */
export async function dueBrakes(db: Database, now: Date): Promise<{ shop: string; itemId: Id }[]> {
  return db.$queryRaw`
    select distinct b.shop, b.item_id as "itemId" from braked_variant b join shop s on s.shop = b.shop
    where s.installed and b.look_at <= ${now} limit 1000`;
}

/** What the merchant asked for acts at once, however lately something was switched. */
export async function endRest(tx: Transaction, shop: string, itemIds: Id[]): Promise<void> {
  await lockBraked(tx, shop, { itemIds });
  await tx.$executeRaw`
    update braked_variant set switched_at = null
    where shop = ${shop} and item_id = any(${itemIds}) and switched_at is not null`;
}

function toBraked(row: BrakedVariant): BrakedRow {
  const { shop: _shop, stoppedAt: _stoppedAt, ...rest } = row;
  return {
    ...rest,
    level: row.level as Level | null,
    wish: row.wish as Wish,
    because: row.because as BrakeBecause,
    found: row.found as Policy | null,
    wrote: row.wrote as Policy | null,
    sending: row.sending as Policy | null,
    switchedAt: row.switchedAt?.toISOString() ?? null,
    stopped: row.stopped as Braked["stopped"],
    lookAt: row.lookAt?.toISOString() ?? null,
  };
}
