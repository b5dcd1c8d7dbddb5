/** A page that is opened has draft orders counted anew, if the last count is older than this. */
const freshMs = 60_000;
/** Reading a draft costs about seven points, of a hundred that Shopify gives each second: this leaves it 95 of them. */
const msForEach = 1_500;

export function draftsStale(last: { countedAt: Date | null; drafts: number }, now: Date): boolean {
  if (!last.countedAt) return true;
  return now.getTime() - last.countedAt.getTime() > Math.max(freshMs, last.drafts * msForEach);
}

/** Beside what is owed, never in it. */
export function draftsSentence(units: number): string {
  return units === 1
    ? "1 more unit stands in open draft orders; it is not owed."
    : `${units} more units stand in open draft orders; they are not owed.`;
}

/** Of the draft orders by which we keep units for people on the waiting list. */
export const keptTag = (hash: string) => `kept-${hash.slice(0, 32)}`;

export const isKeptTag = (tag: string) => /^kept-[0-9a-f]{32}$/.test(tag);
