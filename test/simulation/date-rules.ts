import { isDeepStrictEqual } from "node:util";
import type { DateRule, DateValue } from "#app/domain/date-rules.ts";
import { dayIn } from "#app/domain/days.ts";
import type { Id } from "#app/domain/facts.ts";
import type { Level } from "#app/domain/level.ts";
import { everythingInTheBook, nudge, type App } from "./app.ts";
import type { DateChange, Memory } from "./memory.ts";
import { tellOrdersAgain } from "./merchant-acts.ts";
import { lookAtCollection } from "./shopify-reads.ts";

type At = { level: Level; target: Id; kind: DateValue["kind"] };

const isAt = (a: At, b: At) => a.level === b.level && a.target === b.target && a.kind === b.kind;
const isOnProduct = ({ level, kind }: At) => level === "product" && kind === "lead_time";

/** What is set there. Mirrors rulesAt in app/database/date-rules.server.ts. */
export function ruleAt({ dateRules, productLeadTimes }: Memory, at: At): DateRule | null {
  if (!isOnProduct(at)) return dateRules.find((rule) => isAt(rule, at)) ?? null;
  const days = productLeadTimes.get(at.target);
  return days === undefined
    ? null
    : { level: "product", target: at.target, setAt: "", kind: "lead_time", days };
}

function write(memory: Memory, at: At, value: DateValue | null, setAt: string): void {
  if (isOnProduct(at)) {
    if (value && "days" in value) memory.productLeadTimes.set(at.target, value.days);
    else memory.productLeadTimes.delete(at.target);
    return;
  }
  memory.dateRules = memory.dateRules.filter((rule) => !isAt(rule, at));
  if (value) memory.dateRules.push({ ...value, level: at.level, target: at.target, setAt });
}

/** Null: nothing is different there any more. Mirrors dateRuleSet in app/flows/date-rules-set.server.ts. */
export function dateRuleSet(app: App, at: At, value: DateValue | null): boolean {
  const { memory, stage } = app;
  const before = ruleAt(memory, at);
  if (isDeepStrictEqual(before && valueOf(before), value)) return false;
  write(memory, at, value, stage.now().toISOString());
  const { kind, level, target } = at;
  const on = dayIn(memory.calendar.timeZone, stage.now());
  memory.dateChanges.push({ kind, level, target, before, after: value, on });
  datesMayDiffer(app, itemsUnder(memory, at));
  return true;
}

/** On the same day, and if nothing newer was said there. Mirrors dateRuleUndone there. */
export function dateRuleUndone(app: App, change: DateChange): boolean {
  const { memory, stage } = app;
  const is = ruleAt(memory, change);
  if (change.on !== dayIn(memory.calendar.timeZone, stage.now())) return false;
  if (!isDeepStrictEqual(is && valueOf(is), change.after)) return false;
  const { before } = change;
  write(memory, change, before && valueOf(before), before?.setAt ?? "");
  memory.dateChanges = memory.dateChanges.filter((other) => other !== change);
  datesMayDiffer(app, itemsUnder(memory, change));
  return true;
}

export function valueOf(rule: DateRule): DateValue {
  return rule.kind === "calendar"
    ? { kind: rule.kind, calendar: rule.calendar }
    : { kind: rule.kind, days: rule.days };
}

/** Mirrors itemsUnder in app/database/brake-rules.server.ts. */
function itemsUnder(
  { variants, collections, books }: Memory,
  { level, target }: Pick<At, "level" | "target">,
): Id[] {
  const concerned = [...variants.values()].filter(({ variantId, productId, itemId, gone }) => {
    if (gone && !books.get(itemId)?.owed.length) return false;
    if (level === "collection") return collections.get(target)?.includes(productId);
    return level === "shop" || target === (level === "product" ? productId : variantId);
  });
  return [...new Set(concerned.map((v) => v.itemId))];
}

/** Mirrors datesMayDiffer in app/flows/settings-saved.server.ts. */
function datesMayDiffer(app: App, itemIds: Id[]): void {
  const inBook = new Set(everythingInTheBook(app).items);
  const owed = itemIds.flatMap((id) => app.memory.books.get(id)?.owed ?? []);
  tellOrdersAgain(app, [...new Set(owed.map((o) => o.orderId))]);
  const items = itemIds.filter((id) => inBook.has(id));
  nudge(
    app,
    items.map((itemId) => ({ queue: "recount", shop: app.shop, itemId })),
  );
}

/** Mirrors app/flows/collection-read.server.ts, in one step. */
export function collectionRead(app: App, collectionId: Id): void {
  const { memory, stage, shop } = app;
  const was = memory.collections.get(collectionId) ?? [];
  const is = lookAtCollection(stage.shop, collectionId);
  memory.collections.set(collectionId, is);
  const moved = [...is.filter((id) => !was.includes(id)), ...was.filter((id) => !is.includes(id))];
  const items = moved.flatMap((target) => itemsUnder(memory, { level: "product", target }));
  nudge(
    app,
    items.map((itemId) => ({ queue: "recount", shop, itemId })),
  );
  datesMayDiffer(app, items);
}

/** Once a night. Mirrors ruledCollectionsRead there. */
export function ruledCollectionsRead(app: App): void {
  const { dateRules, brakes } = app.memory;
  const ruled = [...dateRules, ...brakes.values()].flatMap(({ level, target }) =>
    level === "collection" ? target : [],
  );
  for (const id of new Set(ruled)) collectionRead(app, id);
}
