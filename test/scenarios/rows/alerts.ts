import type { Row } from "../vocabulary.ts";

const inWaves = (id: string) => ({ file: "test/domain/waves.test.ts", test: `scenario ${id}` });
const inAlerts = (id: string) => ({ file: "test/flows/alerts.test.ts", test: `scenario ${id}` });
const inSignUp = (id: string) => ({ file: "test/domain/sign-up.test.ts", test: `scenario ${id}` });

/** K. Alerts: their tests stand with the waiting list. */
export const alerts: Row[] = [
  { id: "K1", rule: "one mailbox is on the list once, and the answer is always the same", ...inAlerts("K1") },
  { id: "K3", rule: "nothing but the confirmation is sent before it was confirmed", ...inAlerts("K3") },
  { id: "K5", rule: "one restock is one wave", ...inWaves("K5") },
  { id: "K6", rule: "a level that flaps is one restock", ...inWaves("K6") },
  { id: "K7", rule: "nobody is told twice within a day", ...inWaves("K7") },
  { id: "K8", rule: "what sold out before the mail went is announced to nobody", ...inAlerts("K8") },
  { id: "K10", rule: "a list in batches leaves nobody out and tells nobody twice", ...inAlerts("K10") },
  { id: "K11", rule: "free units decide how many are told, the oldest first", ...inWaves("K11") },
  {
    id: "K13",
    rule: "a mail that could not be sent is tried again; nobody leaves the list",
    ...inAlerts("K13"),
  },
  { id: "K16", rule: "a bad link and a used one show the same page", ...inAlerts("K16") },
  { id: "K17", rule: "a link that is only looked at changes nothing", ...inAlerts("K17") },
  {
    id: "K18",
    rule: "sign-ups are limited by who asks, whatever they say of themselves",
    ...inSignUp("K18"),
  },
  { id: "K22", rule: "who waits in one place is told of that place", ...inAlerts("K22") },
  {
    id: "K24",
    rule: "a mail names the units that wait, not those ordered",
    later: "issue 6: mails about orders",
  },
  {
    id: "K27",
    rule: "who wants to be forgotten is forgotten everywhere",
    file: "test/flows/alerts-privacy.test.ts",
    test: "scenario K27",
  },
  { id: "K30", rule: "what can be ordered without stock is not back in stock", ...inWaves("K30") },
];
