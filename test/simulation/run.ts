import { readAppConfig } from "#test/shopify-stand-in/app-config.ts";
import { Refusal } from "#test/shopify-stand-in/shop/refusal.ts";
import { includeFields } from "#test/shopify-stand-in/webhooks/include-fields.ts";
import { openApp, workOnce, type App } from "./app.ts";
import { chanceOf, type Chance } from "./chance.ts";
import type { History, Step } from "./history.ts";
import { Broken, show, uphold } from "./laws.ts";
import { merchantActs } from "./merchant-acts.ts";
import { restLaws, truthLaws } from "./rest-laws.ts";
import { shopActs } from "./shop-acts.ts";
import { openStage } from "./stage.ts";
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

export type Tally = Map<string, number>;

const subscriptions = new Map(
  readAppConfig("shopify.app.toml", "key", "secret").subscriptions.map((s) => [s.topic, s.includeFields]),
);

/** Plays a history and looks at everything on the way. */
export function play({ setting, steps }: History): Told {
  const story: string[] = [];
  const tally: Tally = new Map();
  try {
    playInto({ story, tally }, setting, steps);
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

function playInto(
  { story, tally }: Pick<Told, "story" | "tally">,
  setting: History["setting"],
  steps: Step[],
): void {
  const stage = openStage(setting);
  const app = openApp(stage, setting, watch());
  comeToRest(app, chanceOf(1));
  let luck = chanceOf(1);
  let isTold = true;
  const all: App["inbox"] = [];
  stage.hear = (topic, payload) => {
    const fields = subscriptions.get(topic);
    if (fields === undefined) return;
    const webhook = { topic, body: JSON.stringify(includeFields(payload(), fields)) };
    all.push(webhook);
    if (luck.happens(setting.lost)) {
      isTold = false;
      return;
    }
    app.inbox.push(webhook);
    if (luck.happens(setting.doubled)) app.inbox.push(webhook);
  };
  const lookAtRest = () => {
    comeToRest(app, luck);
    uphold(restLaws, app);
    if (isTold) uphold(truthLaws, app);
  };

  for (const step of steps) {
    luck = chanceOf(step.luck);
    const told = take(app, step);
    if (step.act === "delivered_broken" || isHalfHeard(app)) isTold = false;
    if (step.act === "rest") lookAtRest();
    if (told !== null) {
      story.push(told);
      count(tally, step.act);
    }
    passTime(app, luck.below(4000));
    for (let left = luck.below(setting.haste + 1); left > 0 && workOnce(app, luck); left--);
  }

  lookAtRest();
  reconcile(app, luck);
  isTold = true;
  lookAtRest();
  tellAllAgain(app, all, luck);
  for (const { entries, closed } of app.memory.ledgers.values()) {
    for (const { change } of entries) count(tally, `promise: ${change}`);
    for (const { kept } of closed.values()) count(tally, kept ? "promise: kept" : "promise: missed");
  }
  for (const { owed } of app.memory.books.values()) for (const _ of owed) count(tally, "owed at the end");
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

const count = (tally: Tally, what: string) => tally.set(what, (tally.get(what) ?? 0) + 1);

/** Every webhook of the whole history once more, in any order: nobody's state, promise or page changes. */
function tellAllAgain(app: App, all: App["inbox"], luck: Chance): void {
  const state = () =>
    show([
      [...app.memory.books],
      [...app.memory.ledgers.values()].map((l) => [l.entries, [...l.watches]]),
      app.written.count,
    ]);
  const before = state();
  app.inbox.push(...all);
  comeToRest(app, luck);
  if (state() !== before)
    throw new Broken("replay", "the whole history told again changes nothing", `${before} became ${state()}`);
}

/** One step; what happened, in a sentence. Null when there was nothing to act on. */
function take(app: App, step: Step): string | null {
  const at = app.stage.now().toISOString().slice(0, 16);
  try {
    const told = act(app, step);
    return told && `${at}  ${told}`;
  } catch (error) {
    // What Shopify refuses is no news.
    if (error instanceof Refusal) return null;
    throw error;
  }
}

function act(app: App, step: Step): string | null {
  if (isOneOf(timeActs, step.act)) return timeActs[step.act](app, step);
  if (isOneOf(merchantActs, step.act)) return merchantActs[step.act](app, step);
  return shopActs[step.act](app.stage, step);
}

const isOneOf = <Some extends object>(some: Some, name: PropertyKey): name is keyof Some => name in some;
