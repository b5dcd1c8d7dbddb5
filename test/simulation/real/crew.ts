import type { StandIn } from "#test/shopify-stand-in/stand-in.ts";
import { kill, startShipsby, type Running } from "#test/worker/processes.ts";
import { chanceOf } from "../chance.ts";
import { openGate, type Answer, type Gate, type Keeper } from "./gate.ts";
import { memberNames, type ApiFaults, type Kill, type MemberName } from "./script.ts";
import { operationOf, watchWrites, type Writes } from "./writes.ts";

/** One web process and two workers, each with its own way to Shopify. */
export type Crew = {
  writes: Writes;
  /** Webhooks that were answered with 200. */
  acknowledged: { shop: string; topic: string; webhookId: string }[];
  kills: number;
  /** What the app's processes ended by themselves with. */
  fell: string[];
  arm(order: Kill): void;
  /** Who was to be killed at a call that never came is killed now. */
  killLate(): Promise<void>;
  /** Nothing goes wrong any more, and everybody is there. */
  calmDown(): Promise<void>;
  words(): string;
  stop(): Promise<void>;
};

type Member = {
  name: MemberName;
  running: Running | null;
  coming: Promise<void>;
  gate: Gate;
  order: Kill | null;
};

const throttled = {
  errors: [{ message: "Throttled", extensions: { code: "THROTTLED" } }],
  extensions: {
    cost: {
      requestedQueryCost: 10,
      actualQueryCost: null,
      throttleStatus: { maximumAvailable: 2000, currentlyAvailable: 0, restoreRate: 100 },
    },
  },
};

export async function openCrew(options: {
  shopify: StandIn;
  databaseUrl: string;
  env: Record<string, string>;
  api: ApiFaults;
  seed: number;
}): Promise<Crew> {
  const { shopify } = options;
  let api: ApiFaults | null = options.api;
  const writes = watchWrites(shopify);
  const members = new Map<MemberName, Member>();
  const acknowledged: Crew["acknowledged"] = [];
  const fell: string[] = [];
  let stopped = false;
  let kills = 0;

  async function start(member: Member): Promise<void> {
    if (stopped) return;
    const running = await startShipsby({
      standInUrl: member.gate.url,
      databaseUrl: options.databaseUrl,
      process: member.name === "web" ? "web" : "worker",
      env: { LOG_LEVEL: "info", ...options.env },
    });
    member.running = running;
    children.add(running);
    void running.ended.then((how) => {
      children.delete(running);
      if (how !== "SIGKILL") fell.push(`${member.name} ended (${how}):\n${running.words()}`);
    });
    await running.ready.catch(() => {});
  }

  /** Dead at once; its successor is on its way. */
  async function killed(member: Member): Promise<void> {
    const { running } = member;
    if (!running || running.child.killed) return;
    member.order = null;
    kills++;
    await kill(running);
    writes.died(member.name);
    member.coming = start(member);
  }

  /** True when the order of this member was just this call: it is dead now. */
  async function isLast(member: Member, at: Kill["at"]): Promise<boolean> {
    const { order } = member;
    if (order?.at !== at || --order.nth > 0) return false;
    await killed(member);
    return true;
  }

  function keeperOf(member: Member, seed: number): Keeper {
    const chance = chanceOf(seed);
    const before = new Map<string, Answer>();
    return async (asked, pass) => {
      const operation = operationOf(asked);
      if (!operation) return pass();
      const isWrite = operation.kind === "mutation";
      const caller = member.running;
      const faults = api;
      if (faults && chance.happens(faults.throttled)) return json(200, throttled);
      const targets = writes.look(asked, member.name);
      writes.unsure(targets);
      if (isWrite && (await isLast(member, "write arrives"))) return null;
      if (faults && chance.happens(faults.failed)) return json(502, {});
      const key = `${String(asked.headers["x-stand-in-host"])} ${asked.body}`;
      const old = before.get(key);
      if (faults && !isWrite && old && chance.happens(faults.stale)) return old;
      const answer = await pass();
      if (!isWrite && answer.status === 200) before.set(key, answer);
      if (await isLast(member, isWrite ? "write answered" : "read answered")) return null;
      if (faults && chance.happens(faults.slow)) await pause(20 + chance.below(600));
      if (faults && chance.happens(faults.answerLost)) return json(502, {});
      // On a busy machine the app may have given up before the answer came: nobody told it.
      if (answer.status === 200 && !caller?.child.killed && !asked.isGone()) writes.sure(targets);
      return answer;
    };
  }

  const frontDoor: Keeper = async (asked, pass) => {
    const web = members.get("web")!;
    const answer = await pass().catch(() => null);
    if (await isLast(web, "write answered")) return null;
    if (answer?.status === 200)
      acknowledged.push({
        shop: String(asked.headers["x-shopify-shop-domain"]),
        topic: String(asked.headers["x-shopify-topic"]),
        webhookId: String(asked.headers["x-shopify-webhook-id"]),
      });
    return answer;
  };

  for (const [n, name] of memberNames.entries()) {
    const member: Member = { name, running: null, coming: Promise.resolve(), order: null, gate: null! };
    member.gate = await openGate(() => shopify.url, keeperOf(member, options.seed + n));
    members.set(name, member);
    member.coming = start(member);
  }
  const door = await openGate(() => members.get("web")!.running?.url ?? "http://127.0.0.1:1", frontDoor);
  shopify.setAppUrl(door.url);
  const all = () => [...members.values()];
  const present = () => Promise.all(all().map((m) => m.coming));
  await present();

  return {
    writes,
    acknowledged,
    fell,
    get kills() {
      return kills;
    },
    arm(order) {
      const member = members.get(order.who)!;
      member.order = { ...order };
      if (order.at === "once") void killed(member);
    },
    async killLate() {
      for (const member of all()) if (member.order) await killed(member);
    },
    async calmDown() {
      api = null;
      for (const member of all()) member.order = null;
      await present();
    },
    words: () =>
      all()
        .map((m) => `${m.name}:\n${m.running?.words() ?? ""}`)
        .join("\n"),
    async stop() {
      stopped = true;
      await present();
      await Promise.all(all().map(async (m) => m.running && kill(m.running)));
      for (const { gate } of all()) await gate.stop();
      await door.stop();
    },
  };
}

/** Nobody outlives the simulation, however it ends. */
const children = new Set<Running>();
process.on("exit", () => {
  for (const { child } of children) child.kill("SIGKILL");
});

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));

function json(status: number, body: object): Answer {
  return { status, headers: { "content-type": "application/json" }, body: Buffer.from(JSON.stringify(body)) };
}
