import { isDeepStrictEqual } from "node:util";
import { rulesFor } from "../database/brake-rules.server.ts";
import {
  brakedOfItem,
  forgetBraked,
  letGo,
  noteOversold,
  saveVerdict,
  type BrakedRow,
} from "../database/braked-variants.server.ts";
import type { Transaction } from "../database/client.server.ts";
import type { Because } from "../domain/because.ts";
import { brake, policyFor, soldTooMany, type SetRule, type Verdict } from "../domain/brake.ts";
import type { Effect } from "../domain/effects.ts";
import type { Book, Facts, Tail, VariantFact } from "../domain/facts.ts";
import { outlookOf } from "../domain/outlook.ts";
import type { Reason } from "../domain/differences.ts";

type Counted = { facts: Facts; book: Book; tails: Tail[] };
type Applied = { effects: Effect[]; why: Reason[] };

/**
 * What the brake wants of an item's variants, after it was counted. Shopify is only asked to change where a wish and
 * what we know of it differ; whoever performs that looks at Shopify first.
 */
export async function brakeApplied(
  tx: Transaction,
  shop: string,
  { facts, book, tails }: Counted,
  now: Date,
): Promise<Applied> {
  const applied: Applied = { effects: [], why: [] };
  const rules = await rulesFor(tx, shop, facts.variants);
  const rows = await brakedOfItem(tx, shop, facts.itemId);
  const outlook = outlookOf(facts, tails, now);
  const { outstanding } = outlook;
  for (const variant of facts.variants) {
    const { variantId, productId } = variant;
    const rule = rules.get(variantId) ?? null;
    const row = rows.find((r) => r.variantId === variantId) ?? null;
    if (!rule && !row) continue;
    const verdict = brake(rule, outlook, { ...neverSwitched, ...row, ...variant }, now);
    const because: Because = { kind: "brake", because: verdict.because };
    const shown = book.availability.find((a) => a.variantId === variantId);
    if (shown?.state === "backorder" && (row?.remaining ?? null) !== verdict.remaining)
      applied.effects.push({ kind: "publish_availability", target: productId, because });
    if (isDone(rule, row, variant)) {
      await letGo(tx, shop, variantId);
      continue;
    }
    const acts = verdict.wish !== "as_found";
    const more = acts ? soldTooMany(row, { outstanding, excess: verdict.excess }) : 0;
    if (more > 0) await noteOversold(tx, shop, { variantId, productId }, more, now);
    const overshoot = acts && verdict.excess > 0 ? (row?.overshoot ?? 0) + more : 0;
    const counted = { outstanding, overshoot };
    if (!row || !isSame(row, rule, verdict, counted)) {
      const of = { variantId, productId, itemId: facts.itemId };
      await saveVerdict(tx, shop, of, rule, verdict, counted);
    }
    const log = (because: Because) => applied.why.push({ productId, variantId, because });
    if (more > 0) log({ kind: "brake", because: { kind: "oversold", units: more } });
    if (row?.wish !== verdict.wish && (acts || row)) log(because);
    if (mustAsk(verdict, row, variant))
      applied.effects.push({ kind: "switch_policy", target: productId, because });
  }
  const gone = rows.filter((r) => !facts.variants.some((v) => v.variantId === r.variantId));
  await forgetBraked(
    tx,
    shop,
    gone.map((r) => r.variantId),
  );
  return applied;
}

const neverSwitched = { found: null, wrote: null, switchedAt: null, stopped: null } as const;

/** No rule counts any more, and Shopify holds what was found. A word by hand outlives the rule. */
function isDone(rule: SetRule | null, row: BrakedRow | null, { policy }: VariantFact): boolean {
  if (rule || !row || row.stopped || row.sending) return false;
  return row.found === null || (row.found === policy && (row.wrote ?? policy) === policy);
}

/** Shopify is to hold something else, or holds something else than we left there, or never answered. */
function mustAsk({ wish }: Verdict, row: BrakedRow | null, { policy }: VariantFact): boolean {
  const wanted = policyFor(wish, row?.found ?? null);
  if (wanted !== null && wanted !== policy) return true;
  return row !== null && (row.sending !== null || (row.wrote !== null && row.wrote !== policy));
}

function isSame(
  row: BrakedRow,
  rule: SetRule | null,
  verdict: Verdict,
  counted: { outstanding: number; overshoot: number },
): boolean {
  return (
    row.level === (rule?.level ?? null) &&
    row.target === (rule?.target ?? "") &&
    row.wish === verdict.wish &&
    row.remaining === verdict.remaining &&
    row.excess === verdict.excess &&
    row.lookAt === verdict.lookAt &&
    row.outstanding === counted.outstanding &&
    row.overshoot === counted.overshoot &&
    isDeepStrictEqual(row.because, verdict.because)
  );
}
