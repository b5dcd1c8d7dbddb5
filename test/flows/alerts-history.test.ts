import fc from "fast-check";
import { afterAll, beforeAll, expect, test } from "vitest";
import { saveAlertSettings } from "#app/database/alert-settings.server.ts";
import { noticesSent } from "#app/flows/notices-sent.server.ts";
import { left } from "#app/flows/link-followed.server.ts";
import { productChanged } from "#app/flows/product-changed.server.ts";
import { recount } from "#app/flows/recount.server.ts";
import { stockChanged } from "#app/flows/stock-changed.server.ts";
import { wavesReviewed } from "#app/flows/waves-reviewed.server.ts";
import type { Mail } from "#app/mail/mailer.server.ts";
import type { Outcome } from "#app/domain/notice.ts";
import { stockedVariant, tail, type StockedVariant } from "#test/acts.ts";
import { asks, readyToSend } from "#test/alert-acts.ts";
import { demoShop, testWorld, type TestWorld } from "#test/world.ts";

/**
 * Law 6 for alerts, on the real database: lists live through random days in which stock comes and goes, people sign up
 * and leave, the mail server says no or hangs up, and the process dies between sending and writing down.
 */
const histories = Number(process.env["HISTORIES"] ?? 5);
const seed = Number(process.env["HISTORY_SEED"] ?? Date.now() % 2 ** 31);

let world: TestWorld;
const sent: { to: string; messageId: string; free: number }[] = [];
/** What the next mails meet, then "taken". */
let fates: Fate[] = [];
type Fate =
  "taken" | "busy" | "unknown" | "lost" | "no_such_reader" | "dies after" | "dies before" | "unreachable";
class Died extends Error {}

beforeAll(async () => {
  // No workers: the test is the worker, so that it can die where it wants.
  world = await testWorld({ worker: false, shops: [{ domain: demoShop, countryCode: "US" }] });
  world.app.mail = {
    ready: true,
    domain: "shipsby.test",
    open: async () => {
      if (fates[0] === "unreachable") throw (fates.shift(), new Error("connect ECONNREFUSED"));
      return { send: hand, usable: () => true, close: () => {} };
    },
  };
  await world.join();
  await world.app.db.$transaction((tx) =>
    saveAlertSettings(tx, demoShop, { ...readyToSend, doubleOptIn: false, perUnit: 2 }),
  );
}, 180_000);
afterAll(() => world?.close());

async function hand(mail: Mail): Promise<Outcome> {
  const fate = fates.shift() ?? "taken";
  if (fate === "dies before") throw new Died();
  if (fate === "busy" || fate === "unreachable") return { kind: "not_taken", problem: "busy" };
  if (fate === "no_such_reader") return { kind: "no_such_reader", problem: "550 5.1.1" };
  if (fate === "lost") return { kind: "unknown", problem: "cut" };
  sent.push({ to: mail.to, messageId: mail.messageId, free: await freeNow() });
  if (fate === "dies after") throw new Died();
  return fate === "unknown" ? { kind: "unknown", problem: "cut" } : { kind: "taken" };
}

let pack: StockedVariant;
const list = () => ({ variantId: tail(pack.variantId), place: "" });
const freeNow = async () =>
  (await world.app.db.availability.findFirst({ where: { shop: demoShop, variantId: list().variantId } }))
    ?.free ?? 0;

/** The app works until it has nothing to do or dies; it is started again by whoever calls. */
async function work(): Promise<void> {
  try {
    await wavesReviewed(world.app, demoShop, list());
    await noticesSent(world.app, demoShop);
  } catch (error) {
    if (!(error instanceof Died)) throw error;
  }
}

async function stockIs(units: number): Promise<void> {
  await pack.setAvailable(units);
  await world.shopify.idle();
  await stockChanged(world.app, demoShop, tail(pack.itemId));
  await recount(world.app, demoShop, tail(pack.itemId));
}

const step = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({ act: fc.constant("stock" as const), n: fc.constantFrom<number>(0, 0, 1, 3) }),
  },
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constant("join" as const), n: fc.integer({ min: 1, max: 3 }) }),
  },
  { weight: 1, arbitrary: fc.record({ act: fc.constant("leave" as const), n: fc.nat(20) }) },
  {
    weight: 4,
    arbitrary: fc.record({ act: fc.constant("wait" as const), n: fc.constantFrom<number>(1, 20, 90, 1500) }),
  },
);
const fate = fc.constantFrom<Fate>(
  "taken",
  "taken",
  "busy",
  "unknown",
  "lost",
  "no_such_reader",
  "dies after",
  "dies before",
  "unreachable",
);

