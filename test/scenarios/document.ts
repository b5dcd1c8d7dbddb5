import type { Row } from "./vocabulary.ts";

const chapters: Record<string, string> = {
  A: "What is owed",
  B: "Who is served first",
  C: "What is served in part",
  D: "Cancellations, refunds, edits",
  E: "What arrives",
  F: "Several locations",
  G: "Caps",
  H: "Expectations and promises",
  I: "Preorders",
  J: "Doubled, late and at once",
  K: "Alerts",
  L: "Bad input",
  M: "What always holds",
  X: "Further ones",
};

const intro = `# Scenarios

Generated from the table in \`test/scenarios\` by its test. The rows come from tests and threads of open-source
commerce and ERP engines, the last chapter from this project.

A row that is tested **on paper and end to end** is one history with two runners. On paper a few lines of arithmetic
stand for Shopify and the rules alone decide; end to end the same acts are Shopify's official mutations against the
stand-in, with webhooks, queues and database, and what is compared is the book as the pages read it, and what is
written to orders and products. All rows happen in the same shops at the same time.
`;

/** docs/scenarios.md. */
export function written(table: Row[]): string {
  const parts = Object.entries(chapters).map(([letter, title]) => {
    const rows = table.filter((row) => row.id.startsWith(letter));
    const lines = rows.map((row) => `| ${row.id} | ${row.rule} | ${where(row)} |`);
    return [`## ${letter}. ${title}`, "", "| Id | Rule | Tested |", "| --- | --- | --- |", ...lines, ""].join(
      "\n",
    );
  });
  return [intro, count(table), ...parts].join("\n");
}

function where(row: Row): string {
  if ("later" in row) return `Later: ${row.later}`;
  if ("not" in row) return `Not: ${row.not}`;
  if ("file" in row) return `In \`${row.file}\``;
  if ("check" in row) return "By arithmetic";
  const also = row.also ? `; also in \`${row.also.file}\`` : "";
  const rest = row.rest ? `; later: ${row.rest}` : "";
  return (row.onPaperOnly ? `On paper only: ${row.onPaperOnly}` : "On paper and end to end") + also + rest;
}

function count(table: Row[]): string {
  const of = (has: (row: Row) => boolean) => table.filter(has).length;
  return [
    `${of((r) => "steps" in r && !r.onPaperOnly)} rows are tested on paper and end to end,`,
    `${of((r) => "steps" in r && r.onPaperOnly !== undefined)} on paper only,`,
    `${of((r) => "check" in r)} by arithmetic, ${of((r) => "file" in r)} in other tests.`,
    `${of((r) => "later" in r)} wait for a capability, ${of((r) => "not" in r)} do not apply.\n`,
  ].join(" ");
}
