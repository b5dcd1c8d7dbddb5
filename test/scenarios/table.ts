import { alerts } from "./rows/alerts.ts";
import { badInput } from "./rows/bad-input.ts";
import { corrections } from "./rows/corrections.ts";
import { dates } from "./rows/dates.ts";
import { detection } from "./rows/detection.ts";
import { partly } from "./rows/partly.ts";
import { places } from "./rows/places.ts";
import { receipts } from "./rows/receipts.ts";
import { invariants, running } from "./rows/running.ts";
import { sales } from "./rows/sales.ts";
import { groupsAndFloor, whoIsServed } from "./rows/who-is-served.ts";
import { isStory, type Row, type Step, type Story } from "./vocabulary.ts";

/** Every rule that the debt book follows, with the history that shows it. */
export const table: Row[] = [
  ...detection,
  ...whoIsServed,
  ...groupsAndFloor,
  ...partly,
  ...corrections,
  ...receipts,
  ...places,
  ...sales,
  ...dates,
  ...running,
  ...alerts,
  ...badInput,
  ...invariants,
].sort((a, b) => byId(a.id, b.id));

export type StoryRow = { id: string; rule: string } & Story;
export const stories: StoryRow[] = table.filter(isStory);

/** When something is looked at in any story, in hours since the beginning: time is the same for all of them. */
export const moments = [...new Set([0, ...stories.flatMap((row) => timed(row).map((s) => s.hours))])].sort(
  (a, b) => a - b,
);

/** Its steps, each with its hour. */
export function timed({ steps }: Story): (Step & { hours: number })[] {
  let hours = 0;
  return steps.map((step) => ({ ...step, hours: (hours = step.hours ?? hours) }));
}

function byId(a: string, b: string): number {
  const number = (id: string) => Number.parseInt(id.slice(1), 10);
  return a[0] === b[0] ? number(a) - number(b) || a.length - b.length : a < b ? -1 : 1;
}
