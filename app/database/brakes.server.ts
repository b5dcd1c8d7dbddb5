import type { BrakeBecause } from "../domain/brake-because.ts";
import type { Braked, BrakeRule, Policy, SetRule, Verdict, Wish } from "../domain/brake.ts";
import type { Id } from "../domain/facts.ts";
import { narrowest, type Level } from "../domain/level.ts";
import type { Database, Transaction } from "./client.server.ts";
import { Prisma, type Brake, type BrakedVariant } from "./generated/client.ts";
import { placesOf, variantsUnder } from "./levels.server.ts";

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

/** The rule that counts for each of these variants. */
export async function rulesFor(
  db: Database | Transaction,
  shop: string,
  variants: { variantId: Id; productId: Id }[],
): Promise<Map<Id, SetRule>> {
  const named = Prisma.sql`select * from unnest(${variants.map((v) => v.variantId)}::text[],
    ${variants.map((v) => v.productId)}::text[]) as v(variant_id, product_id)`;
  const rows = await db.$queryRaw<(Brake & { variantId: Id })[]>`
    select p.variant_id as "variantId", b.*, b.farthest_days as "farthestDays", b.set_at as "setAt"
    from (${placesOf(shop, named)}) p
    join brake b on b.shop = ${shop} and b.level = p.level and b.target = p.target`;
  const found = Map.groupBy(rows, (r) => r.variantId);
  return new Map([...found].map(([variantId, some]) => [variantId, narrowest(some.map(toRule))!]));
}

export async function findRule(
  db: Database | Transaction,
  shop: string,
  level: Level,
  target: Id,
): Promise<SetRule | null> {
  const row = await db.brake.findUnique({ where: { shop_level_target: { shop, level, target } } });
  return row && toRule(row);
}

export async function saveRule(
  tx: Transaction,
  shop: string,
  { level, targets }: { level: Level; targets: Id[] },
  rule: BrakeRule,
  at: Date,
): Promise<void> {
  const { accept, cap, farthestDays, margin, opens } = rule;
  await tx.$executeRaw`
    insert into brake (shop, level, target, accept, cap, farthest_days, margin, opens, set_at)
    select ${shop}, ${level}, target, ${accept}, ${cap}, ${farthestDays}, ${margin}, ${opens}, ${at}
    from unnest(${[...new Set(targets)].sort()}::text[]) as target
    on conflict (shop, level, target) do update set accept = excluded.accept, cap = excluded.cap,
      farthest_days = excluded.farthest_days, margin = excluded.margin, opens = excluded.opens, set_at = excluded.set_at`;
}

export async function removeRules(
  tx: Transaction,
  shop: string,
  which: { level: Level; targets: Id[] } | "all",
): Promise<void> {
  const some = which === "all" ? {} : { level: which.level, target: { in: which.targets } };
  await tx.brake.deleteMany({ where: { shop, ...some } });
}

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

/**
 * Noted before Shopify is asked: as it was found, and what is on its way. Returns those that may be sent: what the
 * brake has let go of meanwhile would be forgotten.
 */
export async function noteSending(
  tx: Transaction,
  shop: string,
  switches: { variantId: Id; from: Policy; to: Policy }[],
): Promise<Id[]> {
  const noted = await tx.$queryRaw<{ id: Id }[]>`
    update braked_variant b set found = coalesce(b.found, s.found), sending = s.sending
    from unnest(${switches.map((s) => s.variantId)}::text[], ${switches.map((s) => s.from)}::text[],
      ${switches.map((s) => s.to)}::text[]) as s(variant_id, found, sending)
    where b.shop = ${shop} and b.variant_id = s.variant_id returning b.variant_id as id`;
  return noted.map((n) => n.id);
}

export type Sent = Pick<BrakedRow, "variantId" | "productId" | "found" | "because"> & { to: Policy };