const soldOutBeforeTheMails = [
  { act: "join" as const, n: 2 },
  { act: "stock" as const, n: 1 },
  { act: "stock" as const, n: 0 },
  { act: "wait" as const, n: 20 },
];

test("law 6: nobody is told twice of a restock, nobody is told of nothing, nobody is forgotten", async () => {
  let run = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.array(step, { minLength: 5, maxLength: 25 }),
      fc.array(fate, { maxLength: 12 }),
      async (steps, meets) => {
        run++;
        sent.length = 0;
        fates = [];
        pack = await stockedVariant(world, {
          title: `Pack ${run} ${Math.floor(performance.now())}`,
          available: 0,
          policy: "DENY",
        });
        await productChanged(world.app, demoShop, tail(pack.productId));
        await stockIs(0);
        const people: string[] = [];
        const gone = new Set<string>();
        const toldWhenLeft = new Map<string, number>();
        fates = [...meets];

        for (const { act, n } of steps) {
          if (act === "stock") await stockIs(n);
          if (act === "join")
            for (let i = 0; i < n; i++) {
              const email = `p${people.length}.${run}@example.org`;
              if ((await asks(world, pack, email)).state === "listed") people.push(email);
            }
          if (act === "leave" && people[n]) {
            const who = world.app.addresses.who(demoShop, people[n]);
            const row = await world.app.db.subscription.findFirstOrThrow({ where: { shop: demoShop, who } });
            await left(
              world.app,
              world.app.links.token("leave", { shop: demoShop, subscriptionId: row.subscriptionId }),
              "this",
            );
            if (!gone.has(people[n]))
              toldWhenLeft.set(people[n], sent.filter((m) => m.to === people[n]).length);
            gone.add(people[n]);
          }
          if (act === "wait") world.shopify.clock.advance(n * 60_000);
          // Mails go out later than they are decided on: what they say may have changed.
          if (act === "wait") await work();
          else await wavesReviewed(world.app, demoShop, list());
        }
        // Nothing fails any more, and there is enough: everybody's turn comes.
        fates = [];
        await stockIs(50);
        for (let day = 0; day < 3; day++) {
          await work();
          world.shopify.clock.advance(25 * 3_600_000);
        }

        const rows = await world.app.db.subscription.findMany({
          where: { shop: demoShop, variantId: list().variantId },
        });
        const notices = await world.app.db.notice.findMany({
          where: { shop: demoShop, variantId: list().variantId },
        });
        for (const email of people) {
          const heard = sent.filter((m) => m.to === email);
          expect(heard.length, `${email} was told`).toBeLessThanOrEqual(1);
          if (gone.has(email)) {
            expect(heard.length, `${email} was told after leaving`).toBe(toldWhenLeft.get(email));
            continue;
          }
          const row = rows.find((r) => r.who === world.app.addresses.who(demoShop, email))!;
          const own = notices.filter((n) => n.subscriptionId === row.subscriptionId);
          // Told, or somebody who may have been, or whom nobody can tell.
          const accounted =
            heard.length === 1 || own.some((n) => n.state === "unknown") || row.state === "undeliverable";
          expect(accounted, `${email} was forgotten: ${row.state} ${JSON.stringify(own)}`).toBe(true);
        }
        expect(
          sent.filter((m) => m.free <= 0),
          "told of nothing",
        ).toEqual([]);
        expect(notices.filter((n) => n.state === "sending" || n.state === "waiting")).toEqual([]);
      },
    ),
    { numRuns: histories, seed, endOnFailure: true, examples: [[soldOutBeforeTheMails, []]] },
  );
}, 180_000);

test("who is being written to by another process has no second mail on the way", async () => {
  sent.length = 0;
  fates = [];
  pack = await stockedVariant(world, { title: "Two at once", available: 0, policy: "DENY" });
  await stockIs(0);
  await asks(world, pack, "two@example.org", { stay: "on" });
  await stockIs(2);
  fates = ["dies after"];
  await work();
  expect(sent).toHaveLength(1);
  // The restock ends and another begins while the first mail is in somebody's hands.
  const where = { shop: demoShop, variantId: list().variantId };
  const first = await world.app.db.notice.findFirstOrThrow({ where: { ...where, state: "sending" } });
  await world.app.db.restockWatch.updateMany({ where, data: { epoch: first.turn + 1 } });
  await world.app.db.notice.create({
    data: { ...first, turn: first.turn + 1, state: "waiting", claimedAt: null, attempts: 0 },
  });
  await noticesSent(world.app, demoShop);
  expect(sent).toHaveLength(1);
});
