import type { HoldRules } from "#app/domain/holds.ts";
import { chanceOf, type Chance } from "./chance.ts";
import type { Profile } from "./profiles.ts";

/** How often each act happens, among all of them. */
const weights = {
  // Shopify's side: buyers, staff and other apps.
  order: 10,
  order_at_till: 2,
  ship: 4,
  ship_some: 4,
  unship: 1,
  cancel: 2,
  cancel_written_off: 1,
  edit: 3,
  add_line: 2,
  refund_cancel: 2,
  refund_return: 1,
  refund_only: 1,
  count: 5,
  damage: 2,
  /** Shopify tells nobody: what is available did not change. */
  delivered_broken: 0.5,
  commit_elsewhere: 1,
  move: 3,
  move_some: 2,
  split: 3,
  merge: 2,
  hold: 2,
  release: 2,
  release_theirs: 2,
  transfer: 2,
  receive: 3,
  arrives_at: 2,
  cancel_transfer: 4,
  policy: 2,
  track: 1,
  location: 2,
  delete_order: 1,
  delete_product: 0.3,
  /** Staff say who a customer is; of some of it Shopify tells nobody. */
  tag: 2,
  customer_tag: 1,
  collection: 1,
  // The merchant, in the app.
  delivery: 8,
  delivery_moved: 8,
  delivery_received: 2,
  /** Counted by somebody: short, over, damaged, the rest another day. */
  receipt: 5,
  receipt_undone: 1.5,
  /** Before, after or without a word of who counted it in. */
  stock_rises: 5,
  split_delivery: 2,
  delivery_cut: 2,
  delivery_cancelled: 2,
  lead_time: 1,
  product_lead_time: 1,
  calendar: 1,
  discontinue: 0.5,
  draft: 1,
  confirm: 4,
  serve_first: 1,
  needed_by: 1,
  ranking: 0.5,
  pin: 5,
  unpin: 6,
  promise_by_hand: 1,
  promise_rules: 0.5,
  close_days: 1,
  groups: 2,
  groups_undone: 1.5,
  keep_back: 4,
  keep_for_readers: 4,
  sign_up: 8,
  leave_list: 1,
  alerts: 0.5,
  date_rule: 4,
  date_rule_off: 1.5,
  date_rule_undone: 1.5,
  holds: 1.5,
  /** What arrived may leave. */
  approve: 8,
  brake: 5,
  brake_off: 1.5,
  brake_put_back: 2,
  brake_resumed: 5,
  // Time.
  minutes: 3,
  hours: 4,
  days: 7,
  weeks: 1,
  /** Everything under way is finished, and looked at. */
  rest: 4,
};

export type Act = keyof typeof weights;

/** One thing that happens. Its numbers choose among what there is then; `luck` decides what becomes of its news. */
export type Step = {
  /** In which of the shops. */
  shop: number;
  act: Act;
  which: number;
  other: number;
  units: number;
  days: number;
  luck: number;
};

/** What stands before the first step. */
export type Setting = {
  startsAt: string;
  timeZone: string;
  handlingDays: number;
  workingDays: number[];
  leadTimeDays: number | null;
  /** Units per item and location; null: not stocked there. */
  stock: (number | null)[][];
  policies: ("CONTINUE" | "DENY")[];
  /** Whether what waits is held from the beginning, and how. */
  holds: HoldRules;
  /** Shares of webhooks that are lost, doubled, or late by up to a day. */
  lost: number;
  doubled: number;
  late: number;
  /** At each point of a job: the process dies, Shopify does not answer, Shopify answers with old news. */
  crashes: number;
  refusals: number;
  stale: number;
  /** At most so many jobs are done between two steps. */
  haste: number;
};

/** Several shops may live side by side; their ids are the same, and nothing else. */
export type History = { settings: Setting[]; steps: Step[] };

export const acts = Object.keys(weights) as Act[];

