import type { Mutant } from "./mutant.ts";

const [wave, notice, restock] = ["app/domain/wave.ts", "app/domain/notice.ts", "app/domain/restock.ts"];

export const alertMutants: Mutant[] = [
  {
    name: "an alert wave is one unit too large",
    from: "scenario K11",
    file: wave,
    find: "each * Math.max(0, free)",
    put: "each * Math.max(0, free + 1)",
  },
  {
    name: "an alert tells more people than units are kept",
    from: "first refusal: one person a unit",
    file: wave,
    find: "firstRefusal ? 1 : perUnit;",
    put: "firstRefusal ? perUnit : perUnit;",
  },
  {
    name: "an alert is sent for what went again meanwhile",
    from: "scenario K8",
    file: notice,
    find: 'if (facts.keeping !== "kept" && !facts.shelf.back)',
    put: "if (false)",
  },
  {
    name: "an alert goes to somebody who left the list",
    from: "woo: status is read when the batch is made, not when it is sent",
    file: notice,
    find: 'if (subscription.state !== "waiting") return { do: "drop", reason: "left" };\n    // Who has',
    put: "// Who has",
  },
  {
    name: "an alert whose fate is not known is sent again",
    from: "retry after a timeout (docs/decisions/030)",
    file: notice,
    find: '      return { state: "unknown", problem: outcome.problem };',
    put: '      return { state: "waiting", dueAt: later(now, 60_000), problem: outcome.problem };',
  },
  {
    name: "an alert does not wait for the day after the last one",
    from: "scenario K7",
    file: wave,
    find: "export const quietHours = 24;",
    put: "export const quietHours = 1;",
  },
  {
    name: "an alert list is not looked at again after a wave",
    from: "nobody is forgotten",
    file: wave,
    find: "lookAt: left > 0 ? next.toISOString() : null,",
    put: "lookAt: null,",
  },
  {
    name: "an alert leaves although messages are off",
    from: "the switch is read again when a mail is claimed",
    file: notice,
    find: "if (!mayLeave) return",
    put: "if (false) return",
  },
  {
    name: "an alert goes before its unit is kept",
    from: "first refusal: the unit first, then the mail",
    file: notice,
    find: 'return { do: facts.keeping === "wanted" ? "keep" : "send" };',
    put: 'return { do: "send" };',
  },
  {
    name: "an alert about an earlier restock is still sent",
    from: "law 6: once for each restock",
    file: notice,
    find: 'if (facts.keeping !== "kept" && !facts.current)',
    put: "if (false)",
  },
  {
    name: "an alert restock ends whenever the level touches zero",
    from: "inventory-hunter#22, scenario K6",
    file: restock,
    find: "now.getTime() - Date.parse(watch.outSince) >= lullMinutes * 60_000",
    put: "now.getTime() - Date.parse(watch.outSince) >= 0",
  },
  {
    name: "an alert is sent for what a backorder can buy",
    from: "scenario K30, vendure-plugin-back-in-stock#9",
    file: restock,
    find: 'if (state !== "in_stock") return',
    put: 'if (state === "out_of_stock") return',
  },
];
