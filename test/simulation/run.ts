import { readAppConfig } from "#test/shopify-stand-in/app-config.ts";
import { Refusal } from "#test/shopify-stand-in/shop/refusal.ts";
import { includeFields } from "#test/shopify-stand-in/webhooks/include-fields.ts";
import { noFaults, openApp, workOnce, type App, type Jobs, type Webhook } from "./app.ts";
import { chanceOf, type Chance } from "./chance.ts";
import type { Act, History, Setting, Step } from "./history.ts";
import { Broken, show, uphold } from "./laws.ts";
import { merchantActs } from "./merchant-acts.ts";
import { arrivalLaws, toReleaseLaws } from "./arrival-laws.ts";
import { brakeLaws, restoredLaws } from "./brake-laws.ts";
import { brakesTurnedOff } from "./brakes.ts";
import { holdLaws } from "./hold-laws.ts";
import { readerLaws } from "./reader-laws.ts";
import { restLaws, truthLaws } from "./rest-laws.ts";
import { dateRuleLaws, groupLaws } from "./rule-laws.ts";
import { shopActs } from "./shop-acts.ts";
import { openStage } from "./stage.ts";
import { count, type Tally } from "./tally.ts";
import { comeToRest, passTime, reconcile, timeActs } from "./time.ts";
import { watch } from "./watching.ts";

export type Told = {
  /** The history in sentences. */
  story: string[];
  /** The law that was broken, and how. */
  broken: { law: string; how: string } | null;
  /** How often each act took effect, and what became of promises. */
  tally: Tally;
};

const subscriptions = new Map(
  readAppConfig("shopify.app.toml", "key", "secret").subscriptions.map((s) => [s.topic, s.includeFields]),
);

/** Plays a history and looks at everything on the way. */
export function play(history: History): Told {
  const story: string[] = [];
  const tally: Tally = new Map();
  try {
    playInto({ story, tally }, history);
    return { story, tally, broken: null };
  } catch (error) {
    if (error instanceof Broken) return { story, tally, broken: { law: error.law, how: error.message } };
    // A crash of the code under test is as broken as a law.
    return {
      story,
      tally,
      broken: { law: "no crash", how: error instanceof Error ? (error.stack ?? error.message) : show(error) },
    };
  }
}

function playInto({ story, tally }: Pick<Told, "story" | "tally">, { settings, steps }: History): void {
  const jobs: Jobs = new Map();
  const apps = settings.map((setting, n) =>
    openApp(`shop-${n + 1}.myshopify.com`, openStage(setting), setting, { jobs, tally, watching: watch() }),
  );
  count(tally, apps.length > 1 ? "several shops" : "one shop");
  comeToRest(apps, chanceOf(1));
  let luck = chanceOf(1);
  const all = apps.map((app, n) => listen(app, settings[n]!, () => luck));
  const lookAtRest = () => {
    comeToRest(apps, luck);
    for (const app of apps) {
      uphold([...restLaws, ...dateRuleLaws, ...arrivalLaws, ...readerLaws], app);
      if (app.isTold && app.late.length === 0)
        uphold([...truthLaws, ...groupLaws, ...holdLaws, ...brakeLaws, ...toReleaseLaws], app);
    }
  };

  for (const step of steps) {
    luck = chanceOf(step.luck);
    const told = take(apps, step);
    if (untold.includes(step.act)) apps[step.shop]!.isTold = false;
    for (const app of apps) if (isHalfHeard(app)) app.isTold = false;
    if (step.act === "rest") lookAtRest();
    if (told !== null) {
      story.push(told);
      count(tally, step.act);
    }
    passTime(apps, luck.below(4000));
    for (let left = luck.below(settings[0]!.haste + 1); left > 0 && workOnce(apps, luck); left--);
  }

  lookAtRest();
  for (const app of apps) Object.assign(app, { faults: noFaults, late: [] });
  reconcile(apps, luck);
  for (const app of apps) app.isTold = true;
  lookAtRest();
  tellAllAgain(apps, all, luck);
  for (const app of apps) brakesTurnedOff(app);
  lookAtRest();
  for (const app of apps) uphold(restoredLaws, app);
  for (const { memory } of apps) {
    for (const { entries, closed } of memory.ledgers.values()) {
      for (const { change } of entries) count(tally, `promise: ${change}`);
      for (const { kept } of closed.values()) count(tally, kept ? "promise: kept" : "promise: missed");
    }
    for (const { owed } of memory.books.values()) for (const _ of owed) count(tally, "owed at the end");
  }
}

/** What Shopify tells nobody. */
const untold: Act[] = ["delivered_broken", "customer_tag", "collection"];
const day = 24 * 3_600_000;

/** From now on the app hears of its shop what chance lets through. What is returned gathers all that was said. */
function listen(app: App, setting: Setting, luck: () => Chance): Webhook[] {
  const all: Webhook[] = [];
  app.faults = setting;
  app.stage.hear = (topic, payload) => {
    const fields = subscriptions.get(topic);
    if (fields === undefined) return;
    const webhook = { topic, body: JSON.stringify(includeFields(payload(), fields)) };
    all.push(webhook);
    const chance = luck();
    if (chance.happens(app.faults.lost)) {
      count(app.tally, "webhook lost");
      app.isTold = false;
      return;
    }
    for (let copies = chance.happens(app.faults.doubled) ? 2 : 1; copies > 0; copies--) {
      if (!chance.happens(app.faults.late)) app.inbox.push(webhook);
      else {
        count(app.tally, "webhook late");
        app.late.push({ ...webhook, at: app.stage.now().getTime() + chance.below(day) });
      }
    }
  };
  return all;
}

/**
 * An order that is deleted before the first answer about it has come home: the news that it is gone finds nothing to
 * forget, and the answer brings it back, until the next cycle looks.
 */
const isHalfHeard = ({ underway, memory, stage }: App) =>
  underway.some(
    ({ job }) =>
      job.queue === "read" &&
      job.what === "order" &&
      !stage.shop.orders[job.id] &&
      !memory.orders.has(job.id),
  );

/** Every webhook of the whole history once more, in any order: nobody's state, promise or page changes. */
function tellAllAgain(apps: App[], all: Webhook[][], luck: Chance): void {
  const state = () =>
    show(
      apps.map(({ memory, written }) => [
        [...memory.books],
        [...memory.ledgers.values()].map((l) => [l.entries, [...l.watches]]),
        written.count,
      ]),
    );
  const before = state();
  apps.forEach((app, n) => app.inbox.push(...all[n]!));
  comeToRest(apps, luck);
  if (state() !== before)
    throw new Broken("replay", "the whole history told again changes nothing", `${before} became ${state()}`);
}

/** One step; what happened, in a sentence. Null when there was nothing to act on. */
function take(apps: App[], step: Step): string | null {
  const app = apps[step.shop]!;
  const at = app.stage.now().toISOString().slice(0, 16);
  const where = apps.length > 1 && !(step.act in timeActs) ? `shop ${step.shop + 1}: ` : "";
  try {
    const told = act(apps, step);
    return told && `${at}  ${where}${told}`;
  } catch (error) {
    // What Shopify refuses is no news.
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function act(apps: App[], step: Step): string | null {
  if (isOneOf(timeActs, step.act)) return timeActs[step.act](apps, step);
  const app = apps[step.shop]!;
  if (isOneOf(merchantActs, step.act)) return merchantActs[step.act](app, step);
  return shopActs[step.act](app.stage, step);
}

const isOneOf = <Some extends object>(some: Some, name: PropertyKey): name is keyof Some => name in some;
