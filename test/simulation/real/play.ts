import { holdScopes } from "#app/domain/release-form.ts";
import { transferScopes } from "#app/domain/native-supply.ts";
import { brakesTurnedOff } from "#app/flows/brake-set.server.ts";
import { alertSettingsSaved } from "#app/flows/alert-settings-saved.server.ts";
import { releaseSettingsSaved } from "#app/flows/release-settings-saved.server.ts";
import { reconcileAsked } from "#app/flows/reconcile-asked.server.ts";
import { customersLookedAt } from "#app/flows/tiers-saved.server.ts";
import { customerScopes } from "#app/domain/tiers.ts";
import { plan } from "#app/domain/plan.ts";
import { tenantTables } from "#app/database/shops.server.ts";
import type { TestDatabase } from "#test/setup/database.ts";
import { mailServer } from "#test/mail/mail-server.ts";
import { Refusal } from "#test/shopify-stand-in/shop/refusal.ts";
import type { ShopState } from "#test/shopify-stand-in/shop/state.ts";
import { testWorld, type TestWorld } from "#test/world.ts";
import type { Step } from "../history.ts";
import { arrivalLaws, toReleaseLaws } from "../arrival-laws.ts";
import { brakeLaws, restoredLaws } from "../brake-laws.ts";
import { holdLaws } from "../hold-laws.ts";
import { Broken, show, uphold, type Law } from "../laws.ts";
import { gatherFacts } from "../memory.ts";
import { pageLaws } from "../page-laws.ts";
import { readerLaws } from "../reader-laws.ts";
import { restLaws, truthLaws, type Known } from "../rest-laws.ts";
import { dateRuleLaws, groupLaws, keptLaws } from "../rule-laws.ts";
import { shopActs } from "../shop-acts.ts";
import { stockShop, type Stage } from "../stage.ts";
import { count, type Tally } from "../tally.ts";
import { openCrew, type Crew } from "./crew.ts";
import { nativeLaws, realLaws, type AtRest } from "./laws.ts";
import { merchantActs, type Place } from "./merchant-acts.ts";
import { readersSettings } from "./reader-acts.ts";
import { daysTurned, jobsSoFar, patienceMs, pause, untilCaughtUp, untilQuiet } from "./quiet.ts";
import { heldByShopify, remember } from "./remember.ts";
import type { Round, Script } from "./script.ts";
import { isOf } from "./writes.ts";

export type Told = {
  /** What happened in the world and in its shops, in sentences. */
  story: { run: number | null; says: string }[];
  broken: { run: number | null; law: string; how: string } | null;
  tally: Tally;
};

/** An old answer about what the app did itself looks as if somebody had undone it. */
const seenLaws = [...holdLaws, ...brakeLaws, ...toReleaseLaws];

type Player = Place & { run: number; steps: Step[] };

/** Plays some histories at once on the real app and looks at everything when it has come to rest. */
export async function playReal(script: Script, database: TestDatabase): Promise<Told> {
  const story: Told["story"] = [];
  const tally: Tally = new Map();
  let run: number | null = null;
  const domains = script.tales.map((tale) => `run-${tale.run}.myshopify.com`);
  const mails = await mailServer();
  const env = { SMTP_URL: mails.url, MAIL_FROM: "alerts@shipsby.test" };
  const world = await testWorld({
    worker: false,
    database,
    env,
    shops: script.tales.map(({ history }, n) => ({
      domain: domains[n]!,
      timeZone: history.settings[0]!.timeZone,
      countryCode: "US",
    })),
  });
  let crew: Crew | null = null;
  try {
    const { clock, faults } = world.shopify;
    if (script.startsAt) clock.advance(Date.parse(script.startsAt) - clock.now().getTime());
    const players = script.tales.map((tale, n) => openPlayer(world, tale, domains[n]!));
    crew = await openCrew({
      shopify: world.shopify,
      databaseUrl: database.url,
      env,
      api: script.api,
      seed: script.seed,
    });
    for (const [n, { shop }] of players.entries()) {
      await world.join(shop);
      world.shopify.grantOptionalScopes(shop, [...holdScopes, ...transferScopes, ...customerScopes]);
      await releaseSettingsSaved(world.app, shop, script.tales[n]!.history.settings[0]!.holds);
      await alertSettingsSaved(world.app, shop, readersSettings);
    }
    await world.shopify.idle();
    faults.set(script.webhooks);
    if (script.afterImport) await untilImported(world);

    const ledger: Ledger = new Map();
    for (const round of script.rounds) {
      for (const player of players) {
        const step = player.steps[round.number];
        const says = step ? await take(player, step) : null;
        if (!step || says === null) continue;
        story.push({ run: player.run, says });
        count(tally, step.act);
      }
      const says = await happen(world, crew, round);
      if (says) story.push({ run: null, says });
      await growsOnly(world, ledger);
      await areKept(world, crew.acknowledged.splice(0));
    }

    await crew.killLate();
    await crew.calmDown();
    faults.set({});
    await untilQuiet(world, crew);
    for (const player of players) {
      run = player.run;
      await upholdAt(world, crew, player, []);
    }
    run = null;
    await reconcileAll(world, crew, players);
    for (const player of players) {
      run = player.run;
      await upholdAt(world, crew, player, [
        ...truthLaws,
        ...nativeLaws,
        ...groupLaws,
        ...(script.api.stale > 0 ? [] : seenLaws),
      ]);
    }
    run = null;
    const before = crew.writes.done.length;
    await reconcileAll(world, crew, players);
    const again = crew.writes.done[before];
    if (again)
      throw broken(players, again.shop, "a second check writes nothing", `${again.target} was written`);
    for (const { shop } of players) await brakesTurnedOff(world.app, shop);
    await untilQuiet(world, crew);
    for (const player of script.api.stale > 0 ? [] : players) {
      run = player.run;
      await upholdAt(world, crew, player, restoredLaws);
    }
    run = null;
    await growsOnly(world, ledger);
    const wrong = crew.writes.wrong[0];
    if (wrong) throw broken(players, wrong.shop, wrong.law, wrong.how);
    if (crew.fell[0]) throw new Broken("nobody falls", "a process ends only when it is killed", crew.fell[0]);

    count(tally, "kill -9", crew.kills);
    count(tally, "writes", crew.writes.done.length);
    await areKept(world, crew.acknowledged.splice(0));
    await countOutcome(world, tally);
    return { story, tally, broken: null };
  } catch (error) {
    if (error instanceof Broken) {
      run = error instanceof OfRun ? error.run : run;
      return { story, tally, broken: { run, law: error.law, how: error.message } };
    }
    const how = error instanceof Error ? (error.stack ?? error.message) : show(error);
    return { story, tally, broken: { run, law: "no crash", how } };
  } finally {
    await crew?.stop();
    await world.close();
    await mails.close();
  }
}

