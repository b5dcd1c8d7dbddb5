import type { Row } from "../vocabulary.ts";

const waitingList = "issue 4: the waiting list";
const inWaves = (id: string) => ({ file: "test/domain/waves.test.ts", test: `scenario ${id}` });
const inSignUp = (id: string) => ({ file: "test/domain/sign-up.test.ts", test: `scenario ${id}` });

/** K. Alerts: their tests stand with the waiting list. */
export const alerts: Row[] = [
  { id: "K1", rule: "one mailbox is on the list once, and the answer is always the same", ...inSignUp("K1") },
  { id: "K3", rule: "nothing but the confirmation is sent before it was confirmed", ...inSignUp("K3") },
  { id: "K5", rule: "one restock is one wave", ...inWaves("K5") },
  { id: "K6", rule: "a level that flaps is one restock", ...inWaves("K6") },
  { id: "K7", rule: "nobody is told twice within a day", ...inWaves("K7") },
  { id: "K8", rule: "what sold out before the mail went is announced to nobody", ...inSignUp("K8") },
  { id: "K10", rule: "a list in batches leaves nobody out and tells nobody twice", later: waitingList },
  { id: "K11", rule: "free units decide how many are told, the oldest first", ...inWaves("K11") },
  {
    id: "K13",
    rule: "a mail that could not be sent is tried again; nobody leaves the list",
    ...inSignUp("K13"),
  },
  { id: "K16", rule: "a bad link and a used one show the same page", later: waitingList },
  { id: "K17", rule: "a link that is only looked at changes nothing", later: waitingList },
  {
    id: "K18",
    rule: "sign-ups are limited by who asks, whatever they say of themselves",
    ...inSignUp("K18"),
  },
  { id: "K22", rule: "who waits in one place is told of that place", later: waitingList },
  {
    id: "K24",
    rule: "a mail names the units that wait, not those ordered",
    later: "issue 6: mails about orders",
  },
  { id: "K27", rule: "who wants to be forgotten is forgotten everywhere", later: waitingList },
  { id: "K30", rule: "what can be ordered without stock is not back in stock", ...inWaves("K30") },
];
