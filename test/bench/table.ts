import { fails, median, meets, type Finding, type Goal } from "./measure.ts";

/** What a person reads: one line per finding, with what was wished for and whether it came true. */
export function table(findings: (Finding & { bench: string })[]): string {
  const rows = findings.map((f) => [f.bench, f.what, valueOf(f), goalOf(f.goal), verdictOf(f)]);
  const all = [["bench", "what", "median (min-max)", "goal", ""], ...rows];
  const widths = all[0]!.map((_, column) => Math.max(...all.map((row) => row[column]!.length)));
  return all
    .map((row) =>
      row
        .map((cell, i) => cell.padEnd(widths[i]!))
        .join("  ")
        .trimEnd(),
    )
    .join("\n");
}

function valueOf({ values, unit }: Finding): string {
  if (values.length === 0) return "not measured";
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const spread = values.length > 1 && least !== most ? ` (${shortly(least)}-${shortly(most)})` : "";
  return `${shortly(median(values))}${spread} ${unit}`.trimEnd();
}

function goalOf(goal: Goal | undefined): string {
  if (!goal) return "";
  return "atMost" in goal ? `<= ${shortly(goal.atMost)}` : `>= ${shortly(goal.atLeast)}`;
}

function verdictOf(finding: Finding): string {
  const met = meets(finding);
  if (finding.kind === "control") return fails(finding) ? "CONTROL PASSED" : "control fails, as it must";
  if (met === null) return "";
  return met ? "met" : fails(finding) ? "MISSED, fails the run" : "missed";
}

/** Three digits that say something. */
export function shortly(n: number): string {
  if (!Number.isFinite(n)) return String(n);
  return Math.abs(n) >= 100 || Number.isInteger(n)
    ? Math.round(n).toLocaleString("en")
    : String(Number(n.toPrecision(3)));
}
