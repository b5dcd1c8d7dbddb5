/** A day on which something arrived, and the share (`left` / `of`) that arrives later than it. Exact, so integers. */
export type Step = { at: number; left: bigint; of: bigint };

/**
 * The survival curve of past delays (Kaplan and Meier, 1958). `open` are the ages of what is still on its way: it
 * will take at least as long. Leaving it out would make every date too early, as the quick ones arrive first.
 */
export function kaplanMeier(closed: number[], open: number[]): Step[] {
  const steps: Step[] = [];
  let [left, of] = [1n, 1n];
  for (const at of [...new Set(closed)].sort((a, b) => a - b)) {
    const waiting = [...closed, ...open].filter((t) => t >= at).length;
    const arrived = closed.filter((t) => t === at).length;
    left *= BigInt(waiting - arrived);
    of *= BigInt(waiting);
    steps.push({ at, left, of });
  }
  return steps;
}

/** The first delay that at most (100 − `percent`) % exceed; null when the curve never comes down so far. */
export function survivalQuantile(closed: number[], open: number[], percent: number): number | null {
  const enough = ({ left, of }: Step) => left * 100n <= BigInt(100 - percent) * of;
  return kaplanMeier(closed, open).find(enough)?.at ?? null;
}

/**
 * How much longer something takes that has been on its way for `age` days: the same quantile among what took
 * longer than that. Null when nothing ever did: then nobody can say.
 */
export function conditionalResidual(
  closed: number[],
  open: number[],
  age: number,
  percent: number,
): number | null {
  const longer = (days: number) => days > age;
  const total = survivalQuantile(closed.filter(longer), open.filter(longer), percent);
  return total === null ? null : total - age;
}