class OfRun extends Broken {
  readonly run: number;
  constructor(run: number, law: string, how: string) {
    super(law, law, how);
    this.run = run;
  }
}

const broken = (players: Player[], shop: string, law: string, how: string) =>
  new OfRun(players.find((p) => p.shop === shop)!.run, law, how);

function openPlayer(world: TestWorld, { run, history }: Script["tales"][number], shop: string): Player {
  const state = world.shopify.shops.get(shop)!;
  const stage: Stage = {
    shop: state,
    ...stockShop(state, history.settings[0]!),
    letGo: new Set(),
    now: () => world.shopify.clock.now(),
    advance: () => undefined,
    nextDueIn: () => null,
    hear: () => undefined,
  };
  return {
    world: world.app,
    shop,
    stage,
    timeZone: history.settings[0]!.timeZone,
    run,
    steps: history.steps,
  };
}

async function untilImported(world: TestWorld): Promise<void> {
  for (const until = Date.now() + patienceMs; ; await pause(100)) {
    const left = await world.app.db.shop.count({ where: { importedAt: null } });
    if (left === 0) return;
    if (Date.now() > until) throw new Error(`${left} shops were not imported in time.`);
  }
}

/** One step; what happened, in a sentence. Null when there was nothing to act on, and for time, which all share. */
async function take(player: Player, step: Step): Promise<string | null> {
  const { act } = step;
  try {
    if (isOneOf(merchantActs, act)) return await merchantActs[act](player, step);
    const says = isOneOf(shopActs, act) ? shopActs[act](player.stage, step) : null;
    // Whether the app could notice is known only where nothing happens at once: see brakes.ts.
    if (act === "policy") for (const word of player.stage.words.values()) word.missed ||= word.times > 0;
    return says;
  } catch (error) {
    // What Shopify refuses is no news.
    if (error instanceof Refusal) return null;
    throw error;
  }
}

const isOneOf = <Some extends object>(some: Some, name: PropertyKey): name is keyof Some => name in some;

async function happen(
  world: TestWorld,
  crew: Crew,
  { kill, jumpMs, leisure }: Round,
): Promise<string | null> {
  const says: string[] = [];
  await crew.killLate();
  if (kill) {
    crew.arm(kill);
    says.push(`(${kill.who} is killed: ${kill.at} ${kill.nth})`);
  }
  if (jumpMs > 0) {
    world.shopify.clock.advance(jumpMs);
    says.push(`(${Math.round(jumpMs / 36_000) / 100} hours later)`);
  }
  await (leisure === "all it needs" ? untilCaughtUp(world) : pause(leisure));
  return says.length > 0 ? says.join(" ") : null;
}

async function reconcileAll(world: TestWorld, crew: Crew, players: Player[]): Promise<void> {
  for (const { shop } of players) {
    await reconcileAsked(world.app, shop);
    // As when the day turns: no webhook tells of customers.
    await world.app.db.$transaction((tx) => customersLookedAt(world.app, tx, shop));
  }
  await untilQuiet(world, crew);
}

type Ledger = Map<string, string>;

