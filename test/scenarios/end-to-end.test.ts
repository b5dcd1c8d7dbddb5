import { afterAll, beforeAll, expect, test } from "vitest";
import { dayIn } from "#app/domain/days.ts";
import { testWorld, type TestWorld } from "#test/world.ts";
import { lookAt, readShopBook, said, unwritten } from "./book.ts";
import { happens, openRow, tellApp, type RowInShop } from "./in-shop.ts";
import { shopifyActs, type ShopifyActs } from "./shopify-acts.ts";
import { moments, stories, timed } from "./table.ts";
import type { ShopKind } from "./vocabulary.ts";
import { shouldBe, whatIs } from "./what-is.ts";

/**
 * The table's stories, told to the whole app: official mutations at the stand-in, webhooks as they come, and the
 * book as pages read it. All of them happen at the same time, step by step, in a shop of each kind; that they do not
 * disturb each other is a test of its own.
 */
const everyDay = { handlingDays: 0, workingDays: [] };
const kinds: Record<ShopKind, object> = {
  plain: everyDay,
  weekdays: { handlingDays: 1, workingDays: [1, 2, 3, 4, 5], tagOrders: false },
  "paid first": { ...everyDay, paidFirst: true },
  "needed first": { ...everyDay, rankBy: "required" },
};
const domainOf = (kind: ShopKind = "plain") => `${kind.replace(" ", "-")}.myshopify.com`;

const rows = stories.filter((row) => row.onPaperOnly === undefined);
type Found = { is: object; should: object; unwritten: string[] };
const found = new Map<string, Found[] | Error>(rows.map((row) => [row.id, []]));

let world: TestWorld;
beforeAll(async () => {
  // Patience with the API's limits is tested elsewhere.
  const shops = Object.keys(kinds).map((kind) => ({
    domain: domainOf(kind as ShopKind),
    plan: "Enterprise",
  }));
  world = await testWorld({ shops });
  const { clock } = world.shopify;
  clock.advance(untilMonday(clock.now()));
  const firstMoment = clock.now();
  const firstDay = dayIn("Europe/Berlin", firstMoment);

  const acts = new Map<string, ShopifyActs>();
  for (const [kind, settings] of Object.entries(kinds)) {
    const shop = domainOf(kind as ShopKind);
    await world.join(shop);
    acts.set(shop, shopifyActs(world, shop));
    await world.app.db.shop.update({ where: { shop }, data: settings });
  }
  await rest();
  const at = (shop: string) => ({ world, acts: acts.get(shop)!, firstDay, firstMoment });
  const open = await Promise.all(rows.map((row) => openRow(at(domainOf(row.shop)), row, domainOf(row.shop))));
  await rest();
  await Promise.all(open.map((one) => tellApp(at(one.shop), one)));
  await rest();

  const before = new Map<string, string>();
  for (const hours of moments) {
    clock.advance(Math.max(0, firstMoment.getTime() + hours * 3_600_000 - clock.now().getTime()));
    if (hours > 0) await world.beat();
    await rest();
    const now = open.map((one) => ({ one, steps: timed(one.row).filter((s) => s.hours === hours) }));
    for (let n = 0; now.some(({ steps }) => n < steps.length); n++) {
      const playing = now.flatMap(({ one, steps }) => steps.slice(n, n + 1).map((step) => ({ one, step })));
      await Promise.all(
        playing.map(({ one, step: { when } }) =>
          play(one, () => each(when, (act) => happens(at(one.shop), one, act))),
        ),
      );
      await rest();
      for (const shop of new Set(playing.map(({ one }) => one.shop))) {
        const book = await readShopBook(world, shop);
        for (const { one, step } of playing.filter((p) => p.one.shop === shop))
          await play(one, (steps) => {
            const look = lookAt(book, one, firstDay, before.get(one.row.id) ?? null);
            const isTagged = one.row.shop !== "weekdays";
            steps.push({
              is: whatIs(step.then, look),
              should: shouldBe(step.then),
              unwritten: unwritten(book, one, isTagged),
            });
            before.set(one.row.id, said(book, one));
          });
      }
    }
  }
}, 600_000);
afterAll(() => world?.close());

test.each(rows)("scenario $id, end to end: $rule", (row) => {
  const steps = found.get(row.id)!;
  if (steps instanceof Error) throw steps;
  expect(steps).toHaveLength(row.steps.length);
  for (const { is, should, unwritten: wrong } of steps) {
    expect(is).toEqual(should);
    expect(wrong).toEqual([]);
  }
});

/** A row that fails fails alone. */
async function play(one: RowInShop, doing: (steps: Found[]) => Promise<void> | void): Promise<void> {
  const steps = found.get(one.row.id)!;
  if (steps instanceof Error) return;
  try {
    await doing(steps);
  } catch (error) {
    found.set(one.row.id, error as Error);
  }
}

async function each<T>(list: T[], doing: (one: T) => Promise<void>): Promise<void> {
  for (const one of list) await doing(one);
}

/** So many rows at once take longer to come to rest than one. */
async function rest(): Promise<void> {
  for (let tries = 1; ; tries++) {
    try {
      return await world.settled();
    } catch (error) {
      if (tries === 5) throw error;
    }
  }
}

/** To the next Monday, 10:00 in Berlin in winter. */
function untilMonday(now: Date): number {
  const monday = new Date(now);
  monday.setUTCHours(9, 0, 0, 0);
  while (monday.getUTCDay() !== 1 || monday <= now) monday.setUTCDate(monday.getUTCDate() + 1);
  return monday.getTime() - now.getTime();
}
