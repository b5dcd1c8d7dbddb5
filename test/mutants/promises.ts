import type { Mutant } from "./mutant.ts";

const file = "app/domain/promise.ts";

export const promiseMutants: Mutant[] = [
  {
    name: "every wobble of a date is announced",
    from: "inventory-hunter #22: 79 mails for one flapping item",
    file,
    find: "if (within(expected, last.promisedOn, today, policy))",
    put: "if (policy.toleranceDays < 0)",
  },
  {
    name: "a delay is announced before it has held for a day",
    from: "scenario H8 (a)",
    file,
    find: ">= policy.confirmHours * hour",
    put: ">= 0",
  },
  {
    name: "an order gets two messages on one day",
    from: "mails per recipient and day",
    file,
    find: "if (toldToday) return watching;",
    put: "",
  },
  {
    name: "a delay that became good news counts as confirmed",
    from: "a difference has to hold in one direction",
    file,
    find: "watch?.direction === direction ? watch.since",
    put: "watch ? watch.since",
  },
  {
    name: "a date that was lost is good news",
    from: "unknown is later than any day",
    file,
    find: "return expected === null || (",
    put: "return expected !== null && (",
  },
  {
    name: "the last days before the promise are as noisy as the others",
    from: "frozen zone",
    file,
    find: "if (frozen || !confirmed) return watching;",
    put: "if (!confirmed) return watching;",
  },
  {
    name: "a cancelled delivery is kept quiet until the last day",
    from: "only material changes are announced in the frozen zone",
    file,
    find: "!facts.material && !lastCall",
    put: "!lastCall",
  },
  {
    name: "the delay is told on the promised day, not the day before",
    from: "scenario H8 (b)",
    file,
    find: "daysLeft <= 1",
    put: "daysLeft <= 0",
  },
  {
    name: "the second slip offers no way out",
    from: "scenario H9; OFBiz: auto-cancel after the second slip",
    file,
    find: "slips > 0",
    put: "slips > 1",
  },
  {
    name: "a delay of a month offers no way out",
    from: "scenario H9",
    file,
    find: "days > 30",
    put: "days > 60",
  },
  {
    name: "shipping on the promised day is a broken promise",
    from: "off by one",
    file,
    find: "shippedOn <= first",
    put: "shippedOn < first",
  },
  {
    name: "nobody is promised anything",
    from: "a first promise is made with the first date",
    file,
    find: "if (!last) return expected ?",
    put: 'if (!last) return expected === "" ?',
  },
  {
    name: "what recovered is announced all the same",
    from: "scenario H8: recoveries cost no mail",
    file,
    find: 'if (expected === last.promisedOn) return { kind: "keep", watch: null };',
    put: 'if (expected === last.promisedOn) return { kind: "keep", watch };',
  },
  {
    name: "far from the day nothing more is tolerated than close to it",
    from: "a fifth of the time left",
    file,
    find: "Math.floor(left * policy.toleranceShare)",
    put: "0",
  },
];
