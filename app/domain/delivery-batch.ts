import type { Refused } from "./delivery-csv.ts";
import type { Step } from "./delivery-import.ts";
import { addDays } from "./days.ts";
import type { Day, Id } from "./facts.ts";
import { sumOf, type ForeseenLine, type ForeseenSum } from "./slip.ts";

/** What a batch does, delivery by delivery. */
export type BatchStep = Step | { kind: "undo"; changeId: Id; deliveryId: Id; added: boolean };

/** What was left out, and why: a row of a file, or a delivery by its name. */
export type NotTaken = Refused | DeliveryNotTaken;
/** `rows`: those of a file that say it. */
export type DeliveryNotTaken = { name: string; problem: string; deliveryId?: Id; rows?: number[] };

/** What was found to be no longer possible when it came to saving it. */
export type LeftOut = { step: BatchStep; name: string; problem: string };

/** Where deliveries are to move: by days, or to one day. */
export type Moving = { deliveryIds: Id[]; by: number } | { deliveryIds: Id[]; to: Day };

/** What a batch would change, all of it together. */
export type BatchSummary = ForeseenSum & {
  added: number;
  changed: number;
  /** Deliveries that are as the file says already. */
  same: number;
  units: number;
  lines: number;
  /** The first of them. */
  shown: ForeseenLine[];
  headings: { column: string; name: string }[];
  /** Of a batch that takes another back: customers who were told something since. */
  told?: number;
};

/** The new day of a delivery; null: it has none that could be moved, or it would lie in the past. */
export function movedDay(statedOn: Day | null, moving: Moving, today: Day): Day | null {
  const day = "to" in moving ? moving.to : statedOn && addDays(statedOn, moving.by);
  return day && day >= today ? day : null;
}

export function notTaken({ step, name, problem }: LeftOut): DeliveryNotTaken {
  const deliveryId = step.kind !== "add" && { deliveryId: step.deliveryId };
  const rows = "rows" in step && { rows: step.rows };
  return { name, problem, ...deliveryId, ...rows };
}

/** Every row of a file that was left out: its own fault, or that its delivery could not be saved. */
export function rowsNotTaken(left: NotTaken[]): Refused[] {
  const rows = left.flatMap((l) =>
    "row" in l ? [l] : (l.rows ?? []).map((row) => ({ row, problem: l.problem })),
  );
  return rows.sort((a, b) => a.row - b.row);
}

/** What was changed in the end: what was seen before, less what was left out. */
export function less(summary: BatchSummary, left: LeftOut[]): BatchSummary {
  const less = changesOf(left.map(({ step }) => step));
  return {
    ...summary,
    added: summary.added - less.added,
    changed: summary.changed - less.changed,
    units: summary.units - less.units,
  };
}

/** How many deliveries are added, with how many units, and how many are changed; of an undo, what was. */
export function changesOf(steps: BatchStep[]): Pick<BatchSummary, "added" | "changed" | "units"> {
  const added = steps.filter((s) => s.kind === "add" || (s.kind === "undo" && s.added));
  const ordered = added.flatMap((s) => (s.kind === "add" ? Object.values(s.words.ordered) : []));
  const units = ordered.reduce((sum, n) => sum + n, 0);
  return { added: added.length, changed: steps.length - added.length, units };
}

/** Long lists are counted in full and shown in part. */
export function sumUp(
  lines: ForeseenLine[],
  more: number,
): ForeseenSum & Pick<BatchSummary, "lines" | "shown"> {
  return { ...sumOf(lines), lines: lines.length, shown: lines.slice(0, more) };
}