/** What a customer was told stays written as it was; which entry binds is looked up, not told. */
async function growsOnly(world: TestWorld, seen: Ledger): Promise<void> {
  const rows = await world.app.db.promiseEntry.findMany({ omit: { binds: true } });
  const now = new Map(rows.map((row) => [`${row.shop} ${row.lineId} ${row.version}`, show(row)]));
  for (const [key, was] of seen)
    if (now.get(key) !== was)
      throw new Broken("the ledger only grows", "entries stay as they were", `${was} became ${now.get(key)}`);
  for (const [key, row] of now) seen.set(key, row);
}

/** Handled ones are swept away after a week; no round is that long. */
async function areKept(world: TestWorld, acknowledged: Crew["acknowledged"]): Promise<void> {
  const known = await world.app.db.inbox.findMany({
    where: { webhookId: { in: acknowledged.map((a) => a.webhookId) } },
    select: { shop: true, topic: true, webhookId: true },
  });
  const rows = new Set(known.map(({ shop, topic, webhookId }) => `${shop} ${topic} ${webhookId}`));
  for (const { shop, topic, webhookId } of acknowledged)
    if (!rows.has(`${shop} ${topic} ${webhookId}`))
      throw new Broken(
        "nothing acknowledged is lost",
        "what was answered with 200 is in the inbox",
        `${topic} ${webhookId} of ${shop} is not`,
      );
}

async function lookAt(world: TestWorld, { shop, stage }: Player): Promise<AtRest> {
  const { db } = world.app;
  const known: Known = { memory: await remember(db, shop), stage, written: heldByShopify(stage.shop) };
  const entries = await db.promiseEntry.findMany({
    where: { shop },
    orderBy: [{ lineId: "asc" }, { version: "asc" }],
  });
  const failed = await db.$queryRaw<{ says: string }[]>`
    select name || ' ' || singleton_key || ': ' || coalesce(output::text, '') as says from pgboss.job
    where state = 'failed' and group_id = ${shop}`;
  return {
    known,
    tails: (await db.tail.findMany({ where: { shop }, orderBy: { locationId: "asc" } })).map((t) => ({
      ...t,
      supplies: t.supplies as Record<string, number>,
    })),
    entries: entries.map(({ lineId, version, promisedOn, at, because }) => ({
      lineId,
      version,
      promisedOn: promisedOn?.toISOString().slice(0, 10) ?? null,
      at: at.toISOString(),
      because,
    })),
    inbox: await db.inbox.findMany({ where: { shop }, omit: { body: true, seq: true } }),
    foreign: await foreignIn(world, shop, stage.shop),
    failedJobs: failed.map((f) => f.says),
    givenUp: await db.$queryRaw`
      select kind, target, problem from effect where shop = ${shop} and done_version < version and attempts >= 3`,
  };
}

/** Ids of Shopify that cannot be this shop's. */
async function foreignIn(world: TestWorld, shop: string, state: ShopState): Promise<string[]> {
  const found: string[] = [];
  for (const table of tenantTables) {
    const rows = await world.app.db.$queryRawUnsafe<{ row: string }[]>(
      `select to_jsonb(t)::text as row from "${table}" t where shop = $1`,
      shop,
    );
    for (const { row } of rows)
      for (const [, id] of row.matchAll(/(?<!\d)(900\d{13})(?!\d)/g))
        if (!isOf(state, id!)) found.push(`${table}: ${id} in ${row}`);
  }
  return found;
}

async function upholdAt(world: TestWorld, crew: Crew, player: Player, further: Law<Known>[]): Promise<void> {
  for (;;) {
    const before = await jobsSoFar(world);
    try {
      return upholdAll(await lookAt(world, player), further);
    } catch (error) {
      // Midnight passed or a cycle began while somebody looked: what is being counted is looked at when it is done.
      if ((await daysTurned(world)) === 0 && (await jobsSoFar(world)) === before) throw error;
      await untilQuiet(world, crew);
    }
  }
}

function upholdAll(atRest: AtRest, further: Law<Known>[]): void {
  uphold(realLaws, atRest);
  const { known } = atRest;
  const now = known.stage.now();
  for (const itemId of known.memory.items.keys()) {
    const facts = gatherFacts(known.memory, itemId)!;
    uphold([...pageLaws, ...keptLaws], { facts, planned: plan(facts, now), recorded: facts.book, now });
  }
  uphold([...restLaws, ...dateRuleLaws, ...arrivalLaws, ...readerLaws], known);
  uphold(further, known);
}

async function countOutcome(world: TestWorld, tally: Tally): Promise<void> {
  const { db } = world.app;
  for (const { change, _count } of await db.promiseEntry.groupBy({ by: ["change"], _count: true }))
    count(tally, `promise: ${change}`, _count);
  count(tally, "an arrival", await db.arrival.count());
  count(
    tally,
    "an arrival was of a receipt",
    await db.arrival.count({ where: { receiptId: { not: null } } }),
  );
  count(tally, "a reader was told", await db.subscription.count({ where: { toldAt: { not: null } } }));
  count(tally, "promise: kept or missed", await db.promiseOutcome.count());
  count(tally, "owed at the end", await db.owedLine.count());
  count(tally, "hours", Math.round(world.shopify.clock.offsetMs() / 3_600_000));
}