/** In some histories little else happens: what must come together to matter is too rare among everything. */
const arrivalActs: Act[] = [
  ...(["order", "ship_some", "delivery", "receipt", "stock_rises", "keep_for_readers", "sign_up"] as const),
  ...(["approve", "count", "hours", "days", "rest"] as const),
];
const weightsOf = (often: Act[]) => acts.map((act) => weights[act] * (often.includes(act) ? 8 : 1));
const [mixed, arriving] = [weightsOf([]), weightsOf(arrivalActs)];

function drawAct(chance: Chance, from: number[]): Act {
  let left = chance.below(from.reduce((sum, weight) => sum + weight, 0) * 10) / 10;
  return acts[from.findIndex((weight) => (left -= weight) < 0)]!;
}

type Faults = Pick<Setting, "lost" | "doubled" | "late" | "crashes" | "refusals" | "stale">;

/** Drawn in every profile, so that one seed tells one history in all of them. */
function faultsOf(profile: Profile, chance: Chance): Faults {
  const mixed: Faults = {
    lost: chance.pick([0, 0, 0.3, 1]),
    doubled: chance.pick([0, 0.5]),
    late: chance.pick([0, 0, 0.3]),
    crashes: chance.pick([0, 0, 0.15]),
    refusals: chance.pick([0, 0, 0.2]),
    stale: chance.pick([0, 0, 0, 0.1]),
  };
  switch (profile) {
    case "mixed":
      return mixed;
    case "calm":
      return { lost: 0, doubled: 0, late: 0, crashes: 0, refusals: 0, stale: 0 };
    case "wild":
      return { lost: 0.3, doubled: 0.5, late: 0.3, crashes: 0.2, refusals: 0.2, stale: 0.1 };
    case "deaf":
      return { ...mixed, lost: 1 };
  }
}

/** The history that a seed tells. */
export function historyOf(seed: number, length: number, profile: Profile = "mixed"): History {
  const chance = chanceOf(seed);
  const number = () => chance.below(2 ** 31);
  // Both changes of the clocks, a year's end and a leap day lie ahead.
  const startsAt = chance.pick([
    "2026-03-26T10:00:00Z",
    "2026-10-22T21:30:00Z",
    "2026-12-28T12:00:00Z",
    "2028-02-26T04:45:00Z",
  ]);
  const faults = faultsOf(profile, chance);
  const haste = chance.pick([3, 12, 1000]);
  const shops = chance.pick([1, 1, 1, 2, 3]);
  const settings = Array.from({ length: shops }, () => ({ startsAt, haste, ...faults, ...shopOf(chance) }));
  const from = chance.happens(0.25) ? arriving : mixed;
  const steps = Array.from({ length }, (_, n): Step => {
    const drawn = drawAct(chance, from);
    const act = n < 3 ? "order" : drawn;
    return {
      shop: chance.below(shops),
      act,
      which: number(),
      other: number(),
      units: 1 + chance.below(5),
      days: chance.below(41),
      luck: number(),
    };
  });
  return { settings, steps };
}

function shopOf(chance: Chance): Omit<Setting, "startsAt" | "haste" | keyof Faults> {
  const locations = 1 + chance.below(3);
  const items = 1 + chance.below(2);
  return {
    timeZone: chance.pick([
      "Europe/Berlin",
      "America/New_York",
      "Pacific/Kiritimati",
      "Pacific/Pago_Pago",
      "Asia/Kathmandu",
    ]),
    handlingDays: chance.below(4),
    workingDays: chance.pick([[1, 2, 3, 4, 5], [], [1, 2, 3, 4, 5, 6, 7], [3]]),
    leadTimeDays: chance.happens(0.4) ? 1 + chance.below(20) : null,
    stock: Array.from({ length: items }, () =>
      Array.from({ length: locations }, (_, at) =>
        at > 0 && chance.happens(0.25) ? null : chance.pick([0, 0, 1, 3, 6]),
      ),
    ),
    policies: Array.from({ length: items }, () => chance.pick(["CONTINUE", "CONTINUE", "DENY"] as const)),
    holds: {
      on: chance.happens(0.5),
      review: chance.happens(0.3),
      wholeOrders: chance.happens(0.3),
    },
  };
}
