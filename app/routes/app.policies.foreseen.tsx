import { notFound, page, type Visit } from "#app/admin-page.server.ts";
import { kindIn } from "#app/components/date-rule-words.ts";
import { readDateRule } from "#app/domain/date-rule-form.ts";
import { readMadeToOrder } from "#app/domain/settings-form.ts";
import { dateRuleForeseen, dateRuleUndoForeseen } from "#app/flows/date-rules-set.server.ts";
import { madeToOrderForeseen } from "#app/flows/policies-saved.server.ts";
import { whereOf } from "./app.policies.brake/where.server.ts";
import { typedIn } from "./app.policies.dates.$kind_.set/typed.ts";

/** Whom a rule about dates would move, asked while it is typed; null before it can be read. Writes nothing. */
export const loader = page(async (visit) => ({ foreseen: await foreseenOf(visit) }));

async function foreseenOf(visit: Visit) {
  const { world, shop, request } = visit;
  const asked = new URL(request.url).searchParams;
  const undo = asked.get("undo");
  if (undo !== null) return isUuid(undo) ? dateRuleUndoForeseen(world, shop, undo) : null;
  if (asked.get("kind") === "made-to-order") return madeToOrder(visit, asked.get("days") ?? "");
  const kind = kindIn(asked.get("kind") ?? "");
  if (!kind) throw notFound("rule");
  const where = await whereOf(visit, "rule");
  if (asked.get("remove") === "yes") return dateRuleForeseen(world, shop, { where, kind, value: null });
  const read = readDateRule(kind, typedIn(asked));
  return read.ok ? dateRuleForeseen(world, shop, { where, kind, value: read.value }) : null;
}

const isUuid = (id: string) => /^[0-9a-f-]{36}$/.test(id);

async function madeToOrder(visit: Visit, days: string) {
  const { targets } = await whereOf(visit, "rule");
  const read = readMadeToOrder(days);
  return read.ok ? madeToOrderForeseen(visit.world, visit.shop, targets, read.value) : null;
}