/** The switches arrived: the journal says so, and Shopify will tell nothing that we do not know. */
export async function noteSwitched(tx: Transaction, shop: string, sent: Sent[], at: Date): Promise<void> {
  for (const { variantId, productId, found, to, because } of sent) {
    const back = to === found;
    await tx.brakedVariant.updateMany({
      where: { shop, variantId },
      data: { wrote: to, sending: null, switchedAt: at },
    });
    await tx.variant.updateMany({ where: { shop, variantId }, data: { policy: to } });
    await tx.brakeEntry.create({
      data: {
        shop,
        variantId,
        productId,
        event: back ? "put_back" : "switched",
        before: other(to),
        after: to,
        because,
        at,
      },
    });
  }
}

/** It never arrived: Shopify still holds what was found. Where we never switched there is nothing to put back. */
export async function noteNotSent(tx: Transaction, shop: string, variantIds: Id[]): Promise<void> {
  await tx.brakedVariant.updateMany({
    where: { shop, variantId: { in: variantIds } },
    data: { sending: null },
  });
  await tx.brakedVariant.updateMany({
    where: { shop, variantId: { in: variantIds }, wrote: null },
    data: { found: null },
  });
}

/** Somebody changed it after us: that stands, and the brake keeps away. */
export async function noteByHand(
  tx: Transaction,
  shop: string,
  { variantId, productId }: { variantId: Id; productId: Id },
  { before, after }: { before: Policy; after: Policy },
  at: Date,
): Promise<void> {
  const because: BrakeBecause = { kind: "by_hand" };
  await tx.brakedVariant.updateMany({
    where: { shop, variantId },
    data: {
      ...{
        wish: "as_found",
        because,
        found: null,
        wrote: null,
        sending: null,
        lookAt: null,
      },
      // What remains is the next count's, which tells shoppers when it changes.
      ...{ stopped: "by_hand", stoppedAt: at },
    },
  });
  await tx.brakeEntry.create({
    data: { shop, variantId, productId, event: "by_hand", before, after, because, at },
  });
}

/** What Shopify says now, where we believed otherwise. Returns the items that have to be counted anew. */
export async function correctPolicies(
  tx: Transaction,
  shop: string,
  policies: Map<Id, Policy>,
): Promise<Id[]> {
  const rows = await tx.$queryRaw<{ itemId: Id }[]>`
    update variant v set policy = p.policy
    from unnest(${[...policies.keys()]}::text[], ${[...policies.values()]}::text[]) as p(variant_id, policy)
    where v.shop = ${shop} and v.variant_id = p.variant_id and v.policy <> p.policy
    returning v.item_id as "itemId"`;
  return [...new Set(rows.map((r) => r.itemId))];
}

/** The brake keeps away from them, with what it switched put back, until the merchant says otherwise. */
export async function stopBraking(tx: Transaction, shop: string, variantIds: Id[], at: Date): Promise<void> {
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
  await tx.$executeRaw`
    update braked_variant set switched_at = null
    where shop = ${shop} and item_id = any(${itemIds}) and switched_at is not null`;
}

/** Everything for whose variants a rule of this level may count, or counted. */
export async function itemsUnder(
  tx: Transaction,
  shop: string,
  level: Level | "any",
  targets: Id[],
): Promise<Id[]> {
  const rows = await tx.$queryRaw<{ itemId: Id }[]>`
    select distinct v.item_id as "itemId" from variant v
    where v.shop = ${shop} and not v.gone and ${variantsUnder(level, targets, shop)}
    order by 1`;
  return rows.map((r) => r.itemId);
}

export function toRule(row: Brake): SetRule {
  const { level, target, accept, cap, farthestDays, margin, opens, setAt } = row;
  return {
    level: level as Level,
    target,
    accept: accept as BrakeRule["accept"],
    cap,
    farthestDays,
    margin,
    opens,
    setAt: setAt.toISOString(),
  };
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

function other(policy: Policy): Policy {
  return policy === "CONTINUE" ? "DENY" : "CONTINUE";
}
