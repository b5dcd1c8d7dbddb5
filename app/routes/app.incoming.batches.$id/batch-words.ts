import type { BatchSummary } from "#app/domain/delivery-batch.ts";
import { count } from "#app/components/words.ts";

export type BatchKind = "import" | "move" | "undo";

const deliveries = (n: number) => count(n, "delivery", "deliveries");
const they = (n: number, one: string, many: string) => (n === 1 ? one : many);

/** What a batch changes, in a sentence; `done` when it has. */
export function summaryWords(kind: BatchKind, done: boolean, summary: BatchSummary): string {
  const { added, changed, same, units } = summary;
  if (kind === "undo") return undoWords(done, summary);
  const news = `${deliveries(added)} with ${count(units, "unit")} ${done ? "added" : "to add"}`;
  const parts = [
    ...(added > 0 ? [news] : []),
    ...(changed > 0 ? [`${deliveries(changed)} ${done ? "changed" : "to change"}`] : []),
    ...(same > 0 ? [`${deliveries(same)} as ${they(same, "it is", "they are")} already`] : []),
  ];
  return parts.length > 0 ? `${parts.join(", ")}.` : `No delivery ${done ? "was" : "is"} added or changed.`;
}

/** What was not there before cannot go back to what it was. */
function undoWords(done: boolean, { added, changed }: BatchSummary): string {
  const canceled = `${count(added, "added delivery", "added deliveries")} ${they(added, "is", "are")} canceled`;
  const back = done
    ? `${deliveries(changed)} ${they(changed, "is as it was", "are as they were")} before`
    : `${deliveries(changed)} ${they(changed, "goes back to what it was", "go back to what they were")} before`;
  const parts = [...(added > 0 ? [canceled] : []), ...(changed > 0 ? [back] : [])];
  return parts.length > 0 ? `${parts.join(", ")}.` : `Nothing ${done ? "was" : "is"} undone.`;
}

/** What a page of a batch says where taking something back differs from saving something new. */
export function wordsOf(kind: BatchKind) {
  const undo = kind === "undo";
  return {
    checking: undo
      ? "Looking at what changes. Nothing is undone yet."
      : "Looking at what changes. Nothing is saved yet.",
    running: (done: number, of: number) =>
      `${done.toLocaleString("en")} of ${deliveries(of)} ${undo ? "undone" : "saved"}. You can close this page.`,
    /** For who hears it: four times, and not every second. */
    heard: (percent: number) =>
      `${percent - (percent % 25)}% ${undo ? "undone" : "saved"}. You can close this page.`,
    dropped: undo ? "Nothing was undone" : "Nothing was saved",
    chosen: undo ? "You chose to keep it." : "You chose not to save it.",
    nothing: undo ? "Nothing to undo" : "Nothing to save",
    done: undo ? "Undone" : "Saved",
    save: (n: number) => `${undo ? "Undo" : "Save"} ${deliveries(n)}`,
    drop: undo ? "Keep it as it is" : "Save nothing",
    all: undo
      ? { label: "All deliveries or none", help: "Nothing is undone while one of them has to stay." }
      : { label: "All rows or none", help: "Mend the rows below in your file, then import it again." },
    skip: (n: number) =>
      undo
        ? { label: `Leave ${deliveries(n)} out`, help: "The others go back to what they were." }
        : { label: `Skip ${count(n, "bad row")}`, help: "The other rows are saved." },
  };
}

export function rowsLeft(n: number, done: boolean): string {
  return `${count(n, "row")} ${done ? `${they(n, "was", "were")} left out` : "can't be taken"}`;
}

/** What was left out as a file: rows of the one that was read, or the deliveries that stayed. */
export function fileLeft(kind: BatchKind, n: number): string {
  return kind === "import"
    ? `Download ${count(n, "row")} ${they(n, "that was", "that were")} not saved`
    : `Download ${deliveries(n)} that stayed`;
}

/** Somebody received, canceled or added them between the preview and the saving. */
export function deliveriesLeft(kind: BatchKind, n: number, done: boolean): string {
  if (kind === "undo")
    return done
      ? `${deliveries(n)} stayed as ${they(n, "it was", "they were")}`
      : `${deliveries(n)} ${they(n, "stays", "stay")} as ${they(n, "it is", "they are")}`;
  return `${deliveries(n)} ${they(n, "was", "were")} not saved`;
}
